"""The notebook of a report that failed, as far as it ran: kept beside its page, without folders of this machine."""

from __future__ import annotations

import json
import os
import re
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nbformat import NotebookNode

#: Stands for a folder that is nobody's business.
HIDDEN = "…"


def keep_partial(ran: NotebookNode | Path, failed: Path) -> None:
    """Keeps a notebook as far as it ran. It may be published: no folder of this machine stays in it.

    Args:
        ran: the notebook, or the file that it was written to while it ran; the file is moved.
        failed: where it is kept.
    """
    import nbformat

    words = ran.read_text(encoding="utf-8") if isinstance(ran, Path) else nbformat.writes(ran)
    folders = [path.parent for path in map(Path, _find_values(words)) if path.is_absolute()]
    failed.write_text(hide_folders(words, failed.parent, folders), encoding="utf-8", newline="\n")
    if isinstance(ran, Path):
        ran.unlink()


def hide_folders(words: str, here: Path, others: Iterable[Path] = ()) -> str:
    """Returns words whose paths tell nothing of this machine: relative to the working folder, or cut short.

    Args:
        words: an error's, or a notebook's as JSON.
        here: the folder of the page; what lies in it is named by itself.
        others: more folders to hide, besides those of the user, of Python, of the package and for scratch files.
    """
    home, package = Path.home(), Path(__file__).parents[2]
    far = [home, package, Path(sys.prefix), Path(sys.base_prefix), Path(tempfile.gettempdir()), *others]
    shown = dict.fromkeys(far, HIDDEN) | dict.fromkeys([here.absolute(), here.resolve(), Path.cwd()], "")
    for folder in sorted(shown, key=lambda folder: len(str(folder)), reverse=True):
        if len(folder.parts) < 2:  # the root is in every path
            continue
        names = [str(folder)]
        if home in folder.parents:  # IPython writes so
            names.append(str(Path("~") / folder.relative_to(home)))
        for name in names:
            for quote in (str, _quote):
                separator = quote(os.sep)
                words = words.replace(quote(name) + separator, shown[folder] and shown[folder] + separator)
                words = re.sub(rf"{re.escape(quote(name))}(?![\w-])", shown[folder] or ".", words)
    return words


def _find_values(notebook: str) -> Iterator[str]:
    """Yields where the notebook was and what its parameters were; nothing of one that was cut off."""
    try:
        noted = json.loads(notebook)["metadata"]["papermill"]
    except (json.JSONDecodeError, KeyError):
        return
    values = [noted.get("input_path"), *noted.get("parameters", {}).values()]
    yield from (value for value in values if isinstance(value, str))


def _quote(words: str) -> str:
    """Returns words as they stand in JSON, where a backslash is two."""
    return json.dumps(words, ensure_ascii=False)[1:-1]
