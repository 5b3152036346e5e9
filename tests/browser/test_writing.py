"""An author writes on a phone: no letter is lost, whatever happens to phone, network and server."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

import darkroom
from authoring import at_desk
from blog import clock, current, settings
from blog.accounts import passwords, service
from blog.accounts.devices import COOKIE
from blog.database.transaction import transaction
from blog.factory import create_app
from cable import cable
from makers import SITE, Folder, ready, sync
from talking import served

PASSWORD = "four hundred yards"
PHOTO = darkroom.written(darkroom.upright(), "JPEG")
SAVED = re.compile("on this device and on the server")
UNPUBLISHED = re.compile("No connection: nothing was published")
OFFLINE = re.compile("No connection. Kept on this device")


@pytest.fixture(scope="module")
def blog(tmp_path_factory, workshop):
    """A blog being served: its app, its folder, its address."""
    folder = Folder(tmp_path_factory.mktemp("desk") / "blog")
    folder.write("site.toml", SITE)
    folder.write("authors/sarah.md", "---\nname: Sarah\n---\nRuns.\n")
    app = create_app(settings.read({}, at=folder.path))
    app.extensions[current.WORKSHOP] = workshop
    with ready(app), served(app) as address:
        sync(app, workshop)
        yield app, folder, address


@pytest.fixture
def signed_in(blog, devices):
    """Give Sarah a phone, or another device."""
    app, _, address = blog

    def signed_in(**options):
        badge = at_desk(app).get_cookie(COOKIE).value
        context = devices(**options)
        context.add_cookies([{"name": COOKIE, "value": badge, "url": address}])
        return context

    return signed_in


@pytest.fixture
def page(blog, signed_in):
    """An empty sheet on Sarah's phone."""
    page = signed_in().new_page()
    page.goto(f"{blog[2]}/desk/write/")
    return page


def state(page):
    return page.locator("[data-state]")


def text(page):
    return page.get_by_label("Text")


def write(page, words):
    text(page).press("Control+End")
    text(page).press_sequentially(words)


def test_what_is_typed_is_on_the_server_within_two_seconds(page, blog, signed_in):
    page.clock.install()
    page.reload()
    page.clock.pause_at(clock.now() + timedelta(hours=1))
    page.get_by_label("Title").fill("Half a sentence")
    write(page, "It held until the br")

    page.clock.run_for(2_000)
    expect(state(page)).to_have_text(SAVED)

    other = signed_in(viewport={"width": 1440, "height": 900}).new_page()
    other.goto(f"{blog[2]}/desk/posts/")
    other.get_by_role("link", name="Half a sentence").click()
    expect(text(other)).to_have_value("It held until the br")


def test_who_never_pauses_is_saved_all_the_same(page):
    saves = []
    page.on("request", lambda one: one.method == "POST" and saves.append(one.post_data))

    text(page).press_sequentially("Said without a pause, on and on", delay=130)

    assert len(saves) >= 2
    assert "body=Said+without" in saves[-1]


def test_a_tab_closed_between_two_words_loses_none(page, blog):
    write(page, "One word, and anoth")
    expect(state(page)).to_have_text(SAVED)
    address = f"{blog[2]}/desk/write/{page.locator('#write').get_attribute('data-id')}/"
    write(page, "er")
    page.close(run_before_unload=False)

    again = page.context.new_page()
    again.goto(address)

    expect(text(again)).to_have_value("One word, and another")


def test_without_a_network_writing_goes_on_and_is_saved_when_it_is_back(page, signed_in, blog):
    page.context.set_offline(True)
    write(page, "Written in the tunnel")
    expect(state(page)).to_have_text(OFFLINE)

    page.context.set_offline(False)

    expect(state(page)).to_have_text(SAVED)


def test_two_tabs_are_shown_both_texts(page, blog):
    write(page, "Mine")
    expect(state(page)).to_have_text(SAVED)
    other = page.context.new_page()
    other.goto(f"{blog[2]}/desk/write/{page.locator('#write').get_attribute('data-id')}/")
    write(other, " from the other tab")
    expect(state(other)).to_have_text(SAVED)

    write(page, " from here")
    expect(state(page)).to_have_text(re.compile("changed elsewhere"))
    page.get_by_role("button", name="Save").click()

    expect(page.get_by_label("Yours")).to_have_value("Mine from here")
    expect(page.get_by_label("The other one")).to_have_value("Mine from the other tab")
    page.get_by_role("button", name="Save mine").click()
    expect(text(page)).to_have_value("Mine from here")


