"""How sure a share is that rests on a few documents."""

from __future__ import annotations

from math import sqrt
from statistics import NormalDist

from ofsted_trends.errors import InputError


def wilson_interval(hits: int, total: int, confidence: float = 0.95) -> tuple[float, float] | None:
    """Returns the Wilson score interval of a share, as fractions from 0 to 1; None where nothing was counted.

    It stays within 0 and 1 and keeps its promise with small numbers and shares near the ends, where the
    textbook interval (share plus or minus two standard errors) does not. No correction for continuity.

    Args:
        hits: how many of the total, 0 to `total`.
        total: how many were counted.
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
    if not 0 < confidence < 1:
        raise InputError(f"a confidence of {confidence} is not between 0 and 1; give 0.95 for 95%")
    if total == 0:
        return None
    z = NormalDist().inv_cdf(0.5 + confidence / 2)
    share = hits / total
    middle = (share + z * z / (2 * total)) / (1 + z * z / total)
    half = z / (1 + z * z / total) * sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    # at the ends the bound is the share itself; the sum above misses it by a rounding error
    low = 0.0 if hits == 0 else max(0.0, middle - half)
    high = 1.0 if hits == total else min(1.0, middle + half)
    return low, high
