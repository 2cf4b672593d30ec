import pytest
from hypothesis import given
from hypothesis import strategies as st

from ofsted_trends.errors import InputError
from ofsted_trends.measures.intervals import wilson_interval


@pytest.mark.parametrize(
    ("hits", "total", "low", "high"),
    [
        # scipy.stats.binomtest(hits, total).proportion_ci(method="wilson"), version 1.x
        (9, 10, 0.5958499732, 0.9821237869),
        (0, 10, 0.0, 0.2775327999),
        (10, 10, 0.7224672001, 1.0),
        (1, 1, 0.2065493144, 1.0),
        (50, 216, 0.1802221022, 0.2921249220),
    ],
)
def test_the_interval_is_that_of_the_reference(hits, total, low, high):
    assert wilson_interval(hits, total) == pytest.approx((low, high), abs=1e-9)


def test_nothing_counted_has_no_interval():
    assert wilson_interval(0, 0) is None


@given(st.integers(1, 600).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_holds_the_share_and_stays_between_none_and_all(counted):
    hits, total = counted
    low, high = wilson_interval(hits, total)
    assert 0 <= low <= hits / total <= high <= 1
    mirrored = wilson_interval(total - hits, total)
    assert (1 - high, 1 - low) == pytest.approx(mirrored)


def test_more_confidence_is_wider_and_more_documents_are_narrower():
    low, high = wilson_interval(5, 10)
    assert wilson_interval(5, 10, 0.99)[0] < low
    assert wilson_interval(50, 100)[1] < high


@pytest.mark.parametrize(("hits", "total", "confidence"), [(11, 10, 0.95), (-1, 10, 0.95), (1, 2, 95)])
def test_what_is_no_share_is_refused(hits, total, confidence):
    with pytest.raises(InputError):
        wilson_interval(hits, total, confidence)
