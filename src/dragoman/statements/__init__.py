"""Analysis → statements: who said or thought what, in whose words."""

from ..knowledge.cues import Cues, load_cues
from .finding import find_statements
from .tagged import read_statement_tags

__all__ = ["Cues", "find_statements", "load_cues", "read_statement_tags"]
