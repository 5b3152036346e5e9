"""Made-up training logs, for tests of what is true of all of them."""

from datetime import date

from hypothesis import strategies as st

from blog.training.log import Session, Sport

SESSIONS = st.lists(
    st.builds(
        Session,
        day=st.dates(date(2011, 1, 1), date(2013, 12, 31)),
        sport=st.sampled_from(Sport),
        millimetres=st.none() | st.integers(1, 2_000_000_000),
        seconds=st.none() | st.integers(1, 360_000),
        pain=st.none() | st.integers(0, 10),
    ),
    max_size=40,
)
