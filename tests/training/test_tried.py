from blog.training import tried
from blog.training.log import Verdict
from blog.training.tried import Said


def said(*words):
    return [Said(post=post, what=what, verdict=Verdict(verdict)) for post, what, verdict in words]


def test_the_latest_part_s_word_counts():
    (tape,) = tried.summed_up(said(("p1", "tape", "unsure"), ("p3", "tape", "helped")))

    assert (tape.verdict, tape.posts) == (Verdict.HELPED, ("p1", "p3"))


def test_what_helped_most_comes_first_and_what_was_told_first_before_its_like():
    words = said(
        ("p1", "hills", "worse"), ("p1", "ice", "no"), ("p2", "rest", "helped"),
        ("p2", "sleep", "helped"), ("p2", "tape", "a little"), ("p3", "roller", "unsure"),
    )  # fmt: skip

    assert [one.what for one in tried.summed_up(words)] == [
        "rest", "sleep", "tape", "roller", "ice", "hills",
    ]  # fmt: skip


def test_another_spelling_is_the_same_thing_under_its_first_name():
    (roller,) = tried.summed_up(said(("p1", "Foam roller", "no"), ("p2", "foam-roller", "helped")))

    assert (roller.what, roller.posts) == ("Foam roller", ("p1", "p2"))


def test_a_part_that_says_it_twice_is_named_once():
    (tape,) = tried.summed_up(said(("p1", "tape", "no"), ("p1", "Tape", "helped")))

    assert tape.posts == ("p1",)
