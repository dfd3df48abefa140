"""Word lists of this room: cues for toponyms, genders, epithets, nouns of office, nouns inside names."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from unicodedata import combining, normalize

from ..knowledge.files import data_lines, data_rows
from ..knowledge.names import NameIndex

# Verbs whose subject speaks, thinks or wants: only an actor does.
SAYING = frozenset(
    {"say", "tell", "add", "claim", "announce", "argue", "warn", "deny", "insist", "state", "report", "explain", "note",
     "write", "believe", "think", "hope", "fear", "promise", "vow", "pledge", "threaten", "declare", "suggest", "admit",
     "acknowledge", "confirm", "estimate", "know", "want", "decide", "expect", "plan", "agree", "complain"}
)  # fmt: skip


@dataclass(frozen=True)
class OfficeNoun:
    """offices: keys of the registry's offices, likeliest first.  short: may stand for a longer title."""

    offices: tuple[str, ...]
    short: bool


@dataclass(frozen=True)
class Words:
    """toponym: cue class → words.  gender: word → "m" or "f".  epithets: kind → noun → sectors asked for.

    given: given name → "m" or "f".  exchanges: turn of an exchange ("accusing") → its verbs.
    names: capitalised word → (kind, sectors) of what bears a name with it.  peoples: people of a region, a faith or a
    language → the code of the state that is meant, "" where the text must tell.
    possessed: noun → sectors of the body that it names where somebody possesses it ("her office").
    papers: what is written or ruled.
    paper_verbs: what a law or a report does by its words.
    """

    toponym: dict[str, frozenset[str]]
    gender: dict[str, str]
    epithets: dict[str, dict[str, tuple[str, ...]]]
    offices: dict[str, OfficeNoun]
    names: dict[str, tuple[str, tuple[str, ...]]]
    given: dict[str, str]
    exchanges: dict[str, frozenset[str]]
    peoples: NameIndex[str]
    possessed: dict[str, tuple[str, ...]]
    paper_verbs: frozenset[str]
    papers: frozenset[str]

    def gender_of(self, given: str) -> str | None:
        """Of whom a given name tells, written with its accents or without them."""
        return self.given.get(given) or self.given.get(_unaccented(given))


def _unaccented(name: str) -> str:
    return "".join(c for c in normalize("NFD", name) if not combining(c))


def _split(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


@cache
def load_words() -> Words:
    """The lists of the installation, read once.  Raises ArtefactError where a file is missing."""
    epithets: dict[str, dict[str, tuple[str, ...]]] = {}
    for row in data_rows("actors/epithets.tsv"):
        epithets.setdefault(row["kind"], {})[row["noun"]] = _split(row["sectors"])
    return Words(
        toponym={r["cue"]: frozenset(_split(r["words"])) for r in data_rows("actors/toponym_cues.tsv")},
        gender={w: r["gender"] for r in data_rows("actors/genders.tsv") for w in _split(r["words"])},
        epithets=epithets,
        offices={
            r["noun"]: OfficeNoun(_split(r["offices"]), r["short"] == "yes")
            for r in data_rows("actors/office_nouns.tsv")
        },
        names={
            w: (r["kind"], _split(r["sectors"])) for r in data_rows("actors/name_nouns.tsv") for w in _split(r["words"])
        },
        exchanges={r["turn"]: frozenset(_split(r["verbs"])) for r in data_rows("actors/exchanges.tsv")},
        peoples=NameIndex((w, r["country"]) for r in data_rows("actors/peoples.tsv") for w in _split(r["words"])),
        possessed={r["noun"]: _split(r["sectors"]) for r in data_rows("actors/possessed.tsv")},
        papers=frozenset(data_lines("statements/papers.txt")),
        paper_verbs=frozenset(r["verb"] for r in data_rows("statements/paper_verbs.tsv")),
        given={w: r["gender"] for r in data_rows("actors/given_names.tsv") for w in _split(r["names"])},
    )
