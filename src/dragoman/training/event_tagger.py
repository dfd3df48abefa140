"""Trains the event tagger: which words of a sentence name an act, of which type, and who does and undergoes it.

python -m dragoman.training.event_tagger --base DIR --corpus corpus [--plv FILE] [--news FILE] --out DIR
"""

from __future__ import annotations

from pathlib import Path

from ..models.pairs import TYPES
from ..models.tagging import EVENTS
from .acts import Told, read_news, read_own, read_plv
from .tagger import Named, Passage, Recipe, run_alone

ROLES = ("actor", "recipient")
LABELS = tuple(t for t in TYPES if t != "NONE")


def event_passages(corpus: Path, plv: Path | None, news: Path | None) -> list[Passage]:
    """All labelled sentences: our own, and those of the public files that are given."""
    told = read_own(corpus) + (read_plv(corpus, plv) if plv else []) + (read_news(corpus, news) if news else [])
    return [_passage(t) for t in told]


def _passage(told: Told) -> Passage:
    named = tuple(Named((a.trigger,), a.type, (a.actors, a.recipients)) for a in told.acts)
    return Passage(told.text, named, told.habit)


if __name__ == "__main__":
    run_alone(EVENTS, lambda o: event_passages(o.corpus, o.plv, o.news), Recipe(labels=LABELS, roles=ROLES, epochs=8))
