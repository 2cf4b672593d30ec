"""Where everything stands on a timeline: lanes, grade levels, and the words beside the marks, in pixels.

Vega-Lite cannot keep words apart by itself, so the places are reckoned here, once, for a wide and a narrow
page.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ofsted_trends.charts.names import EVENTS, GRADES, LANES

#: First day of the single inspection framework, whose scale has `requires improvement` where the old one had
#: `adequate`.
SCALE_BREAK = date(2013, 11, 1)
LETTER = 0.52  # mean width of a letter of Arial, in ems
LEVELS = ["outstanding", "good", "requires_improvement", "inadequate"]


@dataclass(frozen=True, slots=True)
class Layout:
    """Sizes in pixels.

    Attributes:
        width: of the part that is drawn to the scale of time.
        names_above: whether a lane's name stands above it (a phone) or left of it.
        gutter: room left of the scale of time for names and grades.
        level: from one grade to the next.
        gap: between lanes.
        row: height of a row of visits.
        font: size of the words beside marks.
        year_step: every how many years the axis has a label.
    """

    width: int
    names_above: bool
    gutter: int
    level: int
    gap: int
    row: int
    font: int
    year_step: int


WIDE = Layout(width=600, names_above=False, gutter=292, level=21, gap=28, row=30, font=14, year_step=2)
NARROW = Layout(width=336, names_above=True, gutter=0, level=19, gap=20, row=26, font=13, year_step=4)


@dataclass(slots=True)
class Places:
    """Everything that a timeline draws, placed.

    Attributes:
        height: of the whole, without the axis.
        lanes: name and middle of each lane or row.
        levels: one entry a grade level of a lane: y, words.
        marks: one entry a grade: x (year with fraction), y, and the row itself.
        visits: one entry a visit.
        links: one entry a pair of comparable grades: x, y, x2, y2, link.
        words: text beside marks, see `place_words`.
    """

    top: int
    height: int = 0
    lanes: list[dict[str, Any]] = field(default_factory=list)
    levels: list[dict[str, Any]] = field(default_factory=list)
    marks: list[dict[str, Any]] = field(default_factory=list)
    visits: list[dict[str, Any]] = field(default_factory=list)
    links: list[dict[str, Any]] = field(default_factory=list)
    words: list[dict[str, Any]] = field(default_factory=list)


def year_of(day: date) -> float:
    """Returns a day as a year with fraction: no time zone can move it.

    >>> year_of(date(2018, 7, 2))
    2018.4986
    """
    length = (date(day.year + 1, 1, 1) - date(day.year, 1, 1)).days
    return round(day.year + (day - date(day.year, 1, 1)).days / length, 4)


def place_timeline(
    grades: Sequence[dict[str, Any]],
    visits: Sequence[dict[str, Any]],
    span: tuple[int, int],
    layout: Layout,
    top: int,
) -> Places:
    """Returns the places of all marks and words.

    Args:
        grades: rows of a timeline frame that stand in a lane.
        visits: rows of a visits frame.
        span: first year and the year after the last.
        layout: sizes.
        top: height that is kept free above the first lane.
    """
    places = Places(top=top)
    y = top
    for lane, name in LANES.items():
        rows = [row for row in grades if row["lane"] == lane]
        if not rows:
            continue
        y = _open_lane(places, name, y, layout, height=3 * layout.level)
        level_y = {grade: y + LEVELS.index(grade) * layout.level for grade in LEVELS}
        level_y["adequate"] = level_y["requires_improvement"]
        old_words = any(row["grade"] == "adequate" for row in rows)
        places.levels += [{"y": level_y[g], "text": _name_level(g, old_words)} for g in LEVELS]
        _place_grades(places, rows, level_y, span, layout)
        y += 3 * layout.level + layout.gap
    kinds = list(dict.fromkeys(["focused_visit", "monitoring_visit", "joint_inspection", "area_send", *EVENTS]))
    for event in kinds:
        rows = [row for row in visits if row["event"] == event and row["day"] is not None]
        if not rows:
            continue
        y = _open_lane(places, _name_row(event), y, layout, height=0)
        _place_visits(places, rows, y, span, layout)
        y += layout.row
    places.height = max(y - layout.gap // 2, top + 40)
    return places


def _open_lane(places: Places, name: str, y: int, layout: Layout, height: int) -> int:
    """Writes a lane's name and returns where its drawing starts."""
    if layout.names_above:
        places.lanes.append({"y": y + 2, "text": name})
        return y + 22
    places.lanes.append({"y": y + height / 2, "text": wrap(name, 18) if height else name})
    return y


