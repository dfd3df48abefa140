"""Document → dates: date expressions resolved against the day of the report."""

from .find import anchor_of, find_dates, find_times

__all__ = ["anchor_of", "find_dates", "find_times"]
