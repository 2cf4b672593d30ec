"""Code sentences: finding or not, which themes, which stance for each, which direction."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import polars as pl

from ofsted_trends.coding.features import (
    FINDING,
    Context,
    direction_features,
    find_candidates,
    sentence_features,
    stance_features,
    theme_features,
    with_theme,
)
from ofsted_trends.coding.readings import read_strings
from ofsted_trends.coding.strings import Bools, Floats, Ints, match_sections, match_themes, plain_text
from ofsted_trends.coding.trees import BLOCK as TREE_ROWS
from ofsted_trends.coding.weights import DIRECTIONS, STANCES, Weights, load_weights
from ofsted_trends.errors import InputError, RegisterError
from ofsted_trends.registers.cues import Cue, load_cues
from ofsted_trends.registers.themes import Theme, load_themes

COLUMNS = ("id", "section", "prev", "text", "next")
#: Sentences at a time: the same on every machine, whatever its processors.
BLOCK = 65536
#: Rows that a network looks at at a time: few enough to stay in the processor's cache; trees look at more.
NETWORK_ROWS = 2048


def code_sentences(sentences: pl.DataFrame, themes: Sequence[Theme] | None = None) -> pl.DataFrame:
    """Returns one row per sentence and theme; a sentence without themes keeps one row with null theme.

    Args:
        sentences: columns `id`, `section`, `prev`, `text`, `next`, all strings; null counts as empty. Further columns
            are ignored. `prev` and `next` are the neighbouring sentences, `section` the heading above.
        themes: what `load_themes` gives; None for the built-in ones. Themes that are not built in are given where
            their patterns hit in a finding.

    Returns:
        Columns `id`, `finding` (bool), `theme` (str, null), `stance` (`strength`, `concern`, `mixed`, `neutral`; null
        without theme), `direction` (`improving`, `declining`, `unchanged`, `none`), `method` (str: the version of the
        weights, and `rule` where the theme's own pattern hit, `context` where it did not; `rule:<key>` for themes that
        are not built in). In the order of `sentences`, and of the register within a sentence.

    Raises:
        InputError: a column is missing.

    Source: the project's codebook, sections 1 to 4.

    >>> one = {"id": "1", "section": "", "prev": "", "text": "Supervision is regular and reflective.", "next": ""}
    >>> code_sentences(pl.DataFrame([one])).select("theme", "stance").rows()
    [('supervision', 'strength')]
    """
    missing = [c for c in COLUMNS if c not in sentences.columns]
    if missing:
        raise InputError(f"sentences lack the columns {', '.join(missing)}; they need {', '.join(COLUMNS)}")
    themes = load_themes() if themes is None else tuple(themes)
    weights = load_weights()
    themes = order_themes(themes, weights)
    frame = sentences.select(pl.col(c).cast(pl.String) for c in COLUMNS)
    if len(frame) <= BLOCK:
        return _code_block(frame, themes, weights)
    blocks = frame.iter_slices(BLOCK)
    with ThreadPoolExecutor(os.cpu_count()) as pool:  # polars and numpy compute outside the interpreter's lock
        return pl.concat(pool.map(lambda block: _code_block(block, themes, weights), blocks))


def _code_block(frame: pl.DataFrame, themes: Sequence[Theme], weights: Weights) -> pl.DataFrame:
    """What `code_sentences` returns, for some of the sentences; `themes` in the order of `order_themes`."""
    context = read_context(frame, themes, weights)
    themes_by_network, finding_by_network = ask_network(context, weights)
    finding, direction = decide_sentences(context, weights, finding_by_network)
    row, theme = decide_themes(context, weights, themes_by_network, len(themes), finding)
    stance = decide_stances(context, row, theme, weights)
    return _as_frame(frame, themes, weights, context, (finding, direction), (row, theme, stance))


def order_themes(themes: Sequence[Theme], weights: Weights) -> tuple[Theme, ...]:
    """Returns the themes that the weights know, in their order, and then the others.

    Raises:
        InputError: a theme that the weights know is missing.
    """
    by_key = {t.key: t for t in themes}
    missing = [k for k in weights.themes if k not in by_key]
    if missing:
        raise InputError(f"the built-in themes {', '.join(missing)} are missing; pass what load_themes gives")
    return tuple(by_key[k] for k in weights.themes) + tuple(t for t in themes if t.key not in weights.themes)


def order_cues(cues: Sequence[Cue], weights: Weights) -> tuple[Cue, ...]:
    """Returns the cues that the weights know, in their order; a cue that is new since the training waits for the next.

    Raises:
        RegisterError: a cue that the weights know is missing.
    """
    by_key = {c.key: c for c in cues}
    missing = [k for k in weights.cues if k not in by_key]
    if missing:
        raise RegisterError(
            f"cues.toml lacks the cues {', '.join(missing)}; train again: python -m ofsted_trends.coding.train"
        )
    return tuple(by_key[k] for k in weights.cues)


def read_context(frame: pl.DataFrame, themes: Sequence[Theme], weights: Weights) -> Context:
    """Returns sentences with `section`, `prev`, `text`, `next` as places in the readings of their strings."""
    cues = order_cues(load_cues(), weights)
    keys = [c.key for c in cues]
    rows = len(frame)
    stacked = plain_text(pl.concat([frame["text"].alias("s"), frame["prev"].alias("s"), frame["next"].alias("s")]))
    strings, place = number_strings(stacked)
    readings = read_strings(strings, themes, cues, weights)
    sections, section = number_strings(plain_text(frame["section"]))
    hits, _ = match_themes(sections, themes)
    headed = sections.str.len_bytes().to_numpy() > 0
    return Context(
        readings, place[:rows], place[rows : 2 * rows], place[2 * rows :],
        hits[section], match_sections(sections, cues)[section], headed[section],
        keys.index("points_back"), (keys.index("to_improve"), keys.index("must"), keys.index("must_first")),
    )  # fmt: skip


def number_strings(column: pl.Series) -> tuple[pl.Series, Ints]:
    """Returns the distinct strings of a column in order of appearance, and the number of each row's string."""
    distinct = column.unique(maintain_order=True)
    types = pl.DataFrame({"s": distinct}).with_row_index("n")
    numbers = pl.DataFrame({"s": column}).join(types, on="s", how="left", maintain_order="left")["n"]
    return distinct, numbers.to_numpy().astype(np.int32)


