"""Ofsted's reports site to files on disk."""

from ofsted_trends.collection.run import Collected, collect

__all__ = ["Collected", "collect"]
