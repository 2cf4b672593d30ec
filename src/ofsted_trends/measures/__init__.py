"""From the tidy frame to the small frames that charts draw. One function a question."""

from ofsted_trends.measures.evidence import measure_evidence, measure_improvements
from ofsted_trends.measures.frameworks import measure_frameworks
from ofsted_trends.measures.tables import load_tables
from ofsted_trends.measures.timelines import measure_timeline, measure_visits

__all__ = [
    "load_tables",
    "measure_evidence",
    "measure_frameworks",
    "measure_improvements",
    "measure_timeline",
    "measure_visits",
]