def ask_network(context: Context, weights: Weights) -> tuple[Floats, Floats]:
    """Returns the log odds that the network gives: of each theme (R, K), and of a finding (R,)."""
    rows = np.arange(len(context.text), dtype=np.int32)
    parts = [slice(n, n + NETWORK_ROWS) for n in range(0, max(1, len(rows)), NETWORK_ROWS)]
    scores = np.concatenate(
        [weights.sentence_network.scores(sentence_features(context, rows[part], weights)) for part in parts]
    )
    return scores[:, :-1], scores[:, -1]


def finding_scores(context: Context, by_network: Floats) -> Floats:
    """Returns (R,) the log odds of a finding; `by_network` is what `ask_network` returns of it."""
    scores: Floats = (context.readings.way[context.text, FINDING] + by_network) / 2
    return scores


def decide_sentences(context: Context, weights: Weights, by_network: Floats) -> tuple[Bools, Ints]:
    """Returns (R,) whether a sentence is a finding, and (R,) its direction.

    Args:
        context, weights: of R sentences.
        by_network: (R,) what `ask_network` returns of a finding.
    """
    finding = finding_scores(context, by_network) > weights.finding_limit[0]
    direction = weights.direction_trees.scores(direction_features(context)).argmax(axis=1)
    return finding, np.where(finding, direction, 0).astype(np.int32)


def theme_chances(
    context: Context, weights: Weights, by_network: Floats, finding: Bools | None = None
) -> tuple[Ints, Ints, Floats]:
    """Returns the rows (with `finding`, of findings only) and themes worth a look, and the chance of each.

    Args:
        context, weights: of R sentences.
        by_network: (R, K) what `ask_network` returns of themes.
        finding: (R,) whether a sentence is a finding.
    """
    row, theme = find_candidates(context, len(weights.themes))
    if finding is not None:
        row, theme = row[finding[row]], theme[finding[row]]
    by_trees = weights.theme_trees.scores(theme_features(context, row, theme, weights))[:, 0]
    score = (by_trees + by_network[row, theme]) / 2
    return row, theme, (1 / (1 + np.exp(-score))).astype(np.float32)


def decide_themes(
    context: Context, weights: Weights, by_network: Floats, number: int, finding: Bools
) -> tuple[Ints, Ints]:
    """Returns the findings and the themes given to them, in rising order; analysts' themes where their patterns hit."""
    row, theme, chance = theme_chances(context, weights, by_network, finding)
    given = chance > weights.limits[theme]
    row, theme = row[given], theme[given]
    known = len(weights.themes)
    if number > known:
        more_row, more_theme = np.nonzero(context.readings.hits[context.text, known:] & finding[:, None])
        row = np.concatenate([row, more_row]).astype(np.int32)
        theme = np.concatenate([theme, more_theme + known]).astype(np.int32)
        order = np.lexsort((theme, row))
        row, theme = row[order], theme[order]
    return row, theme


def decide_stances(context: Context, row: Ints, theme: Ints, weights: Weights) -> Ints:
    """Returns (P,) the number of the stance of each row and theme."""
    known = np.where(theme < len(weights.themes), theme, -1).astype(np.int32)
    shares = weights.stance_network.shift[-len(weights.themes) :]
    stance = np.zeros(len(row), dtype=np.int32)
    for part in (slice(n, n + TREE_ROWS) for n in range(0, len(row), TREE_ROWS)):
        features = stance_features(context, row[part], known[part], weights)
        by_trees = weights.stance_trees.scores(features)
        by_network = weights.stance_network.scores(with_theme(features, known[part], shares))
        # log chances are added: the trees choose among the stances, the network says yes or no to each
        stance[part] = (by_trees - np.logaddexp(0, -by_network)).argmax(axis=1)
    return stance


def _as_frame(
    frame: pl.DataFrame,
    themes: Sequence[Theme],
    weights: Weights,
    context: Context,
    sentence: tuple[Bools, Ints],
    pairs: tuple[Ints, Ints, Ints],
) -> pl.DataFrame:
    """The decisions as the frame that `code_sentences` promises."""
    finding, direction = sentence
    row, theme, stance = pairs
    known = len(weights.themes)
    hit = context.readings.hits[context.text[row], theme]
    names = [f"{weights.version}:rule", f"{weights.version}:context", *(f"rule:{t.key}" for t in themes[known:])]
    method = np.where(theme >= known, theme - known + 2, np.where(hit, 0, 1))
    given = pl.DataFrame(
        {
            "row": row.astype(np.uint32),
            "theme": pl.Series([t.key for t in themes]).gather(theme),
            "stance": pl.Series(STANCES).gather(stance),
            "method": pl.Series(names).gather(method),
        }
    )
    base = pl.DataFrame(
        {"id": frame["id"], "finding": finding, "direction": pl.Series(DIRECTIONS).gather(direction)}
    ).with_row_index("row")
    joined = base.join(given, on="row", how="left", maintain_order="left_right")
    return joined.select("id", "finding", "theme", "stance", "direction", pl.col("method").fill_null(weights.version))
