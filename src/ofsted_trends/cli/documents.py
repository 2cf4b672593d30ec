"""Documents to tables: `collect`, `ingest` and `facts`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ofsted_trends.cli.progress import show_progress

Paths = Annotated[
    list[Path],
    typer.Argument(help="Documents, or folders of documents (PDF, text, HTML).", show_default=False),
]
Scheduler = Annotated[
    str, typer.Option(help="Address of a Dask scheduler, such as tcp://10.0.0.5:8786: its workers do the work.")
]


def ingest(
    paths: Paths,
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for the tables.")] = Path("data/frame"),
    themes: Annotated[Path | None, typer.Option(help="TOML file with themes of your own.")] = None,
    corrections: Annotated[Path | None, typer.Option(help="CSV file with corrections of the coding.")] = None,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Reading processes; one for each processor by default.")
    ] = None,
    max_pages: Annotated[int, typer.Option(min=1, help="A document with more pages is a problem, not read.")] = 400,
    max_megabytes: Annotated[int, typer.Option(min=1, help="A larger file is a problem, not read.")] = 60,
    max_seconds: Annotated[int, typer.Option(min=1, help="Reading one document is stopped after this time.")] = 60,
    max_memory: Annotated[int, typer.Option(min=256, help="Megabytes that one reading process may take.")] = 4096,
    scheduler: Scheduler = "",
) -> None:
    """Read documents into the tables; only what changed is read again.

    Example: `ofsted-trends ingest data/corpus --out data/frame`
    """
    from ofsted_trends.documents import Limits
    from ofsted_trends.ingestion import ingest as run

    limits = Limits(max_pages, max_megabytes, max_seconds, max_memory)
    with show_progress("Reading documents") as report:
        summary = run(
            paths,
            out,
            themes=themes,
            corrections=corrections,
            limits=limits,
            workers=workers,
            scheduler=scheduler,
            progress=report,
        )
    typer.echo(str(summary))


def facts(
    paths: Paths,
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for the facts.")] = Path("data/facts"),
    frame: Annotated[Path, typer.Option(help="Folder for the full tables, with text.")] = Path("data/frame"),
) -> None:
    """Make the bundled facts: the tables without any document text, and their data card.

    Example: `ofsted-trends facts data/corpus --out data/facts`
    """
    from ofsted_trends.frame import read_tables
    from ofsted_trends.ingestion import ingest as run
    from ofsted_trends.ingestion.facts import write_facts

    with show_progress("Reading documents") as report:
        summary = run(paths, frame, progress=report)
    write_facts(read_tables(frame), out)
    typer.echo(str(summary))
    typer.echo(f"Facts without text: {out}")


def collect(
    authorities: Annotated[
        list[str], typer.Argument(help="Names of authorities; all for every one.", show_default=False)
    ],
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for the documents.")] = Path("data/corpus"),
    pause: Annotated[float, typer.Option(min=0.5, help="Seconds between two requests to Ofsted's site.")] = 1.0,
) -> None:
    """Fetch the published documents of authorities from Ofsted's reports site; only what is not there yet.

    Example: `ofsted-trends collect Sheffield Leeds --out data/corpus`
    """
    from ofsted_trends.collection import collect as run

    with show_progress("Collecting") as report:
        found = run(authorities, out, pause=pause, progress=report)
    for problem in found.problems:
        typer.echo(f"Not fetched: {problem}", err=True)
    typer.echo(f"{len(found.new):,} new, {found.known:,} there already, {len(found.problems):,} not fetched: {out}")
