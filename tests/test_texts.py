import re
import threading
from io import BytesIO

import pytest
from babel.dates import get_month_names
from babel.messages import Catalog
from babel.messages.checkers import checkers
from babel.messages.pofile import read_po, write_po

import catalogues
import laps
import reading
from blog import settings, texts
from blog.factory import create_app
from makers import Folder, ready, sync

# Attributes that a reader is shown or told.
SPOKEN = ("alt", "aria-label", "aria-description", "placeholder", "title")
MORE = ["/nowhere/", "/?page=99"]


@pytest.fixture(scope="module")
def folder_of_catalogues(tmp_path_factory):
    """A pseudo-language in the place of Polish: every text in ⟦…⟧, with three plural forms."""
    found = tmp_path_factory.mktemp("catalogues")
    pseudo = Catalog(locale="pl")
    for message in catalogues.gather():
        if message.pluralizable:
            forms = tuple(f"⟦{form}: {message.id[1]}⟧" for form in ("one", "few", "many"))
            pseudo.add(message.id, forms)
        elif message.id:
            pseudo.add(message.id, f"⟦{message.id}⟧")
    with (found / "pl.po").open("wb") as file:
        write_po(file, pseudo)
    return found


@pytest.fixture
def pseudo(folder_of_catalogues, monkeypatch):
    """Make the program speak the pseudo-language where it would speak Polish."""
    monkeypatch.setattr(texts, "_FOLDER", folder_of_catalogues)
    texts.catalogue.cache_clear()
    yield
    texts.catalogue.cache_clear()


@pytest.fixture
def polish(tmp_path, workshop, pseudo, now):
    """A reader of the blog with something of everything, in the pseudo-language."""
    folder = Folder(tmp_path / "blog")
    laps.write(folder)
    footer = 'footer = "Typed at the pool."'
    folder.write("site.toml", laps.SITE.replace("en-US", "pl").replace(footer, "sample = true"))
    with ready(create_app(settings.read({}, at=folder.path))) as app:
        sync(app, workshop)
        yield app.test_client()


def test_no_text_of_the_program_is_forgotten(polish, tmp_path):
    theirs = words_of_the_author(tmp_path / "blog" / "content")
    theirs |= {word for form in ("wide", "abbreviated") for word in months(form)}
    forgotten = {}

    for path in [*laps.KINDS, *MORE, *plain_addresses(polish)]:
        answer = polish.get(path)
        if answer.mimetype == "text/html" and answer.status_code in {200, 404}:
            missing = words(shown(reading.page(answer.text))) - theirs
            forgotten |= {path: missing} if missing else {}

    assert forgotten == {}


def months(form):
    return {word.strip(".") for word in get_month_names(form, locale="pl").values()}


def plain_addresses(client):
    """Every address of the program that can be asked for as it stands."""
    rules = client.application.url_map.iter_rules()
    return sorted(rule.rule for rule in rules if not rule.arguments and "GET" in rule.methods)


def shown(page):
    """What a reader is shown that does not stand in ⟦…⟧."""
    said = [one[name] for one in page.every() for name in SPOKEN if name in one.attributes]
    said += ["".join(map(str, page.one("title").children)), page.text]
    text = " \n ".join(said)
    while (without := re.sub("⟦[^⟦⟧]*⟧", " ", text)) != text:
        text = without
    return text


def words(text):
    return set(re.findall(r"[^\W\d_]{2,}", text))


def words_of_the_author(content):
    written = "\n".join(path.read_text() for path in content.rglob("*.*") if path.suffix != ".png")
    named = " ".join(path.stem for path in content.rglob("*.md"))
    return words(re.sub(r"\b[a-z_]+:", " ", written)) | words(named)


def test_that_check_sees_what_is_forgotten(see, laps):
    forgotten = words(shown(see("/posts/knee-3/"))) - words_of_the_author(
        laps.extensions["second_wind"].content
    )

    assert {"Part", "Stories", "Archive", "Menu", "Author"} <= forgotten