def test_words_in_conflict_stay_on_the_device_until_their_author_decides(page, blog):
    write(page, "Mine")
    expect(state(page)).to_have_text(SAVED)
    address = f"{blog[2]}/desk/write/{page.locator('#write').get_attribute('data-id')}/"
    other = page.context.new_page()
    other.goto(address)
    write(other, " from the other tab")
    expect(state(other)).to_have_text(SAVED)
    write(page, " from here")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_label("Yours")).to_have_value("Mine from here")

    other.goto(address)
    expect(text(other)).to_have_value("Mine from here")
    page.get_by_role("button", name="Leave it at the other one").click()
    expect(text(page)).to_have_value("Mine from the other tab")
    other.goto(address)
    expect(text(other)).to_have_value("Mine from the other tab")


def test_a_session_that_ended_costs_no_word(page, blog):
    app = blog[0]
    with app.app_context(), transaction():
        # Which signs every device out.
        service.choose_password("sarah", passwords.hashed(PASSWORD), now=clock.now())
    write(page, "Still here")

    expect(state(page)).to_have_text(re.compile("signed out"))
    page.get_by_role("button", name="Save").click()
    page.get_by_label("Name").fill("sarah")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()

    expect(text(page)).to_have_value("Still here")


@pytest.mark.parametrize(
    ("typed", "becomes"),
    [
        pytest.param("- one\ntwo\n\nthree", "- one\n- two\n\nthree", id="a list goes on and ends"),
        pytest.param("1. one\ntwo", "1. one\n2. two", id="a numbered one counts"),
        pytest.param("> so she said\nand\n\nleft", "> so she said\n> and\n\nleft", id="a quote"),
        pytest.param("plain\nlines", "plain\nlines", id="plain lines stay plain"),
    ],
)
def test_enter_goes_on_with_a_list(page, typed, becomes):
    text(page).click()
    page.keyboard.type(typed)

    expect(text(page)).to_have_value(becomes)


def test_the_bar_marks_words_and_undo_takes_it_back(page):
    write(page, "so glad")
    page.keyboard.press("Control+a")

    page.get_by_role("button", name="Bold").click()
    expect(text(page)).to_have_value("**so glad**")
    page.keyboard.press("Control+z")

    expect(text(page)).to_have_value("so glad")


PASTE = """([html, plain]) => {
  const data = new DataTransfer();
  if (html) data.setData("text/html", html);
  data.setData("text/plain", plain);
  const area = document.querySelector("#body");
  const options = { clipboardData: data, bubbles: true, cancelable: true };
  area.dispatchEvent(new ClipboardEvent("paste", options));
}"""


