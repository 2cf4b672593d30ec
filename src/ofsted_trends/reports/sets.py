"""Saved sets of reports: a TOML file that says which notebooks to render, with which parameters, into which files.

[[report]]
notebook = "authority_timeline"
out = "authorities/{authority}.html"
each.authority = "South West"
parameters = { start = "2018" }
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from ofsted_trends.charts.names import name_theme
from ofsted_trends.errors import InputError, OfstedTrendsError
from ofsted_trends.ingestion.naming import slug
from ofsted_trends.reports.batch import RenderJob
from ofsted_trends.reports.checks import CHECKS
from ofsted_trends.reports.parameters import check_parameters, find_notebook, find_parameters
from ofsted_trends.reports.ranges import AtHand

#: The keys of an entry: what each must be.
KEYS = {
    "notebook": "the name of a notebook, such as authority_timeline, or a path",
    "out": "the HTML file, below the folder of the pages, such as leeds.html",
    "title": "what to call the report",
    "about": "one sentence on what it shows",
    "parameters": 'a table of parameters, such as { start = "2018" }',
    "each": 'one parameter and what it ranges over, such as { authority = "all" }',
    "static": "true for pages without scripts",
}

#: Parameters that can range over themes; `authority` ranges over authorities, others over lists only.
THEMES = ("theme", "themes")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a saved set: one report, or one for each value of a parameter.

    Attributes:
        notebook: a name or a path.
        out: the HTML file, with the name of the ranging parameter in braces.
        title: what the report is called, with the same braces; empty for the notebook's name.
        about: one sentence on what it shows.
        parameters: those that stay the same.
        ranging: the parameter that ranges; empty for one report.
        over: its values, or one word such as `all` or a region.
        interactive: whether the pages carry scripts.
    """

    notebook: str
    out: str
    title: str = ""
    about: str = ""
    parameters: Mapping[str, Any] = field(default_factory=dict)
    ranging: str = ""
    over: str | tuple[str, ...] = ""
    interactive: bool = True

    def jobs(self, folder: Path, at_hand: AtHand) -> list[RenderJob]:
        """Returns the reports of this entry, in the order of the values.

        Args:
            folder: where the pages go.
            at_hand: what a word such as `all` stands for.

        Raises:
            UnknownNameError: a value is not known.
        """
        title = self.title or Path(self.notebook).stem.replace("_", " ").capitalize()
        if not self.ranging:
            return [RenderJob(self.notebook, self.parameters, folder / self.out, self.interactive, title)]
        braces = f"{{{self.ranging}}}"
        jobs = []
        for value in self.values(at_hand):
            shown = name_theme(value) if self.ranging in THEMES else value
            name = title.replace(braces, shown) if braces in title else f"{title}: {shown}"
            out = folder / self.out.replace(braces, slug(value))
            jobs.append(RenderJob(self.notebook, {**self.parameters, self.ranging: value}, out, self.interactive, name))
        return jobs

    def values(self, at_hand: AtHand) -> list[str]:
        """Returns what the ranging parameter ranges over, canonical, each once."""
        if isinstance(self.over, str):
            return at_hand.themes(self.over) if self.ranging in THEMES else at_hand.authorities(self.over)
        settle = CHECKS.get(self.ranging, str)
        return list(dict.fromkeys(str(settle(value)) for value in self.over))


@dataclass(frozen=True, slots=True)
class SavedSet:
    """A saved set.

    Attributes:
        entries: in the order of the file.
        at_hand: what `all` and regions stand for.
    """

    entries: Sequence[Entry]
    at_hand: AtHand

    def jobs(self, folder: Path) -> list[RenderJob]:
        """Returns every report of the set, its page below the folder."""
        return [job for entry in self.entries for job in entry.jobs(folder, self.at_hand)]


def read_set(file: Path, *, corpus: str = "", place: str | Sequence[str] = "", trusted: bool = False) -> SavedSet:
    """Returns a saved set, checked as far as it can be before anything runs.

    Paths of notebooks and of `corpus` are relative to the file's folder, so that a schedule may start anywhere.

    Args:
        file: a TOML file with one or more tables `[[report]]` and, if need be, the key `corpus` before them.
        corpus: folder of tables for all reports; empty for the one that the file names, or the bundled facts.
        place: only authorities of this place are at hand; empty for all.
        trusted: whether the parameters need no check, because a test holds the file.

    Raises:
        InputError: the file is not there, is no TOML, or entries are wrong; the message names every failure by
            file, entry and key, and says what to write.
    """
    found = _read_toml(file)
    home = file.resolve().parent
    if corpus:
        corpus = str(Path(corpus).expanduser().resolve())
    elif str(found.get("corpus", "")).strip():
        corpus = str((home / Path(found["corpus"]).expanduser()).resolve())
    at_hand = AtHand(corpus, place)
    failures: list[str] = []
    entries: list[Entry] = []
    for number, values in enumerate(found["report"], 1):
        wrong = list(_check_keys(values))
        if not wrong:
            entry = _read_entry(values, home, corpus)
            wrong = [] if trusted else list(_check_entry(entry, at_hand))
            entries.append(entry)
        where = f"{file}, entry {number}" + (f" ({values['title']})" if values.get("title") else "")
        failures += [f"{where}: {failure}" for failure in wrong]
    saved = SavedSet(entries, at_hand)
    if not failures and not trusted:
        failures = [f"{file}, {failure}" for failure in _find_written_twice(saved)]
    if failures:
        raise InputError("\n".join(failures))
    return saved


