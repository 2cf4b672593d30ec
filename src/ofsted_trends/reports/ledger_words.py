"""What a page says of the ledger of improvements: plain English, computed from the measures."""

from __future__ import annotations

import polars as pl

from ofsted_trends.charts.ledger_matrix import MOST_NARROW, find_followed, name_item
from ofsted_trends.charts.ledger_names import OUTCOMES, WORDED
from ofsted_trends.charts.names import EVENTS, name_event
from ofsted_trends.charts.tables import NOT_APPLICABLE
from ofsted_trends.charts.theme_names import LETTERS
from ofsted_trends.measures.outcomes import LOOKED
from ofsted_trends.registers.match_agreement import count_read
from ofsted_trends.reports.theme_words import name_columns
from ofsted_trends.reports.words import count_words, join_words

ITEM = ["document_id", "kind", "item"]
UNWORDED = (
    "The words of these documents are not at hand, so no later sentence could be matched with an item: only its theme "
    "is followed."
)


def say_matched() -> str:
    """Returns how items are matched with later sentences, and how often a match was found right by reading."""
    high, medium = count_read("high"), count_read("medium")
    return (
        "A later sentence counts as about an item where enough of its rarer words are the same; high confidence means "
        f"that it is also on the same theme and worded much alike. Of {high[0] + medium[0]} matches that we read, "
        f"{high[1]} of {high[0]} with high and {medium[1]} of {medium[0]} with medium confidence are about the same "
        "matter: read the sentence before relying on it."
    )


def count_latest(outcomes: pl.DataFrame) -> dict[str, int]:
    """Returns how many items of the council came to each outcome.

    Args:
        outcomes: as `settle_outcomes` gives it.
    """
    told = outcomes.filter(~pl.col("board"))["outcome"].to_list()
    return {key: told.count(key) for key in OUTCOMES}


def say_ledger(outcomes: pl.DataFrame) -> list[str]:
    """Returns one sentence on what became of what was asked, for the summary at the top."""
    counts = count_latest(outcomes)
    looked = sum(counts[key] for key in LOOKED)
    if not looked:
        return []
    improved, again = counts["reported_improved"], counts["raised_again"]
    silent = looked - improved - again
    if not improved and not again:
        return [
            f"Of {count_words(looked, 'item')} that inspectors asked for and could look at again later, nothing more "
            "can be said from the data at hand."
        ]
    rest = f" Nothing later was found about the other {silent}." if silent else ""
    return [
        f"Of {count_words(looked, 'item')} on earlier lists of what must improve that inspectors could look at again, "
        f"{improved} {_were(improved)} last reported improved and {again} {_were(again)} raised again, as far as "
        f"later sentences could be matched with them.{rest}"
    ]


def _were(number: int) -> str:
    return "was" if number == 1 else "were"


def say_ledger_headline(place: str, outcomes: pl.DataFrame) -> str:
    """Returns the message of the ledger: how many items were last reported improved, and raised again."""
    counts = count_latest(outcomes)
    looked = sum(counts[key] for key in LOOKED)
    if not looked or not (counts["reported_improved"] or counts["raised_again"]):
        return f"What became of each item that {place} was asked to improve"
    return (
        f"{place}: of {count_words(looked, 'item')} looked at again, {counts['reported_improved']} last reported "
        f"improved, {counts['raised_again']} raised again"
    )


def say_ledger_subtitle(place: str, ledger: pl.DataFrame) -> str:
    """Returns measure, place, period and number of the ledger."""
    items = ledger.unique(ITEM).height
    later = ledger["later_document_id"].drop_nulls().n_unique()
    days = [day for column in ("asked", "later_day") for day in ledger[column].drop_nulls()]
    period = f", {min(days).year} to {max(days).year}" if days else ""
    visits = count_words(later, "later inspection or visit", "later inspections and visits")
    return (
        f"Areas for improvement and priority action by outcome, {place}{period}: {count_words(items, 'item')}, {visits}"
    )


