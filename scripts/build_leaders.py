"""Builds the first part of knowledge/data/registry/leaders.tsv, the heads of states and governments since 1990.

    python scripts/build_leaders.py REIGN.csv WIKIDATA.csv

REIGN: the leader list of REIGN 3/21 (One Earth Future, MIT), effective leaders by Correlates of War state.
WIKIDATA: a table "countryid country position positionLabel officeholder officeholderLabel start_year end_year" of
heads of state and of government (Wikidata, CC0).

Of both lists only terms that are over are taken: what they say of today is old.  The part of leaders.tsv below the
line "# By hand" stays as it is, and a term that it has is not taken again.  REIGN has mostly surnames: a person is
taken where leader_names.tsv gives the full name, or where the part by hand or Wikidata knows a leader of that name
in that state; the others are counted on standard error and left out, for a bare surname is nobody's name.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from dragoman.knowledge.files import content_lines, data_rows, table_rows
from dragoman.knowledge.names import fold, name_key, slug

SCRIPTS = Path(__file__).parent
LEADERS = SCRIPTS.parent / "src/dragoman/knowledge/data/registry/leaders.tsv"
FROM = "# From the lists of REIGN and Wikidata, by scripts/build_leaders.py"
BY_HAND = "# By hand"
FIRST_YEAR = 1990
PRESIDENT = ("head-of-state", "President")
# Two rows of one person and office that lie no further apart are one term: REIGN cuts terms at elections.
GAP_MONTHS = 1
# What a Wikidata office is called → office and title; other offices (governors-general, captains regent, monarchs
# of the Commonwealth realms) are not taken.
_POSITIONS = (
    (re.compile(r"president of (?!the executive|the pontifical)", re.I), PRESIDENT),
    (re.compile(r"prime minister of|taoiseach", re.I), ("head-of-government", "Prime Minister")),
)
# Countries whose Wikidata name is no name or alias in states.tsv.
_COUNTRIES = {
    "People's Republic of China": "CHN", "Kingdom of Denmark": "DNK", "Kingdom of the Netherlands": "NLD",
    "Republic of Ireland": "IRL", "The Bahamas": "BHS", "The Gambia": "GMB",
}  # fmt: skip


@dataclass(frozen=True)
class Term:
    """A row of leaders.tsv; start and end are ISO dates cut to what is known."""

    name: str
    aliases: str
    surnames: str
    gender: str
    wikidata: str
    country: str
    office: str
    title: str
    start: str
    end: str
    id: str = ""

    def line(self) -> str:
        cells = (
            self.id or f"person:{slug(self.name)}", self.name, self.aliases, self.surnames, self.gender, self.wikidata,
            self.country, self.office, self.title, self.start, self.end,
        )  # fmt: skip
        return "\t".join(cells).rstrip("\t")

    @property
    def names(self) -> list[str]:
        return [self.name, *filter(None, self.aliases.split("|"))]

    def overlaps(self, other: Term) -> bool:
        """Whether two terms share a month, years alone counting as a whole."""
        return self.start[:7] <= _last(other.end) and other.start[:7] <= _last(self.end)


def _last(end: str) -> str:
    """An end as a month that compares ("2001" → "2001-12", none → the end of time)."""
    return f"{end}-12" if len(end) == 4 else end[:7] or "9999"


def read_table(path: Path) -> list[dict[str, str]]:
    return list(table_rows(path.read_text(encoding="utf-8"), path.name))


def hand_terms(text: str) -> tuple[str, list[Term]]:
    """The part of leaders.tsv that is kept by hand, from its line on, and its terms."""
    header = next(line for line in content_lines(text))
    part = text[text.index(f"\n{BY_HAND}\n") + 1 :]
    rows = table_rows(f"{header}\n{part}", LEADERS.name)
    fields = Term.__dataclass_fields__
    return part, [Term(**{key: value for key, value in row.items() if key in fields}) for row in rows]


class Known:
    """The people of the part by hand and of Wikidata, by state and word of their names."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._terms = list(terms)

    def named(self, name: str, country: str) -> Term | None:
        """The first term of who bears this full name in a state."""
        key = name_key(name)
        return next((t for t in self._terms if t.country == country and key in map(name_key, t.names)), None)

    def serving(self, surname: str, term: Term) -> Term | None:
        """The overlapping term of a leader of the same state whose name has all words of a bare surname."""
        words = set(fold(surname).replace("-", " ").split())
        fitting = {
            t.name: t for t in self._terms if t.country == term.country and t.overlaps(term) and words <= _words(t)
        }
        return next(iter(fitting.values())) if len(fitting) == 1 else None


def _words(term: Term) -> set[str]:
    return {word for name in term.names for word in fold(name).replace("-", " ").split()}


def wikidata_terms(path: Path) -> Iterator[Term]:
    """The terms of the Wikidata table whose office is a head's, years alone."""
    codes = {name_key(n): r["code"] for r in data_rows("registry/states.tsv") for n in _names(r) if r["code"].isupper()}
    codes |= {name_key(name): code for name, code in _COUNTRIES.items()}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            code = codes.get(name_key(row["country"]))
            kind = next((kind for pattern, kind in _POSITIONS if pattern.match(row["positionLabel"])), None)
            if code and kind and not _unclear(row):
                yield Term(
                    row["officeholderLabel"], "", "", "", row["officeholder"], code, *kind,
                    row["start_year"], row["end_year"],
                )  # fmt: skip


