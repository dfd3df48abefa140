"""Fits the weights of `data/actors/pronoun_weights.tsv` on the labelled pronouns of `corpus/pronouns`.

    python scripts/fit_pronouns.py [--check]

Each case marks one pronoun and lists what the actor is called that it means.  A softmax over the candidates of each
pronoun, with a ridge penalty; `--check` prints the share right by five-fold cross-validation and writes nothing.
Needs numpy, which comes with the pipeline.
"""

from __future__ import annotations

import argparse
import json
import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from dragoman import Coder
from dragoman.actors import resolving
from dragoman.actors.discourse import Discourse, Slot
from dragoman.actors.pronouns import Pronouns
from dragoman.reading import read_text

ROOT = Path(__file__).resolve().parent.parent
CASES = ROOT / "corpus" / "pronouns" / "cases.jsonl"
WEIGHTS = ROOT / "src" / "dragoman" / "knowledge" / "data" / "actors" / "pronoun_weights.tsv"
HEAD = """\
# What each cue is worth when a pronoun chooses its antecedent (actors/salience.py).  Fitted by scripts/fit_pronouns.py
# on corpus/pronouns; run it again after a change of the cues.
cue\tweight
"""
# How strongly the weights are held to those below.  The cases are hard on purpose, so that free weights would learn
# that what lies near is mostly wrong; the value was chosen on the coreference benchmark's development part.
RIDGE = 60.0
# Weights by hand, after Lappin and Leass (1994, section 2.1): what is right in most reports.
_ROLES = {"subject": 2.4, "object": 1.2, "other": 0.6, "possessor": 0.9}
PRIOR = {
    **{f"{role} {back} back": worth - 2.0 * back for role, worth in _ROLES.items() for back in range(4)},
    "subject takes subject": 0.8, "object takes object": 0.8, "object takes other": 0.8, "object takes possessor": 0.8,
    "speaker": 2.5, "accused": 3.0, "from a quotation": -1.5, "named": 0.3, "gender known": 0.7, "tokens between": -1.0,
    "thing acts": -1.2, "body": -1.5, "collective": 1.5, "it as object": -1.0, "mentions": 0.5,
    "owns a subject": 0.7, "gender unknown, both told": -4.0,
}  # fmt: skip
STEPS = 400
FOLDS = 5
_ARTICLE = re.compile(r"^(?:the|a|an|its|his|her|their) ", re.IGNORECASE)


@dataclass
class Case:
    """One pronoun: the cues of its candidates, and which of them are right."""

    kind: str
    candidates: list[dict[str, float]]
    right: list[bool]


class _Recorder(Pronouns):
    """Keeps what stands behind the vote on one token."""

    wanted: int = -1
    kept: list[tuple[Slot, dict[str, float]]] | None = None

    def _best(self, ask, discourse: Discourse):  # type: ignore[no-untyped-def]
        if ask.token.i == type(self).wanted and type(self).kept is None:
            type(self).kept = [(slot, dict(cues)) for slot, cues in self.ballots(ask, discourse)]
        return super()._best(ask, discourse)


def bare(name: str) -> str:
    return _ARTICLE.sub("", name.lower())


def cases() -> list[Case]:
    coder = Coder()
    known = coder.knowledge
    resolving.Pronouns = _Recorder  # type: ignore[misc]
    found = []
    for line in CASES.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        start, end = row["text"].index("[["), row["text"].index("]]")
        text = row["text"][:start] + row["text"][start + 2 : end] + row["text"][end + 2 :]
        document = read_text(text, settings=coder.settings).document
        analysis = known.pipeline.analyze(document)
        token = next((t.i for t in analysis.tokens if t.start == start), None)
        if document.text != text or token is None:
            continue
        _Recorder.wanted, _Recorder.kept = token, None
        cast = resolving.find_actors(analysis, document, known.registry, known.agents)
        if not _Recorder.kept:
            continue
        called: dict[str, set[str]] = {a.id: {bare(a.name)} for a in cast.actors.values()}
        for mention in cast.mentions:
            if mention.head < token or mention.form == "name":
                for actor in mention.actors:
                    called.setdefault(actor, set()).add(bare(mention.span.text))
        wanted = [bare(a) for a in row["antecedent"]]
        right = [_is_right(slot, called, wanted, analysis) for slot, _ in _Recorder.kept]
        if any(right) and not all(right):
            found.append(Case(row["kind"], [cues for _, cues in _Recorder.kept], right))
    return found


def _is_right(slot: Slot, called: dict[str, set[str]], wanted: list[str], analysis) -> bool:  # type: ignore[no-untyped-def]
    if not slot.drafts:
        first, last = analysis.base_phrase(slot.token)
        return bare(analysis.text[analysis.tokens[first].start : analysis.tokens[last - 1].end]) in wanted
    names = [called.get(d.id, set()) for d in slot.drafts]
    if len(names) > 1:
        return any(all(any(n in w for n in own) for own in names) for w in wanted)
    return any(w in names[0] for w in wanted)


def fit(data: list[Case], names: list[str], ridge: float) -> dict[str, float]:
    """Weights that make the right candidates likeliest, by gradient ascent with momentum."""
    index = {name: k for k, name in enumerate(names)}
    tables = []
    for case in data:
        table = np.zeros((len(case.candidates), len(names)))
        for k, cues in enumerate(case.candidates):
            for cue, strength in cues.items():
                table[k, index[cue]] = strength
        tables.append((table, np.array(case.right)))
    prior = np.array([PRIOR.get(name, 0.0) for name in names])
    weights, speed = prior.copy(), np.zeros(len(names))
    for _ in range(STEPS):
        slope = -ridge * (weights - prior)
        for table, right in tables:
            scores = table @ weights
            share = np.exp(scores - scores.max())
            share /= share.sum()
            told = share * right / max((share * right).sum(), 1e-12)
            slope += (told - share) @ table
        speed = 0.9 * speed + slope * (2.0 / len(tables))
        weights = weights + speed
    return {name: float(w) for name, w in zip(names, weights, strict=True)}


def share_right(data: list[Case], weights: dict[str, float]) -> list[bool]:
    found = []
    for case in data:
        scores = [sum(weights.get(c, 0.0) * x for c, x in cues.items()) for cues in case.candidates]
        found.append(case.right[int(np.argmax(scores))])
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--ridge", type=float, default=RIDGE, help="how strongly to hold to the weights by hand")
    parser.add_argument("--check", action="store_true", help="cross-validate only")
    options = parser.parse_args()
    data = cases()
    names = sorted({*PRIOR, *(cue for case in data for cues in case.candidates for cue in cues)})
    held: dict[str, list[bool]] = {}
    for fold in range(FOLDS):
        weights = fit([c for k, c in enumerate(data) if k % FOLDS != fold], names, options.ridge)
        for k, case in enumerate(data):
            if k % FOLDS == fold:
                held.setdefault(case.kind, []).extend(share_right([case], weights))
    for kind, right in sorted(held.items()):
        print(f"{kind:5} {sum(right):4} of {len(right):4} = {sum(right) / len(right):.3f}")
    everything = [x for right in held.values() for x in right]
    print(f"all   {sum(everything):4} of {len(everything):4} = {sum(everything) / len(everything):.3f} (held out)")
    if options.check:
        return
    weights = fit(data, names, options.ridge)
    rows = [f"{name}\t{weights[name]:.3f}" for name in names if abs(weights[name]) >= 0.005]
    WEIGHTS.write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
