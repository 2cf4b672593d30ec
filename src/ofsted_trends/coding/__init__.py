"""What a sentence is about and in which direction."""

from ofsted_trends.coding.sentences import code_sentences

__all__ = ["code_sentences"]
