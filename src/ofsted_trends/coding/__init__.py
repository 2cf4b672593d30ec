"""What a sentence is about and in which direction: themes, stance, direction; an analyst's corrections and reviews."""

from ofsted_trends.coding.corrections import apply_corrections, fingerprint, read_corrections
from ofsted_trends.coding.explanations import explain_sentence
from ofsted_trends.coding.files import code_file
from ofsted_trends.coding.review import sample_for_review, score_review
from ofsted_trends.coding.scope import themes_in_scope
from ofsted_trends.coding.sentences import code_sentences

__all__ = [
    "apply_corrections",
    "code_file",
    "code_sentences",
    "explain_sentence",
    "fingerprint",
    "read_corrections",
    "sample_for_review",
    "score_review",
    "themes_in_scope",
]
