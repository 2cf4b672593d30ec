"""The register of cues: the words that show which way a sentence points, as data."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

WHERE = ("text", "start", "section")


@dataclass(frozen=True, slots=True)
class Cue:
    """A group of words that show the same thing.

    Attributes:
        key: its name, such as `must`.
        where: `text`, `start` (patterns that begin with ^) or `section` (the heading).
        patterns: regular expressions for plain text; any hit shows the cue.
        examples: made-up words, each pattern hits one.
    """

    key: str
    where: str
    patterns: tuple[str, ...]
    examples: tuple[str, ...]

    @property
    def pattern(self) -> str:
        """The patterns as one alternation."""
        return "|".join(f"(?:{p})" for p in self.patterns)


@lru_cache(maxsize=1)
def load_cues() -> tuple[Cue, ...]:
    """Returns the cues in the order of the register.

    Source: cues.toml, written from the project's codebook, sections 1, 3 and 4.
    """
    text = files("ofsted_trends.registers").joinpath("cues.toml").read_text(encoding="utf-8")
    return tuple(
        Cue(c["key"], c["where"], tuple(c["patterns"]), tuple(c["examples"])) for c in tomllib.loads(text)["cue"]
    )
