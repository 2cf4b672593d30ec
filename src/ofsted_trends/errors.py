"""Errors that a person can mend. Anything else that is raised is a bug and keeps its traceback."""

from __future__ import annotations


class OfstedTrendsError(Exception):
    """A mistake that the caller can mend; the message says where, what was found and what to do.

    Attributes:
        exit_code: what the command line ends with; 2 for a mistake of the caller.
    """

    exit_code = 2


class InputError(OfstedTrendsError):
    """A path, parameter or file that the caller gave cannot be used."""


class UnknownNameError(InputError):
    """A name (authority, theme, notebook, parameter) is in no register; the message gives the nearest names."""


class RegisterError(OfstedTrendsError):
    """A register of facts breaks its own rules; nothing runs on a broken register."""


class FrameError(OfstedTrendsError):
    """A table does not keep the frame's contract."""


class CorrectionError(OfstedTrendsError):
    """A correction no longer finds what it expects to find."""


class UnreadableDocumentError(OfstedTrendsError):
    """A document cannot be read at all; in a batch it becomes a row of the problems table.

    Attributes:
        reason: a short fixed word, such as `not_a_pdf`, `encrypted` or `scanned`.
    """

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail


class CollectError(OfstedTrendsError):
    """Ofsted's site gave nothing that could be kept; the message says at which address, and why."""

    exit_code = 1


class RenderError(OfstedTrendsError):
    """A report failed while its notebook ran; the message says in which cell, and where the partial notebook is."""

    exit_code = 1


class RenderTimeoutError(RenderError):
    """A report took longer than it may; the message says in which cell, and where the partial notebook is."""
