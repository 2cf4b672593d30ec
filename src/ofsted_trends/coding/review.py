"""People check the machine: a sample to code blind, and how well the two agree."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from ofsted_trends.coding.corrections import fingerprint
from ofsted_trends.coding.weights import STANCES
from ofsted_trends.errors import InputError
from ofsted_trends.registers.themes import Theme, load_themes

PLACE = ("document_id", "page", "paragraph", "fingerprint")
SHEET = (*PLACE, "label", "text", "themes", "note")
NO_THEME = "none"
DRAWS = 500


def sample_for_review(observations: pl.DataFrame, n: int, seed: int) -> pl.DataFrame:
    """Returns a sheet for a person to code blind: the machine's coding is not in it.

    One row per sentence, drawn evenly over theme, year and stance (rare ones are drawn as often as common ones) with
    the same result for the same seed. The person fills `themes`: `supervision:strength; workforce:concern`, or
    `none`.

    Args:
        observations: the tidy frame, with text.
        n: how many sentences.
        seed: of the draw.

    Returns:
        Columns `document_id`, `page`, `paragraph`, `fingerprint`, `label`, `text`, `themes` (empty), `note` (empty).

    Raises:
        InputError: there is no text to show.
    """
    told = _with_place(observations.filter(pl.col("kind").cast(pl.String) != "grade"))
    if told.is_empty():
        raise InputError(
            "the observations hold no text; ingest the documents, and sample from the folder that ingest wrote"
        )
    year = pl.coalesce("visit_start", "published").dt.year()
    strata = pl.concat_str(
        [pl.col("theme").fill_null("-"), year.fill_null(0), pl.col("stance").cast(pl.String).fill_null("-")],
        separator="|",
    )
    order = np.random.default_rng(seed).permutation(len(told))
    drawn: pl.DataFrame = (
        told.with_columns(strata.alias("_stratum")).sort(*PLACE, "theme", nulls_last=True)[order.tolist()]
        .with_columns(pl.int_range(pl.len()).over("_stratum").alias("_turn"))
        .sort("_turn", maintain_order=True).unique(PLACE, keep="first", maintain_order=True).head(n)
    )  # fmt: skip
    blank = [pl.lit("").alias("themes"), pl.lit("").alias("note")]
    return drawn.with_columns(pl.col("label").fill_null(""), *blank).select(SHEET).sort(*PLACE)


@dataclass(frozen=True, slots=True)
class ReviewScore:
    """How well a person and the machine agree.

    Attributes:
        sentences: how many were coded by the person and found.
        themes: one row per theme and one for `all`: `theme`, `both`, `person_only`, `machine_only`, `f1`, `low`,
            `high`.
        kappa: Cohen's kappa of the stances, over themes that both give; None without any.
        kappa_low: lower end of its 95% interval.
        kappa_high: upper end.
        differences: one row per sentence and theme coded differently: place, `theme`, `person`, `machine`, `text`.
        missing: sentences of the sheet that are not among the observations.
    """

    sentences: int
    themes: pl.DataFrame
    kappa: float | None
    kappa_low: float | None
    kappa_high: float | None
    differences: pl.DataFrame
    missing: int

    def __str__(self) -> str:
        """Lines for a terminal."""
        lines = [
            f"{self.sentences} sentences coded by a person" + (f"; {self.missing} not found" if self.missing else "")
        ]
        lines += [
            f"  {r['theme']:22s} F1 {r['f1']:.2f} ({r['low']:.2f} to {r['high']:.2f})  both {r['both']}  "
            f"person only {r['person_only']}  machine only {r['machine_only']}"
            for r in self.themes.iter_rows(named=True)
        ]
        kappa = "-" if self.kappa is None else f"{self.kappa:.2f} ({self.kappa_low:.2f} to {self.kappa_high:.2f})"
        lines.append(f"stance: Cohen's kappa {kappa}")
        lines += [
            f"  {r['document_id']} p{r['page']} {r['theme']}: person {r['person']}, machine {r['machine']}  "
            f"{(r['text'] or '')[:90]}"
            for r in self.differences.iter_rows(named=True)
        ]
        return "\n".join(lines)


def score_review(
    review: Path | pl.DataFrame, observations: pl.DataFrame, themes: tuple[Theme, ...] | None = None
) -> ReviewScore:
    """Returns how well a filled sheet agrees with the observations.

    Args:
        review: the sheet of `sample_for_review`, filled; rows with empty `themes` are left out.
        observations: the tidy frame that the sheet was drawn from, with text.
        themes: which themes there are; None for the built-in ones.

    Raises:
        InputError: the sheet cannot be read, or values in it cannot be; all of them with their lines.

    Source: Cohen, A coefficient of agreement for nominal scales, 1960; intervals by drawing documents with replacement
    (Efron, Bootstrap methods, 1979), 500 draws, 2.5% and 97.5%.
    """
    person = read_review(review, themes)
    told = _with_place(observations.filter(pl.col("kind").cast(pl.String) != "grade"))
    machine: dict[tuple[Any, ...], dict[str, str]] = {}
    texts: dict[tuple[Any, ...], str] = {}
    for row in told.select(*PLACE, "theme", "stance", "text").iter_rows():
        codes = machine.setdefault(row[:4], {})
        texts[row[:4]] = row[6]
        if row[4] is not None:
            codes[row[4]] = row[5] or "neutral"
    found = {place: codes for place, codes in person.items() if place in machine}
    pairs = [
        (place[0], theme, codes.get(theme, NO_THEME), machine[place].get(theme, NO_THEME), place)
        for place, codes in found.items()
        for theme in sorted(set(codes) | set(machine[place]))
    ]
    rows = [
        _theme_row(key, [p for p in pairs if key in ("all", p[1])]) for key in ["all", *sorted({p[1] for p in pairs})]
    ]
    judged = [p for p in pairs if NO_THEME not in (p[2], p[3])]
    kappa = _kappa(judged)
    low, high = _interval(judged, _kappa) if kappa is not None else (None, None)
    types = {
        "document_id": pl.String,
        "page": pl.Int64,
        "paragraph": pl.String,
        "theme": pl.String,
        "person": pl.String,
        "machine": pl.String,
        "text": pl.String,
    }
    differences = [
        dict(zip(types, (*p[4][:3], *p[1:4], texts[p[4]]), strict=True))
        for p in pairs if p[2] != p[3]
    ]  # fmt: skip
    counted = {
        "theme": pl.String,
        "both": pl.Int64,
        "person_only": pl.Int64,
        "machine_only": pl.Int64,
        "f1": pl.Float64,
        "low": pl.Float64,
        "high": pl.Float64,
    }
    return ReviewScore(
        len(found), pl.DataFrame(rows, schema=counted, orient="row"), kappa, low, high,
        pl.DataFrame(differences, schema=types, orient="row"), len(person) - len(found),
    )  # fmt: skip


def read_review(
    review: Path | pl.DataFrame, themes: tuple[Theme, ...] | None = None
) -> dict[tuple[Any, ...], dict[str, str]]:
    """Returns what the person coded: by place, theme to stance. Raises InputError as `score_review` says."""
    name = "review" if isinstance(review, pl.DataFrame) else str(review)
    if isinstance(review, pl.DataFrame):
        sheet = review.with_columns(pl.all().cast(pl.String))
    else:
        try:
            sheet = pl.read_csv(review, infer_schema=False)
        except (OSError, pl.exceptions.PolarsError) as error:
            raise InputError(f"{name}: cannot be read as a filled sheet ({error}); save it as CSV in UTF-8") from error
    missing = [c for c in (*PLACE, "themes") if c not in sheet.columns]
    if missing:
        raise InputError(f"{name}: line 1: the columns {', '.join(missing)} are missing")
    keys = {t.key for t in (load_themes() if themes is None else themes)}
    out: dict[tuple[Any, ...], dict[str, str]] = {}
    faults = []
    for line, row in enumerate(sheet.iter_rows(named=True), 2):
        written = (row["themes"] or "").strip()
        if not written:
            continue
        codes: dict[str, str] = {}
        for part in [] if written == NO_THEME else [p.strip() for p in written.split(";") if p.strip()]:
            key, _, stance = (s.strip() for s in part.partition(":"))
            if key not in keys or stance not in STANCES:
                faults.append(
                    f"{name}: line {line}: {part!r}; write theme:stance, with a key of the register "
                    f"and one of {', '.join(STANCES)}"
                )
            codes[key] = stance
        out[(row["document_id"], int(row["page"] or 0), row["paragraph"] or "", row["fingerprint"])] = codes
    if faults:
        raise InputError("\n".join(faults))
    return out


def _with_place(observations: pl.DataFrame) -> pl.DataFrame:
    """The rows that have text, with the columns of PLACE filled and plain."""
    return observations.filter(pl.col("text").is_not_null()).with_columns(
        pl.col("page").cast(pl.Int64).fill_null(0),
        pl.col("paragraph").fill_null(""),
        pl.col("text").map_elements(fingerprint, return_dtype=pl.String).alias("fingerprint"),
        pl.col("theme").cast(pl.String),
        pl.col("stance").cast(pl.String),
    )


def _theme_row(theme: str, pairs: list[Any]) -> dict[str, Any]:
    """Counts and F1 with its interval for one theme."""
    both = sum(NO_THEME not in (p[2], p[3]) for p in pairs)
    low, high = _interval(pairs, _f1)
    return {
        "theme": theme, "both": both, "person_only": sum(p[3] == NO_THEME for p in pairs),
        "machine_only": sum(p[2] == NO_THEME for p in pairs), "f1": _f1(pairs) or 0.0, "low": low, "high": high,
    }  # fmt: skip


def _f1(pairs: list[Any]) -> float | None:
    """F1 of giving a theme, or None without pairs."""
    both = sum(NO_THEME not in (p[2], p[3]) for p in pairs)
    return 2 * both / (len(pairs) + both) if pairs else None


def _kappa(pairs: list[Any]) -> float | None:
    """Cohen's kappa of the stances; 1 where both use one and the same stance throughout, None without pairs."""
    if not pairs:
        return None
    same = sum(p[2] == p[3] for p in pairs) / len(pairs)
    chance = sum(
        (sum(p[2] == s for p in pairs) / len(pairs)) * (sum(p[3] == s for p in pairs) / len(pairs)) for s in STANCES
    )
    return 1.0 if chance >= 1 else (same - chance) / (1 - chance)


def _interval(pairs: list[Any], measure: Any) -> tuple[float, float]:
    """The 95% interval of a measure over documents drawn with replacement."""
    documents: dict[str, list[Any]] = {}
    for pair in pairs:
        documents.setdefault(pair[0], []).append(pair)
    names = sorted(documents)
    if not names:
        return 0.0, 0.0
    rng = np.random.default_rng(0)
    values: list[float] = []
    for _ in range(DRAWS):
        chosen: npt.NDArray[np.int64] = rng.integers(0, len(names), len(names))
        values.append(measure([p for n in chosen for p in documents[names[n]]]) or 0.0)
    return float(np.quantile(values, 0.025)), float(np.quantile(values, 0.975))