def say_ledger_note(ledger: pl.DataFrame) -> str:
    """Returns how to read the matrix of the ledger: only of what is drawn in it."""
    drawn = find_followed(ledger).height
    if not drawn:
        return ""
    parts = ["Numbers are those of each list; themes stand for an item’s words."]
    if "mentioned" in set(ledger["outcome"]):
        parts.append("A square: something was said of its theme, and no sentence about the item itself was found.")
    outcomes = set(ledger["outcome"])
    if outcomes & {"raised_again", "reported_improved"}:
        parts.append("Large marks: high confidence that the later sentence is about the item.")
        parts.append(say_matched())
    elif "mentioned" in outcomes:
        parts.append(UNWORDED)
    if {"not_mentioned", "out_of_scope"} <= outcomes:
        parts.append("What was not looked at (a dash) is not the same as looked at and nothing said (a ring).")
    if ledger["board"].any():
        parts.append("Board: asked of the safeguarding board, not of the council.")
    followed = ledger.filter(pl.col("later_document_id").is_not_null()).unique(ITEM).height
    if drawn < followed:
        parts.append(
            f"Drawn are the {drawn} newest of {followed} items that have a later visit; the lists below have all."
        )
    slender = find_followed(ledger, MOST_NARROW).height
    if slender < drawn:
        parts.append(f"On a phone, the {slender} newest.")
    found = {*ledger["event"], *ledger["later_event"].drop_nulls()}
    named = [f"{LETTERS[event]} {name_event(event)}" for event in EVENTS if event in found]
    return " ".join([*parts, f"Where columns are slender: {', '.join(named)}."])


def say_ledger_alt(outcomes: pl.DataFrame) -> str:
    """Returns the text alternative of the ledger: how many items came to which outcome."""
    counts = count_latest(outcomes)
    told = [f"{words[0].lower()}{words[1:]} {counts[key]}" for key, words in OUTCOMES.items() if counts[key]]
    board = outcomes.height - sum(counts.values())
    more = f" {count_words(board, 'item')} of the safeguarding board more." if board else ""
    if not told:
        return f"Matrix of items by visit: no item in this period.{more}"
    return f"Matrix of items by visit. What was last found of each item: {join_words(told)}.{more}"


def table_ledger(ledger: pl.DataFrame, visits: pl.DataFrame) -> pl.DataFrame:
    """Returns the ledger's matrix as a table for a reader. One row per item that is drawn, a column a later visit.

    Args:
        ledger: as `measure_ledger` gives it for one authority.
        visits: as `select_primary` gives them.
    """
    told = visits.to_dicts()
    heads = dict(zip((visit["document_id"] for visit in told), name_columns(told), strict=True))
    items = find_followed(ledger)
    drawn = items.select(ITEM).join(ledger, on=ITEM, how="left", maintain_order="left")
    later = [name for name in heads if name in set(drawn["later_document_id"])]
    found = {
        (*(row[c] for c in ITEM), row["later_document_id"]): _say_outcome(row["outcome"], row["confidence"])
        for row in drawn.iter_rows(named=True)
    }
    rows = [
        [
            heads[item["document_id"]],
            name_item(item),
            *(found.get((*(item[c] for c in ITEM), n), NOT_APPLICABLE) for n in later),
        ]
        for item in items.iter_rows(named=True)
    ]
    schema = dict.fromkeys(["Asked at", "Item and themes", *(heads[name] for name in later)], pl.String)
    return pl.DataFrame(rows, schema=schema, orient="row")


def _say_outcome(outcome: str | None, confidence: str | None) -> str:
    """Returns an outcome in a cell: with its confidence where words were matched.

    >>> _say_outcome("raised_again", "high"), _say_outcome("out_of_scope", "high")
    ('Raised again (high)', 'Not looked at')
    """
    if outcome is None:
        return NOT_APPLICABLE
    sure = outcome in WORDED and confidence
    return f"{OUTCOMES[outcome]} ({confidence})" if sure else OUTCOMES[outcome]
