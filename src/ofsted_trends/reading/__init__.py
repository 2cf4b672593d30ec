"""What a Document says: who, when and under which framework; its grades, findings and items for improvement."""

from ofsted_trends.reading.record import Record, read_record

__all__ = ["Record", "read_record"]
