"""How much each sign of a good or bad reading tells about an event: a logistic regression of few terms."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from ..errors import ArtefactError
from .files import data_rows

CALIBRATION = "events/calibration.tsv"
INTERCEPT = "intercept"


@dataclass(frozen=True)
class Calibration:
    """weights: sign → log odds that an event is right, for each unit of the sign."""

    intercept: float
    weights: dict[str, float]

    def probability(self, signs: Mapping[str, float]) -> float:
        """Probability that an event with these signs is right; a sign without a weight tells nothing."""
        total = self.intercept + sum(self.weights.get(name, 0.0) * value for name, value in signs.items())
        return 1.0 / (1.0 + math.exp(-total))


def load_calibration() -> Calibration:
    """The weights as shipped.  Raises `ArtefactError` where the file has no intercept."""
    weights = {row["sign"]: float(row["weight"]) for row in data_rows(CALIBRATION)}
    if INTERCEPT not in weights:
        raise ArtefactError(f"data file {CALIBRATION} has no row for the intercept; install dragoman again")
    return Calibration(weights.pop(INTERCEPT), weights)
