"""The command line: one call a command; the only place that prints errors and exits."""

from __future__ import annotations

import sys

import typer

from ofsted_trends import __version__
from ofsted_trends.cli import documents, pages, registers, sentences
from ofsted_trends.errors import OfstedTrendsError

app = typer.Typer(
    name="ofsted-trends",
    help="Judgement timelines and themes over time, from inspection documents of children's services in England.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    rich_markup_mode="markdown",
)

for command in (
    documents.collect,
    documents.ingest,
    documents.facts,
    pages.render,
    pages.site,
    sentences.code,
    sentences.explain,
    registers.authorities,
    registers.themes,
    registers.frameworks,
):
    app.command()(command)
app.add_typer(sentences.review, name="review")


@app.command()
def version() -> None:
    """Print the version.

    Example: `ofsted-trends version`
    """
    typer.echo(__version__)


def main() -> None:
    """Runs the command line; an error that a person can mend is printed without a traceback."""
    try:
        app()
    except OfstedTrendsError as error:
        typer.echo(f"Error: {error}", err=True)
        sys.exit(error.exit_code)
