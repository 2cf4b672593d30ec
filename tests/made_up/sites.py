"""A small site that tests build: three authorities in made-up tables, two notebooks, a saved set."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from made_up.notebooks import draw_cell, write_notebook
from ofsted_trends.frame import Tables, write_tables

DOCUMENTS = """
    document_id | framework | event         | visit                    | published  | authority | region                   | source_url
    l2022       | ilacs     | focused_visit | 2022-07-05 to 2022-07-06 | 2022-08-09 | Leeds     | Yorkshire and the Humber |
    s2010       | slac      | inspection    | 2010-10-04 to 2010-10-15 | 2010-11-16 | Sheffield | Yorkshire and the Humber |
    s2019       | ilacs     | inspection    | 2019-07-15 to 2019-07-26 | 2019-09-02 | Sheffield | Yorkshire and the Humber | https://files.example.org/s2019
    s2023       | ilacs     | inspection    | 2023-09-11 to 2023-09-22 | 2023-11-06 | Sheffield | Yorkshire and the Humber |
    h2018       | ilacs     | focused_visit | 2018-03-01               | 2018-04-01 | York      | Yorkshire and the Humber |
"""
OBSERVATIONS = """
    document_id | kind    | area    | grade                | theme   | stance   | text
    s2010       | grade   | overall | adequate             |         |          | Adequate
    s2019       | grade   | overall | requires_improvement |         |          |
    s2019       | finding |         |                      | fathers | concern  | =HYPERLINK("http://x") <b>&
    s2023       | grade   | overall | good                 |         |          |
    s2023       | finding |         |                      | fathers | strength | Fathers are known.
    l2022       | finding |         |                      | neglect | concern  | Neglect is missed.
"""
#: Waits while a file `gate` stands in the folder of tables: so that a test can stop a build in the middle.
WAIT = """
import time
from pathlib import Path

(Path(corpus) / f"started-{authority}").touch()
while (Path(corpus) / "gate").exists():
    time.sleep(0.05)
"""
COUNT = """
from ofsted_trends.measures import load_tables

tables = load_tables(corpus)
own = tables.observations.filter(authority=authority) if authority else tables.observations
authority = f"{authority or 'England'}: {own.height} rows"
"""
SET = """
[[report]]
notebook = "authority_timeline.ipynb"
title = "{authority}"
out = "authorities/{authority}.html"
each.authority = "all"

[[report]]
notebook = "everything.ipynb"
title = "Everything"
about = "All rows at hand."
out = "national/everything.html"
parameters = { authority = "" }
"""


@dataclass(frozen=True)
class Workplace:
    """Where a test builds a site.

    The notebook of authorities has the name, and so the rights, of the project's own: it rests on own rows alone.
    """

    folder: Path

    @property
    def tables(self) -> Path:
        return self.folder / "tables"

    @property
    def pages(self) -> Path:
        return self.folder / "pages.toml"

    @property
    def site(self) -> Path:
        return self.folder / "site"

    def write(self, tables: Tables, *cells: str) -> None:
        """Writes the tables, the set, and the notebooks; `cells` come last in that of authorities."""
        write_tables(tables, self.tables)
        self.pages.write_text(SET, encoding="utf-8")
        write_notebook(self.folder, "authority_timeline", WAIT, COUNT, *[draw_cell()] * 3, *cells)
        write_notebook(self.folder, "everything", COUNT, draw_cell())

    def options(self) -> dict[str, object]:
        return {"corpus": str(self.tables), "pages": self.pages}

    def command(self, *more: str) -> list[str]:
        """Returns the words behind `ofsted-trends`."""
        return ["site", "--out", str(self.site), "--corpus", str(self.tables), "--set", str(self.pages), *more]


def digest_folder(folder: Path) -> dict[str, str]:
    """Returns the hash of every file that a reader of the site can come across."""
    files = [f for f in sorted(folder.rglob("*")) if f.is_file() and ".ofsted-trends" not in f.parts]
    return {f.relative_to(folder).as_posix(): hashlib.sha256(f.read_bytes()).hexdigest() for f in files}
