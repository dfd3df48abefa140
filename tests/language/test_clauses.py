"""Clauses: voice, tense, modality, negation, and the subjects that a text leaves out."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dragoman.language import Analysis, Clause

Analyze = Callable[[str], Analysis]


def clause(analysis: Analysis, lemma: str) -> Clause:
    return next(c for c in analysis.clauses if c.lemma == lemma)


def words(analysis: Analysis, heads: tuple[int, ...]) -> list[str]:
    return [analysis.tokens[h].text for h in heads]


@pytest.mark.parametrize(
    ("text", "lemma", "doers", "undergoers"),
    [
        ("Rebels attacked the convoy.", "attack", ["Rebels"], ["convoy"]),
        ("The convoy was attacked by rebels.", "attack", ["rebels"], ["convoy"]),
        ("Rebels and militiamen attacked the convoy.", "attack", ["Rebels", "militiamen"], ["convoy"]),
        # a coordinated verb shares its subject
        ("Rebels burned the bridge and attacked the convoy.", "attack", ["Rebels"], ["convoy"]),
        # an infinitive takes the subject of the verb above, or its object
        ("Kenya vowed to sanction the generals.", "sanction", ["Kenya"], ["generals"]),
        ("Kenya urged Somalia to withdraw its troops.", "withdraw", ["Somalia"], ["troops"]),
        # a gerund takes the subject of the verb above, or the object that is accused of it
        ("Kenya left the talks after sanctioning the generals.", "sanction", ["Kenya"], ["generals"]),
        ("Kenya accused Somalia of arming the rebels.", "arm", ["Somalia"], ["rebels"]),
        ("Kenya blamed Somalia for arming the rebels.", "arm", ["Somalia"], ["rebels"]),
        ("Somalia was accused of arming the rebels.", "arm", ["Somalia"], ["rebels"]),
        ("The rebels claimed responsibility for bombing the port.", "bomb", ["rebels"], ["port"]),
        # relative clauses name their antecedent
        ("The rebels who attacked the convoy fled.", "attack", ["rebels"], ["convoy"]),
    ],
)
def test_who_did_it(analyze: Analyze, text: str, lemma: str, doers: list[str], undergoers: list[str]) -> None:
    analysis = analyze(text)
    found = clause(analysis, lemma)
    assert words(analysis, found.doers) == doers
    assert words(analysis, found.undergoers) == undergoers


@pytest.mark.parametrize(
    ("text", "lemma", "tense", "modal", "negated"),
    [
        ("The army will attack the town.", "attack", "future", "will", False),
        ("They'll attack the town.", "attack", "future", "will", False),
        ("The army would not attack the town.", "attack", None, "would", True),
        ("The army never attacked the town.", "attack", "past", None, True),
        ("The army has neither attacked nor shelled the town.", "shell", None, None, True),
        ("Nobody attacked the town.", "attack", "past", None, True),
        ("No soldier attacked the town.", "attack", "past", None, True),
        ("The army left without attacking the town.", "attack", None, None, True),
        ("The army may attack the town.", "attack", None, "may", False),
    ],
)
def test_tense_modality_negation(
    analyze: Analyze, text: str, lemma: str, tense: str | None, modal: str | None, negated: bool
) -> None:
    found = clause(analyze(text), lemma)
    assert (found.modal, found.negated) == (modal, negated)
    if tense:
        assert found.tense == tense


@pytest.mark.parametrize(
    ("text", "lemma", "marker"),
    [
        ("France will act if Mali agrees.", "agree", "if"),
        ("France will wait unless Mali agrees.", "agree", "unless"),
        ("France will stay as long as Mali agrees.", "agree", "as long as"),
    ],
)
def test_markers(analyze: Analyze, text: str, lemma: str, marker: str) -> None:
    assert clause(analyze(text), lemma).marker == marker


def test_particles_join_the_lemma(analyze: Analyze) -> None:
    assert clause(analyze("The rebels carried out the attack."), "carry_out")


def test_phrases(analyze: Analyze) -> None:
    analysis = analyze("The two wounded soldiers from Mali who fled were found.")
    head = next(t.i for t in analysis.tokens if t.text == "soldiers")
    assert analysis.span(*analysis.base_phrase(head)).text == "The two wounded soldiers"
    assert analysis.span(*analysis.full_phrase(head)).text == "The two wounded soldiers from Mali"


def test_an_analysis_depends_on_its_own_document_alone(analyze: Analyze) -> None:
    one = analyze("Rebels attacked the convoy.\n\nThe army answered.")
    analyze("Something else entirely happened in Peru.")
    assert analyze("Rebels attacked the convoy.\n\nThe army answered.") == one
