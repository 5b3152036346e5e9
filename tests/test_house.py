"""The house checks itself: what docs/house.md promises of the code is true."""

import ast
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = sorted((ROOT / "blog").rglob("*.py"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
TESTS = sorted((ROOT / "tests").rglob("test_*.py"))

# Doors and what stands above the features: these know Flask, and what a door may ask.
DOORS = {"web", "cli", "current", "factory", "wsgi", "__main__"}
# The rooms all of whose modules are about the database.
OF_THE_DATABASE = {"database", "pagecache"}
# Inside a feature, what a module may know is said by its name.
KNOW_SQL = {"models", "queries", "service", "sync", "ledger"}
# What would be one service or one file of queries, were it not too long for one module.
ALSO_KNOW_SQL = {
    "blog.comments.folds",
    "blog.comments.past",
    "blog.comments.revisions",
    "blog.comments.rulings",
    "blog.comments.tally",
    "blog.comments.undoing",
    "blog.comments.upkeep",
    "blog.content_sync.rehearsal",
    "blog.posts.agenda",
    "blog.posts.memory",
}
FRAMEWORKS = set("flask flask_sqlalchemy flask_wtf sqlalchemy alembic werkzeug wtforms".split())
# Tests that are about no single module.
OF_THE_WHOLE = set(
    """test_house test_makefile test_services test_seed test_costs test_hostile
    test_mistakes test_rebuild test_without_script""".split()
)
BAD_NAMES = set("util utils helper helpers manager handler data info process misc".split())


def dotted(path):
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def room(path):
    """The name on its floor: "posts" for blog/posts/queries.py, "clock" for blog/clock.py."""
    parts = path.relative_to(ROOT / "blog").with_suffix("").parts
    return parts[0]


def named(path):
    return path.relative_to(ROOT).as_posix()


def imports(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)


def functions(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def lines(function):
    """How many lines a function has, its docstring not counted."""
    first = function.body[0]
    documented = ast.get_docstring(function) is not None
    docstring = (first.end_lineno - first.lineno + 1) if documented else 0
    return function.end_lineno - function.lineno + 1 - docstring


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_rules_know_neither_flask_nor_sql(path):
    if room(path) in DOORS or room(path) in OF_THE_DATABASE or path.stem in KNOW_SQL:
        return
    if dotted(path) in ALSO_KNOW_SQL:
        return
    known = {name for name in imports(path) if name.split(".")[0] in FRAMEWORKS}
    known |= {name for name in imports(path) if name.startswith("blog.database")}

    assert known == set()


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_only_doors_know_flask(path):
    if room(path) in DOORS or dotted(path) == "blog.database.engine":
        return

    assert {name for name in imports(path) if name.split(".")[0] in {"flask", "flask_wtf"}} == set()


def test_one_module_knows_the_library_that_has_had_its_last_release():
    knowing = [dotted(path) for path in MODULES if "bleach" in imports(path)]

    assert knowing == ["blog.markup.sanitise"]


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_a_module_has_one_subject_and_no_more_than_300_lines(path):
    text = path.read_text()

    assert len(text.splitlines()) <= 300
    assert ast.get_docstring(ast.parse(text)), "says nowhere what it is about"
    assert path.stem not in BAD_NAMES


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_a_function_has_no_more_than_30_lines(path):
    if "versions" in path.parts:
        return  # a migration is a list of tables
    assert {one.name: lines(one) for one in functions(path) if lines(one) > 30} == {}


def test_no_module_is_imported_by_what_it_imports():
    """So each can be imported alone: whichever comes first, what it needs is whole before it."""
    needs = {dotted(path): imported(path) for path in MODULES}

    assert [module for module in needs if module in reached(needs, module)] == []


def imported(path):
    """Name our modules that are loaded when this one is, packages they are in among them."""
    found = {dotted(path)}
    for node in run_at_once(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    around = {name.rpartition(".")[0] for name in found}
    return (found | around) & {dotted(one) for one in MODULES} - {dotted(path)}


def run_at_once(node):
    """Go through what is run by an import."""
    for child in ast.iter_child_nodes(node):
        later = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef)
        if not later and not (isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child)):
            yield child
            yield from run_at_once(child)


def reached(needs, module):
    found, ahead = set(), [*needs[module]]
    while ahead:
        if (one := ahead.pop()) not in found:
            found.add(one)
            ahead += needs[one]
    return found


@pytest.mark.slow
def test_every_module_can_be_imported():
    names = [dotted(path) for path in MODULES if "migrations" not in path.parts]
    names.remove("blog.__main__")
    names.remove("blog.wsgi")  # makes an app, and with it an instance folder
    load = "import importlib, sys; [*map(importlib.import_module, sys.argv[1:])]"

    told = subprocess.run(
        [sys.executable, "-W", "error", "-c", load, *names],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
    )

    assert told.stdout == ""


@pytest.mark.parametrize("path", TESTS, ids=named)
def test_a_test_is_named_like_what_it_is_about(path):
    place = path.relative_to(ROOT / "tests")
    if path.stem in OF_THE_WHOLE or place.parts[0] in {"browser", "scale"}:
        return
    top = ROOT if place.parts[0] == "bench" else ROOT / "blog"
    subject = top / place.parent / f"{path.stem.removeprefix('test_')}.py"

    assert subject.is_file() or subject.with_suffix("").is_dir()


def test_every_variable_is_in_the_readme():
    variables = set(re.findall(r'"(BLOG_[A-Z_]+)"', (ROOT / "blog" / "settings.py").read_text()))
    readme = (ROOT / "README.md").read_text()

    assert len(variables) >= 10
    assert sorted(name for name in variables if name not in readme) == []


WRITING = {"POST", "PUT", "PATCH", "DELETE"}


def writing_routes(app):
    return [rule for rule in app.url_map.iter_rules() if rule.methods & WRITING]


def an_address_of(rule):
    values = {"slug": "knee-3", "id": 1}
    return rule.build({name: values.get(name, "1") for name in rule.arguments})[1]


def test_what_writes_is_not_what_reads(laps):
    assert [rule.rule for rule in writing_routes(laps) if "GET" in rule.methods] == []


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_site_cannot_write_here(laps, reader, site):
    for rule in writing_routes(laps):
        for method in rule.methods & WRITING:
            answer = reader.open(
                an_address_of(rule),
                method=method,
                data={"body": "Words", "name": "Jo"},
                headers={"Sec-Fetch-Site": site, "Origin": "https://evil.example"},
            )
            assert answer.status_code == 403, f"{method} {rule.rule}"


def test_every_template_is_used():
    inside = "\n".join(path.read_text() for path in TEMPLATES)
    code = "\n".join(path.read_text() for path in MODULES)
    used = re.findall(r'(?:extends|include|from|import) "([\w/]+\.html)"', inside)
    used += re.findall(r'"(\w[\w/]*\.html)"', code)
    there = {path.relative_to(ROOT / "templates").as_posix() for path in TEMPLATES}

    assert there == set(used)


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_nothing_but_sanitised_html_is_printed_as_it_is(path):
    printed = re.findall(r"\{\{(.*?)\}\}", path.read_text(), re.DOTALL)
    printed = [one.strip() for one in printed if re.search(r"\|\s*safe", one)]

    assert [one for one in printed if not re.fullmatch(r"[\w.]+\.html\|safe", one)] == []
    assert "autoescape" not in path.read_text()


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_a_template_says_nothing_that_cannot_be_translated(path):
    reader = _Template()
    reader.feed(reader.without_what_is_filled_in(path.read_text()))

    assert reader.said == []


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_a_template_carries_neither_style_nor_script(path):
    reader = _Template()
    reader.feed(reader.without_what_is_filled_in(path.read_text()))

    assert reader.inline == []


class _Template(HTMLParser):
    """Reads what stands between the placeholders of a template."""

    def __init__(self):
        super().__init__()
        self.said = []
        self.inline = []

    def without_what_is_filled_in(self, text):
        text = re.sub(r"\{#.*?#\}", "", text, flags=re.DOTALL)
        text = re.sub(r"\{% *trans.*?endtrans *%\}", "", text, flags=re.DOTALL)
        return re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "", text, flags=re.DOTALL)

    def handle_data(self, data):
        # A macro may print nothing but attributes.
        text = re.sub(r'[\w-]+="[^"]*"', "", data)
        if re.search(r"[^\W\d_]", text):
            self.said.append(text.strip())

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "style" or (tag == "script" and not {"src", "type"} & set(given)):
            self.inline.append(tag)
        self.inline += [name for name in given if name == "style" or name.startswith("on")]
        for name in ("alt", "aria-label", "placeholder", "title"):
            if re.search(r"[^\W\d_]", given.get(name) or ""):
                self.said.append(given[name])
