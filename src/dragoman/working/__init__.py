"""Working: many documents coded at once by processes of their own, each in bounded time."""

from .crew import Crew, Job
from .sizing import cores, crew_size

__all__ = ["Crew", "Job", "cores", "crew_size"]
