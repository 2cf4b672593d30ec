"""The register of scopes: which themes a look at a part of the service covers, as data."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class ScopePhrase:
    """One part of the service that a letter can say was looked at.

    Attributes:
        key: its name.
        patterns: regular expressions for lower-case text; any hit names the part.
        themes: what a look at it covers, besides the themes of every look at casework.
        example: a made-up statement that each part's patterns hit.
    """

    key: str
    patterns: tuple[str, ...]
    themes: tuple[str, ...]
    example: str


@dataclass(frozen=True, slots=True)
class ScopeRegister:
    """The whole register.

    Attributes:
        always: themes that every look at casework covers.
        all_themes: frameworks whose inspections cover every theme.
        kinds: themes of inspections that look at one part, by framework.
        board: themes that a review of the safeguarding board covers.
        phrases: the parts of the service.
    """

    always: tuple[str, ...]
    all_themes: tuple[str, ...]
    kinds: dict[str, tuple[str, ...]]
    board: tuple[str, ...]
    phrases: tuple[ScopePhrase, ...]


@lru_cache(maxsize=1)
def load_scope() -> ScopeRegister:
    """Returns the register of scopes."""
    data = tomllib.loads(files("ofsted_trends.registers").joinpath("scope.toml").read_text(encoding="utf-8"))
    phrases = tuple(
        ScopePhrase(s["key"], tuple(s["patterns"]), tuple(s["themes"]), s["example"]) for s in data["scope"]
    )
    kinds = {framework: tuple(themes) for framework, themes in data["kinds"].items()}
    return ScopeRegister(tuple(data["always"]), tuple(data["all_themes"]), kinds, tuple(data["board"]), phrases)
