"""Local authorities with children's services, past and present: names, codes, regions; and their providers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from ofsted_trends.errors import RegisterError, UnknownNameError
from ofsted_trends.registers.loading import read_csv_register

#: Ofsted's page of an authority, by its number there.
OFSTED_PAGE = "https://reports.ofsted.gov.uk/provider/44/"

_JOINERS = str.maketrans({"’": "", "'": "", "‘": "", "-": " ", "‐": " ", "–": " ", ".": " ", ",": " ", "&": " and "})


#: Words around a name that say what kind of body it is.
_COUNCIL_WORDS = re.compile(
    r"\b(?:london borough of|royal borough of|metropolitan borough of|borough of|city of|county of|the|council|"
    r"(?:metropolitan |city |county |borough |district )*(?:borough|city|county|district) council|local authority|lb)\b"
)


@dataclass(frozen=True, slots=True)
class Authority:
    """One authority.

    Attributes:
        name: canonical name, such as `Sheffield`.
        code: current GSS code (the last one, for an authority that has ended).
        region: one of England's nine regions.
        type: `County`, `Unitary authority`, `Metropolitan district`, `London borough`, ...
        ofsted_urn: its number on Ofsted's reports site; None where it has no page.
        names: every printed form.
        former_codes: earlier GSS codes with the day each ended, as text.
        start, end: first and last day, where it did not exist all the time since 2005.
        successors: names of the authorities that took over.
    """

    name: str
    code: str
    region: str
    type: str
    ofsted_urn: str | None
    names: tuple[str, ...]
    former_codes: str | None
    start: date | None
    end: date | None
    successors: tuple[str, ...]

    @property
    def url(self) -> str | None:
        """Ofsted's page of the authority."""
        return f"{OFSTED_PAGE}{self.ofsted_urn}" if self.ofsted_urn else None


@dataclass(frozen=True, slots=True)
class Provider:
    """A trust or company that runs an authority's services.

    Attributes:
        name: as printed in letters.
        authorities: canonical names of the authorities that it serves.
        names: every printed form.
        start, end: first and last day, as far as known.
    """

    name: str
    authorities: tuple[str, ...]
    names: tuple[str, ...]
    start: date
    end: date | None


@cache
def load_authorities() -> tuple[Authority, ...]:
    """Returns every authority, by name.

    Raises:
        RegisterError: a name or code occurs twice, or a successor is not in the register.

    Source: ONS and Ofsted registers; changes of 2009 to 2025 by their statutory orders.
    """
    found = tuple(
        Authority(
            name=row["name"],
            code=row["code"],
            region=row["region"],
            type=row["type"],
            ofsted_urn=row["ofsted_urn"] or None,
            names=(row["name"], *(_split(row["aliases"]))),
            former_codes=row["former_codes"] or None,
            start=_day(row["start"]),
            end=_day(row["end"]),
            successors=_split(row["successors"]),
        )
        for row in read_csv_register("authorities.csv")
    )
    known = [a.name for a in found]
    for values, what in ((known, "name"), ([a.code for a in found], "code")):
        twice = sorted({v for v in values if values.count(v) > 1})
        if twice:
            raise RegisterError(f"authorities.csv: {what} {', '.join(twice)} occurs twice")
    lost = sorted({s for a in found for s in a.successors} - set(known))
    if lost:
        raise RegisterError(f"authorities.csv: successor {', '.join(lost)} is not in the register")
    return found


@cache
def load_providers() -> tuple[Provider, ...]:
    """Returns every trust or company that runs children's services for authorities."""
    known = {a.name for a in load_authorities()}
    providers: list[Provider] = []
    for row in read_csv_register("providers.csv"):
        authorities = _split(row["authorities"])
        lost = sorted(set(authorities) - known)
        if lost:
            raise RegisterError(f"providers.csv: {row['provider']} serves {', '.join(lost)}, not in authorities.csv")
        start = _day(row["start"])
        if start is None:
            raise RegisterError(f"providers.csv: {row['provider']} has no start")
        names = (row["provider"], *_split(row["aliases"]))
        providers.append(Provider(row["provider"], authorities, names, start, _day(row["end"])))
    return tuple(providers)


def normalise_name(text: str) -> str:
    """Returns a name for comparing: lower case, no apostrophes, hyphens as spaces, `&` as `and`.

    >>> normalise_name("St. Helen’s & Stockton-on-Tees")
    'st helens and stockton on tees'
    """
    return re.sub(r"\s+", " ", text.translate(_JOINERS)).strip().lower()


@cache
def _by_form() -> dict[str, Authority]:
    return {normalise_name(form): a for a in load_authorities() for form in a.names}


@cache
def _form_pattern() -> re.Pattern[str]:
    forms = sorted(_by_form(), key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, forms)) + r")\b")


def find_authorities(text: str) -> list[Authority]:
    """Returns the authorities named in a text, the longest form at each place, in order of appearance.

    >>> [a.name for a in find_authorities("Focused visit to North East Lincolnshire and the City of Hull")]
    ['North East Lincolnshire', 'Kingston upon Hull']
    """
    forms = _by_form()
    found = [forms[m[0]] for m in _form_pattern().finditer(normalise_name(text))]
    return list(dict.fromkeys(found))


def find_providers(text: str) -> list[Provider]:
    """Returns the trusts and companies named in a text, by their full names."""
    words = normalise_name(text)
    return [p for p in load_providers() if any(len(n) > 5 and normalise_name(n) in words for n in p.names)]


def find_authority(name: str) -> Authority:
    """Returns the authority with this name, in any printed form.

    Raises:
        UnknownNameError: no authority has this name; the message gives the nearest ones.
    """
    found = _by_form().get(normalise_name(name)) or _by_form().get(_COUNCIL_WORDS.sub("", normalise_name(name)).strip())
    if found:
        return found
    raise UnknownNameError(
        f"authority {name!r} is not known; nearest: {', '.join(suggest_authorities(name))}. "
        "`ofsted-trends authorities` lists all"
    )


def suggest_authorities(name: str, limit: int = 5) -> list[str]:
    """Returns the canonical names nearest to a name that is in no register."""
    from rapidfuzz import fuzz, process

    forms = {form: a.name for form, a in _by_form().items()}
    nearest = process.extract(normalise_name(name), list(forms), scorer=fuzz.WRatio, limit=limit * 3)
    return list(dict.fromkeys(forms[form] for form, _, _ in nearest))[:limit]


@cache
def authority_by_urn() -> dict[str, Authority]:
    """Returns the authorities by their number on Ofsted's reports site."""
    return {a.ofsted_urn: a for a in load_authorities() if a.ofsted_urn}


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())


def _day(cell: str) -> date | None:
    return date.fromisoformat(cell) if cell else None
