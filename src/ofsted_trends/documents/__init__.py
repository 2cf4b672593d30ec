"""A file becomes a Document: pages, lines and passages, each knowing where it stands."""

from ofsted_trends.documents.document import Document, Line, Passage, Shape
from ofsted_trends.documents.opening import ENDINGS, Limits, open_document

__all__ = ["ENDINGS", "Document", "Limits", "Line", "Passage", "Shape", "open_document"]
