"""The register of themes: what a sentence can be about, as data, with the words that show it.

The built-in themes are in `themes.toml`; an analyst's own file of the same form is added to them.
"""

from __future__ import annotations

import datetime
import re
import tomllib
from dataclasses import dataclass, fields
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from ofsted_trends.errors import InputError, RegisterError

REQUIRED = ("key", "label", "patterns", "examples")
BUILT_IN = "themes.toml"


@dataclass(frozen=True, slots=True)
class Theme:
    """One theme of practice.

    Attributes:
        key: its name in every table, such as `case_recording`.
        label: its name in charts.
        definition: what it is about.
        counts: what counts.
        excluded: what does not count (`not` in the file).
        patterns: regular expressions; any hit shows the theme.
        exclusions: regular expressions; what they cover is blanked before the patterns look.
        examples: made-up sentences that must hit.
        near_misses: made-up sentences that must not.
        author: who wrote it.
        since: since when it stands in the register.
        built_in: whether it is one of the package's own themes.
    """

    key: str
    label: str
    patterns: tuple[str, ...]
    examples: tuple[str, ...]
    definition: str = ""
    counts: str = ""
    excluded: str = ""
    exclusions: tuple[str, ...] = ()
    near_misses: tuple[str, ...] = ()
    author: str = ""
    since: datetime.date | None = None
    built_in: bool = False

    @property
    def pattern(self) -> str:
        """The patterns as one alternation, for lower-case text."""
        return "|".join(f"(?:{lower_pattern(p)})" for p in self.patterns)

    @property
    def exclusion(self) -> str | None:
        """The exclusions as one alternation, or None."""
        return "|".join(f"(?:{lower_pattern(p)})" for p in self.exclusions) or None

    def hits(self, sentence: str) -> list[tuple[int, int]]:
        """Returns the spans of `sentence` that show the theme, in order.

        >>> theme = Theme("visits", "Visits", (r"\\bvisits?\\b",), ("A visit.",))
        >>> theme.hits("Visits are late.")
        [(0, 6)]
        """
        text = plain(sentence)
        if self.exclusion:
            text = re.sub(self.exclusion, lambda m: "\x00" * len(m.group()), text)
        return [m.span() for m in re.finditer(self.pattern, text) if m.group()]


def plain(text: str) -> str:
    """Returns the text in lower case with straight apostrophes and hyphens, of the same length.

    >>> plain("Children’s")
    "children's"
    """
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return lowered.translate({0x2019: "'", 0x2018: "'", 0x2013: "-", 0x2011: "-", 0x2010: "-"})


def lower_pattern(pattern: str) -> str:
    """Returns a pattern that matches plain text: letters lowered, escapes such as `\\S` kept."""
    lowered = re.sub(r"(\\.)|([A-Z])", lambda m: m.group(1) or m.group(2).lower(), pattern)
    return lowered.replace("’", "'").replace("‘", "'")


@lru_cache(maxsize=8)
def load_themes(extra: Path | None = None) -> tuple[Theme, ...]:
    """Returns the built-in themes in the order of the register, and then those of `extra`.

    Args:
        extra: an analyst's TOML file of `[[theme]]` tables; `key`, `label`, `patterns` and `examples` are needed.

    Raises:
        InputError: `extra` cannot be read.
        RegisterError: a theme breaks the rules; the message names every fault with file, line and mend.
    """
    text = files("ofsted_trends.registers").joinpath(BUILT_IN).read_text(encoding="utf-8")
    themes = tuple(_theme(t, built_in=True) for t in tomllib.loads(text)["theme"])
    if extra is None:
        return themes
    try:
        text = Path(extra).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{extra}: cannot be read as a file of themes ({error}); give a TOML file in UTF-8") from error
    return themes + parse_themes(text, str(extra), taken=frozenset(t.key for t in themes))


