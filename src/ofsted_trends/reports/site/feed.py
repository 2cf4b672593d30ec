"""The site's feed: Atom (RFC 4287), the newest items first."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from urllib.parse import urljoin
from xml.etree import ElementTree

from ofsted_trends.charts.markup import strip_control
from ofsted_trends.reports.site.news import KINDS, Item, News

ATOM = "http://www.w3.org/2005/Atom"
FEED = "feed.xml"
#: So many items are in the feed; the newest by the day on which they were new.
LONGEST = 200
TITLE = "Inspections of children’s services: new documents, judgements and themes that turned"
RELATIVE = (
    "The links of this feed are relative: it works where it is read from its own web address. "
    "Build the site with --base-url for a feed that works from everywhere."
)
_NAME = "urn:uuid:2f1d4a0e-6f0c-5b0e-9d0c-6b1a3a7f5c11"


def write_feed(news: News, link: Callable[[Item], str], base_url: str = "") -> bytes:
    """Returns the feed. The same news make the same bytes; an item keeps its name for ever.

    Args:
        news: what there is, and since when.
        link: gives the page of an item, relative to the feed.
        base_url: the web address of the site, to which links are resolved; empty for relative links.
    """
    ElementTree.register_namespace("", ATOM)
    feed = ElementTree.Element(f"{{{ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": "en-GB"})
    newest = sort_newest(news.items, news.updated)[:LONGEST]
    _add(feed, "id", _name_of(base_url))
    _add(feed, "title", TITLE)
    if not base_url:
        _add(feed, "subtitle", RELATIVE)
    _add(feed, "updated", _moment(news.updated[newest[0].key] if newest else "1970-01-01"))
    _link(feed, "self", resolve(FEED, base_url), "application/atom+xml")
    _link(feed, "alternate", resolve("index.html", base_url), "text/html")
    _add(_add(feed, "author"), "name", "ofsted_trends")
    _add(feed, "rights", "Made from Ofsted’s published documents. Not a publication of Ofsted.")
    for item in newest:
        entry = _add(feed, "entry")
        _add(entry, "id", item.name)
        _add(entry, "title", item.title)
        _add(entry, "updated", _moment(news.updated[item.key]))
        if item.day:
            _add(entry, "published", _moment(item.day.isoformat()))
        _link(entry, "alternate", resolve(link(item), base_url), "text/html")
        if item.source_url.startswith(("https://", "http://")):
            _link(entry, "related", item.source_url)
        ElementTree.SubElement(entry, f"{{{ATOM}}}category", {"term": item.kind, "label": KINDS[item.kind][0]})
        _add(entry, "summary", " ".join(item.sentences) or item.title)
    ElementTree.indent(feed)
    written: bytes = ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def sort_newest(items: Sequence[Item], updated: Mapping[str, str]) -> list[Item]:
    """Returns items by the day on which they were new, then by the day of their document, the latest first; what one
    document brought stays together."""
    kinds = list(KINDS)
    together = sorted(items, key=lambda item: (item.document_id, kinds.index(item.kind)))
    return sorted(together, key=lambda item: (updated[item.key], str(item.day or "")), reverse=True)


def resolve(path: str, base_url: str) -> str:
    """Returns a link, resolved where the site's address is known.

    >>> resolve("authorities/leeds.html", "https://example.org/trends"), resolve("feed.xml", "")
    ('https://example.org/trends/authorities/leeds.html', 'feed.xml')
    """
    return urljoin(f"{base_url.rstrip('/')}/", path) if base_url else path


def _name_of(base_url: str) -> str:
    return f"{base_url.rstrip('/')}/" if base_url else _NAME


def _moment(day: str) -> str:
    return f"{day}T00:00:00Z"


def _add(parent: ElementTree.Element, name: str, text: str = "") -> ElementTree.Element:
    child = ElementTree.SubElement(parent, f"{{{ATOM}}}{name}")
    if text:
        child.text = strip_control(text)
    return child


def _link(parent: ElementTree.Element, relation: str, address: str, kind: str = "") -> None:
    given = {"rel": relation, "href": address} | ({"type": kind} if kind else {})
    ElementTree.SubElement(parent, f"{{{ATOM}}}link", given)