def _read_toml(file: Path) -> dict[str, Any]:
    try:
        found = tomllib.loads(file.read_text(encoding="utf-8"))
    except (FileNotFoundError, IsADirectoryError):
        raise InputError(f"{file}: not found; name a TOML file with tables [[report]]") from None
    except UnicodeDecodeError as error:
        raise InputError(f"{file}: not UTF-8 ({error.reason} at byte {error.start}); save it as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{file}: {error}; texts stand in quotation marks, each report begins [[report]]") from None
    strange = [repr(key) for key in found if key not in ("corpus", "report")]
    if strange:
        raise InputError(
            f"{file}: key {', '.join(strange)} is not known; write corpus, then [[report]] for each report"
        )
    listed = found.get("report")
    if not listed or not isinstance(listed, list) or not all(isinstance(values, dict) for values in listed):
        raise InputError(f"{file}: it has no entry; each report begins [[report]]")
    return found


def _check_keys(values: Mapping[str, Any]) -> Iterator[str]:
    kinds = {"parameters": dict, "each": dict, "static": bool}
    for key, value in values.items():
        if key not in KEYS:
            near = difflib.get_close_matches(key, KEYS, 1)
            mend = f"did you mean {near[0]}?" if near else f"known keys: {', '.join(KEYS)}"
            yield f"{key}: there is no such key; {mend}"
        elif not isinstance(value, kinds.get(key, str)):
            yield f"{key}: {value!r} cannot be used; give {KEYS[key]}"
    for key in ("notebook", "out"):
        if not values.get(key):
            yield f"{key}: missing; give {KEYS[key]}"


def _read_entry(values: Mapping[str, Any], home: Path, corpus: str) -> Entry:
    parameters = dict(values.get("parameters", {}))
    if str(parameters.get("corpus", "")).strip():
        parameters["corpus"] = str(home / Path(parameters["corpus"]).expanduser())
    elif corpus:
        parameters["corpus"] = corpus
    each = dict(values.get("each", {}))
    ranging, over = (",".join(each), next(iter(each.values()))) if each else ("", "")
    own = home / values["notebook"]
    return Entry(
        notebook=str(own) if own.suffix == ".ipynb" and own.is_file() else values["notebook"],
        out=values["out"],
        title=values.get("title", ""),
        about=values.get("about", ""),
        parameters=parameters,
        ranging=ranging,
        over=tuple(over) if isinstance(over, list) else str(over),
        interactive=not values.get("static", False),
    )


def _check_entry(entry: Entry, at_hand: AtHand) -> Iterator[str]:
    out = PurePosixPath(entry.out.replace("\\", "/"))
    if out.suffix != ".html" or out.is_absolute() or ".." in out.parts or ":" in entry.out:
        yield f"out: {entry.out!r} cannot be used; give {KEYS['out']}"
    for name in re.findall(r"\{(\w*)\}", entry.out + entry.title):
        if name not in entry.ranging.split(","):
            yield f"out, title: nothing ranges over {{{name}}}; name it in each, or take it out"
    wrong = list(_check_ranging(entry, at_hand)) if entry.ranging else []
    yield from wrong
    given = dict(entry.parameters)
    if entry.ranging and not wrong:
        given[entry.ranging] = entry.values(at_hand)[0]
    try:
        check_parameters(find_parameters(find_notebook(entry.notebook)), given, CHECKS)
    except OfstedTrendsError as error:
        yield str(error)


def _check_ranging(entry: Entry, at_hand: AtHand) -> Iterator[str]:
    name, braces = entry.ranging, f"{{{entry.ranging}}}"
    if "," in name:
        yield f"each: {name} are too many; one parameter can range"
        return
    if braces not in entry.out:
        yield f"out: {entry.out!r} would be written again for each {name}; put {braces} into it"
    if name in entry.parameters:
        yield f"parameters.{name}: it ranges in each already; take out one of them"
    if isinstance(entry.over, str) and name not in ("authority", *THEMES):
        yield f"each.{name}: {entry.over!r} cannot be used; give a list"
        return
    try:
        if not entry.over or not entry.values(at_hand):
            yield f'each.{name}: nothing is at hand for {entry.over or "nothing"!r}; give a list, or "all"'
    except OfstedTrendsError as error:
        yield f"each.{name}: {error}"


def _find_written_twice(saved: SavedSet) -> Iterator[str]:
    first: dict[Path, int] = {}
    for number, entry in enumerate(saved.entries, 1):
        for job in entry.jobs(Path(), saved.at_hand):
            if job.out in first:
                name = job.out.as_posix()
                yield f"entry {number}: out: {name!r} is written by entry {first[job.out]} too; give another name"
            first.setdefault(job.out, number)
