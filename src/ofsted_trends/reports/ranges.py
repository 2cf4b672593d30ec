"""What the words of a saved set stand for: all authorities at hand, those of a region, all themes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from ofsted_trends.frame import Tables
from ofsted_trends.measures import load_tables
from ofsted_trends.measures.choices import choose_place, choose_themes

#: Stands for every value that the data hold.
ALL = "all"


class AtHand:
    """The values that the data hold; the tables are read when they are first needed.

    Args:
        corpus: folder of tables; empty for the bundled facts.
        place: only authorities of this place count; see `choose_place`.
    """

    def __init__(self, corpus: str = "", place: str | Sequence[str] = "") -> None:
        self.corpus, self.place = corpus, place

    @cached_property
    def tables(self) -> Tables:
        """The tidy frame.

        Raises:
            InputError: the folder or a table is not there.
        """
        return load_tables(self.corpus)

    def authorities(self, word: str = ALL) -> list[str]:
        """Returns the authorities with a document at hand, in alphabetical order.

        Args:
            word: `all`, a region, or one authority.

        Raises:
            UnknownNameError: the word is none of them.
        """
        asked = choose_place("" if word.strip().lower() == ALL else word)
        chosen = self.tables.documents.filter(asked & choose_place(self.place))
        return sorted(chosen["authority"].drop_nulls().unique())

    def themes(self, word: str = ALL) -> list[str]:
        """Returns keys of themes, in the order of the register; those of an analyst's own last.

        Args:
            word: `all`, or one key.

        Raises:
            UnknownNameError: the word is neither.
        """
        spoken_of = self.tables.observations["theme"].drop_nulls().unique()
        return choose_themes(None if word.strip().lower() == ALL else word, spoken_of)
