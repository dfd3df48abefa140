"""The check of the corpus: a sound one passes, and each fault is told with its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from corpus.check import main

EVENT = "ACCUSE\t-\tactual\taffirmed\t[A:Chad] blamed [R:Libya] for it."
SOUND = {
    "events/old.tsv": EVENT + "\n",
    "acts/old.tsv": "1\tblamed\tACCUSE\tChad\tLibya\n",
    "acts/wire.txt": "w1\tPeru met Chile, and Peru left.\nw2\tRain fell.\n",
    "acts/wire.tsv": "w1\tmet\tCONSULT\tPeru\tChile\nw1\tleft\tRETREAT\tPeru@2\t-\nw2\t-\n",
    "acts/public/polnear.tsv": "daily_2016@100-130\t5-9\tACCUSE\t0-4\t10-15\ndaily_2016@131-150\t-\n",
    "acts/public/plv.tsv": "0123456789abcdef\t5-9\tACCUSE\t0-4 ; 20-24\t10-15\n",
}


def checked(folder: Path, files: dict[str, str]) -> int:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return main(folder)


def test_a_sound_corpus_passes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert checked(tmp_path, SOUND) == 0
    assert capsys.readouterr().out.splitlines() == [
        "events: ACCUSE 1 — 1 rows",
        "acts: - 2, ACCUSE 3, CONSULT 1, RETREAT 1 — 7 rows",
        "0 faults",
    ]


@pytest.mark.parametrize(
    ("name", "added", "told"),
    [
        ("events/old.tsv", "BLAME\t-\tactual\taffirmed\t[A:Fiji] blamed it.", "events/old.tsv:2: unknown type 'BLAME'"),
        ("acts/wire.tsv", "w1\tmet\tCONSULT\tPeru", "acts/wire.tsv:4: 4 columns, 5 or 2 expected"),
        ("acts/wire.tsv", "w1\tmet", "acts/wire.tsv:4: two columns are for a sentence without an event"),
        ("acts/wire.tsv", "w1\tmet\tNONE\tPeru\t-", "acts/wire.tsv:4: unknown type 'NONE'"),
        ("acts/wire.tsv", "w1\tmet\tAGREE\t-\t-", "acts/wire.tsv:4: an actor or a recipient expected"),
        ("acts/wire.tsv", "w1\t-\tAGREE\tPeru\t-", "acts/wire.tsv:4: a trigger expected"),
        ("acts/wire.tsv", "w1\tmet\tAGREE\tPeru\tPeru", "acts/wire.tsv:4: 'Peru' stands twice"),
        ("acts/wire.tsv", "w1\tmet\tAGREE\tperu\t-", "acts/wire.tsv:4: 'peru' does not stand in the sentence"),
        ("acts/wire.tsv", "w1\tmet\tAGREE\tPeru@3\t-", "acts/wire.tsv:4: 'Peru@3' does not stand in the sentence"),
        ("acts/wire.tsv", "w1\tmet\tAGREE\tPeru@0\t-", "acts/wire.tsv:4: 'Peru@0' does not stand in the sentence"),
        ("acts/wire.tsv", "w1\tmet\tAGREE\tPeru ;  Chile\t-", "acts/wire.tsv:4: ' Chile' has blanks at its edges"),
        ("acts/wire.tsv", "w1\tmet\tCONSULT\tPeru\tChile", "acts/wire.tsv:4: stands in acts/wire.tsv:1 already"),
        ("acts/wire.tsv", "w2\tfell\tRETREAT\tRain\t-", "acts/wire.tsv:4: 'w2' has both events and none"),
        ("acts/wire.tsv", "w3\t-", "acts/wire.tsv:4: no sentence has the key 'w3'"),
        ("acts/old.tsv", "2\t-", "acts/old.tsv:2: no sentence has the key '2'"),
        ("acts/wire.txt", "w3\tSnow fell on us.", "acts/wire.tsv: no row for the sentence 'w3'"),
        ("events/old.tsv", "NONE\t-\t-\t-\t[A:Fiji] is wet.", "acts/old.tsv: no row for the sentence '2'"),
        ("acts/wire.txt", "Snow fell.", "acts/wire.txt:3: a key and a sentence expected"),
        ("acts/wire.txt", "w1\tSnow fell.", "acts/wire.txt:3: acts/wire.txt:1 has the key 'w1' already"),
        ("acts/more.txt", "m1\tSnow fell.", "acts/more.txt: no labels"),
        # case and punctuation do not count, nor do the marks of an event
        ("acts/wire.txt", "w3\tRAIN fell", "acts/wire.txt:3: stands in acts/wire.txt:2 already"),
        ("acts/wire.txt", "w3\tChad blamed Libya for it.", "acts/wire.txt:3: stands in events/old.tsv:1 already"),
        ("acts/public/plv.tsv", "0123\t-", "public/plv.tsv:2: '0123' is neither 16 hex digits nor article@start-end"),
        ("acts/public/polnear.tsv", "daily@9-5\t-", "public/polnear.tsv:3: 'daily@9-5' is neither"),
        ("acts/public/plv.tsv", "f123456789abcdef\t9-5\tAID\t0-4\t-", "plv.tsv:2: '9-5' is no place in the sentence"),
        ("acts/public/plv.tsv", "f123456789abcdef\tgave\tAID\t0-4\t-", "plv.tsv:2: 'gave' is no place in the sentence"),
        # a key with offsets tells how long its sentence is
        ("acts/public/polnear.tsv", "daily@100-120\t5-21\tAID\t0-4\t-", "polnear.tsv:3: '5-21' is no place in"),
    ],
)  # fmt: skip
def test_faults_say_where(tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, added: str, told: str) -> None:
    assert checked(tmp_path, {**SOUND, name: SOUND.get(name, "") + added + "\n"}) == 1
    assert told in capsys.readouterr().out


@pytest.mark.parametrize(
    ("first", "second", "near"),
    [
        # minimal pairs of a long sentence come close; whoever writes them is told, and nothing is wrong
        ("one two three four five six seven eight nine ten eleven gave", "… ten eleven took", True),
        ("one two three four five gave", "one two three four five took", False),
    ],
)
def test_near_duplicates_are_listed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], first: str, second: str, near: bool
) -> None:
    second = second.replace("…", first.partition(" ten")[0])
    files = {
        "acts/a.txt": f"1\t{first}\n",
        "acts/b.txt": f"1\t{second}\n",
        "acts/a.tsv": "1\t-\n",
        "acts/b.tsv": "1\t-\n",
    }
    assert checked(tmp_path, files) == 0
    assert ("acts/b.txt:1: near acts/a.txt:1" in capsys.readouterr().out) == near


def test_the_same_sentence_with_other_marks_is_another_row(tmp_path: Path) -> None:
    turned = EVENT.replace("[A:", "[X:").replace("[R:", "[A:").replace("[X:", "[R:")
    files = {"events/old.tsv": f"{EVENT}\n{turned}\n", "acts/old.tsv": "1\tblamed\tACCUSE\tChad\tLibya\n2\t-\n"}
    assert checked(tmp_path, files) == 0
