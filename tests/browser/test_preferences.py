"""What a reader's device asks for is given: less motion, its own colours, the dark, paper."""

from __future__ import annotations

import pytest

from services.chromium import PATIENCE

# Whether the page came with a transition, noted as it appears.
TRANSITION = """addEventListener("pagereveal", (event) => {
    document.documentElement.dataset.moved = Boolean(event.viewTransition)
})"""
COLOURS = """([selector, part]) => {
    const style = getComputedStyle(document.querySelector(selector), part)
    return [style.backgroundColor, style.color, style.borderTopColor, style.borderTopStyle]
}"""
BODY = ["body", None]
# Where the strip has come to, and the way ahead.
HERE, AHEAD = [".strip .here > *", "::before"], [".strip .here + li", "::before"]
UNSEEN = """() => [...document.querySelectorAll("nav, form, textarea, button, .paging, .skip")]
    .filter((one) => one.checkVisibility() && !one.matches(".series"))
    .map((one) => one.outerHTML.slice(0, 100))"""


@pytest.fixture
def look():
    """Whose fonts pages are shown in."""
    return "android"


@pytest.fixture
def visit(browser, gallery):
    """Open a kind of page with a device that has its wishes."""
    contexts = []

    def visit(kind, **wishes):
        context = browser.new_context(
            viewport={"width": 360, "height": 740}, timezone_id="UTC", **wishes
        )
        context.set_default_timeout(PATIENCE)
        context.add_init_script(TRANSITION)
        contexts.append(context)
        page = context.new_page()
        page.goto(gallery[kind])
        return page

    yield visit
    for context in contexts:
        context.close()


@pytest.mark.parametrize(("motion", "moved"), [("no-preference", "true"), ("reduce", "false")])
def test_the_mark_walks_along_the_story_unless_motion_is_unwelcome(visit, motion, moved):
    page = visit("post-in-a-story", reduced_motion=motion)

    page.locator(".turn [rel=next]").click()
    page.wait_for_url("**/knee-5/")
    page.wait_for_selector("[data-moved]")

    assert page.locator("html").get_attribute("data-moved") == moved


def test_with_less_motion_nothing_takes_time(visit):
    page = visit("post-in-a-story", reduced_motion="reduce")

    taken = page.evaluate(
        """() => [...document.querySelectorAll("*")].map((one) => getComputedStyle(one))
        .filter((style) => style.transitionDuration !== "0s" || style.animationName !== "none")
        .length"""
    )

    assert taken == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_device_s_own_colours_leave_the_strip_its_length(visit, scheme):
    page = visit("post-in-a-story", forced_colors="active", color_scheme=scheme)
    paper = page.evaluate(COLOURS, BODY)[0]

    done, *_ = page.evaluate(COLOURS, HERE)
    ahead, _, outline, line = page.evaluate(COLOURS, AHEAD)
    assert done not in {paper, "rgba(0, 0, 0, 0)"}
    assert ahead in {paper, "rgba(0, 0, 0, 0)"}
    assert outline == done
    assert line == "solid"


def test_the_device_s_own_colours_leave_buttons_their_shape(visit):
    page = visit("discussion-0", forced_colors="active")

    *_, line = page.evaluate(COLOURS, ["button.button", None])

    assert line == "solid"


@pytest.mark.parametrize("kind", ["home", "post-in-a-story", "discussion-40", "error-404"])
def test_at_night_paper_is_dark_and_ink_is_light(visit, kind):
    page = visit(kind, color_scheme="dark")

    paper, ink, *_ = page.evaluate(COLOURS, BODY)

    assert paper == "rgb(17, 22, 28)"
    assert ink == "rgb(227, 231, 235)"


@pytest.mark.parametrize("kind", ["post-in-a-story", "post-everything", "story-over", "home"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_paper_nothing_is_there_to_be_pressed(visit, kind, scheme):
    page = visit(kind, color_scheme=scheme)
    page.emulate_media(media="print")

    assert page.evaluate(UNSEEN) == []
    assert page.evaluate(COLOURS, BODY)[:2] == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]


def test_on_paper_a_link_is_followed_by_its_address(visit):
    page = visit("post-everything")
    page.emulate_media(media="print")

    after = page.evaluate(
        """getComputedStyle(document.querySelector(".prose a[href^=http]"), "::after").content"""
    )

    assert "attr(href)" in after or "https://" in after
