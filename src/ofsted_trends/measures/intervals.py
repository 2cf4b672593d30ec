"""How sure a share, or a difference of shares, is that rests on few documents."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from statistics import NormalDist

from ofsted_trends.errors import InputError


def wilson_interval(hits: float, total: float, confidence: float = 0.95) -> tuple[float, float] | None:
    """Returns the Wilson score interval of a share, as fractions from 0 to 1; None where nothing was counted.

    It stays within 0 and 1 and keeps its promise with small numbers and shares near the ends, where the
    textbook interval (share plus or minus two standard errors) does not. No correction for continuity.

    Args:
        hits: how many of the total, 0 to `total`; whole numbers, or a share of an effective size.
        total: how many were counted, or the effective size of what was counted.
        confidence: between 0 and 1, such as 0.95.

    Raises:
        InputError: hits are not between 0 and the total, or the confidence is not between 0 and 1.

    Source: E. B. Wilson (1927), "Probable inference, the law of succession, and statistical inference",
        Journal of the American Statistical Association 22 (158), 209 to 212; recommended for small numbers by
        L. D. Brown, T. T. Cai and A. DasGupta (2001), "Interval estimation for a binomial proportion",
        Statistical Science 16 (2), 101 to 133.

    >>> low, high = wilson_interval(9, 10)
    >>> round(low, 3), round(high, 3)
    (0.596, 0.982)
    """
    if not 0 <= hits <= total:
        raise InputError(f"{hits} of {total} is not a share; hits are between 0 and the total")
    z = _find_z(confidence)
    if total == 0:
        return None
    share = hits / total
    middle = (share + z * z / (2 * total)) / (1 + z * z / total)
    half = z / (1 + z * z / total) * sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    # at the ends the bound is the share itself; the sum above misses it by a rounding error
    low = 0.0 if hits == 0 else max(0.0, middle - half)
    high = 1.0 if hits == total else min(1.0, middle + half)
    return low, high


def effective_size(hits: Sequence[int], totals: Sequence[int]) -> float | None:
    """Returns how many independent cases tell as much as these, which come in clusters; None where nothing was counted.

    The number of cases over the design effect: the variance of the share between clusters over that of as many
    independent cases; never more than the number of cases. Where the share is 0 or 1, no variance can be seen, and
    the number of clusters is returned.

    Args:
        hits: of each cluster, such as an authority, in the order of `totals`.
        totals: cases of each cluster.

    Source: L. Kish (1965), Survey Sampling, design effect of a ratio; for use in a Wilson interval N. Dean and
        M. Pagano (2015), "Evaluating confidence interval methods for binomial proportions in clustered surveys",
        Journal of Survey Statistics and Methodology 3 (4), 484 to 503.

    >>> round(effective_size([2, 0, 2, 0], [2, 2, 2, 2]), 1)  # clusters are all or nothing
    3.0
    """
    total, clusters = sum(totals), sum(n > 0 for n in totals)
    if not total:
        return None
    share = sum(hits) / total
    if clusters < 2 or share in (0, 1):
        return float(clusters)
    spread = sum((hit - share * n) ** 2 for hit, n in zip(hits, totals, strict=True))
    between = clusters / (clusters - 1) * spread / total**2
    return float(total / max(1.0, between / (share * (1 - share) / total)))


def paired_interval(better: int, worse: int, total: int, confidence: float = 0.95) -> tuple[float, float] | None:
    """Returns an interval of the net share of pairs that became better, as fractions from -1 to 1.

    The net share is (better - worse) / total: a difference of two shares that were measured on the same authorities.
    The interval is the adjusted Wald one, which adds one pair to each side before it reckons and so keeps its promise
    with few pairs.

    Args:
        better: pairs that became better.
        worse: pairs that became worse.
        total: all pairs, those without change among them.
        confidence: between 0 and 1, such as 0.95.

    Returns:
        The two ends; None where there is no pair.

    Raises:
        InputError: the pairs that changed are more than all, or the confidence is not between 0 and 1.

    Source: D. G. Bonett and R. M. Price (2012), "Adjusted Wald confidence interval for a difference of binomial
        proportions based on paired data", Journal of Educational and Behavioral Statistics 37 (4), 479 to 488.

    >>> low, high = paired_interval(10, 0, 12)
    >>> round(low, 3), round(high, 3)
    (0.406, 1.0)
    """
    if better < 0 or worse < 0 or better + worse > total:
        raise InputError(f"{better} better and {worse} worse of {total} pairs cannot be; check the counts")
    z = _find_z(confidence)
    if total == 0:
        return None
    up, down = (better + 1) / (total + 2), (worse + 1) / (total + 2)
    half = z * sqrt((up + down - (up - down) ** 2) / (total + 2))
    return max(-1.0, up - down - half), min(1.0, up - down + half)


def difference_interval(
    hits: int, total: int, other_hits: int, other_total: int, confidence: float = 0.95
) -> tuple[float, float] | None:
    """Returns an interval of the difference of two shares that rest on different documents, from -1 to 1.

    The difference is hits / total - other_hits / other_total. The interval joins the Wilson intervals of both shares,
    and so keeps its promise with small numbers.

    Args:
        hits: how many of the total.
        total: how many were counted on one side.
        other_hits: how many of the other total.
        other_total: how many were counted on the other side.
        confidence: between 0 and 1, such as 0.95.

    Returns:
        The two ends; None where nothing was counted on a side.

    Raises:
        InputError: as in `wilson_interval`.

    Source: R. G. Newcombe (1998), "Interval estimation for the difference between independent proportions: comparison
        of eleven methods", Statistics in Medicine 17 (8), 873 to 890, method 10.

    >>> low, high = difference_interval(56, 70, 48, 80)
    >>> round(low, 4), round(high, 4)
    (0.0524, 0.3339)
    """
    one, other = wilson_interval(hits, total, confidence), wilson_interval(other_hits, other_total, confidence)
    if one is None or other is None:
        return None
    share, other_share = hits / total, other_hits / other_total
    down = sqrt((share - one[0]) ** 2 + (other[1] - other_share) ** 2)
    up = sqrt((one[1] - share) ** 2 + (other_share - other[0]) ** 2)
    return max(-1.0, share - other_share - down), min(1.0, share - other_share + up)


def _find_z(confidence: float) -> float:
    """Returns the quantile of the normal distribution on both sides of which the rest lies."""
    if not 0 < confidence < 1:
        raise InputError(f"a confidence of {confidence} is not between 0 and 1; give 0.95 for 95%")
    return NormalDist().inv_cdf(0.5 + confidence / 2)
