"""The grades of many authorities, each in the lane of today's question that it answers."""

from __future__ import annotations

import polars as pl

from ofsted_trends.errors import UnknownNameError
from ofsted_trends.frame import GRADE_RANK
from ofsted_trends.measures.comparability import find_lane
from ofsted_trends.measures.inputs import Frame
from ofsted_trends.measures.populations import take_columns
from ofsted_trends.registers.frameworks import load_crosswalk, load_grades

NEEDED = ["document_id", "kind", "strand", "area", "grade", "grade_rank", "scale", "page"]


def list_lanes() -> list[str]:
    """Returns the questions of today, in the order in which reports print them."""
    return list(dict.fromkeys(pair.area for pair in load_crosswalk()))


def list_scales() -> pl.DataFrame:
    """Returns the grades of each scale. One row per scale and grade: scale, grade, grade_rank (1 best to 4)."""
    return pl.DataFrame(
        [
            {"scale": scale, "grade": grade.key, "grade_rank": GRADE_RANK[grade.key]}
            for grade in load_grades().values()
            for scale in grade.scales
        ],
        schema={"scale": pl.String, "grade": pl.String, "grade_rank": pl.Int8},
    )


def select_grades(observations: Frame, chosen: pl.DataFrame, lane: str | None = None) -> pl.DataFrame:
    """Returns the grades of the chosen documents. One row per document and lane.

    Counted are rows of kind `grade` that carry a grade and answer a question of today; of several in one
    document the one that answers it best, then the first printed.

    Args:
        observations: the tidy frame, polars or pandas.
        chosen: documents as `select_primary` gives them.
        lane: one question, such as `overall`; empty for all.

    Returns:
        The columns of `chosen`, lane, strand, area, grade, grade_rank, scale, page.

    Raises:
        FrameError: columns are missing.
        UnknownNameError: the lane is not known.
    """
    if lane and lane not in list_lanes():
        raise UnknownNameError(f"area {lane!r} is not comparable over time; choose among {', '.join(list_lanes())}")
    rows = (
        take_columns(observations, NEEDED, "observations")
        .filter((pl.col("kind") == "grade") & pl.col("grade").is_not_null())
        .with_row_index("place")
        .with_columns(pl.col("strand", "area").cast(pl.String), pl.col("grade_rank").cast(pl.Int8))
        .join(chosen, on="document_id", how="inner")
    )
    crosswalk = load_crosswalk()
    kinds = rows.select("framework_version", "strand", "area").unique()
    found = [find_lane(crosswalk, *kind) for kind in kinds.rows()]
    lanes = kinds.with_columns(
        pl.Series("lane", [lane[0] if lane else None for lane in found], pl.String),
        pl.Series("distance", [lane[1] if lane else None for lane in found], pl.Int8),
    )
    return (
        rows.join(lanes, on=["framework_version", "strand", "area"], how="left", nulls_equal=True)
        .filter(pl.col("lane").is_not_null() if lane is None else pl.col("lane") == lane)
        .sort("authority", "day", "document_id", "distance", "page", "place", nulls_last=True)
        .unique(["document_id", "lane"], keep="first", maintain_order=True)
        .select(*chosen.columns, "lane", "strand", "area", "grade", "grade_rank", "scale", "page")
    )
