"""Runs the cells of one notebook in an IPython shell of this process, and gives what each put out as a notebook keeps
it.

It does what a kernel does, without a kernel: no sockets, no history, no start-up files of the user.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Literal, cast

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Type
from traitlets.config import Config

Output = dict[str, Any]


class Outputs:
    """What the cell that runs has put out so far."""

    def __init__(self) -> None:
        self.kept: list[Output] = []
        self._names: list[str | None] = []
        self._clears = False

    def start(self) -> None:
        """Forgets the cell before."""
        self.kept, self._names, self._clears = [], [], False

    def add(self, output: Output, name: str | None = None) -> None:
        """Adds an output; a display may carry a name, by which it can be replaced."""
        if self._clears:
            self.start()
        self.kept.append(output)
        self._names.append(name)

    def write(self, stream: str, words: str) -> None:
        """Adds printed words to what was printed just before."""
        last = self.kept[-1] if self.kept and not self._clears else {}
        if last.get("name") == stream:
            last["text"] += words
        elif words:
            self.add({"output_type": "stream", "name": stream, "text": words})

    def replace(self, name: str | None, data: Any, metadata: Any) -> None:
        """Shows something else in the displays of that name."""
        for output, known in zip(self.kept, self._names, strict=True):
            if name is not None and known == name:
                output |= {"data": data, "metadata": metadata}

    def clear(self, wait: bool) -> None:
        """Removes what was put out, at once or with the next output."""
        if wait:
            self._clears = True
        else:
            self.start()


class _Stream(io.TextIOBase):
    """Standard output or error of a cell."""

    encoding = "utf-8"

    def __init__(self, outputs: Outputs, name: Literal["stdout", "stderr"]) -> None:
        self._outputs, self.name = outputs, name

    def write(self, words: str) -> int:
        self._outputs.write(self.name, words)
        return len(words)

    def writable(self) -> bool:
        return True


class _Results(DisplayHook):
    """The value of a cell's last expression."""

    def write_output_prompt(self) -> None:
        """Leaves the prompt out."""

    def write_format_data(self, format_dict: Any, md_dict: Any = None) -> None:
        """Keeps the value in all its forms."""
        count = self.prompt_count
        self.shell.outputs.add(
            {"output_type": "execute_result", "execution_count": count, "data": format_dict, "metadata": md_dict or {}}
        )

    def finish_displayhook(self) -> None:
        """Ends the value, without a new line."""
        self._is_active = False


class _Displays(DisplayPublisher):
    """What `display` shows."""

    def publish(
        self,
        data: Any,
        metadata: Any = None,
        source: Any = None,
        *,
        transient: Any = None,
        update: bool = False,
        **_: Any,
    ) -> None:
        """Keeps what is shown in all its forms."""
        name = (transient or {}).get("display_id")
        if update:
            self.shell.outputs.replace(name, data, metadata or {})
        else:
            self.shell.outputs.add({"output_type": "display_data", "data": data, "metadata": metadata or {}}, name)

    def clear_output(self, wait: bool = False) -> None:
        """Removes what the cell has put out."""
        self.shell.outputs.clear(wait)


class _Shell(InteractiveShell):
    """IPython without a terminal and without a kernel."""

    displayhook_class = Type(_Results)
    display_pub_class = Type(_Displays)
    outputs: Outputs

    def _showtraceback(self, etype: type[BaseException], evalue: BaseException, stb: list[str]) -> None:
        self.outputs.add(
            {"output_type": "error", "ename": etype.__name__, "evalue": str(evalue), "traceback": list(stb)}
        )


def run_cells(sources: Sequence[str]) -> Iterator[tuple[list[Output], int, bool]]:
    """Yields what each cell put out, its number, and whether it failed; the first that fails is the last.

    The process is not fit for anything else afterwards: its standard streams are the notebook's.

    Args:
        sources: of the code cells, in order.
    """
    outputs = Outputs()
    sys.stdout, sys.stderr = (cast(Any, _Stream(outputs, name)) for name in ("stdout", "stderr"))
    sys.stdin = Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115
    config = Config()
    config.HistoryManager.enabled = False  # it would start a thread and open a database
    shell = _Shell.instance(config=config)
    shell.outputs = outputs
    for source in sources:
        outputs.start()
        count = shell.execution_count
        result = shell.run_cell(source, store_history=True)
        yield outputs.kept, count, not result.success
        if not result.success:
            return
