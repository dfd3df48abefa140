"""Document → dates: date expressions resolved against the day of the report."""

from .deadlines import deadline_in
from .find import anchor_of, find_dates, find_times

__all__ = ["anchor_of", "deadline_in", "find_dates", "find_times"]
