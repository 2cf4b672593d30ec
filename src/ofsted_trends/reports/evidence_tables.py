"""The evidence as one table for a workbook and for CSV."""

from __future__ import annotations

import polars as pl

from ofsted_trends.charts.names import AREAS, GRADES, KINDS, name_theme
from ofsted_trends.charts.theme_names import DIRECTIONS, STANCES
from ofsted_trends.reports.blocks import name_visit


def list_evidence(evidence: pl.DataFrame) -> pl.DataFrame:
    """Returns everything that is said, with its place. One row per observation, the oldest document first.

    Args:
        evidence: as `measure_evidence` gives it.

    Returns:
        Document, Kind, Section, Grade, Theme, Stance, Direction, Item, Page, Paragraph, Words (where they are at hand),
        Where it is.
    """
    rows = evidence.to_dicts()
    columns = {
        "Document": [name_visit(row) + (", second-hand" if row["second_hand"] else "") for row in rows],
        "Kind": [KINDS[row["kind"]] for row in rows],
        "Section": [AREAS[row["area"]] if row["area"] else row["label"] or "" for row in rows],
        "Grade": [GRADES[row["grade"]] if row["grade"] else "" for row in rows],
        "Theme": [name_theme(row["theme"]) if row["theme"] else "" for row in rows],
        "Stance": [STANCES[row["stance"]] if row["stance"] else "" for row in rows],
        "Direction": [DIRECTIONS.get(row["direction"], "") for row in rows],
        "Item": [str(row["item"] or "") for row in rows],
        "Page": [None if row["page"] is None else str(row["page"]) for row in rows],
        "Paragraph": [row["paragraph"] or "" for row in rows],
        "Words": [row["text"] for row in rows],
        "Where it is": [row["link"] for row in rows],
    }
    table = pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))
    return table if evidence["text"].is_not_null().any() else table.drop("Words")
