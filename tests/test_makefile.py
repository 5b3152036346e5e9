"""The two commands, as far as they can be tried without a network: what `.ci/venv` decides.

The Python it finds here is a stand-in that writes down what it is asked to install.
"""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TOOLS = ("sh", "cat", "cksum", "touch", "rm", "cp", "mkdir", "dirname", "id", "sed", "make")
PYTHON = """#!/bin/sh
case "$*" in
*"version_info <"*) [ ! -e old ] ;;
*ensurepip*) [ ! -e without-venv ] ;;
*version_info*) echo 3.13 ;;
"-V") echo Python 3.13.0 ;;
"-m venv"*) rm -rf .venv && mkdir -p .venv/bin && cp "$0" .venv/bin/python && echo venv >>log ;;
"-m pip"*)
    echo "$*" >>log
    [ ! -e killed ] || kill -9 $PPID
    [ ! -e unreachable ]
    ;;
esac
"""


@pytest.fixture
def folder(tmp_path):
    """Lay out a checkout, with a space in its name, and the tools of a bare machine."""
    folder = tmp_path / "my blog"
    shutil.copytree(ROOT / ".ci", folder / ".ci")
    for name in ("Makefile", "pyproject.toml", "requirements.lock", "requirements-test.lock"):
        shutil.copy(ROOT / name, folder)
    tools = tmp_path / "bin"
    tools.mkdir()
    for tool in TOOLS:
        (tools / tool).symlink_to(shutil.which(tool))
    return folder


@pytest.fixture
def python(folder):
    """Put the stand-in on the PATH."""
    python = folder.parent / "bin" / "python3"
    python.write_text(PYTHON)
    python.chmod(0o755)
    return python


def tell(folder, *command, **environment):
    tools = folder.parent / "bin"
    return subprocess.run(
        command,
        cwd=folder,
        env={"PATH": str(tools), "HOME": str(folder.parent), **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def ready(folder, purpose, **environment):
    """Make `.venv` ready; give back what was installed for it."""
    log = folder / "log"
    log.unlink(missing_ok=True)
    tell(folder, ".ci/venv", purpose, **environment)
    return log.read_text().splitlines() if log.exists() else []


def pins(name):
    return set(re.findall(r"^\S+==.*", (ROOT / name).read_text(), re.MULTILINE))


def test_first_a_venv_is_made_then_the_lock_and_the_blog_are_installed(folder, python):
    made, lock, blog = ready(folder, "run")

    assert made == "venv"
    assert "--require-hashes --only-binary :all: -r requirements.lock" in lock
    assert "--no-deps --no-build-isolation -e ." in blog


@pytest.mark.parametrize(
    ("first", "then"),
    [
        pytest.param("run", "run", id="run twice"),
        pytest.param("test", "test", id="test twice"),
        pytest.param("test", "run", id="run after test"),
    ],
)
def test_nothing_is_installed_twice(folder, python, first, then):
    ready(folder, first)

    assert ready(folder, then) == []


def test_testing_after_running_adds_what_is_missing_and_keeps_the_rest(folder, python):
    ready(folder, "run")

    lock, _ = ready(folder, "test")

    assert "requirements-test.lock" in lock
    assert ready(folder, "run") == []


@pytest.mark.parametrize("name", ["requirements.lock", "pyproject.toml"])
def test_a_change_of_what_is_needed_is_installed(folder, python, name):
    ready(folder, "run")
    with (folder / name).open("a") as file:
        file.write("# changed\n")

    assert len(ready(folder, "run")) == 2


def test_a_venv_left_half_made_is_made_again(folder, python):
    (folder / "killed").touch()
    ready(folder, "run")
    (folder / "killed").unlink()

    assert ready(folder, "run")[0] == "venv"
    assert ready(folder, "run") == []


def test_a_venv_that_moved_with_its_folder_is_made_again(folder, python):
    ready(folder, "run")
    moved = folder.rename(folder.with_name("elsewhere"))

    assert ready(moved, "run")[0] == "venv"


def test_a_venv_whose_python_is_gone_is_made_again(folder, python):
    ready(folder, "run")
    (folder / ".venv" / "bin" / "python").unlink()

    assert ready(folder, "run")[0] == "venv"


def test_what_cannot_be_fetched_leaves_what_worked_before(folder, python):
    ready(folder, "run")
    (folder / "unreachable").touch()

    answer = tell(folder, ".ci/venv", "test")

    assert answer.returncode == 1
    assert answer.stderr.endswith("pip says why above. Then run the same again.\n")
    assert ready(folder, "run") == []


@pytest.mark.parametrize("command", ["run", "test"])
def test_without_a_python_one_sentence_says_what_to_do(folder, command):
    answer = tell(folder, "make", command)

    sentence, makes_own = answer.stderr.splitlines()
    assert sentence.startswith("Second Wind needs Python 3.11 or newer; get it from https://")
    assert makes_own.startswith("make: ***")


def test_an_old_python_counts_for_none(folder, python):
    (folder / "old").touch()

    answer = tell(folder, "make", "run")

    assert answer.stderr.startswith("Second Wind needs Python 3.11 or newer; ")


def test_an_old_python_asked_for_by_name_is_named(folder, python):
    (folder / "old").touch()

    answer = tell(folder, "make", "run", "PYTHON=python3")

    assert answer.stderr.startswith("PYTHON=python3 is not a Python 3.11 or newer; ")


@pytest.mark.parametrize(
    ("manager", "mend"),
    [
        pytest.param("apt-get", "apt-get install python3.13-venv", id="Debian and Ubuntu"),
        pytest.param("dnf", "dnf install python3-pip", id="Fedora"),
        pytest.param("", "get a whole Python from https://", id="elsewhere"),
    ],
)
def test_a_missing_venv_module_is_named_with_the_command_that_mends_it(
    folder, python, manager, mend
):
    (folder / "without-venv").touch()
    if manager:
        shutil.copy(python, python.with_name(manager))

    answer = tell(folder, "make", "run")

    assert answer.stderr.startswith("python3 has no venv module; ")
    assert mend in answer.stderr.splitlines()[0]


def test_running_listens_on_this_machine_whatever_the_shell_calls_it(folder, python):
    answer = tell(folder, "make", "-n", "run", HOST="sarahs-laptop")

    assert "blog serve --host '127.0.0.1' --port '8000'" in answer.stdout


def test_running_listens_where_it_is_told_to(folder, python):
    answer = tell(folder, "make", "-n", "run", "PORT=8080", "HOST=0.0.0.0")

    assert "blog serve --host '0.0.0.0' --port '8080'" in answer.stdout


def test_help_names_every_command(folder):
    answer = tell(folder, "make")

    for command in ("run", "test", "quick", "lint", "format", "lock", "clean"):
        assert f"make {command}\t" in answer.stdout


def test_the_test_lock_holds_the_other_one():
    assert pins("requirements.lock") <= pins("requirements-test.lock")


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-test.lock"])
def test_a_lock_names_no_place_and_carries_a_hash_for_everything(name):
    text = (ROOT / name).read_text()

    assert "://" not in text
    assert len(re.findall(r"^\S+==.*\n    --hash=sha256:", text, re.MULTILINE)) == len(pins(name))


def test_the_scripts_can_be_run():
    assert all(os.access(ROOT / ".ci" / name, os.X_OK) for name in ("run", "venv"))
