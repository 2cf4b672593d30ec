"""Opens the data files of this folder; a file that cannot be read stops everything."""

from __future__ import annotations

import csv
import tomllib
from importlib.resources import files
from typing import Any

from ofsted_trends.errors import RegisterError


def read_csv_register(name: str) -> list[dict[str, str]]:
    """Returns the rows of a CSV register, all values as text.

    Raises:
        RegisterError: a row has more or fewer cells than the header.
    """
    text = (files(__package__) / name).read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    for number, row in enumerate(rows, 2):
        if None in row or None in row.values():
            raise RegisterError(f"{name}, line {number}: the number of cells differs from the header's")
    return rows


def read_toml_register(name: str) -> dict[str, Any]:
    """Returns a TOML register.

    Raises:
        RegisterError: the file is no TOML; the message gives its line.
    """
    try:
        return tomllib.loads((files(__package__) / name).read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise RegisterError(f"{name}: {error}") from error
