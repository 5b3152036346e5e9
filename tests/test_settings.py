import re
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from blog import settings
from blog.settings import BadSetting


def read(tmp_path, **variables):
    return settings.read(variables, at=tmp_path)


def test_without_a_word_everything_is_in_the_folder(tmp_path):
    found = read(tmp_path)

    assert (found.content, found.instance) == (tmp_path / "content", tmp_path / "instance")
    assert found.database_url == f"sqlite:///{tmp_path}/instance/blog.sqlite3"
    assert (found.backups, found.comments_per_minute) == (tmp_path / "instance/backups", 10)


@pytest.mark.parametrize("url", ["postgres://a/b", "postgresql://a/b", "postgresql+psycopg://a/b"])
def test_postgresql_may_be_written_as_hosts_do(tmp_path, url):
    found = read(tmp_path, BLOG_DATABASE_URL=url)

    assert (found.database_url, found.on_sqlite) == ("postgresql+psycopg://a/b", False)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BLOG_DATABASE_URL", "mysql://root:secret@host/blog"),
        ("BLOG_REDIS_URL", "http://:secret@redis"),
        ("BLOG_SECRET_KEY", "secret"),
        ("BLOG_URL", "laps.example"),
        ("BLOG_URL", "https://laps.example/?a"),
        ("BLOG_CDN_SECONDS", "-1"),
        ("BLOG_COMMENTS_PER_MINUTE", "ten"),
        ("BLOG_TRUSTED_PROXIES", "²"),
        ("BLOG_TRUSTED_PROXIES", "11"),
    ],
)
def test_what_makes_no_sense_is_refused_by_its_name(tmp_path, name, value):
    with pytest.raises(BadSetting) as caught:
        read(tmp_path, **{name: value})

    assert str(caught.value).startswith(f"{name} is “")
    assert "secret" not in str(caught.value)


def test_a_key_is_made_once_and_is_nobody_else_s(tmp_path):
    found = read(tmp_path)
    with ThreadPoolExecutor(8) as together:
        keys = set(together.map(lambda _: settings.prepare(found), range(16)))

    path = found.instance / "secret_key"
    assert len(keys) == 1
    assert len(keys.pop()) >= 48
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(found.instance.stat().st_mode) == 0o700
    assert list(found.instance.iterdir()) == [path]


def test_with_a_shared_database_the_key_must_be_shared(tmp_path):
    found = read(tmp_path, BLOG_DATABASE_URL="postgresql://a/b")

    with pytest.raises(BadSetting, match="BLOG_SECRET_KEY is not set"):
        settings.prepare(found)


def test_a_key_that_is_given_is_used(tmp_path):
    assert settings.prepare(read(tmp_path, BLOG_SECRET_KEY="k" * 16)) == "k" * 16


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("BLOG_CONTNET", "BLOG_CONTENT"),
        ("BLOG_INSTANCES", "BLOG_INSTANCE"),
        ("BLOG_DATABASE", "BLOG_DATABASE_URL"),
    ],
)
def test_a_slip_in_a_name_is_refused_with_the_name_that_was_meant(tmp_path, name, meant):
    with pytest.raises(BadSetting) as caught:
        read(tmp_path, **{name: "x"})

    assert str(caught.value) == f"{name} is no setting; did you mean {meant}?"


@pytest.mark.parametrize(
    "name", ["BLOG_SERVICE_HOST", "BLOG_PORT", "BLOG_PORT_8000_TCP_ADDR", "BLOGGER_URL"]
)
def test_a_name_other_programs_may_have_set_is_none_of_our_business(tmp_path, name):
    assert read(tmp_path, **{name: "x"}).content == tmp_path / "content"


@pytest.mark.parametrize("name", ["BLOG_INSTANCE", "BLOG_BACKUPS"])
@pytest.mark.parametrize(
    ("place", "said"),
    [
        pytest.param("file", "but that is a file.", id="a file"),
        pytest.param("file/inside", "file is a file, and a folder is needed.", id="in a file"),
        pytest.param("lost", "but that is a link to nowhere.", id="a link to nowhere"),
    ],
)
def test_a_folder_that_cannot_be_one_is_refused_by_its_name(tmp_path, name, place, said):
    (tmp_path / "file").touch()
    (tmp_path / "lost").symlink_to(tmp_path / "none")

    with pytest.raises(BadSetting) as caught:
        settings.prepare(read(tmp_path, **{name: str(tmp_path / place)}))

    assert str(caught.value).startswith(f"{name} is “{tmp_path / place}”, but ")
    assert str(caught.value).endswith(said)


@pytest.mark.parametrize("place", ["/proc/nothing", "/proc"])
@pytest.mark.skipif(not Path("/proc/self").exists(), reason="there is no /proc")
def test_a_place_where_nothing_can_be_made_is_refused_by_its_name(tmp_path, place):
    with pytest.raises(BadSetting, match=f"^BLOG_INSTANCE is “{place}"):
        settings.prepare(read(tmp_path, BLOG_INSTANCE=place))


def test_a_folder_is_meant_relative_to_the_blog(tmp_path):
    found = read(tmp_path, BLOG_CONTENT="words", BLOG_INSTANCE="kept")

    assert (found.content, found.backups) == (tmp_path / "words", tmp_path / "kept/backups")


def test_a_home_nobody_has_is_refused_by_its_name(tmp_path):
    with pytest.raises(BadSetting, match=r"^BLOG_CONTENT is “~nobody-at-all/x”"):
        read(tmp_path, BLOG_CONTENT="~nobody-at-all/x")


def test_every_variable_is_known_by_its_name(tmp_path):
    source = Path(settings.__file__).read_text()

    assert set(re.findall(r'"(BLOG_[A-Z_]+)"', source)) == set(settings.VARIABLES)
