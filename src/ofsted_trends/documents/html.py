"""HTML to Markdown-like text. The only importer of the HTML library."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

_SKIPPED = "script, style, noscript, nav, header, footer, template, form, [hidden], [aria-hidden=true]"
_BLOCKS = {
    "p",
    "div",
    "section",
    "article",
    "main",
    "blockquote",
    "td",
    "th",
    "dd",
    "dt",
    "figcaption",
    "address",
}


def read_html_text(markup: str) -> tuple[str, str]:
    """Returns (text, title): the page's words as Markdown-like text, one block a line, and its title.

    Headings become `#` lines, list items `-` lines, table rows `| a | b |` lines. Navigation, scripts, styles and
    hidden parts are left out.

    Args:
        markup: the page, decoded.
    """
    tree = LexborHTMLParser(markup)
    title = tree.css_first("title")
    name = title.text(strip=True) if title else ""
    for node in tree.css(_SKIPPED):
        node.decompose()
    root = tree.css_first("main") or tree.css_first("article") or tree.body
    blocks: list[str] = []
    if root is not None:
        _walk(root, blocks)
    return "\n\n".join(block for block in blocks if block.strip()), name


def _walk(node: LexborNode, blocks: list[str]) -> None:
    for child in node.iter(include_text=True):
        tag = child.tag or ""
        if tag == "-text":
            words = " ".join(child.text().split())
            if words:
                blocks.append(words)
        elif tag in {"h1", "h2", "h3", "h4", "h5", "h6"}:
            blocks.append(f"{'#' * int(tag[1])} {_words(child)}")
        elif tag == "li":
            blocks.append(f"- {_words(child)}")
        elif tag == "tr":
            blocks.append("| " + " | ".join(_words(cell) for cell in child.css("td, th")) + " |")
        elif tag == "p" or (tag in _BLOCKS and not _has_blocks(child)):
            blocks.append(_words(child))
        else:
            _walk(child, blocks)


def _has_blocks(node: LexborNode) -> bool:
    return any(c.tag in _BLOCKS | {"ul", "ol", "table", "h1", "h2", "h3", "h4"} for c in node.iter())


def _words(node: LexborNode) -> str:
    return re.sub(r"\s+(?=[.,;:!?])", "", " ".join(node.text(separator=" ").split()))


def find_links(markup: str) -> list[tuple[str, str]]:
    """Returns (address, words) of every link of a page, in its order; hidden words, which screen readers say, count.

    >>> find_links('<a href="/x"><b>Report</b> <span class="nonvisual">pdf</span></a>')
    [('/x', 'Report pdf')]
    """
    nodes = LexborHTMLParser(markup).css("a[href]")
    return [(node.attributes["href"] or "", " ".join(node.text().split())) for node in nodes]