def test_what_is_counted_has_the_form_the_language_has_for_it(polish):
    knee, shoulder, silent = reading.page(polish.get("/tags/").text).one("ol.log").all("li")

    assert "⟦many: 8 parts⟧" in knee.text
    assert "⟦few: 3 parts⟧" in shoulder.text
    assert "⟦one: 1 parts⟧" in silent.text


def test_dates_are_in_the_language_too(polish):
    article = reading.page(polish.get("/posts/knee-3/").text).one("article")

    assert article.one("time.dt-published").text == "23 marca 2026"


@pytest.mark.parametrize("status", [404, 405])
def test_a_failure_is_told_in_the_language_by_a_thread_that_said_nothing_yet(polish, status):
    answers = []

    def ask():
        answers.append(polish.open("/nowhere/", method="GET" if status == 404 else "POST"))

    thread = threading.Thread(target=ask)
    thread.start()
    thread.join()

    assert answers[0].status_code == status
    assert reading.page(answers[0].text).one("h1").text.startswith("⟦")


def test_a_language_ends_with_its_request(polish):
    polish.get("/")

    assert texts.gettext("Posts") == "Posts"


def test_two_languages_spoken_at_once_do_not_mix(polish, reader):
    mixed = []

    def read(client, native):
        for _ in range(5):
            menu = reading.page(client.get("/about/").text).one("header.masthead").text
            if ("⟦Posts⟧" in menu) is not native:
                mixed.append(menu)

    readers = ((polish, True), (reader, False)) * 2
    threads = [threading.Thread(target=read, args=who) for who in readers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert mixed == []


def test_a_text_without_a_translation_is_said_in_english(pseudo):
    texts.speak(lambda: "pl")
    try:
        assert texts.gettext("Nobody translated this.") == "Nobody translated this."
        assert texts.ngettext("%(n)s cat", "%(n)s cats", 2) == "2 cats"
    finally:
        texts.speak_english()


@pytest.mark.parametrize("language", ["xx", "tlh-KX", "../../etc/passwd", "", "pl_PL/x"])
def test_a_language_without_a_catalogue_is_english(language):
    assert texts.catalogue(language).gettext("Posts") == "Posts"


def test_a_variety_of_a_language_speaks_as_the_language_does(pseudo):
    assert texts.catalogue("pl-PL").gettext("Posts") == "⟦Posts⟧"


def test_a_sign_of_per_cent_in_a_text_without_values_is_just_that():
    assert texts.gettext("100% rest") == "100% rest"


def test_messages_pot_holds_every_text_of_the_program():
    kept = read_po(BytesIO(catalogues.POT.read_bytes()))

    # Not where they stand: a text may move without being translated anew.
    assert {one.id for one in kept} == {one.id for one in catalogues.gather()}, "run: make texts"


def test_what_is_said_is_set_with_care():
    straight = re.compile(r"\w'\w|\s\"\w|\.\.\.")

    assert [one.id for one in catalogues.gather() if straight.search(str(one.id))] == []


@pytest.mark.parametrize("path", sorted(catalogues.FOLDER.glob("*.po")), ids=lambda path: path.stem)
def test_a_catalogue_translates_every_text(path):
    catalogue = read_po(BytesIO(path.read_bytes()), locale=path.stem.replace("-", "_"))
    translated = {one.id for one in catalogue if one.id and one.string and all(one.string)}

    assert {one.id for one in catalogues.gather() if one.id} - translated == set()


@pytest.mark.parametrize("path", sorted(catalogues.FOLDER.glob("*.po")), ids=lambda path: path.stem)
def test_a_translation_fills_in_the_same_values(path):
    catalogue = read_po(BytesIO(path.read_bytes()), locale=path.stem.replace("-", "_"))

    for message in catalogue:
        for check in checkers:
            check(catalogue, message)
        if message.id and message.string:
            forms = message.string if isinstance(message.string, tuple) else (message.string,)
            original = message.id[1] if message.pluralizable else message.id
            for form in forms:
                assert values(form) <= values(original), form


def values(text):
    return set(re.findall(r"%\(\w+\)s", text))
