"""The discussion through HTTP: every row of the Commenting table of the interfaces."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest

from blog import clock
from makers import SITE, sync

COMMENT = {"name": "Mia", "body": "So glad the knee is holding up! I see that tape everywhere now."}
POST = "/posts/first-steps/comments/"
PAGE = "/posts/first-steps/"
OURS = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def published(folder, app, workshop):
    """A post of today, its discussion open."""
    folder.post("first-steps", title="First steps", date=f"{clock.now():%Y-%m-%d}")
    sync(app, workshop)
    return folder


@pytest.fixture
def reader(app, published):
    return app.test_client()


def send(client, data=None, *, headers=OURS, path=POST, **more):
    return client.post(path, data={**COMMENT, **(data or {}), **more}, headers=headers)


def fragment(answer):
    return urlsplit(answer.headers["Location"]).fragment


def receipt(answer):
    return parse_qs(urlsplit(answer.headers["Location"]).query)["receipt"][0]


def follow(client, answer):
    return client.get(answer.headers["Location"].partition("#")[0]).text


def hidden(text, name):
    found = re.search(rf'<input type="hidden" name="{name}" value="([^"]*)"', text)
    return found[1] if found else ""


def test_a_comment_appears_on_the_page(reader):
    answer = send(reader)

    assert answer.status_code == 303
    page = reader.get(PAGE).text
    assert "1 thought on “First steps”" in page
    assert page.count("So glad the knee") == 1


def test_sending_twice_leaves_one_comment_and_lands_on_it(reader):
    first, again = send(reader), send(reader)

    assert fragment(again) == fragment(first)
    assert reader.get(PAGE).text.count("So glad the knee") == 1


def test_the_page_is_the_same_for_every_reader_and_sets_no_cookie(app, reader):
    send(reader)
    first = reader.get(PAGE)
    second = app.test_client().get(PAGE, headers={"User-Agent": "another", "Accept": "*/*"})

    assert first.data == second.data
    assert first.headers["Cache-Control"] == "public, no-cache"
    assert "Set-Cookie" not in first.headers
    assert first.headers["ETag"] == second.headers["ETag"]


def test_the_page_of_a_receipt_is_for_its_bearer_alone(reader):
    answer = reader.get(send(reader).headers["Location"].partition("#")[0])

    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert "Your comment is here." in answer.text
    assert hidden(answer.text, "receipt")


def test_a_writer_edits_a_comment(reader):
    sent = send(reader)
    number = fragment(sent).removeprefix("comment-")

    edited = reader.post(
        f"{POST}{number}/edit/",
        data={"name": "Mia K.", "body": "Other words.", "receipt": receipt(sent)},
        headers=OURS,
    )

    assert edited.status_code == 303
    page = reader.get(PAGE).text
    assert "Other words." in page
    assert "Mia K." in page
    assert "So glad" not in page


def test_a_writer_takes_a_comment_back(reader):
    sent = send(reader)
    number = fragment(sent).removeprefix("comment-")

    answer = reader.post(f"{POST}{number}/withdraw/", data={"receipt": receipt(sent)}, headers=OURS)

    assert answer.status_code == 303
    assert "So glad" not in reader.get(PAGE).text
    assert "You took this comment back." in follow(reader, answer)


def test_what_was_taken_back_may_be_said_again(reader):
    sent = send(reader)
    number = fragment(sent).removeprefix("comment-")
    reader.post(f"{POST}{number}/withdraw/", data={"receipt": receipt(sent)}, headers=OURS)

    again = send(reader)

    assert fragment(again) != fragment(sent)
    assert reader.get(PAGE).text.count("So glad") == 1


@pytest.mark.parametrize("what", ["edit", "withdraw"])
@pytest.mark.parametrize(
    "given",
    [
        pytest.param("", id="no receipt"),
        pytest.param("nonsense", id="nonsense"),
        pytest.param("W10.abc", id="a forged one"),
    ],
)
def test_without_its_receipt_a_comment_stays_as_it_is(reader, what, given):
    number = fragment(send(reader)).removeprefix("comment-")

    answer = reader.post(
        f"{POST}{number}/{what}/", data={"receipt": given, "body": "Mine now."}, headers=OURS
    )

    assert answer.status_code == 403
    assert "So glad the knee" in reader.get(PAGE).text


def test_the_receipt_of_one_comment_changes_no_other(reader):
    first = send(reader)
    second = send(reader, name="Jo", body="Something else entirely.")
    number = fragment(first).removeprefix("comment-")

    answer = reader.post(
        f"{POST}{number}/edit/", data={"receipt": receipt(second), "body": "Mine."}, headers=OURS
    )

    assert answer.status_code == 403
    assert "Mine." in answer.text


def test_a_stranger_who_copies_a_comment_lands_on_it_and_can_do_nothing(app, reader):
    sent = send(reader)
    stranger = app.test_client()
    copied = stranger.post(
        POST, data=COMMENT, headers=OURS, environ_overrides={"REMOTE_ADDR": "203.0.113.9"}
    )

    page = follow(stranger, copied)

    assert fragment(copied) == fragment(sent)
    assert "edit/" not in page
    assert "withdraw/" not in page
    number = fragment(sent).removeprefix("comment-")
    for what in ("edit", "withdraw"):
        tried = stranger.post(
            f"{POST}{number}/{what}/",
            data={"receipt": receipt(copied), "body": "Mine."},
            headers=OURS,
        )
        assert tried.status_code == 403


def test_a_stranger_reads_nothing_that_waits(app, reader, published, workshop):
    published.write("site.toml", SITE + '[comments]\nmoderation = "all"\n')
    sync(app, workshop)
    email = {"email": "mia@example.org", "website": "https://mia.example"}
    sent = send(reader, email)
    copied = app.test_client().post(
        POST, data=COMMENT, headers=OURS, environ_overrides={"REMOTE_ADDR": "203.0.113.9"}
    )

    own, others = follow(reader, sent), follow(reader, copied)

    assert "So glad the knee" in own
    for secret in ("So glad the knee", "mia@example.org", "mia.example"):
        assert secret not in others
    assert "So glad the knee" not in reader.get(PAGE).text


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        pytest.param({"body": " \n\u200b "}, "Nothing is written here yet.", id="empty"),
        pytest.param({"body": "x" * 10_001}, "1 character too long", id="too long"),
    ],
)
def test_what_cannot_be_taken_stands_in_the_form_with_the_reason(reader, typed, reason):
    answer = send(reader, typed, email="mia@example.org")

    assert answer.status_code == 422
    assert reason in answer.text
    assert typed["body"].strip("\u200b \n") in answer.text
    assert 'value="mia@example.org"' in answer.text


@pytest.mark.parametrize("field", ["email", "website"])
def test_an_unusable_address_costs_no_words(reader, field):
    sent = send(reader, {field: "javascript:alert(1)"})

    assert sent.status_code == 303
    assert "could not be used" in follow(reader, sent)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        pytest.param({"Sec-Fetch-Site": "cross-site"}, 403, id="another site"),
        pytest.param({"Sec-Fetch-Site": "same-site"}, 403, id="a neighbour's site"),
        pytest.param({"Origin": "https://evil.example"}, 403, id="another origin"),
        pytest.param({"Origin": "https://localhost"}, 403, id="another scheme"),
        pytest.param({"Origin": "http://localhost:8080"}, 403, id="another port"),
        pytest.param({"Origin": "null"}, 200, id="an origin that hides"),
        pytest.param({}, 200, id="nobody can tell"),
    ],
)
def test_words_that_may_not_be_ours_are_shown_to_be_confirmed(reader, headers, status):
    answer = send(reader, headers=headers)

    assert answer.status_code == status
    assert "So glad the knee" in answer.text
    assert "So glad" not in reader.get(PAGE).text

    confirmed = send(reader, headers={}, confirmation=hidden(answer.text, "confirmation"))
    assert confirmed.status_code == 303


def test_our_own_origin_is_believed(reader):
    assert send(reader, headers={"Origin": "http://localhost"}).status_code == 303


def test_a_confirmation_is_good_for_its_words_only(reader):
    token = hidden(send(reader, headers={}).text, "confirmation")

    answer = send(reader, headers={}, confirmation=token, body="Other words.")

    assert answer.status_code == 200
    assert "Other words." not in reader.get(PAGE).text


def test_a_comment_for_a_renamed_post_is_taken_for_the_post_it_is_now(
    reader, published, app, workshop
):
    text = (published.content / "posts/first-steps.md").read_text()
    published.remove("posts/first-steps.md")
    published.write("posts/second-steps.md", text)
    sync(app, workshop)

    sent = send(reader)

    assert urlsplit(sent.headers["Location"]).path == "/posts/second-steps/"


def test_the_discussion_follows_a_renamed_post(reader, published, app, workshop):
    send(reader)
    text = (published.content / "posts/first-steps.md").read_text()
    published.remove("posts/first-steps.md")
    published.write("posts/second-steps.md", text)
    sync(app, workshop)

    assert "So glad the knee" in reader.get("/posts/second-steps/").text


def test_words_for_a_post_that_never_was_come_back(reader):
    answer = send(reader, path="/posts/nowhere/comments/")

    assert answer.status_code == 404
    assert "So glad the knee" in answer.text


def test_words_for_a_post_that_was_taken_down_come_back(reader, published, app, workshop):
    published.post("other", "Other words.")
    sync(app, workshop)
    published.remove("posts/first-steps.md")
    sync(app, workshop)

    answer = send(reader)

    assert answer.status_code == 410
    assert "So glad the knee" in answer.text


@pytest.mark.parametrize("parent", ["999", "nonsense", "-1", "9" * 40])
def test_an_answer_to_nothing_stands_on_its_own_and_says_so(reader, parent):
    sent = send(reader, parent=parent)

    assert sent.status_code == 303
    assert "stands on its own" in follow(reader, sent)


def test_an_answer_stands_below_what_it_answers(reader):
    number = fragment(send(reader)).removeprefix("comment-")
    form = reader.get(f"{POST}{number}/reply/")

    assert "So glad the knee" in form.text
    assert form.headers["X-Robots-Tag"] == "noindex"
    send(reader, name="Jo", body="Same here.", parent=number)
    page = reader.get(PAGE).text
    assert page.index("So glad") < page.index("Same here.")


def test_an_answer_keeps_its_place_when_what_it_answers_is_withdrawn(reader):
    sent = send(reader)
    number = fragment(sent).removeprefix("comment-")
    send(reader, name="Jo", body="Same here.", parent=number)

    reader.post(f"{POST}{number}/withdraw/", data={"receipt": receipt(sent)}, headers=OURS)

    page = reader.get(PAGE).text
    assert "Same here." in page
    assert "withdrawn by its writer" in page
    assert "So glad" not in page


def test_the_address_of_a_comment_leads_to_it(reader):
    number = fragment(send(reader)).removeprefix("comment-")

    answer = reader.get(f"{POST}{number}/")

    assert answer.headers["Location"] == f"{PAGE}#comment-{number}"


def test_a_filled_trap_makes_a_comment_wait(reader):
    sent = send(reader, subject="Buy now")

    assert sent.status_code == 303
    assert "So glad" not in reader.get(PAGE).text
    assert "So glad" in follow(reader, sent)


def test_a_header_closes_a_discussion(reader, published, app, workshop):
    published.post("first-steps", title="First steps", date=f"{clock.now():%Y-%m-%d}")
    send(reader)
    published.post(
        "first-steps", title="First steps", date=f"{clock.now():%Y-%m-%d}", comments="closed"
    )
    sync(app, workshop)

    page = reader.get(PAGE).text
    answer = send(reader, body="Too late, but worth keeping.")

    assert "Comments are closed." in page
    assert "comment-form" not in page
    assert "So glad" in page
    assert answer.status_code == 403
    assert "Nothing is lost." in answer.text
    assert "Too late, but worth keeping." in answer.text


def test_a_form_from_before_the_closing_waits(reader, published, app, workshop):
    opening = hidden(reader.get(PAGE).text, "opening")
    published.post(
        "first-steps", title="First steps", date=f"{clock.now():%Y-%m-%d}", comments="closed"
    )
    sync(app, workshop)

    sent = send(reader, opening=opening)

    assert sent.status_code == 303
    assert "So glad" not in reader.get(PAGE).text
    assert "So glad" in follow(reader, sent)


def test_a_repeat_is_answered_even_after_the_closing(reader, published, app, workshop):
    sent = send(reader)
    published.post(
        "first-steps", title="First steps", date=f"{clock.now():%Y-%m-%d}", comments="closed"
    )
    sync(app, workshop)

    again = send(reader)

    assert (again.status_code, fragment(again)) == (303, fragment(sent))


def test_a_discussion_that_is_off_is_nowhere(reader, published, app, workshop):
    send(reader)
    published.post(
        "first-steps", title="First steps", date=f"{clock.now():%Y-%m-%d}", comments="off"
    )
    sync(app, workshop)

    page = reader.get(PAGE).text

    assert "comments" not in re.sub(r"<head>.*</head>", "", page, flags=re.DOTALL)
    assert send(reader, body="Hello?").status_code == 403


def test_a_look_alike_of_the_author_waits(reader, published, app, workshop):
    published.write("authors/sarah.md", "---\nname: Sarah\n---\n")
    sync(app, workshop)

    send(reader, name="S\u0430rah", body="Thanks, all!")

    assert "Thanks, all!" not in reader.get(PAGE).text


def test_an_email_is_never_shown(reader):
    send(reader, email="mia@example.org", website="https://mia.example/")

    page = reader.get(PAGE).text

    assert "mia@example.org" not in page
    assert "https://mia.example/" in page


def test_a_flood_waits_and_then_is_asked_to_slow_down(app, reader):
    far = {"REMOTE_ADDR": "203.0.113.9"}
    answers = [
        reader.post(
            POST,
            data={"name": f"N{n}", "body": f"Number {n}."},
            headers=OURS,
            environ_overrides=far,
        )
        for n in range(101)
    ]

    assert {answer.status_code for answer in answers[:100]} == {303}
    assert reader.get(PAGE).text.count('class="h-cite') <= 10
    assert answers[100].status_code == 429
    assert answers[100].headers["Retry-After"]
    assert "Number 100." in answers[100].text


def test_the_machine_itself_is_never_limited(reader):
    answers = [send(reader, name=f"N{n}", body=f"Number {n}.") for n in range(15)]

    assert {answer.status_code for answer in answers} == {303}
    assert "15 thoughts" in reader.get(PAGE).text


@pytest.mark.parametrize("address", [POST, f"{POST}1/edit/", f"{POST}1/withdraw/"])
def test_who_reloads_an_answer_is_led_back_to_the_discussion(reader, address):
    assert reader.get(address).headers["Location"] == f"{PAGE}#comments"


def test_words_taken_back_can_be_copied_by_their_writer_alone(app, reader):
    sent = send(reader)
    number = fragment(sent).removeprefix("comment-")
    taken_back = reader.post(
        f"{POST}{number}/withdraw/", data={"receipt": receipt(sent)}, headers=OURS
    )

    assert "So glad the knee" in follow(reader, taken_back)
    assert "So glad the knee" not in reader.get(PAGE).text


def test_a_comment_taken_back_that_was_answered_has_one_place(reader):
    sent = send(reader)
    number = fragment(sent).removeprefix("comment-")
    send(reader, name="Jo", body="Same here.", parent=number)
    taken_back = reader.post(
        f"{POST}{number}/withdraw/", data={"receipt": receipt(sent)}, headers=OURS
    )

    assert follow(reader, taken_back).count(f'id="comment-{number}"') == 1
