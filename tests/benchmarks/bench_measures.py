"""Prints how long every measure takes on a made-up frame of a million rows.

Run: `python tests/benchmarks/bench_measures.py`. Each should answer in under a second. Run it alone: other work on the machine slows it.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import polars as pl

from ofsted_trends import measures
from ofsted_trends.following.matches import find_matches
from ofsted_trends.frame import (
    DIRECTIONS,
    GRADE_RANK,
    SCHEMAS,
    STANCES,
    Documents,
    Observations,
    Tables,
    table_of,
    write_tables,
)
from ofsted_trends.measures.theme_history import measure_theme_history, measure_theme_milestones
from ofsted_trends.measures.theme_profile import measure_theme_examples, measure_theme_profile
from ofsted_trends.measures.theme_terms import measure_theme_terms
from ofsted_trends.registers.authorities import load_authorities
from ofsted_trends.registers.themes import load_themes
from ofsted_trends.reports import render_report

ROWS = 1_000_000
DOCUMENTS = 3_000
RUNS = 3
HEADLINE = ("case_recording", "supervision", "fathers")
AREAS = ["overall", "leadership", "help_and_protection", "in_care"]
GRADES = ["outstanding", "good", "requires_improvement", "inadequate"]
OPENINGS = ["The quality of", "Managers ensure", "Inspectors saw", "There is not enough", "Most children benefit from"]
ENDINGS = ["in most teams.", "for children in care.", "which is too variable.", "and partners share information."]


def make_documents(chance: np.random.Generator) -> pl.DataFrame:
    """Returns made-up documents of every authority, one in four a full inspection."""
    authorities = load_authorities()
    themes = [theme.key for theme in load_themes()]
    rows = []
    for number in range(DOCUMENTS):
        authority = authorities[number % len(authorities)]
        full = number // len(authorities) % 4 == 0
        day = date(2014, 1, 1) + timedelta(days=int(chance.integers(0, 4_400)))
        covered = themes if full else [str(theme) for theme in chance.choice(themes, 15, replace=False)]
        rows.append(
            {
                "document_id": f"document-{number}", "source": f"{number}.pdf", "format": "pdf", "sha256": "0" * 64,
                "authority": authority.name, "authority_code": authority.code, "region": authority.region,
                "framework": "ilacs", "framework_version": "ilacs-2018" if day.year < 2023 else "ilacs-2023",
                "event": "inspection" if full else "focused_visit", "visit_start": day, "visit_end": day,
                "inspectors": [], "scope_basis": "kind" if full else "statement", "themes_in_scope": covered,
                "pages": 5, "words": 900, "primary": True,
            }
        )  # fmt: skip
    return pl.DataFrame(rows, schema={c: column.dtype for c, column in Documents.columns().items()}, orient="row")


def make_observations(documents: pl.DataFrame, chance: np.random.Generator) -> pl.DataFrame:
    """Returns a million rows: grades of full inspections, items, and findings with a theme and a sentence each."""
    themes = [theme.key for theme in load_themes()]
    matters = sorted({word for theme in load_themes() for word in theme.label.lower().split()})
    full = documents.filter(pl.col("event") == "inspection")["document_id"].to_numpy()
    graded = np.repeat(full, len(AREAS))
    place = np.concatenate(
        [np.repeat(np.arange(DOCUMENTS), 1), chance.integers(0, DOCUMENTS, ROWS - DOCUMENTS - len(graded))]
    )
    said = len(place)
    asks = chance.random(said) < 0.05
    words = [np.array(part)[chance.integers(0, len(part), said)] for part in (OPENINGS, matters, matters, ENDINGS)]
    findings = pl.DataFrame(
        {
            "document_id": documents["document_id"].gather(place),
            "kind": np.where(asks, "improvement", "finding"),
            "item": pl.Series(np.where(asks, chance.integers(1, 9, said), 0)).replace(0, None),
            "theme": np.array(themes)[chance.integers(0, len(themes), said)],
            "stance": np.array(STANCES)[chance.integers(0, len(STANCES), said)],
            "text": pl.select(pl.concat_str([pl.Series(w) for w in words], separator=" ")).to_series(),
        }
    )
    grades = pl.DataFrame({"document_id": graded, "kind": "grade", "area": np.tile(AREAS, len(full))}).with_columns(
        grade=pl.Series(np.array(GRADES)[chance.integers(0, 4, len(graded))]), scale=pl.lit("2013-")
    )
    rows = pl.concat([findings, grades], how="diagonal").with_columns(
        pl.format("{}.0", pl.int_range(pl.len())).alias("observation_id"),
        pl.col("grade").replace_strict(GRADE_RANK, default=None).alias("grade_rank"),
        direction=pl.lit(DIRECTIONS[-1]), page=pl.lit(1), method=pl.lit("made up"),
    )  # fmt: skip
    shared = [
        "source",
        "authority",
        "authority_code",
        "region",
        "framework",
        "framework_version",
        "event",
        "visit_start",
    ]
    rows = rows.join(documents.select("document_id", *shared), on="document_id")
    types = {c: column.dtype for c, column in Observations.columns().items()}
    return rows.select(
        pl.col(c).cast(dtype) if c in rows.columns else pl.lit(None, dtype).alias(c) for c, dtype in types.items()
    )


def seconds_of(measure: Callable[[], object]) -> tuple[float, float]:
    """Returns the best of some runs: seconds, and those that the processors worked for it, all threads together."""
    taken = []
    for _ in range(RUNS):
        started, worked = time.perf_counter(), time.process_time()
        measure()
        taken.append((time.perf_counter() - started, time.process_time() - worked))
    return min(taken)


def compare_reports(told: pl.DataFrame, documents: pl.DataFrame, matches: pl.DataFrame) -> float:
    """Returns how many times as long an authority's report takes from the made-up frame as from the bundled facts."""
    taken: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        rest = {name: table_of(name, []) for name in SCHEMAS if name not in ("observations", "documents")}
        write_tables(Tables(observations=told, documents=documents, matches=matches, **rest), folder)
        for _ in range(RUNS + 1):
            for corpus in ("", str(folder)):
                started = time.perf_counter()
                given = {"authority": "Sheffield", "corpus": corpus}
                render_report("authority_timeline", given, folder / "report.html")
                taken.setdefault(corpus, []).append(time.perf_counter() - started)
    facts, million = (statistics.median(seconds[1:]) for seconds in taken.values())
    return million / facts


