"""What a person sees while a command runs."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import typer


@contextmanager
def show_progress(title: str) -> Iterator[Any]:
    """Shows counts while it runs: a bar in a terminal, a line now and then elsewhere."""
    if not sys.stderr.isatty():

        def log(done: int, total: int, source: str) -> None:
            if total == 0:
                typer.echo(source, err=True)
            elif done == total or done % 100 == 0:
                typer.echo(f"{title}: {done:,} of {total:,}", err=True)

        yield log
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=None)

        def update(done: int, total: int, source: str) -> None:
            if total == 0:
                bar.console.print(source)
            else:
                bar.update(task, completed=done, total=total, description=f"{title}: {source[-40:]}")

        yield update


@contextmanager
def show_status(title: str) -> Iterator[None]:
    """Says what runs."""
    if not sys.stderr.isatty():
        typer.echo(f"{title} …", err=True)
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(title):
        yield