@pytest.mark.parametrize(
    ("html", "becomes"),
    [
        ("<p>One <b>bold</b> and <i>soft</i></p><p>Two</p>", "One **bold** and *soft*\n\nTwo"),
        ("<h2>Week</h2><ul><li>Run</li><li>Rest</li></ul>", "## Week\n\n- Run\n- Rest"),
        ('<a href="https://laps.example/">laps</a>', "[laps](https://laps.example/)"),
        ('<a href="javascript:alert(1)">laps</a><script>x()</script>', "laps"),
        ('<b style="font-weight:normal"><p>Plain</p></b>', "Plain"),
        ("<section>One</section><section>Two</section>", "One\n\nTwo"),
        ("<h5>Week</h5>Run", "##### Week\n\nRun"),
        ("<ol><li>Run<ul><li>slowly</li></ul></li></ol>", "1. Run\n   - slowly"),
        ("<blockquote><p>One</p><p>Two</p></blockquote>", "> One\n>\n> Two"),
        ("<b><p>One</p><p>Two</p></b>", "**One**\n\n**Two**"),
        ("<pre>a  b\n  c</pre>", "```\na  b\n  c\n```"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\n\nc"),
    ],
)
def test_what_is_pasted_from_a_page_becomes_marks(page, html, becomes):
    text(page).click()

    page.evaluate(PASTE, [html, "as plain text"])

    expect(text(page)).to_have_value(becomes)


def test_an_address_pasted_over_words_makes_a_link_of_them(page):
    write(page, "the canal")
    page.keyboard.press("Control+a")

    page.evaluate(PASTE, ["", "https://canal.example/"])

    expect(text(page)).to_have_value("[the canal](https://canal.example/)")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_from_an_empty_sheet_to_a_public_post_by_thumb(blog, signed_in, scripts, request):
    title = f"Public {scripts}"
    page = signed_in(java_script_enabled=scripts).new_page()
    page.goto(f"{blog[2]}/desk/write/")
    page.get_by_label("Title").fill(title)
    text(page).fill("Two laps.")

    page.get_by_role("button", name="Publish").click()
    page.get_by_role("button", name="Publish now").click()
    page.get_by_role("link", name="View").click()

    expect(page.get_by_role("heading", level=1)).to_have_text(title)


@pytest.mark.parametrize("width", [320, 360, 1440])
def test_nothing_is_too_small_for_a_thumb_or_too_wide_for_a_phone(page, width):
    page.set_viewport_size({"width": width, "height": 740})
    page.get_by_text("Day, tags and more").click()

    for_thumbs(page, width)


def for_thumbs(page, width):
    """See that nothing is wider than the page, and everything to be pressed large enough."""
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    small = page.evaluate(
        """() => [...document.querySelectorAll("a, button, summary, input, textarea, select")]
        .filter((one) => one.checkVisibility() && one.type !== "hidden" && !one.matches(".skip"))
        .map((one) => /checkbox|radio|file/.test(one.type) ? one.closest("label") : one)
        .map((one) => [one.getBoundingClientRect(), one.outerHTML.slice(0, 80)])
        .filter(([{ width, height }]) => Math.min(width, height) < 44)"""
    )
    assert small == []


PAGES = ["", "posts/", "check-in/", "posts/first-steps/", "mend/posts/first-steps.md/", "write/"]


@pytest.mark.parametrize("width", [320, 360, 1440])
@pytest.mark.parametrize("address", PAGES)
def test_every_page_of_the_desk_is_for_thumbs(page, blog, workshop, address, width):
    app, folder, home = blog
    folder.post("first-steps", "Slow.\n")
    sync(app, workshop)
    page.set_viewport_size({"width": width, "height": 740})
    page.goto(f"{home}/desk/{address}")

    for_thumbs(page, width)


def test_loaded_again_a_page_is_the_text_that_was_on_it(page):
    write(page, "Slowly.")
    expect(state(page)).to_have_text(SAVED)

    page.reload()

    expect(text(page)).to_have_value("Slowly.")


def test_words_that_never_reached_the_server_are_offered_on_the_next_sheet(page, blog):
    page.context.set_offline(True)
    write(page, "Begun in a tunnel.")
    page.close()
    page.context.set_offline(False)
    again = page.context.new_page()
    again.goto(f"{blog[2]}/desk/write/")
    expect(text(again)).to_have_value("")

    again.get_by_role("button", name="Go on with it").click()

    expect(text(again)).to_have_value("Begun in a tunnel.")
    expect(state(again)).to_have_text(SAVED)
    other = page.context.new_page()
    other.goto(f"{blog[2]}/desk/write/")
    expect(other.get_by_role("button", name="Go on with it")).to_be_hidden()


def test_words_over_a_file_that_never_reached_the_server_are_there_again(page, blog, workshop):
    app, folder, home = blog
    folder.post("tunnel", "Slow.\n")
    sync(app, workshop)
    page.goto(f"{home}/desk/posts/tunnel/write/")
    page.context.set_offline(True)
    write(page, "And dark.")
    page.close()
    page.context.set_offline(False)
    again = page.context.new_page()

    again.goto(f"{home}/desk/posts/tunnel/write/")

    expect(text(again)).to_have_value(re.compile("And dark."))


def test_publishing_without_a_network_keeps_the_words_where_they_are(page):
    page.get_by_label("Title").fill("Begun in a tunnel")
    page.context.set_offline(True)
    write(page, "Published there.")

    page.get_by_role("button", name="Publish").click()

    expect(state(page)).to_have_text(UNPUBLISHED)
    expect(text(page)).to_have_value("Published there.")
    page.context.set_offline(False)
    expect(state(page)).to_have_text(SAVED)
    page.context.set_offline(True)
    page.get_by_role("button", name="Save").click()
    expect(state(page)).to_have_text(OFFLINE)
    page.get_by_role("button", name="Publish").click()
    expect(state(page)).to_have_text(UNPUBLISHED)
    page.context.set_offline(False)
    page.get_by_role("button", name="Publish").click()
    page.get_by_role("button", name="Publish now").click()
    expect(page.get_by_text("It is public")).to_be_visible()


@pytest.mark.parametrize("is_closed", [True, False], ids=["tab closed", "tab left open"])
def test_words_published_without_a_network_are_offered_on_the_next_sheet(page, blog, is_closed):
    page.context.set_offline(True)
    write(page, "Begun in a tunnel, published there.")
    page.get_by_role("button", name="Publish").click()
    if is_closed:
        page.close()
    page.context.set_offline(False)
    if not is_closed:
        expect(state(page)).to_have_text(SAVED)
    again = page.context.new_page()
    again.goto(f"{blog[2]}/desk/write/")

    again.get_by_role("button" if is_closed else "link", name="Go on with it").click()

    expect(text(again)).to_have_value("Begun in a tunnel, published there.")


def test_the_back_button_after_publishing_leads_to_the_post_and_its_form(page):
    page.get_by_label("Title").fill("There and back")
    write(page, "Two laps.")
    expect(state(page)).to_have_text(SAVED)
    page.get_by_role("button", name="Publish").click()
    page.get_by_role("button", name="Publish now").click()
    expect(page.get_by_role("link", name="View")).to_be_visible()

    page.go_back()
    expect(page.get_by_role("link", name="View")).to_be_visible()
    page.go_back()

    expect(text(page)).to_have_value(re.compile("Two laps."))
    write(page, "Three.")
    page.get_by_role("button", name="Publish").click()
    page.get_by_role("button", name="Publish now").click()
    expect(page.get_by_role("link", name="View")).to_be_visible()


def photos(*names):
    return [{"name": n, "mimeType": "image/jpeg", "buffer": PHOTO} for n in names]


def choose(page, files):
    with page.expect_file_chooser() as chosen:
        page.get_by_text("Photo", exact=True).click()
    chosen.value.set_files(files)


def test_tags_there_are_can_be_tapped_into_the_line_and_out_of_it(page, blog, workshop):
    app, folder, home = blog
    folder.post("tagged", tags="knee, it-band")
    sync(app, workshop)
    page.goto(f"{home}/desk/write/")
    page.get_by_text("Day, tags and more").click()
    line = page.get_by_label("Tags", exact=True)
    line.fill("IT band")

    expect(page.get_by_role("button", name="it-band", pressed=True)).to_be_visible()
    page.get_by_role("button", name="knee").click()
    expect(line).to_have_value("IT band, knee")
    page.get_by_role("button", name="it-band").click()

    expect(line).to_have_value("knee")
    expect(state(page)).to_have_text(SAVED)


def test_a_day_chosen_from_the_calendar_is_the_day(page):
    page.get_by_text("Day, tags and more").click()

    page.get_by_label("From the calendar").fill("2099-05-14T18:30")

    expect(page.get_by_label("Day", exact=True)).to_have_value("2099-05-14 18:30")
    expect(state(page)).to_have_text(SAVED)
    page.reload()
    expect(page.get_by_label("Day", exact=True)).to_have_value("2099-05-14 18:30")


def test_photos_come_one_after_the_other_and_do_not_wait_for_an_answer(page):
    write(page, "Two photos.")
    broken = {"name": "broken.jpg", "mimeType": "image/jpeg", "buffer": b"none"}

    choose(page, [*photos("one.jpg"), broken, *photos("two.jpg")])

    came = "Two photos.\n\n![](one.jpg)\n\n![](two.jpg)\n\n"
    expect(text(page)).to_have_value(came)
    expect(page.get_by_role("alert")).to_contain_text("broken.jpg")
    question = page.get_by_label("What is on it?")
    expect(question).to_be_focused()
    question.fill("The lake")
    question.press("Enter")
    page.get_by_role("button", name="Skip").click()
    expect(text(page)).to_have_value(came.replace("[](one", "[The lake](one"))
    expect(question).to_be_hidden()


def test_a_photo_that_comes_while_one_writes_does_not_cut_the_sentence(page):
    write(page, "I went ou")
    page.route("**/photos/", lambda route: (write(page, "t"), route.continue_()))

    choose(page, photos("one.jpg"))

    expect(text(page)).to_have_value("I went out\n\n![](one.jpg)\n\n")
    page.keyboard.type(" and home.")
    expect(text(page)).to_have_value("I went out and home.\n\n![](one.jpg)\n\n")


def test_publishing_waits_for_photos_on_their_way_and_happens_once(page):
    page.get_by_label("Title").fill("With photos")
    page.get_by_label("Title").press("Enter")
    expect(text(page)).to_be_focused()
    page.keyboard.type("Two.")
    expect(state(page)).to_have_text(SAVED)
    held, asked = [], []
    page.on("request", lambda one: one.is_navigation_request() and asked.append(one.method))
    page.route("**/photos/", lambda route: held.insert(0, route), times=1)
    with page.expect_request("**/photos/"):
        choose(page, photos("one.jpg", "two.jpg"))

    with page.expect_popup() as preview:
        page.get_by_role("button", name="Preview").click()
    expect(state(page)).to_have_text("The preview is without what is still on its way. Photos: 2")
    preview.value.close()
    page.get_by_role("button", name="Publish").click()
    page.get_by_role("button", name="Publish").click()
    expect(state(page)).to_have_text("2 photos are still on their way …")
    held[0].continue_()

    expect(page.get_by_role("button", name="Publish now")).to_be_visible()
    assert asked == ["POST", "GET"]
    page.get_by_role("button", name="Publish now").click()
    page.get_by_role("link", name="View").click()
    expect(page.get_by_role("main").locator("img")).to_have_count(2)


def test_what_arrived_as_its_page_was_closed_is_not_offered_again(page, blog):
    home = f"{blog[2]}/desk/write/"
    arrived = []
    page.route("**/desk/write/*/", lambda route: (arrived.append(route.fetch()), route.abort()))
    with page.expect_event("requestfailed"):
        write(page, "Left at once.")
    page.goto("about:blank")
    again = page.context.new_page()

    with again.expect_response(re.compile(r"/desk/write/[^/]+/$")):
        again.goto(home)

    assert arrived
    expect(again.locator("[data-unfinished]")).to_contain_text("Left at once.")
    expect(again.locator("[data-begun]")).to_be_hidden()


# What the server was reading when the line went dead is closed by the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("moment", ["request", "answer"])
def test_photos_cut_off_on_their_way_arrive_once_and_one_after_the_other(blog, signed_in, moment):
    _, folder, home = blog
    large = darkroom.written(darkroom.photo(400, 300), "JPEG")
    two = [{"name": n, "mimeType": "image/jpeg", "buffer": large} for n in ("a.jpg", "b.jpg")]
    with cable(urlsplit(home).port) as line:
        page = signed_in().new_page()
        page.goto(f"{line.address}/desk/write/")
        write(page, "Two photos.")
        expect(state(page)).to_have_text(SAVED)
        line.cut_in(moment)
        choose(page, two)
        line.wait_until_cut()

        way = page.locator("[data-photo-state]")
        expect(way).to_have_text("No connection. Photo 1 of 2 is sent again by itself.")
        expect(text(page)).to_have_value("Two photos.")
        line.mend()

        expect(text(page)).to_have_value("Two photos.\n\n![](a.jpg)\n\n![](b.jpg)\n\n")
        expect(way).to_have_text("")
        place = (
            folder.content / "posts" / f".writing-{page.locator('#write').get_attribute('data-id')}"
        )
        assert sorted(one.name for one in place.iterdir()) == ["a.jpg", "b.jpg"]


def test_what_was_saved_before_is_taken_up_again_and_written_on(page):
    write(page, "Precious")
    expect(state(page)).to_have_text(SAVED)
    page.reload()
    text(page).fill("A cat on the keys")

    page.get_by_text("Day, tags and more").click()
    page.get_by_role("button", name="What was saved before").click()
    page.get_by_role("main").get_by_role("listitem").get_by_role("link").last.click()
    expect(page.locator("ins")).to_have_text("+ A cat on the keys")
    page.get_by_role("button", name="Write with this text").click()

    expect(text(page)).to_have_value(re.compile("Precious"))
    write(page, ", still")
    expect(state(page)).to_have_text(SAVED)
