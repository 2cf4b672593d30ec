"""One document as plain rows: what a reading process hands back, and what the store keeps."""

from __future__ import annotations

import re
import zlib
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ofsted_trends.documents import Limits, open_document
from ofsted_trends.errors import UnreadableDocumentError
from ofsted_trends.reading.findings import read_findings
from ofsted_trends.reading.identity import Identity, IndexEntry, identify
from ofsted_trends.reading.judgement import Judgement
from ofsted_trends.reading.judgements import read_judgements
from ofsted_trends.reading.problem import Problem
from ofsted_trends.reading.validate import validate
from ofsted_trends.registers.frameworks import load_frameworks

Record = dict[str, Any]


def read_record(path: Path, source: str, index: IndexEntry | None = None, limits: Limits | None = None) -> Record:
    """Returns one file as plain values that JSON can hold.

    Args:
        path: the file.
        source: its path below the folder that is ingested.
        index: what the folder's index says of it.
        limits: what it may cost.

    The record has `document` (the identity columns; None where the file cannot be read), `grades` and `sentences`
    (rows in printed order), `problems`, and `prints`, a number for each sentence by which copies are told.
    """
    try:
        document = open_document(path, source, limits)
    except UnreadableDocumentError as error:
        problem = Problem("open", error.reason, error.detail)
        return {"document": None, "grades": [], "sentences": [], "prints": [], "problems": [asdict(problem)]}
    index = index or IndexEntry()
    identity = identify(document, index)
    judgements, problems = read_judgements(document, identity)
    findings = read_findings(document, identity)
    problems = [*identity.problems, *problems, *validate(identity, judgements, findings)]
    if identity.framework == "none" and identity.event != "press_report":
        problems.insert(
            0,
            Problem(
                "identify",
                "unknown_kind",
                "no title of a known kind of document on its first pages; nothing is graded",
            ),
        )
    return {
        "document": {
            **_identity_columns(identity, index),
            "source": source,
            "format": document.format,
            "sha256": document.sha256,
            "scope": findings.scope,
            "outcome": findings.outcome,
            "pages": document.pages,
            "words": document.words,
        },
        "grades": [_grade_row(j, identity) for j in judgements],
        "sentences": [asdict(s) for s in findings.sentences],
        "prints": [_print(s.text) for s in findings.sentences],
        "problems": [asdict(p) for p in problems],
    }


def _identity_columns(identity: Identity, index: IndexEntry) -> Record:
    authority = identity.authority
    visit = identity.visit
    return {
        "authority": authority.name if authority else None,
        "authority_code": authority.code if authority else None,
        "region": authority.region if authority else None,
        "authority_url": authority.url if authority else None,
        "provider": identity.provider,
        "framework": identity.framework,
        "framework_version": identity.framework_version,
        "event": identity.event,
        "visit_start": visit.start.isoformat() if visit else None,
        "visit_end": visit.end.isoformat() if visit else None,
        "visit_periods": visit.printed if visit else None,
        "published": identity.published.isoformat() if identity.published else None,
        "title": identity.title,
        "lead_inspector": identity.lead_inspector,
        "inspectors": identity.inspectors,
        "licence": identity.licence,
        "source_url": index.source_url,
    }


def _grade_row(judgement: Judgement, identity: Identity) -> Record:
    return {**asdict(judgement), "scale": load_frameworks()[identity.framework].scale}


def _print(text: str) -> int:
    """Returns a number that is the same for a sentence in every copy of a document."""
    return zlib.crc32(re.sub(r"[^a-z0-9]+", "", text.lower()).encode())
