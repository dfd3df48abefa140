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


def test_an_act_by_nobody_is_less_sure(scene: Make) -> None:
    text = "Mali expelled the envoy."
    whole = scene(text).event(Told("expelled", "SANCTION", "Mali", "envoy")).confidence
    assert scene(text).event(Told("expelled", "SANCTION", None, "envoy")).confidence < whole
    assert scene(text).event(Told("expelled", "SANCTION", "Mali")).confidence < whole


def test_a_type_that_needs_no_recipient_loses_nothing_without(scene: Make) -> None:
    text = "Crowds marched on Kenya."
    alone = scene(text).event(Told("marched", "PROTEST", "Crowds")).confidence
    assert alone == scene(text).event(Told("marched", "PROTEST", "Crowds", "Kenya")).confidence


def test_what_only_may_be_is_less_sure(scene: Make) -> None:
    done = scene("Mali expelled the envoy.").event(Told("expelled", "SANCTION", "Mali", "envoy"))
    may = scene("Mali may expel the envoy.").event(Told("expel", "SANCTION", "Mali", "envoy"))
    assert may.factuality.status == "possible"
    assert may.confidence < done.confidence