def main() -> int:
    """Prints one line a measure; the exit code is 1 where one that should is not answered in a second."""
    chance = np.random.default_rng(1)
    documents = make_documents(chance)
    told = make_observations(documents, chance)
    facts = told.with_columns(text=pl.lit(None, pl.String))
    matches = find_matches(told, documents)
    pairs = measures.measure_transitions(told, documents)
    peers = measures.measure_peers(told, documents, "Sheffield")
    standings = measures.measure_standings(told, documents)
    ledger = measures.measure_ledger(told, documents, "Sheffield")
    print(f"{told.height:,} rows, {documents.height:,} documents, best of {RUNS} runs: seconds, processor seconds")
    sheffield = (told, documents, "Sheffield")
    history = measure_theme_history(*sheffield)
    timeline, visits = measures.measure_timeline(*sheffield), measures.measure_visits(*sheffield)
    every = [theme.key for theme in load_themes()]
    asked: dict[str, Callable[[], object]] = {
        "measure_timeline": lambda: measures.measure_timeline(*sheffield),
        "measure_visits": lambda: measures.measure_visits(*sheffield),
        "measure_improvements": lambda: measures.measure_improvements(*sheffield),
        "measure_evidence": lambda: measures.measure_evidence(*sheffield),
        "measure_theme_history": lambda: measure_theme_history(*sheffield),
        "measure_theme_milestones": lambda: measure_theme_milestones(history),
        "measure_frameworks": lambda: measures.measure_frameworks(timeline, visits, documents),
        "measure_transitions": lambda: measures.measure_transitions(told, documents),
        "count_transitions": lambda: measures.count_transitions(pairs, "year"),
        "count_changes": lambda: measures.count_changes(pairs, "year"),
        "measure_grades": lambda: measures.measure_grades(told, documents),
        "measure_standings": lambda: measures.measure_standings(told, documents),
        "count_standings": lambda: measures.count_standings(standings),
        "measure_contrast, all": lambda: measures.measure_contrast(*sheffield, ["Leeds", "Kent", "Devon"]),
        "measure_prevalence, three themes": lambda: measures.measure_prevalence(told, documents, list(HEADLINE)),
        "measure_prevalence, all": lambda: measures.measure_prevalence(told, documents),
        "measure_rate, three themes": lambda: measures.measure_rate(told, documents, list(HEADLINE)),
        "measure_rate, all": lambda: measures.measure_rate(told, documents),
        "measure_turns": lambda: measures.measure_turns(told, documents),
        "measure_theme_profile, all": lambda: measure_theme_profile(told, documents, every, "whole"),
        "measure_theme_examples, one": lambda: measure_theme_examples(told, documents, [HEADLINE[0]]),
        "measure_theme_examples, all": lambda: measure_theme_examples(told, documents, every),
        "measure_theme_terms, one": lambda: measure_theme_terms(told, [HEADLINE[0]]),
        "measure_theme_terms, all": lambda: measure_theme_terms(told, every),
        "measure_peers": lambda: measures.measure_peers(told, documents, "Sheffield"),
        "count_peers": lambda: measures.count_peers(peers),
        "measure_ledger, one authority": lambda: measures.measure_ledger(*sheffield),
        "measure_ledger, England": lambda: measures.measure_ledger(told, documents, matches=matches),
        "summarise_ledger, one authority": lambda: measures.summarise_ledger(ledger),
        "measure_ledger, England, facts": lambda: measures.measure_ledger(facts, documents),
    }
    wide: dict[str, Callable[[], object]] = {
        "measure_ledger, no matches kept": lambda: measures.measure_ledger(told, documents),
    }
    late = 0
    for name, measure in asked.items():
        taken, worked = seconds_of(measure)
        late += taken >= 1
        print(f"{name:<34} {taken:6.2f} {worked:6.2f}{'   more than a second' if taken >= 1 else ''}")
    for name, measure in wide.items():
        taken, worked = seconds_of(measure)
        print(f"{name:<34} {taken:6.2f} {worked:6.2f}   (every sentence with every item of its authority)")
    ratio = compare_reports(told, documents, matches)
    print(f"report of an authority, beside the bundled facts: {ratio:.2f}")
    return int(late > 0 or ratio > 1.5)


if __name__ == "__main__":
    sys.exit(main())
