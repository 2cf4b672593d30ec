"""What an ingest did, in numbers and in words."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ofsted_trends.frame import Tables


@dataclass(slots=True)
class Summary:
    """Counts of one ingest.

    Attributes:
        folder: where the tables are.
        files: files looked at.
        read: files read in this run; the others were kept from the last one.
        events: documents by kind.
        primary: documents that count as a visit of their own.
        grades, findings, improvements, priority_actions: rows of the frame, items for the last two.
        problems: rows of the problems table by reason.
        seconds: how long it took.
        unchanged: nothing had changed since the last run, and no table was written.
    """

    folder: str
    files: int
    read: int
    events: dict[str, int] = field(default_factory=dict)
    primary: int = 0
    grades: int = 0
    findings: int = 0
    improvements: int = 0
    priority_actions: int = 0
    problems: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0
    unchanged: bool = False

    def __str__(self) -> str:
        kinds = ", ".join(f"{n:,} {event.replace('_', ' ')}" for event, n in self.events.items())
        done = (
            "nothing had changed"
            if self.unchanged
            else f"{self.read:,} read now, {self.files - self.read:,} kept from before"
        )
        lines = [
            f"{self.files:,} files: {done} ({self.seconds:.1f} s)",
            f"Documents: {sum(self.events.values()):,} ({kinds}); {self.primary:,} count as a visit",
            f"Grades: {self.grades:,}   Findings: {self.findings:,}   Areas for improvement: {self.improvements:,}   "
            f"Priority actions: {self.priority_actions:,}",
        ]
        if self.problems:
            reasons = ", ".join(f"{reason.replace('_', ' ')} {n}" for reason, n in self.problems.items())
            lines.append(f"Problems: {sum(self.problems.values()):,} ({reasons}); see problems.parquet")
        else:
            lines.append("Problems: none")
        lines.append(f"Tables: {self.folder}")
        return "\n".join(lines)

    def to_json(self) -> dict[str, Any]:
        """Returns the counts as JSON values."""
        return asdict(self)


def summarise(tables: Tables, folder: str, files: int, read: int, seconds: float) -> Summary:
    """Returns the counts of freshly built tables."""
    import polars as pl

    observations, documents = tables.observations, tables.documents
    kinds = observations["kind"].cast(pl.String)
    items = observations.filter(pl.col("item").is_not_null()).select("document_id", "kind", "item").unique()
    item_kinds = Counter(items["kind"].cast(pl.String).to_list())
    sentences = observations.filter(kinds == "finding").select("document_id", "page", "paragraph", "text").unique()
    return Summary(
        folder=folder,
        files=files,
        read=read,
        events=dict(Counter(documents["event"].cast(pl.String).to_list()).most_common()),
        primary=int(documents["primary"].sum()),
        grades=int((kinds == "grade").sum()),
        findings=sentences.height,
        improvements=item_kinds["improvement"],
        priority_actions=item_kinds["priority_action"],
        problems=dict(Counter(tables.problems["reason"].to_list()).most_common()),
        seconds=round(seconds, 1),
    )