def _unclear(row: dict[str, str]) -> bool:
    """Whether a row has no name, or a term within one year, which in years alone would cover all of it."""
    return bool(re.fullmatch(r"Q\d+", row["officeholderLabel"])) or row["start_year"] == row["end_year"]


def _names(row: dict[str, str]) -> list[str]:
    return [row["name"], *row["aliases"].split("|")]


def reign_terms(path: Path) -> Iterator[tuple[str, Term]]:
    """(state of REIGN, term under the name it has there) of all terms over since the first year."""
    states = [row for row in data_rows("registry/states.tsv") if row["cow"] and row["country"] == row["code"]]
    countries = {row["cow"]: row["code"] for row in states}
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        for row in csv.DictReader(file):
            end = f"{row['eyear']}-{int(row['emonth']):02}" if row["eyear"].isdigit() else ""
            if end and int(row["eyear"]) >= FIRST_YEAR and row["ccode"] in countries:
                gender = {"1": "m", "0": "f"}.get(row["gender"], "")
                leader, country = row["leader"].strip(), countries[row["ccode"]]
                yield row["stateabb"], Term(leader, "", "", gender, "", country, "", "", _start(row), end)


def _start(row: dict[str, str]) -> str:
    year, month = int(row["syear"]), int(row["smonth"])
    try:
        return date(year, month, int(row["sdate"])).isoformat()
    except ValueError:
        return f"{year}-{month:02}"


class Namer:
    """Gives the terms of REIGN full names and offices."""

    def __init__(self, known: Known, wikidata: Known) -> None:
        self._known, self._wikidata = known, wikidata
        self._names = read_table(SCRIPTS / "leader_names.tsv")
        self._offices = {r["state"]: (r["office"], r["title"]) for r in read_table(SCRIPTS / "leader_offices.tsv")}

    def term(self, state: str, bare: Term) -> Term | None:
        """The term under the person's full name, or None where that is not known or left out."""
        office, title = self._offices.get(state, PRESIDENT)
        bare = replace(bare, office=office, title=title)
        row = self._row(state, bare)
        if row:
            return self._of_row(row, bare) if row["name"] != "-" else None
        found = self._known.serving(bare.name, bare) or self._wikidata.serving(bare.name, bare)
        return replace(found, aliases="", surnames="", start=bare.start, end=bare.end) if found else None

    def _row(self, state: str, bare: Term) -> dict[str, str] | None:
        """The latest row of the table of names that speaks of the term."""
        rows = [
            row
            for row in self._names
            if row["state"] == state and row["reign"] == bare.name and row["since"] <= bare.start
        ]
        return max(rows, key=lambda row: row["since"]) if rows else None

    def _of_row(self, row: dict[str, str], bare: Term) -> Term:
        known = self._known.named(row["name"], bare.country)
        item = self._wikidata.named(row["name"], bare.country)
        return replace(
            bare,
            name=known.name if known else row["name"],
            id=known.id if known else "",
            aliases="" if known else row["aliases"],
            surnames="" if known else row["surnames"],
            gender=known.gender if known else bare.gender,
            wikidata=item.wikidata if item and not known else "",
            office=row["office"] or bare.office,
            title=row["title"] or bare.title,
        )


def joined(terms: Iterable[Term]) -> list[Term]:
    """The terms with those of one person and office that follow each other made one."""
    done: list[Term] = []
    for term in terms:
        last = next((t for t in reversed(done) if (t.name, t.office) == (term.name, term.office)), None)
        if last and _months(term.start) - _months(last.end) <= GAP_MONTHS and last.title == term.title:
            done[done.index(last)] = replace(last, end=max(last.end, term.end))
        else:
            done.append(term)
    return done


def _months(day: str) -> int:
    return int(day[:4]) * 12 + int(day[5:7] or 1)


def new_terms(terms: Sequence[Term], hand: Sequence[Term]) -> list[Term]:
    """The terms that the part by hand does not have."""
    return [
        term
        for term in terms
        if not any(h.country == term.country and h.office == term.office and h.name == term.name and h.overlaps(term)
                   for h in hand)
    ]  # fmt: skip


def build(reign: Path, wikidata: Path) -> None:
    text = LEADERS.read_text(encoding="utf-8")
    part, hand = hand_terms(text)
    known, items = Known(hand), list(wikidata_terms(wikidata))
    namer = Namer(known, Known(items))
    bare = sorted(reign_terms(reign), key=lambda pair: (pair[1].country, pair[1].start))
    named = [(state, term, namer.term(state, term)) for state, term in bare]
    left_out = [f"{state} {term.name}" for state, term, found in named if found is None]
    terms = new_terms(joined(found for _, _, found in named if found), hand)
    closed = [t for t in items if t.end and not known.named(t.name, t.country)]
    closed = [t for t in closed if not any(t.name == u.name and t.office == u.office for u in terms)]
    rows = sorted((*terms, *closed), key=lambda t: (t.country, t.start, t.name))
    head = text[: text.index("\n", text.index("\nid\t") + 1) + 1]
    LEADERS.write_text(head + "\n".join((FROM, *(t.line() for t in rows), part)), encoding="utf-8")
    print(f"{len(rows)} terms; {len(left_out)} left out: {'; '.join(sorted(set(left_out)))}", file=sys.stderr)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    build(Path(sys.argv[1]), Path(sys.argv[2]))
