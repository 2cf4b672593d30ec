"""The log of a build: one JSON object a line, so that a schedule can be watched."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, TextIO

from ofsted_trends.errors import InputError


class RunLog:
    """A log that is added to, line by line; each line is on disk when `write` returns.

    Lines have `time` (UTC), `event` (`started`, `report`, `ended`) and what belongs to the event; a build without
    `ended` was killed.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._open: TextIO | None = None

    def __enter__(self) -> RunLog:
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._open = self._file.open("a", encoding="utf-8")
        except OSError as error:
            raise InputError(f"{self._file}: cannot be the log ({error.strerror}); name another file") from None
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._open:
            self._open.close()

    def write(self, event: str, **values: Any) -> None:
        """Adds a line."""
        if self._open:
            line = {"time": datetime.now(UTC).isoformat(timespec="seconds"), "event": event, **values}
            self._open.write(json.dumps(line, ensure_ascii=False, default=str) + "\n")
            self._open.flush()
