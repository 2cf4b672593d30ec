"""Text made safe for HTML, and pictures made fit for it. All words of a document pass `escape`."""

from __future__ import annotations

import html
import re
from collections import Counter

_PROLOGUE = re.compile(r"<\?xml.*?\?>|<!DOCTYPE[^>]*>")
_ID = re.compile(r'\bid="([^"]+)"')
_INNER_LABELS = re.compile(r'\s(?:role|aria-[a-z]+)="[^"]*"')
_LONG_NUMBER = re.compile(r"-?\d*\.\d{3,}(?:e-\d+)?")
_PLACE = re.compile(r'\s(?:transform|d|x2|y2|width|height)="[^"]*"')
_FONT = re.compile(r'\sfont-family="([^"]*)"')
_NEEDLESS = re.compile(r' (?:opacity="1"|pointer-events="none")|(?<= role-mark) \w+_marks(?=")')
_MARKS = re.compile(r'<g (class="mark-[^"]*")>((?:(?!</?g[ >]).)*)</g>', re.DOTALL)
_ELEMENT = re.compile(r"<(?:path|line|text|rect) ([^>]*?)/?>")
_SHARED = re.compile(r'\b(?:fill|stroke|stroke-width|font-size|font-weight|text-anchor)="[^"]*"')
_SHAPE = re.compile(r'<path transform="translate\(([-\d.]+),([-\d.]+)\)" d="([^"]+)"/>')
_CIRCLE = re.compile(r'<path ([^>]*?)d="M([\d.]+),0A\2,\2,0,1,1,-\2,0A\2,\2,0,1,1,\2,0"([^>]*)/>')
_ROUND = re.compile(r'<circle transform="translate\(([-\d.]+),([-\d.]+)\)" r="([\d.]+)"/>')
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


def escape(text: str) -> str:
    """Returns text for HTML, in content or in a quoted attribute, without characters that HTML does not
    allow.

    >>> escape('<b> & "c"')
    '&lt;b&gt; &amp; &quot;c&quot;'
    """
    return html.escape(strip_control(text), quote=True)


def strip_control(text: str) -> str:
    """Returns text without the characters that neither HTML nor a spreadsheet allows."""
    return _CONTROL.sub("", text)


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
    svg = _reuse_shapes(shrink_svg(svg), prefix)
    return svg.replace("<svg", f'<svg role="img" aria-label="{escape(alt_text)}"', 1).strip()


def shrink_svg(svg: str) -> str:
    """Returns the same picture in fewer bytes: hundredths of a pixel, one font for the whole, what all marks of
    a group share written once, no needless attributes.

    A picture of 400 marks is 170 KB as drawn and 45 KB so. The classes of marks stay: marks are found by them.

    >>> shrink_svg('<svg><text transform="translate(0.3333333,-1.0000001)" opacity="1">0.12345</text></svg>')
    '<svg><text transform="translate(0.33,-1)">0.12345</text></svg>'
    """
    svg = _PLACE.sub(lambda match: _LONG_NUMBER.sub(_round, match[0]), svg)
    fonts = set(_FONT.findall(svg))
    if len(fonts) == 1:
        svg = _FONT.sub("", svg).replace("<svg", f'<svg font-family="{fonts.pop()}"', 1)
    svg = _CIRCLE.sub(r'<circle \1r="\2"\3/>', _MARKS.sub(_share, _NEEDLESS.sub("", svg)))
    return _ROUND.sub(r'<circle cx="\1" cy="\2" r="\3"/>', svg)


def _share(match: re.Match[str]) -> str:
    """Returns a group of marks with what all of them have in common on the group."""
    elements = [set(_SHARED.findall(attributes)) for attributes in _ELEMENT.findall(match[2])]
    shared = sorted(set.intersection(*elements)) if elements else []
    marks = match[2]
    for attribute in shared:
        marks = marks.replace(f" {attribute}", "")
    return f"<g {' '.join([match[1], *shared])}>{marks}</g>"


def _reuse_shapes(svg: str, prefix: str) -> str:
    """Returns the same picture with each shape that many marks have written once: half the bytes of a matrix."""
    counted = Counter(shape for _, _, shape in _SHAPE.findall(svg))
    short = prefix.replace("figure-", "f").replace("-narrow", "n")  # stands at every mark
    names = {shape: f"{short}-{number}" for number, (shape, n) in enumerate(counted.items()) if n > 3}
    if not names:
        return svg

    def use(match: re.Match[str]) -> str:
        x, y, shape = match.groups()
        return f'<use href="#{names[shape]}" x="{x}" y="{y}"/>' if shape in names else match[0]

    shapes = "".join(f'<path id="{name}" d="{shape}"/>' for shape, name in names.items())
    start = svg.index(">", svg.index("<svg")) + 1
    return f"{svg[:start]}<defs>{shapes}</defs>{_SHAPE.sub(use, svg[start:])}"


def _round(match: re.Match[str]) -> str:
    return f"{round(float(match[0]), 2) + 0.0:g}"  # adding nothing makes minus nothing plain
