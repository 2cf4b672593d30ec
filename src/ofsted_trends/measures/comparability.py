"""Which judgements of different frameworks answer the same question, and how far they may be compared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ofsted_trends.registers.frameworks import Comparability

#: From most to least comparable.
STRENGTH = ["same", "near", "loose", "none"]


def find_lane(
    crosswalk: Iterable[Comparability], version: str, strand: str | None, area: str | None
) -> tuple[str, int] | None:
    """Returns the question of today that a graded row answers, and how directly (0 is best); None where it
    answers none.

    An area is a lane where the register knows it; the overall grade of an inspection of looked after services
    answers `in_care`, because the register says so.

    Args:
        crosswalk: the register of comparable judgements.
        version: framework version of the row.
        strand: block of the report, where areas repeat.
        area: canonical judgement area.
    """
    crosswalk = list(crosswalk)
    known = [
        (pair.area, 0 if pair.area == pair.from_area else STRENGTH.index(pair.comparability))
        for pair in crosswalk
        if (pair.from_version, pair.from_strand, pair.from_area) == (version, strand, area)
        and pair.comparability != "none"
    ]
    if known:
        return min(known, key=lambda lane: lane[1])
    if strand is None and area is not None and area in {pair.area for pair in crosswalk}:
        return area, 0
    return None


def find_link(
    crosswalk: Iterable[Comparability], lane: str, earlier: Mapping[str, Any], later: Mapping[str, Any]
) -> tuple[str, str]:
    """Returns how far two graded rows of a lane may be compared, and why.

    `break` where they stand on different scales (`adequate` and `requires improvement` are different grades),
    whatever the register says; `none` where the register does not know the pair.

    Args:
        crosswalk: the register of comparable judgements.
        lane: the question that both rows answer.
        earlier: `framework_version`, `strand`, `area` and `scale` of the earlier row.
        later: the same of the later row.
    """
    if earlier["scale"] != later["scale"]:
        return (
            "break",
            "the scale changed in November 2013: adequate and requires improvement are different grades",
        )
    for pair in crosswalk:
        before = (pair.area, pair.from_version, pair.from_strand, pair.from_area)
        after = (pair.to_version, pair.to_area)
        if before == (lane, earlier["framework_version"], earlier["strand"], earlier["area"]) and after == (
            later["framework_version"],
            later["area"],
        ):
            return pair.comparability, pair.why
    return "none", "the register of comparable judgements does not link them"
