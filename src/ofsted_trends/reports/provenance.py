"""What a page was made from: documents, data, parameters, version, licences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import polars as pl

from ofsted_trends.charts.markup import escape
from ofsted_trends.charts.tables import TABLES_MIME, Table, format_day, link_html, table_data, table_entry
from ofsted_trends.frame import Tables
from ofsted_trends.measures.selection import select_documents
from ofsted_trends.reports.blocks import PAGE_MIME, name_visit
from ofsted_trends.reports.words import count_words

OGL_SENTENCE = "Contains public sector information licensed under the Open Government Licence v3.0."
REUSE_SENTENCE = (
    "Some of the documents allow non-commercial use only, without alteration; words of documents are quoted as printed."
)


#: The parameter that is a folder: a page that is passed on names it, and not where it is on the maker's machine.
CORPUS = "corpus"


@dataclass(frozen=True, slots=True)
class Provenance:
    """What a page was made from.

    Attributes:
        tables: the tidy frame that was read.
        authority: canonical name; empty where the page is about all of them, whose documents are then counted by
            licence, not listed.
        parameters: of the notebook, as given.
        used: ids of the documents that the page counts, where it is not about one authority; None for all.

    A page about one authority says nothing of the documents of others, so that it stays the same when only they change.
    """

    tables: Tables
    authority: str
    parameters: Mapping[str, object]
    used: pl.Series | None = None

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        title = f"Documents of {self.authority}, newest first" if self.authority else "Documents of this page"
        about = [f"{key}: {value}" for key, value in self._facts().items() if value] + self._licences()
        return {
            PAGE_MIME: {"about": about},
            TABLES_MIME: [table_entry(title, table_data(self._listed()), detail=True)],
            "text/html": self._repr_html_(),
            "text/plain": "\n".join(about),
        }

    def _repr_html_(self) -> str:
        listed = "".join(
            f"<dt>{escape(key)}</dt><dd>{escape(value)}</dd>" for key, value in self._facts().items() if value
        )
        documents = self._documents() if self.authority else self._counts()
        licences = "".join(f"<p>{escape(sentence)}</p>" for sentence in self._licences())
        return f"<dl>{listed}</dl>{documents}{licences}"

    def _facts(self) -> dict[str, str]:
        own = self._own()
        days = pl.concat([own[c].cast(pl.Date) for c in ("visit_end", "published")]).drop_nulls()
        problems = self.tables.problems.filter(
            pl.col("document_id").is_in(own["document_id"].to_list()) | pl.col("source").is_in(own["source"].to_list())
        ).height
        shown = {key: Path(str(value)).name if key == CORPUS else value for key, value in self.parameters.items()}
        whose = self.authority or count_words(own["authority"].n_unique(), "authority", "authorities")
        given = ", ".join(f"{key}: {value}" for key, value in sorted(shown.items()) if str(value))
        return {
            "Data as of": format_day(days.max()) if len(days) else "no dated document",  # type: ignore[arg-type]
            "Documents at hand": f"{own.height:,} of {whose}",
            "Problems listed for these": str(problems),
            "Sentences of the documents": "at hand" if self.tables.has_text else "not part of the bundled facts",
            "Parameters": given,
            "Made with": f"ofsted_trends {_version()}",
        }

    def _listed(self) -> pl.DataFrame:
        """Returns every document with its licence and where it is. One row per document."""
        rows = (
            select_documents(self.tables.documents, self.authority).reverse()
            if self.authority
            else self._own().sort("authority", "visit_start", "published", "document_id", nulls_last=True)
        )
        columns = {
            "Authority": rows["authority"].to_list(),
            "Document": [name_visit(row) for row in rows.to_dicts()],
            "Licence printed in it": [licence or "none printed" for licence in rows["licence"]],
            "Where it is": [document or of for document, of in rows.select("source_url", "authority_url").iter_rows()],
        }
        return pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))

    def _own(self) -> pl.DataFrame:
        everything = self.tables.documents
        if self.authority:
            return everything.filter(pl.col("authority") == self.authority)
        return everything if self.used is None else everything.filter(pl.col("document_id").is_in(self.used.to_list()))

    def _counts(self) -> str:
        licences = self._own().select(pl.col("licence").fill_null("none printed").alias("Licence printed in it"))
        counted = licences.group_by("Licence printed in it").agg(pl.len().alias("Documents"))
        ordered = counted.sort("Documents", "Licence printed in it", descending=[True, False])
        return Table(ordered, caption="Documents by the licence printed in them")._repr_html_()

    def _documents(self) -> str:
        rows = select_documents(self.tables.documents, self.authority).reverse().to_dicts()
        body = "".join(
            f"<tr><td>{escape(name_visit(row))}</td><td>{escape(row['licence'] or 'none printed')}</td>"
            f"<td>{_link(row['source_url'], row['authority_url'], name_visit(row))}</td></tr>"
            for row in rows
        )
        return (
            '<div class="scroll" tabindex="0" role="region" aria-label="Documents of this authority"><table>'
            "<caption>Documents of this authority, newest first</caption><thead><tr>"
            '<th scope="col">Document</th><th scope="col">Licence printed in it</th>'
            '<th scope="col">Where it is</th>'
            f"</tr></thead><tbody>{body}</tbody></table></div>"
        )

    def _licences(self) -> list[str]:
        printed = self._own()["licence"].drop_nulls().unique()
        sentences = [OGL_SENTENCE] if any("Open Government" in licence for licence in printed) else []
        return sentences + ([REUSE_SENTENCE] if any("on-commercial" in licence for licence in printed) else [])


def _link(document: str | None, authority: str | None, name: str) -> str:
    if document:
        return link_html(document, f"Document: {name}")
    return link_html(authority, "Ofsted’s page of the authority") if authority else "[x]"


def _version() -> str:
    try:
        return version("ofsted-trends")
    except PackageNotFoundError:  # run from the source tree without installing
        return "(source tree)"
