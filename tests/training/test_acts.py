"""Acts: quotations become offsets, sentences of public files are found by their keys, acts become pairs."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from dragoman.training.acts import Act, Told, as_json, pairs_of, read_news, read_own, read_plv, sentence_key

ROOT = Path(__file__).resolve().parents[2]
RAID = "Chad accused Libya of a raid on Chad and Niger."
ARTICLE = "Envoys met.\n\nPeru sued Chile on Monday. It voted 24-40."


def corpus_of(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / "corpus" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder / "corpus"


def own(folder: Path, labels: str, sentence: str = RAID) -> list[Told]:
    return read_own(corpus_of(folder, {"acts/wire.txt": f"w1\t{sentence}\n", "acts/wire.tsv": labels}))


def plv(folder: Path, labels: str) -> list[Told]:
    row = {"text": RAID, "actor": {"start": 0, "end": 4}, "recipient": None, "gold_type": "ACCUSE"}
    file = folder / "plv-train.jsonl"
    file.write_text(json.dumps(row) + "\n", encoding="utf-8")
    return read_plv(corpus_of(folder, {"acts/public/plv.tsv": labels}), file)


def news(folder: Path, labels: str) -> list[Told]:
    file = folder / "train.jsonl.gz"
    with gzip.open(file, "wt", encoding="utf-8") as stream:
        stream.write(json.dumps({"id": "daily_2016-01-02_suit", "text": ARTICLE}) + "\n")
    return read_news(corpus_of(folder, {"acts/public/polnear.tsv": labels}), file)


def words(told: Told) -> list[tuple[str, str, list[str], list[str]]]:
    """The acts of a sentence in its words."""
    acts = json.loads(as_json(told))["acts"]
    return [(a["trigger"], a["type"], a["actors"], a["recipients"]) for a in acts]


@pytest.mark.parametrize(
    ("row", "act"),
    [
        ("accused\tACCUSE\tChad\tLibya", Act((5, 12), "ACCUSE", ((0, 4),), ((13, 18),))),
        # the second time that the word stands there
        ("raid\tASSAULT\tLibya\tChad@2", Act((24, 28), "ASSAULT", ((13, 18),), ((32, 36),))),
        # several on one side; a side that nobody fills
        ("raid\tASSAULT\t-\tChad@2 ; Niger", Act((24, 28), "ASSAULT", (), ((32, 36), (41, 46)))),
    ],
)
def test_quotations_become_offsets(tmp_path: Path, row: str, act: Act) -> None:
    assert own(tmp_path, f"w1\t{row}\n") == [Told(RAID, (act,), "manual")]


def test_a_sentence_without_an_event_is_kept(tmp_path: Path) -> None:
    assert own(tmp_path, "# a remark\n\nw1\t-\n") == [Told(RAID, (), "manual")]


def test_digits_are_quoted_like_other_words(tmp_path: Path) -> None:
    (told,) = own(tmp_path, "w1\trejected\tREJECT\t12-20\t-\n", "The 12-20 bloc rejected it.")
    assert words(told) == [("rejected", "REJECT", ["12-20"], [])]


def test_labels_without_a_text_file_are_for_the_lines_of_the_event_corpus(tmp_path: Path) -> None:
    files = {
        "events/wire.tsv": "# a remark\nACCUSE\t-\tactual\taffirmed\t[A:Chad] blamed [R:Libya].\n",
        "acts/wire.tsv": "2\tblamed\tACCUSE\tChad\tLibya\n",
    }
    (told,) = read_own(corpus_of(tmp_path, files))
    assert told.text == "Chad blamed Libya."
    assert words(told) == [("blamed", "ACCUSE", ["Chad"], ["Libya"])]


@pytest.mark.parametrize(
    ("labels", "message"),
    [
        ("w2\t-\n", "wire.tsv: no sentence has the key 'w2'"),
        ("w1\tblamed\tACCUSE\tChad\t-\n", "wire.tsv, key w1: 'blamed' does not stand in the sentence"),
        ("w1\traid\tASSAULT\t-\tChad@3\n", "wire.tsv, key w1: 'Chad@3' does not stand"),  # it stands there twice
        ("w1\traid\tASSAULT\tChad@0\t-\n", "wire.tsv, key w1: 'Chad@0' does not stand"),  # they are counted from 1
        ("w1\taccused\tACCUSE\tChad\t13-18\n", "wire.tsv, key w1: '13-18' does not stand"),  # offsets are no words
    ],
)  # fmt: skip
def test_faults_of_own_labels_say_where(tmp_path: Path, labels: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        own(tmp_path, labels)


def test_plv_sentences_are_found_by_their_hash(tmp_path: Path) -> None:
    here, elsewhere = sentence_key(RAID), sentence_key("It stands in no file.")
    (told,) = plv(tmp_path, f"{here}\t5-12\tACCUSE\t0-4\t13-18\n{elsewhere}\t-\n{here}\t24-28\tASSAULT\t13-18\t-\n")
    assert (told.text, told.habit) == (RAID, "plv")
    assert words(told) == [("accused", "ACCUSE", ["Chad"], ["Libya"]), ("raid", "ASSAULT", ["Libya"], [])]


def test_news_sentences_are_cut_from_their_articles(tmp_path: Path) -> None:
    labels = [
        "daily_2016-01-02_suit@13-39\t5-9\tACCUSE\t0-4\t10-15",
        "daily_2016-01-02_suit@0-11\t-",
        # the place of the key stands in the text as figures too
        "daily_2016-01-02_suit@24-40\t-",
        "weekly_2016-01-02_other@0-11\t-",
    ]
    suit, *others = news(tmp_path, "\n".join(labels) + "\n")
    assert (suit.text, suit.habit) == ("Peru sued Chile on Monday.", "manual")
    assert words(suit) == [("sued", "ACCUSE", ["Peru"], ["Chile"])]
    assert others == [Told("Envoys met.", (), "manual"), Told(ARTICLE[24:40], (), "manual")]


@pytest.mark.parametrize(
    ("key", "place", "message"),
    [
        ("daily_2016-01-02_suit@13-39", "20-90", r"polnear.tsv, key .*@13-39: '20-90' is no place in a text of 26"),
        ("daily_2016-01-02_suit@13-39", "9-5", "'9-5' is no place"),
        ("daily_2016-01-02_suit@13-39", "sued", "'sued' is no place"),  # quotations are for our own files
        ("daily_2016-01-02_suit@13-990", "5-9", r"polnear.tsv, key .*@13-990: '13-990' is no place in a text of 55"),
    ],
)
def test_faults_of_public_labels_say_where(tmp_path: Path, key: str, place: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        news(tmp_path, f"{key}\t{place}\tACCUSE\t0-4\t10-15\n")


def pairs_in(labels: str, folder: Path, sentence: str = RAID) -> list[tuple[str, ...]]:
    """Actor, type and recipient of the pairs that the labels of a sentence give."""
    return [
        (e.text[slice(*(e.actor or ()))], *e.types, e.text[slice(*(e.recipient or ()))])
        for e in pairs_of(own(folder, labels, sentence))
    ]


@pytest.mark.parametrize(
    ("row", "pairs"),
    [
        ("accused\tACCUSE\tChad\tLibya", [("Chad", "ACCUSE", "Libya")]),
        # the first of several recipients
        ("raid\tASSAULT\tLibya\tChad@2 ; Niger", [("Libya", "ASSAULT", "Chad")]),
        ("accused\tACCUSE\tChad ; Libya\t-", [("Chad", "ACCUSE", "Libya")]),  # two who do it together
        ("accused\tACCUSE\tChad\t-", []),  # one party is no pair
        ("accused\tACCUSE\tChad\tChad", []),
    ],
)
def test_acts_of_two_parties_become_pairs(tmp_path: Path, row: str, pairs: list[tuple[str, ...]]) -> None:
    assert pairs_in(f"w1\t{row}\n", tmp_path) == pairs


@pytest.mark.parametrize(
    ("labels", "apart"),
    [
        # who is accused does not accuse
        ("w1\taccused\tACCUSE\tChad\tLibya\n", [("Libya", "Chad")]),
        # a raid may be answered, so its reverse is left open, and so is that of a meeting …
        ("w1\traid\tASSAULT\tLibya\tNiger\n", []),
        ("w1\traid\tCONSULT\tLibya\tNiger\n", []),
        # … even where another act goes one way
        ("w1\taccused\tACCUSE\tChad\tLibya\nw1\traid\tASSAULT\tChad\tLibya\n", []),
        # nothing is told between the two who undergo it
        ("w1\traid\tASSAULT\tLibya\tChad@2 ; Niger\n", [("Chad", "Niger"), ("Niger", "Chad")]),
        (
            "w1\traid\tASSAULT\t-\tChad ; Libya ; Niger\n",
            [(a, r) for a in ("Chad", "Libya", "Niger") for r in ("Chad", "Libya", "Niger") if a != r],
        ),
        # two who do it together, and nobody else: no pair is left that has nothing between them
        ("w1\taccused\tACCUSE\tChad ; Libya\t-\n", []),
    ],
)
def test_every_third_sentence_also_gives_a_pair_with_nothing_between(
    tmp_path: Path, labels: str, apart: list[tuple[str, str]]
) -> None:
    found = []
    # which sentence is the third depends on its length, and so does which of its pairs is shown
    for more in range(6 * 3):
        sentence = RAID + "!" * more
        nothing = [(a, r) for a, t, r in pairs_in(labels, tmp_path, sentence) if t == "NONE"]
        assert len(nothing) == (bool(apart) and len(sentence) % 3 == 0)
        found += nothing
    assert sorted(set(found)) == apart


def test_labels_after_the_habits_of_plv_give_no_pairs(tmp_path: Path) -> None:
    assert pairs_of(plv(tmp_path, f"{sentence_key(RAID)}\t5-12\tACCUSE\t0-4\t13-18\n")) == []


def test_every_sentence_of_the_corpus_is_read() -> None:
    told = read_own(ROOT / "corpus")
    assert len(told) > 5000
    assert all(act.actors or act.recipients for sentence in told for act in sentence.acts)
    assert {example.habit for example in pairs_of(told)} == {"manual"}
