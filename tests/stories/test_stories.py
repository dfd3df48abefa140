"""Stories without a ledger: terms, copies, contrast, joining.  All texts are invented."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date

import pytest

from dragoman.stories import Features, Member, Telling, count_terms, join, pack, take_out, unpack, weigh
from dragoman.stories.contrast import parted
from dragoman.stories.copies import contained, copied, sketch, sketch_of_hash
from dragoman.stories.likeness import likenesses, nearness
from dragoman.stories.terms import DAY, NAME, NUMBER, WORD
from dragoman.stories.words import kind_of, stem, written_words

FIRE = (
    "A fire destroyed the customs warehouse of Porto Velmar on Monday night, and two watchmen were taken to hospital. "
    "Firefighters from four towns needed until dawn to bring the flames under control, the brigade of Velmar said. "
    "The warehouse held cotton and machine parts worth nine million. Commander Ilse Brandauer said that a cable "
    "behind the eastern gate had burned first. The harbour was closed to lorries until noon."
)
VOTE = (
    "Lawmakers in Eastmark voted by 61 to 40 on Thursday to dismiss Finance Minister Pavel Oro over the sale of the "
    "national lottery. Oro, who has held the office for six years, called the vote a farce and left the chamber. "
    "President Lida Mork must name a successor within ten days."
)
LOCAL = "The mayor of Sandby, some forty kilometres away, said that his town would lend the port two sheds for a month."


def features(
    text: str | None, seen: dict[str, int] | None = None, content: str = "00" * 32, **told: object
) -> Features:
    telling = Telling(text, content, **told)  # type: ignore[arg-type]
    return unpack(pack(weigh(count_terms(telling), 0, lambda _: 0), telling))


class Shelf:
    """Reports in memory."""

    def __init__(self) -> None:
        self.kept: dict[int, Member] = {}
        self.made: dict[int, Features] = {}

    def members(self, story: str) -> list[Member]:
        return [member for _, member in sorted(self.kept.items()) if member.story == story]

    def independent(self, story: str) -> list[Member]:
        return [member for member in self.members(story) if member.copy_of is None]

    def features(self, members: Sequence[Member]) -> list[Features]:
        return [self.made[member.number] for member in members]

    def put(self, member: Member) -> None:
        self.kept[member.number] = member

    def take(self, *texts: str, days: Sequence[date | None] = ()) -> list[Member]:
        """The reports after all of some texts have come; every one before is near."""
        for text in texts:
            number = len(self.kept) + 1
            day = days[number - 1] if days else None
            near = sorted(self.kept.values(), key=lambda m: -m.number)
            self.made[number] = features(text, day=day)
            join(Member(number, f"d{number}", day), self.made[number], near, self)
        return [member for _, member in sorted(self.kept.items())]


# ---- words and terms


@pytest.mark.parametrize(
    ("words", "stemmed"),
    [
        ("elect elects elected electing", "elect"),
        ("strike strikes striking", "strik"),
        ("stop stops stopped stopping", "stop"),
        # too short to lose anything
        ("bus", "bus"),
        ("city cities", "city"),
        ("witness witnesses", "witnes"),
    ],
)
def test_forms_of_a_word_have_one_stem(words: str, stemmed: str) -> None:
    assert {stem(word) for word in words.split()} == {stemmed}


def test_a_capital_tells_a_name_within_a_sentence_only() -> None:
    text = "Guards left. Only Oro's 40 men stayed in Velmar.\nNobody knew"
    kinds = {word: kind_of(word, at, text) for word, at in written_words(text)}
    assert {word for word, kind in kinds.items() if kind == "name"} == {"Oro", "Velmar"}
    assert {word for word, kind in kinds.items() if kind == "opening"} == {"Guards", "Only", "Nobody"}
    assert kinds["40"] == "number"


def test_a_rare_word_tells_more_than_a_common_one_and_the_lead_more_than_the_rest() -> None:
    counted = count_terms(Telling(FIRE, "", days=("2024-03-04",)))
    assert len(counted.terms) == len(set(counted.terms)) > 20
    assert {WORD, NAME, NUMBER, DAY} >= set(counted.kinds) > {WORD, NAME}
    # Velmar, twice and in no table, comes first
    assert counted.kinds[0] == NAME
    weights = weigh(counted, 5_000, lambda term: 2_500 if term == counted.terms[0] else 0)
    assert sum(w * w for w in weights.weights) == pytest.approx(1)
    # what half of the latest reports have tells next to nothing
    assert weights.weights[weights.terms.index(counted.terms[0])] < 0.25 * max(weights.weights)


@pytest.mark.parametrize("text", ["", " ", "a", "1", "Of the and", "é\u2028ß 😀"])
def test_a_text_that_tells_nothing_is_like_nothing(text: str) -> None:
    empty, fire = features(text), features(FIRE)
    assert list(likenesses(fire, [empty, fire])) == [0.0, pytest.approx(1, abs=1e-3)]
    assert list(likenesses(empty, [fire])) == [0.0]
    assert parted([empty] * 9) is None


# ---- copies


def _cut(text: str, share: float) -> str:
    return text[: int(len(text) * share)]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        (FIRE, 1.0, 1.0),
        (f"Warehouse goes up in flames\n\n{FIRE}", 0.9, 1.0),
        (FIRE.upper(), 1.0, 1.0),
        (_cut(FIRE, 0.5), 0.8, 1.0),
        (_cut(FIRE, 0.6) + " " + LOCAL, 0.5, 0.9),
        (VOTE, 0.0, 0.1),
        (LOCAL, 0.0, 0.1),
    ],
)
def test_a_copy_is_what_stands_in_the_other_word_for_word(text: str, low: float, high: float) -> None:
    for first, second in ((FIRE, text), (text, FIRE)):
        assert low <= contained(*sketch(first), *sketch(second)) <= high


def test_short_texts_are_copies_only_when_they_are_the_same() -> None:
    assert contained(*sketch("Oro dismissed by lawmakers"), *sketch("Oro dismissed by lawmakers")) == 1
    assert contained(*sketch("Oro dismissed by lawmakers"), *sketch("Oro dismissed by lawmakers today")) == 0
    assert contained(*sketch("Too short"), *sketch("Too short")) == 0


def test_two_reports_of_one_sentence_are_not_copies_for_half_of_it() -> None:
    first = "Smugglers freed the crew of a trawler off Velmar on Monday for a ransom of two million, the owner said."
    second = "Smugglers freed the crew of a trawler off Velmar on Monday, and three of the men are ill, doctors report."
    assert contained(*sketch(first), *sketch(second)) > 0.4
    assert copied(*sketch(first), *sketch(second)) == 0
    assert copied(*sketch(first), *sketch(f"Crew freed\n{first}")) > 0.9


def test_without_texts_the_very_same_text_is_known_by_its_hash() -> None:
    assert contained(*sketch_of_hash("ab" * 32), *sketch_of_hash("ab" * 32)) == 1
    assert contained(*sketch_of_hash("ab" * 32), *sketch_of_hash("ba" * 32)) == 0
    told = {"names": ("country:TCD", "place:2428394"), "acts": ("SUPPORT TCD NER",)}
    first, second = (features(None, content=content, **told) for content in ("ab" * 32, "cd" * 32))
    assert 0.5 < likenesses(first, [second])[0] < 1


# ---- contrast


_AFTERMATH = "boats ferries hospital tents bridge school water bread roads pylons cattle wells harvest lorries"


def _reports(who: Sequence[str], number: str, count: int) -> list[Features]:
    """Reports of a quake that share a frame, their own names and a number, and each some words of its own."""
    frame = "An earthquake shook the island of Tessal and brought houses down in several villages, officials said."
    rng = random.Random(number)
    frame = f"{frame} It measured {number} and was felt in {who[0]}."
    return [features(f"{frame} {' '.join(rng.sample(_AFTERMATH.split(), 5))}. {' '.join(who)}.") for _ in range(count)]


def test_two_happenings_of_a_kind_are_parted_by_names_and_numbers() -> None:
    first, second = _reports(["Orrow", "Benit", "Kasu"], "5.9", 6), _reports(["Veld", "Marat", "Dunza"], "6.3", 5)
    mixed = [first[0], second[0], *first[1:], *second[1:]]
    assert parted(mixed) == ([0, 2, 3, 4, 5, 6], [1, 7, 8, 9, 10])
    assert parted(first) is None
    # of three one cannot tell
    assert parted([*first[:3], *second[:3]]) is None


# ---- joining


def test_a_report_joins_is_a_copy_or_begins_a_story() -> None:
    other = (
        "The customs warehouse in Porto Velmar burned down overnight and police believe that a faulty cable was the "
        "cause. Two watchmen are in hospital. Cotton worth millions is lost, said Commander Ilse Brandauer."
    )
    reports = Shelf().take(FIRE, VOTE, f"Fire at Velmar\n\n{_cut(FIRE, 0.7)} {LOCAL}", other, VOTE)
    assert [(m.story == reports[0].story, m.copy_of, m.rule) for m in reports] == [
        (True, None, None),
        (False, None, None),
        (True, "d1", "copy"),
        (True, None, "terms"),
        (False, "d2", "copy"),
    ]
    assert reports[4].story == reports[1].story


def test_the_copy_that_was_out_first_is_the_original_whenever_it_comes() -> None:
    days = [date(2024, 3, 5), date(2024, 3, 5), date(2024, 3, 4)]
    reports = Shelf().take(FIRE, f"Blaze\n{FIRE}", FIRE, days=days)
    assert [m.copy_of for m in reports] == ["d3", "d3", None]


def test_reports_years_apart_are_two_stories() -> None:
    again = (
        FIRE.replace("Ilse Brandauer", "Jon Reth").replace("nine million", "two million").replace("Monday", "Sunday")
    )
    words = again.split()
    text = " ".join(w for pair in zip(words[1::2], words[::2], strict=False) for w in pair)
    near, far = (Shelf().take(FIRE, text, days=[date(2020, 1, 1), day]) for day in (date(2020, 1, 9), date(2022, 1, 9)))
    assert near[0].story == near[1].story
    assert far[0].story != far[1].story


@pytest.mark.parametrize(
    ("other", "expected"), [(None, 1.0), (date(2020, 1, 9), 1.0), (date(2020, 12, 31), 0.0), (date(1990, 1, 1), 0.0)]
)
def test_nearness_fades_over_a_year(other: date | None, expected: float) -> None:
    assert nearness(date(2020, 1, 1), [other]) == expected
    assert nearness(None, [other]) == 1.0
    assert nearness(date(2020, 1, 1), [other, date(2020, 1, 2)]) == 1.0


def test_a_copy_stands_in_for_an_original_that_is_taken_out() -> None:
    shelf = Shelf()
    shelf.take(FIRE, f"One\n{FIRE}", f"Two\n{FIRE}")
    gone = shelf.kept.pop(1)
    take_out(gone, shelf.members(gone.story), shelf)
    assert [(m.document, m.copy_of, m.story) for m in shelf.kept.values()] == [
        ("d2", None, gone.story),
        ("d3", "d2", gone.story),
    ]