def _name_level(grade: str, old_words: bool) -> str:
    if grade == "requires_improvement" and old_words:
        return "Adequate (to 2013) or\nrequires improvement"
    return GRADES[grade]


def _name_row(event: str) -> str:
    if event in ("inspection", "reinspection", "board_review"):
        return f"{EVENTS[event]}, no grade"
    return {"joint_inspection": "Joint inspection (JTAI)", "press_report": "Press report only"}.get(
        event, EVENTS[event]
    )


def _place_grades(
    places: Places, rows: list[dict[str, Any]], level_y: dict[str, int], span: tuple[int, int], layout: Layout
) -> None:
    marks: list[dict[str, Any]] = [
        {"x": year_of(row["day"]), "y": level_y[row["grade"]], "row": row} for row in rows if row["day"] is not None
    ]
    places.marks += marks
    for earlier, later in itertools.pairwise(marks):
        if later["row"]["link"] in ("same", "near", "loose"):
            ends = {"x": earlier["x"], "y": earlier["y"], "x2": later["x"], "y2": later["y"]}
            places.links.append(ends | {"link": "loose" if later["row"]["link"] == "loose" else "comparable"})
    texts = [GRADES[mark["row"]["grade"]] for mark in marks]
    places.words += place_words(marks, texts, span, layout)


def _place_visits(places: Places, rows: list[dict[str, Any]], y: int, span: tuple[int, int], layout: Layout) -> None:
    marks = [{"x": year_of(row["day"]), "y": y, "row": row} for row in rows]
    places.visits += marks
    numbers = ["second-hand" if row["visit"] is None else str(row["visit"]) for row in rows]
    places.words += place_words(marks, numbers, span, layout, sides=("right", "left"))


def place_words(
    marks: list[dict[str, Any]],
    texts: list[str],
    span: tuple[int, int],
    layout: Layout,
    sides: Sequence[str] = ("right", "left", "above", "below"),
) -> list[dict[str, Any]]:
    """Returns each mark's words at the first place where nothing else stands: right, left, above or below.

    A mark whose neighbour has the same words and shows them may go without.

    Args:
        marks: x (year with fraction) and y (pixels) of the marks of one lane, in order of x.
        texts: the words of each mark.
        span: first year and the year after the last.
        layout: sizes.
        sides: where words may stand; the right is tried for all marks first. No words cross the change of scale.

    Returns:
        x, y, text, align (`left`: the words start at x) and dx, the step from x in pixels.
    """
    per_year = layout.width / (span[1] - span[0])
    at = [(mark["x"] - span[0]) * per_year for mark in marks]
    taken = [(x - 9, x + 9, mark["y"], place) for place, (x, mark) in enumerate(zip(at, marks, strict=True))]
    found: dict[int, dict[str, Any]] = {}
    barrier = (year_of(SCALE_BREAK) - span[0]) * per_year
    highest = min((mark["y"] for mark in marks), default=0)
    for around in (["right"], ["left", "above", "below"]):
        for place, (mark, text) in enumerate(zip(marks, texts, strict=True)):
            shared = [n for n in (place - 1, place + 1) if 0 <= n < len(texts) and texts[n] == text and n in found]
            if place in found or (shared and around[0] == "left"):
                continue
            length = len(text) * layout.font * LETTER
            for side in [side for side in around if side in sides]:
                low, y = _beside(side, at[place], mark["y"], length, layout)
                free = all(
                    owner == place or low + length <= a or low >= b or abs(other - y) >= layout.font
                    for a, b, other, owner in taken
                )
                crosses = low < barrier < low + length
                if low >= 0 and low + length <= layout.width and y >= highest and free and not crosses:
                    taken.append((low, low + length, y, place))
                    align = "right" if side == "left" else "left"
                    dx = round((low + length if align == "right" else low) - at[place])
                    found[place] = {"x": mark["x"], "y": y, "text": text, "align": align, "dx": dx}
                    break
    return [found[place] for place in sorted(found)]


def _beside(side: str, x: float, y: float, length: float, layout: Layout) -> tuple[float, float]:
    """Returns where words start and on which height, for a side of a mark."""
    if side in ("right", "left"):
        return (x + 10 if side == "right" else x - 10 - length), y
    low = min(max(x - length / 2, 0), layout.width - length)
    return low, y + (layout.font + 3) * (-1 if side == "above" else 1)


def wrap(text: str, letters: int) -> str:
    """Returns text broken into lines of at most so many letters; a longer word stays whole.

    >>> wrap("Help and protection", 10)
    'Help and\\nprotection'
    """
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > letters:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "\n".join(lines)
