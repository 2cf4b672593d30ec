"""Text made safe for HTML, and pictures made fit for it. All words of a document pass `escape`."""

from __future__ import annotations

import html
import re

_PROLOGUE = re.compile(r"<\?xml.*?\?>|<!DOCTYPE[^>]*>")
_ID = re.compile(r'\bid="([^"]+)"')
_INNER_LABELS = re.compile(r'\s(?:role|aria-[a-z]+)="[^"]*"')
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


def escape(text: str) -> str:
    """Returns text for HTML, in content or in a quoted attribute, without characters that HTML does not
    allow.

    >>> escape('<b> & "c"')
    '&lt;b&gt; &amp; &quot;c&quot;'
    """
    return html.escape(_CONTROL.sub("", text), quote=True)


def label_svg(svg: str, alt_text: str, prefix: str) -> str:
    """Returns an SVG as one labelled picture.

    Args:
        svg: what vl-convert drew.
        alt_text: the label of the whole; the labels within are taken out, they only add noise to a still
            picture.
        prefix: made part of every id, so that several pictures can share a page.
    """
    svg = _INNER_LABELS.sub("", _PROLOGUE.sub("", svg))
    for name in sorted(set(_ID.findall(svg)), key=len, reverse=True):
        svg = (
            svg.replace(f'id="{name}"', f'id="{prefix}-{name}"')
            .replace(f"url(#{name})", f"url(#{prefix}-{name})")
            .replace(f'href="#{name}"', f'href="#{prefix}-{name}"')
        )
    return svg.replace("<svg", f'<svg role="img" aria-label="{escape(alt_text)}"', 1).strip()
