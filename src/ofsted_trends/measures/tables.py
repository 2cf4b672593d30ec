"""Where a notebook gets its tables from."""

from __future__ import annotations

import hashlib
from pathlib import Path

import polars as pl

from ofsted_trends.errors import InputError
from ofsted_trends.frame import Tables, read_tables


def list_spoken_themes(corpus: str = "") -> list[str]:
    """Returns the keys of the themes that the tables of a folder speak of, an analyst's own among them.

    Args:
        corpus: as for `load_tables`; where the folder holds no tables yet, there are none.
    """
    table = Path(corpus).expanduser() / "observations.parquet"
    if not corpus.strip() or not table.is_file():
        return []
    spoken = pl.scan_parquet(table).select(pl.col("theme").cast(pl.String).drop_nulls().unique().sort()).collect()
    return spoken["theme"].to_list()


def load_tables(corpus: str = "") -> Tables:
    """Returns the tidy frame: the bundled facts, tables that were made before, or documents ingested now.

    Args:
        corpus: empty for the bundled facts; else a folder that holds `observations.parquet`, or a folder of
            documents, whose tables are kept in the user's cache folder: only what changed is read again.

    Raises:
        InputError: the folder is not there.
        FrameError: a table does not keep the contract.
    """
    if not corpus.strip():
        from ofsted_trends.frame import read_bundled_facts

        return read_bundled_facts()
    folder = Path(corpus).expanduser()
    if not folder.is_dir():
        raise InputError(
            f"corpus: {folder} is not a folder; give a folder of documents, or of tables that ingest wrote"
        )
    if (folder / "observations.parquet").is_file():
        return read_tables(folder)
    from platformdirs import user_cache_path

    from ofsted_trends.ingestion import ingest

    name = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]
    kept = user_cache_path("ofsted_trends") / "frames" / name
    ingest([folder], kept)
    return read_tables(kept)
