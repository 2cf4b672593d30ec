"""Frames drawn as text: one line a row, columns parted by `|`; what is not drawn gets a plain value."""

from __future__ import annotations

from datetime import date
from typing import Any

from ofsted_trends.frame import GRADE_RANK, Tables, table_of

OLD = {"apa", "jar", "slac", "protection", "lac"}


def rows_of(drawing: str) -> list[dict[str, str | None]]:
    lines = [[cell.strip() for cell in line.split("|")] for line in drawing.strip().splitlines()]
    head, *rows = lines
    return [{c: cell or None for c, cell in zip(head, row, strict=True)} for row in rows]


def draw_tables(documents: str, observations: str = "document_id", problems: str = "source") -> Tables:
    """Returns tables in the frame's contract.

    Documents are drawn with `document_id`, `framework`, `event` and `visit`, and any other column; observations with
    `document_id` and `kind`.
    """
    told = {row["document_id"]: _document(row) for row in rows_of(documents)}
    seen = [_observation(number, row, told) for number, row in enumerate(rows_of(observations))]
    failed = [{"stage": "open", "reason": "not_a_pdf", "detail": "made up", **row} for row in rows_of(problems)]
    return Tables(
        table_of("observations", seen), table_of("documents", list(told.values())), table_of("problems", failed)
    )


def _document(row: dict[str, Any]) -> dict[str, Any]:
    start, _, end = (row.pop("visit", None) or "").partition(" to ")
    framework = row.get("framework") or "ilacs"
    version = {"ilacs": "ilacs-2018", "sif": "sif-2013", "slac": "slac-2009", "lac": "lac-2013"}.get(
        framework, framework
    )
    plain: dict[str, Any] = {
        "source": f"{row['document_id']}.pdf",
        "format": "pdf",
        "sha256": "0" * 64,
        "authority": "Sheffield",
        "framework": framework,
        "framework_version": version,
        "event": "inspection",
        "inspectors": [],
        "scope_basis": "unknown",
        "pages": 5,
        "words": 900,
        "primary": True,
        "visit_start": date.fromisoformat(start) if start else None,
        "visit_end": date.fromisoformat(end or start) if start else None,
    }
    given = {key: value for key, value in row.items() if value is not None}
    if "published" in given:
        given["published"] = date.fromisoformat(given["published"])
    if "primary" in given:
        given["primary"] = given["primary"] == "yes"
    for key in ("areas_in_scope", "themes_in_scope"):
        if key in given:
            given[key] = given[key].split()
    return plain | given


def _observation(number: int, row: dict[str, Any], told: dict[Any, dict[str, Any]]) -> dict[str, Any]:
    document = told[row["document_id"]]
    same = ("source", "authority", "framework", "framework_version", "event", "visit_start", "visit_end", "published")
    plain = {c: document.get(c) for c in same} | {
        "observation_id": f"o{number}",
        "kind": "grade",
        "direction": "none",
        "method": "drawn",
        "page": 1,
    }
    given = {key: value for key, value in row.items() if value is not None}
    for key in ("page", "item"):
        if key in given:
            given[key] = int(given[key])
    if "grade" in given:
        given["grade_rank"] = GRADE_RANK[given["grade"]]
        given["scale"] = "2009-2013" if document["framework"] in OLD else "2013-"
    return plain | given
