"""The layers of a chart with their rows, to look at what is drawn."""

import csv
import io


def layers(chart, kind):
    """Returns mark and rows of each layer of a kind, such as `rect` or `text`."""
    spec = chart.to_dict()
    # a chart of one layer has its data at the top
    named = [(layer, layer.get("data", spec.get("data"))["name"]) for layer in spec["layer"]]
    found = [(layer, spec["datasets"][name]) for layer, name in named]
    return [(layer["mark"], rows) for layer, rows in found if layer["mark"]["type"] == kind]


def rows(chart, kind, field):
    """Returns the rows of all layers of a kind that have a field."""
    return [row for _, drawn in layers(chart, kind) for row in drawn if field in row]


def texts(chart):
    """Returns all words that are drawn, lines of one text joined."""
    found = [row["text"] for row in rows(chart, "text", "text")]
    return [" ".join(text) if isinstance(text, list) else text for text in found]


def cells(chart):
    """Returns the cells of a matrix, which it carries as CSV: the numbers of each by their names."""
    written = next(values for values in chart.to_dict()["datasets"].values() if isinstance(values, str))
    return [{name: int(value) for name, value in row.items()} for row in csv.DictReader(io.StringIO(written))]
