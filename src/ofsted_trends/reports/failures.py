"""What stands beside a page whose report failed: a page that says what failed."""

from __future__ import annotations

from pathlib import Path

from ofsted_trends.reports.partials import hide_folders
from ofsted_trends.reports.plain_page import draw_plain_page, write_page
from ofsted_trends.reports.render import failed_notebook


def failure_page(out: Path) -> Path:
    """Returns where the page stands that says why a report failed."""
    return out.with_suffix(".failed.html")


def write_failure_page(out: Path, name: str, status: str, message: str, home: str = "") -> Path:
    """Writes the page that says why a report failed, and where its last good page and its notebook are.

    Args:
        out: the report's page.
        name: what the report is called.
        status: `failed` or `timed_out`.
        message: why.
        home: link to the index of the site, relative to the page; empty for none.
    """
    page = failure_page(out)
    partial = failed_notebook(out)
    words = draw_plain_page(
        "failure.html.j2",
        name=name,
        status=status,
        message=hide_folders(message, out.parent),  # the page may be published
        good=out.name if out.is_file() else "",
        home=home,
        notebook=partial.name if partial.is_file() else "",
    )
    return write_page(page, words)


def drop_failure(out: Path) -> None:
    """Removes what an earlier failure of the report left, now that it succeeded."""
    failure_page(out).unlink(missing_ok=True)
    failed_notebook(out).unlink(missing_ok=True)
