"""The door of the measures: polars or pandas comes in, polars with plain types goes on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, TypeAlias

import polars as pl
import polars.selectors as cs

from ofsted_trends.errors import FrameError

if TYPE_CHECKING:
    import pandas as pd

Frame: TypeAlias = "pl.DataFrame | pd.DataFrame"

DATES = ["visit_start", "visit_end", "published"]


def as_polars(frame: Frame, needed: Iterable[str], name: str) -> pl.DataFrame:
    """Returns the frame in polars, enumerations as text and days as dates; the caller's frame is left as it
    is.

    Args:
        frame: a table of the tidy frame, in polars or pandas.
        needed: columns that the measure reads.
        name: what to call the table in an error, such as `observations`.

    Raises:
        FrameError: columns are missing; the message names all of them.
    """
    table = frame if isinstance(frame, pl.DataFrame) else pl.from_pandas(frame)
    missing = [c for c in needed if c not in table.columns]
    if missing:
        raise FrameError(f"{name}: columns {', '.join(missing)} are missing; the contract is in ofsted_trends.frame")
    days = [c for c in DATES if c in table.columns]
    return table.with_columns((cs.enum() | cs.categorical()).cast(pl.String)).with_columns(pl.col(days).cast(pl.Date))


def take_result(frame: Frame, columns: Mapping[str, pl.DataType | type[pl.DataType]], name: str) -> pl.DataFrame:
    """Returns what another measure gave as it was, also where it came through pandas: its columns with their types.

    Args:
        frame: in polars or pandas.
        columns: of the measure, with their types, in order.
        name: what to call the table in an error, such as `ledger`.

    Raises:
        FrameError: columns are missing; the message names all of them.
    """
    return as_polars(frame, columns, name).select(pl.col(column).cast(kind) for column, kind in columns.items())


def take_rows(observations: Frame, needed: Iterable[str], documents: pl.Series) -> pl.DataFrame:
    """Returns what some documents say, as `as_polars` does: only the columns needed, in the order of the frame.

    The rest of the frame is neither converted nor copied, which is most of the time on a million rows.

    Args:
        observations: the tidy frame, polars or pandas.
        needed: columns that the measure reads.
        documents: ids.

    Raises:
        FrameError: columns are missing.
    """
    columns = list(dict.fromkeys(["document_id", *needed]))
    narrow = observations[[c for c in columns if c in observations.columns]]
    table = narrow if isinstance(narrow, pl.DataFrame) else pl.from_pandas(narrow)
    if "document_id" in table.columns:
        table = table.filter(pl.col("document_id").cast(pl.String).is_in(documents.implode()))
    return as_polars(table, columns, "observations").select(columns)
