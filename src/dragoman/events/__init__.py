"""Who did what to whom, whether it happened, on whose word, when and where."""

from .assembling import CircumstanceKnowledge, assemble_events
from .candidate import Candidate

__all__ = ["Candidate", "CircumstanceKnowledge", "assemble_events"]
