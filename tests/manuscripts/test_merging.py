import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.manuscripts import merging

WAS = {"title": "Laps", "footer": "Typed."}


@pytest.mark.parametrize(
    ("mine", "theirs", "values", "asked"),
    [
        pytest.param(WAS, WAS, WAS, {}, id="nobody changed anything"),
        pytest.param(
            {**WAS, "title": "Miles"},
            {**WAS, "footer": "Written."},
            {"title": "Miles", "footer": "Written."},
            {},
            id="each another field",
        ),
        pytest.param(
            {**WAS, "title": "Miles"},
            {**WAS, "title": "Miles"},
            {**WAS, "title": "Miles"},
            {},
            id="both the same",
        ),
        pytest.param(
            {**WAS, "title": "Miles"},
            {**WAS, "title": "Lanes"},
            {**WAS, "title": "Miles"},
            {"title": "Lanes"},
            id="both one field",
        ),
        pytest.param({"title": "Miles"}, WAS, {**WAS, "title": "Miles"}, {}, id="a form of one"),
        pytest.param({**WAS, "footer": ""}, WAS, {**WAS, "footer": ""}, {}, id="one was emptied"),
    ],
)
def test_each_side_keeps_what_it_changed(mine, theirs, values, asked):
    merged = merging.merge(was=WAS, mine=mine, theirs=theirs)

    assert (merged.values, merged.asked) == (values, asked)


@pytest.mark.parametrize(
    ("theirs", "asked"),
    [
        pytest.param({"series": "yes", "goal": "10k"}, {}, id="nothing was changed"),
        pytest.param({"series": "yes", "goal": "half"}, {"goal": "half"}, id="a part was changed"),
        pytest.param({"series": "", "goal": ""}, {}, id="they took it away too"),
    ],
)
def test_who_takes_a_whole_away_has_taken_all_its_parts(theirs, asked):
    was = {"series": "yes", "goal": "10k"}

    merged = merging.merge(
        was=was, mine={**was, "series": ""}, theirs=theirs, within={"series": ["goal", "ongoing"]}
    )

    assert merged.asked == asked
    assert merged.values["series"] == ""


_FIELDS = st.fixed_dictionaries({name: st.sampled_from("abc") for name in "xyz"})


@given(_FIELDS, _FIELDS, _FIELDS)
def test_no_change_of_either_side_is_lost_without_a_question(was, mine, theirs):
    merged = merging.merge(was=was, mine=mine, theirs=theirs)

    for name in was:
        if mine[name] != was[name]:
            assert merged.values[name] == mine[name]
        if theirs[name] != was[name]:
            assert theirs[name] in {merged.values[name], merged.asked.get(name)}
