"""Sentences: `code`, `explain`, and the review of the coding by people."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

review = typer.Typer(
    help="People check the coding: draw a sample, code it blind, see how well both agree.", no_args_is_help=True
)


def code(
    file: Annotated[Path, typer.Argument(help="JSON lines of {id, section, prev, text, next}.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="JSON lines of {id, finding, themes, direction}.")],
    themes: Annotated[Path | None, typer.Option(help="TOML file with themes of your own.")] = None,
) -> None:
    """Code sentences: finding or not, themes with their stance, direction.

    Example: `ofsted-trends code sentences.jsonl --out coded.jsonl`
    """
    from ofsted_trends.coding import code_file

    count = code_file(file, out, themes)
    typer.echo(f"{count if count is not None else 'all'} sentences coded: {out}")


def explain(
    text: Annotated[str, typer.Argument(help="One sentence.")],
    section: Annotated[str, typer.Option(help="Heading under which it stands.")] = "",
    previous: Annotated[str, typer.Option(help="The sentence before it.")] = "",
    following: Annotated[str, typer.Option(help="The sentence after it.")] = "",
    themes: Annotated[Path | None, typer.Option(help="TOML file with themes of your own.")] = None,
) -> None:
    """Show why a sentence is coded as it is: which rules fired, and where in its words.

    Example: `ofsted-trends explain "Supervision is regular, but its quality is too variable."`
    """
    from ofsted_trends.coding import explain_sentence, fingerprint
    from ofsted_trends.registers.themes import load_themes

    typer.echo(str(explain_sentence(text, section, previous, following, load_themes(themes))))
    typer.echo(f"\nfingerprint for corrections: {fingerprint(text)}")


@review.command()
def sample(
    out: Annotated[Path, typer.Option("--out", "-o", help="CSV file for the person to fill.")] = Path("review.csv"),
    n: Annotated[int, typer.Option("--n", min=1, help="How many sentences.")] = 100,
    seed: Annotated[int, typer.Option(help="The same seed draws the same sentences.")] = 1,
    frame: Annotated[Path, typer.Option(help="Folder of tables with sentences.")] = Path("data/frame"),
) -> None:
    """Draw a sample of sentences, spread over themes, years and stances, for a person to code blind.

    Example: `ofsted-trends review sample --n 100 --seed 1 --out review.csv`
    """
    from ofsted_trends.coding import sample_for_review
    from ofsted_trends.frame import read_tables

    drawn = sample_for_review(read_tables(frame).observations, n, seed)
    drawn.write_csv(out)
    typer.echo(
        f"{drawn.height} sentences to code: {out}. Fill the column themes: supervision:strength; workforce:concern"
    )


@review.command()
def score(
    file: Annotated[Path, typer.Argument(help="The sample, filled by a person.")],
    frame: Annotated[Path, typer.Option(help="Folder of tables with sentences.")] = Path("data/frame"),
) -> None:
    """Print how well the person and the coding agree, and where they differ.

    Example: `ofsted-trends review score review.csv`
    """
    from ofsted_trends.coding import score_review
    from ofsted_trends.frame import read_tables

    typer.echo(str(score_review(file, read_tables(frame).observations)))
