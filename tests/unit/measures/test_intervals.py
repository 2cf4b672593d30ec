import pytest
from hypothesis import given
from hypothesis import strategies as st

from ofsted_trends.errors import InputError
from ofsted_trends.measures.intervals import difference_interval, paired_interval, wilson_interval


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


@pytest.mark.parametrize(
    ("counts", "low", "high"),
    [
        # by hand: (11 - 1) / 14 ± 1.959964 sqrt((12/14 - (10/14)²) / 14), cut at 1
        ((10, 0, 12), 0.405746, 1.0),
        # (100 - 30) / 194 ± 1.959964 sqrt((130/194 - (70/194)²) / 194)
        ((99, 29, 192), 0.257420, 0.464230),
        # 0 ± 1.959964 sqrt((2/7) / 7)
        ((0, 0, 5), -0.395973, 0.395973),
    ],
)
def test_the_interval_of_pairs_is_bonett_and_price_s(counts, low, high):
    assert paired_interval(*counts) == pytest.approx((low, high), abs=1e-5)


@pytest.mark.parametrize(
    ("counts", "low", "high"),
    [
        # Newcombe (1998), table II, method 10
        ((56, 70, 48, 80), 0.0524, 0.3339),
        ((9, 10, 3, 10), 0.1705, 0.8090),
        ((6, 7, 2, 7), 0.0582, 0.8062),
        ((5, 56, 0, 29), -0.0381, 0.1926),
        ((10, 10, 0, 10), 0.6075, 1.0),
    ],
)
def test_the_interval_of_a_difference_is_newcombe_s(counts, low, high):
    assert difference_interval(*counts) == pytest.approx((low, high), abs=1e-4)


@given(st.integers(1, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.integers(0, n), st.just(n))))
def test_the_interval_of_pairs_holds_the_net_share_and_turns_with_it(counted):
    better, worse, total = counted
    if better + worse > total:
        better, worse = total - better, total - worse
    if better + worse > total:
        return
    low, high = paired_interval(better, worse, total)
    assert -1 <= low <= (better - worse) / total <= high <= 1
    assert paired_interval(worse, better, total) == pytest.approx((-high, -low))


def test_no_pair_and_no_document_have_no_interval():
    assert paired_interval(0, 0, 0) is None
    assert difference_interval(1, 2, 0, 0) is None and difference_interval(0, 0, 1, 2) is None


def test_more_changes_than_pairs_are_refused():
    with pytest.raises(InputError, match="3 better and 2 worse of 4 pairs cannot be"):
        paired_interval(3, 2, 4)
