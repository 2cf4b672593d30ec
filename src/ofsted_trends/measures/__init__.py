"""From the tidy frame to the small frames that charts draw. One function a question."""

from ofsted_trends.measures.contrast import measure_contrast
from ofsted_trends.measures.evidence import measure_evidence, measure_improvements
from ofsted_trends.measures.frameworks import measure_frameworks
from ofsted_trends.measures.grades import measure_grades
from ofsted_trends.measures.ledger import measure_ledger, summarise_ledger
from ofsted_trends.measures.outcomes import count_followups, count_outcomes, measure_waits, settle_outcomes
from ofsted_trends.measures.peers import count_peers, measure_peers
from ofsted_trends.measures.prevalence import measure_prevalence, measure_rate
from ofsted_trends.measures.standings import count_standings, measure_standings
from ofsted_trends.measures.tables import load_tables
from ofsted_trends.measures.timelines import measure_timeline, measure_visits
from ofsted_trends.measures.transitions import count_changes, count_transitions, measure_transitions
from ofsted_trends.measures.turns import measure_turns

__all__ = [
    "count_changes",
    "count_followups",
    "count_outcomes",
    "count_peers",
    "count_standings",
    "count_transitions",
    "load_tables",
    "measure_contrast",
    "measure_evidence",
    "measure_frameworks",
    "measure_grades",
    "measure_improvements",
    "measure_ledger",
    "measure_peers",
    "measure_prevalence",
    "measure_rate",
    "measure_standings",
    "measure_timeline",
    "measure_transitions",
    "measure_turns",
    "measure_visits",
    "measure_waits",
    "settle_outcomes",
    "summarise_ledger",
]
