"""Document → dates: date expressions resolved against the day of the report."""

from .deadlines import deadline_in, limit_lead
from .find import anchor_of, find_dates, find_times
from .limits import limits_in

__all__ = ["anchor_of", "deadline_in", "find_dates", "find_times", "limit_lead", "limits_in"]
