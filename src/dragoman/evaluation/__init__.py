"""(gold, predicted) → scores: how well records agree with hand-labelled articles."""

from .gold import read_gold
from .scoring import Scores, Tally, score_articles

__all__ = ["Scores", "Tally", "read_gold", "score_articles"]
