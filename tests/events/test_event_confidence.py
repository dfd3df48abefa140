"""Signs of a good or bad reading, and what the weights make of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from scenes import Scene, Told

from dragoman.knowledge.calibration import Calibration, load_calibration

Make = Callable[..., Scene]


def test_weights_are_log_odds() -> None:
    calibration = Calibration(0.0, {"nominal": 1.0})
    assert calibration.probability({"nominal": 0.0, "unknown": 5.0}) == 0.5
    assert calibration.probability({"nominal": 1.0}) == pytest.approx(0.7311, abs=1e-4)


def test_a_surer_prior_never_lowers_the_shipped_confidence() -> None:
    assert load_calibration().weights["prior"] > 0


def confidence(scene: Make, text: str, act: Told, **weights: float) -> float:
    """How sure the act is where only these signs count."""
    return scene(text).weighed(Calibration(0.0, weights)).event(act).confidence


EXPELLED = "Mali expelled the envoy."


def test_what_is_weighed_is_the_sum_of_the_signs(scene: Make) -> None:
    act = Told("expelled", "SANCTION", None, "envoy", source="tagger")
    # the prior of a scene's acts is 0.8
    assert confidence(scene, EXPELLED, act, prior=1.0) == 0.8
    assert confidence(scene, EXPELLED, act, **{"no-actor": -1.0, "tagger-alone": -2.0}) == 0.047


@pytest.mark.parametrize(
    ("sign", "act", "holds"),
    [
        ("no-actor", Told("expelled", "SANCTION", None, "envoy"), True),
        ("no-actor", Told("expelled", "SANCTION", "Mali"), False),
        ("open-side", Told("expelled", "SANCTION", "Mali"), True),
        ("open-side", Told("expelled", "SANCTION", "Mali", "envoy"), False),
        # who does it is missing, not whom it reaches
        ("open-side", Told("expelled", "SANCTION", None, "envoy"), False),
        # nobody need stand on the other side
        ("open-side", Told("expelled", "PROTEST", "Mali"), False),
        ("open-side", Told("expelled", "CONSULT", "Mali", reciprocal=True), False),
        # no frame of the lexicon vouches for it
        ("tagger-alone", Told("expelled", "SANCTION", "Mali", "envoy", source="tagger"), True),
        ("tagger-alone", Told("expelled", "SANCTION", "Mali", "envoy"), False),
    ],
)
def test_what_an_act_lacks_is_a_sign(scene: Make, sign: str, act: Told, holds: bool) -> None:
    assert confidence(scene, EXPELLED, act, **{sign: -1.0}) == (0.269 if holds else 0.5)


@pytest.mark.parametrize(
    ("text", "word", "status", "holds"),
    [
        ("Mali expelled the envoy.", "expelled", "actual", False),
        ("Mali may expel the envoy.", "expel", "possible", True),
    ],
)
def test_what_only_may_be_is_a_sign(scene: Make, text: str, word: str, status: str, holds: bool) -> None:
    act = Told(word, "SANCTION", "Mali", "envoy")
    assert scene(text).event(act).factuality.status == status
    assert confidence(scene, text, act, unreal=-1.0) == (0.269 if holds else 0.5)
