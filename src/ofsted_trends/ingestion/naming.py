"""Readable, stable names of documents, such as `sheffield-focused-visit-2018-04-25`."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Any

from ofsted_trends.reading import Record


def name_documents(records: dict[str, Record]) -> dict[str, str]:
    """Returns the document_id of each readable document, by source.

    Args:
        records: the readable documents, by source.

    A name is authority, event and first day on site (or publication); where two documents would share one, the later
    ones by publication and path end in `-2`, `-3`.
    """
    groups: dict[str, list[str]] = {}
    for source, record in records.items():
        groups.setdefault(_base_name(source, record["document"]), []).append(source)
    names: dict[str, str] = {}
    for base, sources in groups.items():
        ranked = sorted(sources, key=lambda s: (not s.endswith(".pdf"), records[s]["document"]["published"] or "", s))
        for place, source in enumerate(ranked, 1):
            names[source] = base if place == 1 else f"{base}-{place}"
    return names


def slug(text: str) -> str:
    """Returns words as they stand in a file name.

    >>> slug("St. Helens and Stockton-on-Tees")
    'st-helens-and-stockton-on-tees'
    """
    return re.sub(r"[^a-z0-9]+", "-", text.lower().replace("’", "").replace("'", "")).strip("-")


def _base_name(source: str, document: dict[str, Any]) -> str:
    day = document["visit_start"] or document["published"] or "undated"
    who = slug(document["authority"]) if document["authority"] else slug(PurePosixPath(source).stem)
    return f"{who}-{document['event'].replace('_', '-')}-{day}"
