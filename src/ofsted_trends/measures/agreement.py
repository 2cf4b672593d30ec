"""How well the coding agrees with people, with how sure that is."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from ofsted_trends.measures.populations import SMALL, add_share
from ofsted_trends.registers.agreement import Agreement


def measure_agreement(agreement: Mapping[str, Agreement]) -> pl.DataFrame:
    """Returns precision and recall of the coding of themes. One row per theme with measured agreement.

    Precision: of the sentences coded with the theme (`n_coded`), those that people coded so too (`n_both`). Recall:
    of the sentences that people coded with it (`n_people`), the same. The register keeps shares and n_people; the
    other two are reckoned back and rounded. Excluded: themes not yet measured.
    Interval: Wilson, 95%, as if sentences were drawn independently; they come from few documents, so it is too narrow
    rather than too wide.

    Args:
        agreement: as `load_agreement` gives it.

    Returns:
        In the order of the register: theme, n_people, n_coded, n_both, f1, then share_, low_ and high_ of precision
        and recall (fractions), small (n_people below 10), source.
    """
    rows = []
    for entry in agreement.values():
        if entry.n and entry.recall is not None and entry.precision and entry.f1 is not None:
            both = round(entry.recall * entry.n)
            rows.append((entry.theme, entry.n, round(both / entry.precision), both, entry.f1, entry.source))
    schema = {"theme": pl.String, "n_people": pl.Int64, "n_coded": pl.Int64, "n_both": pl.Int64, "f1": pl.Float64}
    table = pl.DataFrame(rows, schema=schema | {"source": pl.String}, orient="row")
    for name, total in (("precision", "n_coded"), ("recall", "n_people")):
        table = add_share(table, name, "n_both", total)
    shares = [f"{part}_{name}" for name in ("precision", "recall") for part in ("share", "low", "high")]
    return table.select(*schema, *shares, "source", small=pl.col("n_people") < SMALL)
