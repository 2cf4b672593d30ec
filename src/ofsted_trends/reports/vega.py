"""The scripts that draw charts in a browser: Vega-Lite in the version that Altair writes, kept on disk
between runs."""

from __future__ import annotations

import contextlib
import os
from importlib.metadata import version
from pathlib import Path

from ofsted_trends.charts.figure_html import VEGALITE_VERSION

#: What the bundle gives to the page.
SNIPPET = "window.vegaEmbed = vegaEmbed;"


def load_vega(folder: Path | None = None) -> str:
    """Returns Vega, Vega-Lite and Vega-Embed as one script that can stand in a page.

    vl-convert takes seconds to build it, so it is kept on disk by version; a folder that cannot be written
    costs only the time.

    Args:
        folder: where it is kept; None for the user's cache folder.
    """
    import vl_convert
    from platformdirs import user_cache_path

    folder = folder or user_cache_path("ofsted_trends")
    kept = folder / f"vega-embed-{version('vl-convert-python')}-{VEGALITE_VERSION}.js"
    if kept.is_file():
        return kept.read_text(encoding="utf-8")
    script: str = vl_convert.javascript_bundle(SNIPPET, vl_version=VEGALITE_VERSION)
    script = script.replace("\r", "").replace("</script", "<\\/script").replace("<!--", "<\\!--").strip()
    partial = kept.with_suffix(f".{os.getpid()}.partial")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        partial.write_text(script, encoding="utf-8", newline="\n")
        partial.replace(kept)
    except OSError:
        with contextlib.suppress(OSError):
            partial.unlink()
    return script
