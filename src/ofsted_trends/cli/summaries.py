"""What a person reads at the end of a build."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import typer

from ofsted_trends.reports.batch import RenderResult
from ofsted_trends.reports.build import Build

COLUMNS = ("rendered", "unchanged", "failed", "timed out", "seconds")


def show_build(build: Build) -> None:
    """Prints a table of what became of the reports, by notebook, and why each failure failed.

    Raises:
        typer.Exit: with code 1, where a report failed.
    """
    if not build.results:
        typer.echo(f"Nothing changed: all {build.untouched} pages are as they should be ({build.seconds:.1f} s).")
        return
    rows = [_row(name, build.results) for name in dict.fromkeys(_notebook_of(result) for result in build.results)]
    rows.append(_row("all", build.results))
    wide = max(len(row[0]) for row in rows) + 2
    typer.echo("notebook".ljust(wide) + "".join(column.rjust(11) for column in COLUMNS))
    for row in rows:
        typer.echo(row[0].ljust(wide) + "".join(cell.rjust(11) for cell in row[1:]))
    for result in build.failures:
        typer.echo(f"Failed: {result.job.label}: {result.message}", err=True)
    typer.echo(f"Pages: {build.folder} ({build.seconds:.1f} s). Log: {build.log}")
    if build.failures:
        raise typer.Exit(1)


def _notebook_of(result: RenderResult) -> str:
    return Path(result.job.notebook).stem


def _row(name: str, results: list[RenderResult]) -> list[str]:
    own = [result for result in results if name == "all" or _notebook_of(result) == name]
    counts = Counter(result.status for result in own)
    told = [counts[status] for status in ("rendered", "unchanged", "failed", "timed_out")]
    return [name, *(f"{count:,}" for count in told), f"{sum(result.seconds for result in own):,.1f}"]
