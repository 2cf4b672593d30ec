"""A notebook's parameters: found in its tagged cell, and checked before anything runs.

papermill only warns of an unknown parameter and takes `"abc"` for an `int`; so both are refused here.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ofsted_trends.errors import InputError, OfstedTrendsError, UnknownNameError
from ofsted_trends.measures.periods import parse_day, parse_period
from ofsted_trends.measures.tables import list_spoken_themes

#: The first word of a parameter's comment that makes it a day or a month or a year.
DATE_MARK = "date"

Check = Callable[[str], object]
#: The parameter that says which folder the tables are in; the check of a theme looks for an analyst's own ones there.
CORPUS = "corpus"


@dataclass(frozen=True, slots=True)
class ThemeCheck:
    """A check of themes: those of the register, and those that the tables at hand speak of.

    Attributes:
        settle: takes the text and the keys that the tables speak of.
    """

    settle: Callable[[str, Sequence[str]], object]

    def __call__(self, text: str, corpus: str = "") -> object:
        """Returns the canonical value, or raises."""
        return self.settle(text, list_spoken_themes(corpus))


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a notebook.

    Attributes:
        name: as in the tagged cell.
        type: its annotation: `str`, `int`, `float` or `bool`.
        default: as written in the cell.
        help: the comment behind it; one that starts with `date` makes it a day.
    """

    name: str
    type: str
    default: str
    help: str


def find_notebook(notebook: str, folders: list[Path] | None = None) -> Path:
    """Returns the path of a notebook.

    Args:
        notebook: a path, or a name such as `authority_timeline`.
        folders: where names are looked for; None for `notebooks/` here, of the source tree and of the
            package.

    Raises:
        UnknownNameError: there is none; the message lists those that there are.
    """
    given = Path(notebook)
    if given.suffix == ".ipynb" and given.is_file():
        return given.resolve()
    package = Path(__file__).resolve().parents[1]
    places = folders or [Path("notebooks"), package.parents[1] / "notebooks", package / "notebooks"]
    for place in places:
        found = place / f"{given.name.removesuffix('.ipynb')}.ipynb"
        if found.is_file():
            return found.resolve()
    known = sorted({path.stem for place in places for path in place.glob("*.ipynb")})
    raise UnknownNameError(f"there is no notebook {notebook!r}; known: {', '.join(known) or 'none'}")


def find_parameters(notebook: Path) -> dict[str, Parameter]:
    """Returns the parameters of a notebook's cell that is tagged `parameters`."""
    import papermill

    found = papermill.inspect_notebook(str(notebook))
    return {
        name: Parameter(name, entry["inferred_type_name"].strip() or "str", entry["default"], entry["help"].strip())
        for name, entry in found.items()
    }


def check_parameters(
    known: Mapping[str, Parameter], given: Mapping[str, object], checks: Mapping[str, Check] | None = None
) -> dict[str, object]:
    """Returns the parameters as the notebook will see them: of the right type, checked, names made canonical.

    Args:
        known: what the notebook knows.
        given: values, or text to read them from (`"2018"` for an `int`).
        checks: by parameter, what settles its text or raises; what it returns is the value (a canonical
            name).

    Raises:
        InputError: parameters are unknown, of the wrong type, no days, or refused by their check; the message
            names all of them, and the parameters that are known.
    """
    failures = []
    unknown = [name for name in given if name not in known]
    for name in unknown:
        nearest = difflib.get_close_matches(name, known, 1)
        failures.append(f"{name}: there is no such parameter" + (f"; did you mean {nearest[0]}?" if nearest else ""))
    settled: dict[str, object] = {}
    for name, value in given.items():
        if name in unknown:
            continue
        try:
            settled[name] = _settle(known[name], value)
            if checks and name in checks and settled[name]:
                settled[name] = _check(checks[name], str(settled[name]), str(given.get(CORPUS, "")))
        except (OfstedTrendsError, ValueError) as error:
            failures.append(f"{name}: {error}")
    days = [name for name in ("start", "end") if name in known and known[name].help.startswith(DATE_MARK)]
    if len(days) == 2 and not failures:
        try:
            parse_period(str(settled.get("start", "")), str(settled.get("end", "")))
        except InputError as error:
            failures.append(f"start, end: {error}")
    if failures:
        listed = "; ".join(f"{p.name} ({p.help or p.type}, default {p.default})" for p in known.values())
        raise InputError("\n".join([*failures, f"Known parameters: {listed or 'none'}"]))
    return settled


def _check(check: Check, text: str, corpus: str) -> object:
    return check(text, corpus) if isinstance(check, ThemeCheck) else check(text)


def _settle(parameter: Parameter, value: object) -> object:
    """Returns the value in the parameter's type."""
    if parameter.help.startswith(DATE_MARK):
        parse_day(str(value))
        return str(value)
    kinds: dict[str, type] = {"str": str, "int": int, "float": float, "bool": bool}
    kind = kinds.get(parameter.type)
    if kind is None or (type(value) is kind):
        return value
    if kind is bool and isinstance(value, str) and value.lower() in ("true", "false"):
        return value.lower() == "true"
    if kind is float and type(value) is int:
        return float(value)
    if kind in (int, float) and isinstance(value, str):
        try:
            return kind(value)
        except ValueError:
            pass
    raise ValueError(f"{value!r} is not of type {parameter.type}")
