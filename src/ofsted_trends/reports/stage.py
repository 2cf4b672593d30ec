"""Where pages wait until all are rendered: beside the folder of pages, on the same disk, to move in one step."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from pathlib import Path

from ofsted_trends.reports.batch import RenderJob, RenderResult
from ofsted_trends.reports.failures import drop_failure, write_failure_page
from ofsted_trends.reports.kept import FOLDER
from ofsted_trends.reports.render import failed_notebook


@dataclass(frozen=True, slots=True)
class Stage:
    """The pages of a build that are not in place yet.

    Attributes:
        home: the folder of pages.
    """

    home: Path

    @property
    def folder(self) -> Path:
        """Where the pages wait; a build that was killed leaves it for the next."""
        return self.home / FOLDER / "staged"

    def path_of(self, file: Path) -> str:
        """Returns the path of a page that waits, as it will be below the folder of pages."""
        return file.relative_to(self.folder).as_posix()

    def holds(self, path: str, fingerprint: str) -> bool:
        """Returns whether a page waits here already, rendered by a build that was killed."""
        note = self._note_of(path)
        return (self.folder / path).is_file() and note.is_file() and note.read_text(encoding="utf-8") == fingerprint

    def note(self, path: str, fingerprint: str) -> None:
        """Notes that a page waits here whole."""
        self._note_of(path).write_text(fingerprint, encoding="utf-8")

    def _note_of(self, path: str) -> Path:
        return (self.folder / path).with_suffix(".fingerprint")

    def send_home(self, result: RenderResult, job: RenderJob) -> RenderResult:
        """Returns what became of a report with the paths that its files will have.

        Args:
            result: what became of the report, rendered here.
            job: the same report, rendered into the folder of pages.
        """
        page = job.out if result.good or job.out.is_file() else None
        message = result.message.replace(str(self.folder), str(self.home))
        return replace(result, job=job, page=page, message=message)

    def put(self, path: str, result: RenderResult) -> None:
        """Moves what a report left into place: its page, or its notebook and a page that says what failed."""
        staged, out = self.folder / path, result.job.out
        out.parent.mkdir(parents=True, exist_ok=True)
        if result.good:
            staged.replace(out)
            drop_failure(out)
            return
        if failed_notebook(staged).is_file():
            failed_notebook(staged).replace(failed_notebook(out))
        write_failure_page(out, result.job.label, result.status, result.message, result.job.home)

    def clear(self) -> None:
        """Forgets all that waits."""
        shutil.rmtree(self.folder, ignore_errors=True)


def put_file(target: Path, content: bytes) -> None:
    """Writes a file in one step; one that holds the same already is left alone."""
    if target.is_file() and target.read_bytes() == content:
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f".{target.name}.partial")
    partial.write_bytes(content)
    partial.replace(target)
