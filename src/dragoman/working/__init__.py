"""Working: many documents coded at once, and hostile ones read, by processes of their own, each in bounded time."""

from .aside import Aside
from .crew import Crew, Job
from .sizing import cores, crew_size

__all__ = ["Aside", "Crew", "Job", "cores", "crew_size"]
