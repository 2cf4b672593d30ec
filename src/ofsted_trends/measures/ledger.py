"""What was asked of authorities, followed through their later documents."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import polars as pl

from ofsted_trends.following.matches import COLUMNS, follow_pairs
from ofsted_trends.following.rows import ITEM, NEEDED, pair_items, read_items, read_rows
from ofsted_trends.frame import BOARD
from ofsted_trends.measures.inputs import Frame, take_result, take_rows
from ofsted_trends.measures.periods import years_between
from ofsted_trends.measures.populations import cover_themes, select_primary

EVIDENCE = ["observation_id", "kind", "item", "stance", "direction", "page", "paragraph", "text"]
RESULT: dict[str, pl.DataType | type[pl.DataType]] = {
    "authority": pl.String, "region": pl.String, "document_id": pl.String, "asked": pl.Date,
    "event": pl.String, "framework_version": pl.String, "kind": pl.String, "item": pl.Int64,
    "board": pl.Boolean, "themes": pl.List(pl.String), "page": pl.Int64, "paragraph": pl.String,
    "text": pl.String, "later_document_id": pl.String, "later_day": pl.Date, "later_event": pl.String,
    "later_framework_version": pl.String, "years": pl.Float64, "outcome": pl.String,
    "match_theme": pl.String,
    "theme_outcome": pl.String, "similarity": pl.Float64, "confidence": pl.String,
    "evidence_observation_id": pl.String, "evidence_kind": pl.String, "evidence_item": pl.Int64,
    "evidence_stance": pl.String, "evidence_direction": pl.String, "evidence_page": pl.Int64,
    "evidence_paragraph": pl.String, "evidence_text": pl.String,
}  # fmt: skip


def measure_ledger(
    observations: Frame,
    documents: Frame,
    authority: str | Sequence[str] | None = None,
    start: str | date | None = None,
    end: str | date | None = None,
    matches: Frame | None = None,
) -> pl.DataFrame:
    """Returns what became of everything that authorities were asked to improve. One row per item and later document.

    An item is a numbered improvement or priority action of one document; a later document is any document of the
    same authority with a later first day. An item without a later document is one row whose `later_` columns
    and outcome are null.

    Outcomes: `raised_again` (asked again, or found as a concern), `reported_improved` (found as a strength or as
    improving), `mentioned` (spoken of, without either; or the theme is, and no sentence is worded alike or words
    are not at hand), `not_mentioned` (in scope, and nothing on the theme), `out_of_scope`, `scope_unknown` (and
    nothing on the theme). Matched by theme and by words, see `match_items` and `compare_wording`; confidence is
    `high` or `medium` where the evidence is worded alike, `low` where only the theme is shared; for silence it
    is `high` where the kind of inspection settles the scope, `medium` where its statement does.
    Items of the safeguarding board (`board`) are followed only through what later documents say of the board, and
    are out of scope where a document has no part on it; items of the council only through the rest.

    No shares: `summarise_ledger` counts. Excluded: second tellings; documents without any day. Interval: none.

    Args:
        observations: the tidy frame, polars or pandas.
        documents: the documents table, polars or pandas.
        authority: one authority in any printed form, a list of them, a region, or empty for all of England.
        start: first day of the period of all documents, asking and later; empty for all.
        end: last day of that period; empty for all.
        matches: the table `matches` that `ingest` wrote with them. Where words are at hand it only saves time: what no
            longer fits the rows is found again. For facts without words it is what the words told.

    Returns:
        In order of authority, day asked, item (priority actions first) and later day: authority, region,
        document_id, asked (first day of the visit), event, framework_version, kind, item, board, themes (list,
        sorted), page, paragraph, text (null where not at hand), later_document_id, later_day, later_event,
        later_framework_version, years (between them), outcome, match_theme (the theme shared; null where only
        the words are alike), theme_outcome (what the stances on the theme alone tell, a weak hint where words
        are not at hand: `raised_again`, `reported_improved` or `mentioned`; null where nothing is on it),
        similarity (0 to 1; null where words are not at hand), confidence, and the evidence:
        evidence_observation_id, evidence_kind, evidence_item (where it is itself an item), evidence_stance,
        evidence_direction, evidence_page, evidence_paragraph, evidence_text.

    Raises:
        FrameError: columns are missing.
        InputError: a day is in no known form.
        UnknownNameError: an authority or region is not known.
    """
    chosen = select_primary(documents, authority, start, end).filter(pl.col("day").is_not_null())
    rows = read_rows(take_rows(observations, NEEDED, chosen["document_id"]), chosen)
    items = read_items(rows, chosen)
    pairs = pair_items(items, chosen)
    kept = None if matches is None else take_result(matches, COLUMNS, "matches")
    found = follow_pairs(pairs, rows, items, kept)
    pairs = _add_silence(pairs, chosen, rows).join(found, on=["place", "later_document_id"], how="left")
    told = pl.coalesce("outcome", "silence")
    later = chosen.select(
        later_document_id="document_id", later_event="event", later_framework_version="framework_version"
    )
    shown = rows.filter(pl.col("row").is_in(found["row"].implode()))
    evidence = shown.select("row", match_of="theme", **{f"evidence_{c}": c for c in EVIDENCE})
    followed = (
        pairs.with_columns(outcome=told, confidence=pl.coalesce("confidence", "silence_confidence"))
        .join(later, on="later_document_id", how="left")
        .join(evidence, on="row", how="left")
        .with_columns(
            match_theme=pl.when("themed").then("match_of"),
            years=years_between(pl.col("asked"), pl.col("later_day")).round(2),
        )
    )
    alone = items.join(followed.select("place").unique(), on="place", how="anti")
    table = pl.concat([followed, alone], how="diagonal").sort(
        "place", "later_day", "later_document_id", nulls_last=True
    )
    return table.select(pl.col(c).cast(t) for c, t in RESULT.items())


def summarise_ledger(ledger: Frame) -> pl.DataFrame:
    """Returns what became of each item in short. One row per item.

    Numerators are counts of later documents by outcome; the denominator of any share is `n_looked` (later
    documents that looked at the theme or said something), not `n_later`. Excluded: nothing that the ledger holds.
    Interval: none.

    Args:
        ledger: as `measure_ledger` gives it, polars or pandas.

    Returns:
        In the order of the ledger: authority, region, document_id, asked, event, framework_version, kind, item,
        board, themes, page, paragraph, text, and
        first_asked: the day of the earliest item that led to this one by being raised again as an item worded
            alike (the item's own day where none did); first_document_id: its document;
        n_later, n_looked, n_raised, n_improved, n_mentioned, n_silent (in scope, nothing said): later documents;
        last_raised (latest day of raised_again; null where never), last_improved;
        latest_outcome, latest_day, latest_document_id, latest_confidence: of the last later document that
            looked (of the last one at all where none did; null where there is no later document).

    Raises:
        FrameError: columns are missing.
    """
    table = take_result(ledger, RESULT, "ledger")
    outcome, day = pl.col("outcome"), pl.col("later_day")
    looked = outcome.is_in(["raised_again", "reported_improved", "mentioned", "not_mentioned"])
    own = ["authority", "region", "asked", "event", "framework_version", "board", "themes", "page", "paragraph", "text"]
    named = {
        "latest_outcome": outcome, "latest_day": day, "latest_document_id": pl.col("later_document_id"),
        "latest_confidence": pl.col("confidence"),
    }  # fmt: skip
    summary = table.group_by(ITEM, maintain_order=True).agg(
        pl.col(own).first(),
        n_later=outcome.is_not_null().sum().cast(pl.Int64),
        n_looked=looked.sum().cast(pl.Int64),
        n_raised=(outcome == "raised_again").sum().cast(pl.Int64),
        n_improved=(outcome == "reported_improved").sum().cast(pl.Int64),
        n_mentioned=(outcome == "mentioned").sum().cast(pl.Int64),
        n_silent=(outcome == "not_mentioned").sum().cast(pl.Int64),
        last_raised=day.filter(outcome == "raised_again").max(),
        last_improved=day.filter(outcome == "reported_improved").max(),
        **{name: pl.coalesce(value.filter(looked).last(), value.last()) for name, value in named.items()},
    )
    summary = summary.join(_find_first(table), on=ITEM, how="left", maintain_order="left")
    order = ["authority", "region", "document_id", "asked", "event", "framework_version", "kind", "item", "board"]
    return summary.select(
        *order, "themes", "page", "paragraph", "text", "first_asked", "first_document_id", "n_later", "n_looked",
        "n_raised", "n_improved", "n_mentioned", "n_silent", "last_raised", "last_improved", *named,
    )  # fmt: skip


def _find_first(table: pl.DataFrame) -> pl.DataFrame:
    """Returns when and where each item was first asked: links from item to item, followed back to the start."""
    items = table.select(*ITEM, "asked").unique(ITEM, maintain_order=True).sort("asked", maintain_order=True)
    links = table.filter(
        (pl.col("outcome") == "raised_again")
        & pl.col("evidence_item").is_not_null()
        & pl.col("confidence").is_in(["high", "medium"])
    ).select(*ITEM, "later_document_id", "evidence_kind", "evidence_item")
    led: dict[tuple[object, ...], list[tuple[object, ...]]] = {}
    for *earlier, later, kind, item in links.rows():
        led.setdefault((later, kind, item), []).append(tuple(earlier))
    first: dict[tuple[object, ...], tuple[date, str]] = {}
    for document, kind, item, asked in items.rows():
        before = [first[earlier] for earlier in led.get((document, kind, item), []) if earlier in first]
        first[document, kind, item] = min([*before, (asked, document)])
    return pl.DataFrame(
        [(*key, day, document) for key, (day, document) in first.items()],
        schema={
            "document_id": pl.String, "kind": pl.String, "item": pl.Int64, "first_asked": pl.Date,
            "first_document_id": pl.String,
        },
        orient="row",
    )  # fmt: skip


def _add_silence(pairs: pl.DataFrame, chosen: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    """Says what it means where a later document has nothing on an item: was it looked at?"""
    keys = pairs["themes"].explode().drop_nulls().unique(maintain_order=True).to_list()
    scopes = cover_themes(chosen, keys).select("document_id", "theme", "known", "covered")
    by_theme = (
        pairs.select("place", "later_document_id", theme="themes")
        .explode("theme")
        .join(scopes, left_on=["later_document_id", "theme"], right_on=["document_id", "theme"])
        .group_by("place", "later_document_id")
        .agg(pl.col("covered").any(), pl.col("known").all())
    )
    parts = rows.filter("board")["document_id"].unique().to_list()
    named = chosen.filter(pl.col("areas_in_scope").list.contains(BOARD))["document_id"].to_list()
    has_board = pl.col("later_document_id").is_in([*parts, *named])
    covered, known = pl.col("covered").fill_null(False), pl.col("known").fill_null(False)
    silence = (
        pl.when("board")
        .then(pl.when(has_board).then(pl.lit("not_mentioned")).otherwise(pl.lit("out_of_scope")))
        .when(covered)
        .then(pl.lit("not_mentioned"))
        .when(known)
        .then(pl.lit("out_of_scope"))
        .otherwise(pl.lit("scope_unknown"))
    )
    sure = pl.when(pl.col("board") | (pl.col("scope_basis") == "kind")).then(pl.lit("high")).otherwise(pl.lit("medium"))
    return (
        pairs.join(by_theme, on=["place", "later_document_id"], how="left")
        .join(chosen.select("scope_basis", later_document_id="document_id"), on="later_document_id")
        .with_columns(silence=silence)
        .with_columns(silence_confidence=pl.when(pl.col("silence") != "scope_unknown").then(sure))
        .drop("covered", "known", "scope_basis")
    )