def parse_themes(text: str, name: str, taken: frozenset[str] = frozenset()) -> tuple[Theme, ...]:
    """Returns the themes of a TOML text, checked.

    Args:
        text: the TOML.
        name: the file's name, for messages.
        taken: keys that are in use already.

    Raises:
        RegisterError: see `load_themes`.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RegisterError(f"{name}: not valid TOML: {error}") from error
    tables = data.get("theme")
    strangers = [k for k in data if k != "theme"]
    if not isinstance(tables, list) or not tables or strangers:
        found = f"found {', '.join(strangers)}" if strangers else "found none"
        raise RegisterError(f"{name}: line 1: themes are written as [[theme]] tables; {found}")
    lines = text.splitlines()
    heads = [n for n, line in enumerate(lines, 1) if re.match(r"\s*\[\[\s*theme\s*\]\]", line)]
    heads += [1] * (len(tables) - len(heads))
    ends = [*heads[1:], len(lines) + 1]
    faults: list[str] = []
    seen = set(taken)
    themes = []
    for table, head, end in zip(tables, heads, ends, strict=False):

        def line_of(needle: str, head: int = head, end: int = end) -> int:
            """The first line of this theme that holds the words, else the line of its heading."""
            found = (n for n in range(head, end) if needle in lines[n - 1])
            return next(found, head)

        wrong = find_faults(table, seen)
        faults += [f"{name}: line {line_of(needle)}: {message}" for needle, message in wrong]
        seen.add(str(table.get("key")))
        if not wrong:
            themes.append(_theme(table, built_in=False))
    if faults:
        raise RegisterError("\n".join(faults))
    return tuple(themes)


def find_faults(table: dict[str, Any], taken: set[str]) -> list[tuple[str, str]]:
    """Returns what is wrong with one theme: words to find its line by, and the message with the mend."""
    known = {f.name for f in fields(Theme)} - {"excluded", "built_in"} | {"not"}
    label = f"theme {table.get('key', '(without key)')!r}"
    faults = [
        (f"{k} ", f"{label}: unknown field {k!r}; known are {', '.join(sorted(known))}")
        for k in table
        if k not in known
    ]
    faults += [("[[theme]]", f"{label}: {k!r} is missing; add `{k} = ...`") for k in REQUIRED if not table.get(k)]
    lists = ("patterns", "exclusions", "examples", "near_misses")
    for k in lists:
        v = table.get(k, [])
        if not isinstance(v, list) or not all(isinstance(s, str) for s in v):
            faults.append((k, f'{label}: {k!r} must be a list of strings, such as ["one", "two"]'))
    key = table.get("key")
    if key and not re.fullmatch(r"[a-z][a-z0-9_]*", str(key)):
        faults.append((str(key), f"{label}: a key has lower-case letters, digits and _ only"))
    if key in taken:
        faults.append(("key", f"{label}: this key is taken; choose another"))
    if faults:
        return faults
    for pattern in [*table["patterns"], *table.get("exclusions", [])]:
        reason = _refusal(pattern)
        if reason:
            needle = pattern if "\\" not in pattern else pattern.split("\\")[0] or "patterns"
            faults.append((needle, f"{label}: bad pattern {pattern!r}: {reason}"))
    if faults:
        return faults
    theme = _theme(table, built_in=False)
    faults += [
        (s, f"{label}: the example {s!r} is not hit; add a pattern that hits it, or drop it")
        for s in theme.examples if not theme.hits(s)
    ]  # fmt: skip
    for s in theme.near_misses:
        spans = theme.hits(s)
        if spans:
            faults.append(
                (
                    s,
                    f"{label}: the near miss {s!r} is hit by {s[slice(*spans[0])]!r}; narrow the pattern "
                    "or add an exclusion",
                )
            )
    return faults


def _refusal(pattern: str) -> str | None:
    """Why a pattern cannot be used, or None."""
    try:
        compiled = re.compile(lower_pattern(pattern))
    except re.error as error:
        return f"{error}; mend the regular expression"
    if re.search(r"\(\?(=|!|<=|<!)|\\[1-9]", pattern):
        return "look-around and back-references are not supported; use `exclusions` instead"
    if compiled.search(""):
        return "it matches the empty text, and so every sentence; make it need a word"
    return None


def _theme(table: dict[str, Any], *, built_in: bool) -> Theme:
    """A table of the file as a Theme."""
    values: dict[str, Any] = {
        ("excluded" if k == "not" else k): tuple(v) if isinstance(v, list) else v for k, v in table.items()
    }
    return Theme(**values, built_in=built_in)
