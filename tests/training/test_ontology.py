"""The ontology file: what it gives, and that each fault is told in one line that says where."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.errors import UsageError
from dragoman.training.ontology import read_ontology

ROOT = Path(__file__).resolve().parents[2]
TYPE = """
[types.{0}]
definition = "[A:One] does {0} to [R:another]."
examples = ["[A:Chad] did {0} to [R:Libya].", "[A:Peru] did {0} to [R:Chile]."]
"""
GOOD = 'name = "tiny"\n' + TYPE.format("FIRST") + TYPE.format("SECOND")


def written(folder: Path, text: str) -> Path:
    path = folder / "mine.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_types_definitions_and_examples_are_read(tmp_path: Path) -> None:
    ontology = read_ontology(written(tmp_path, GOOD))
    assert ontology.labels.types == ("FIRST", "SECOND")
    assert [e.types for e in ontology.examples()] == [("FIRST",), ("FIRST",), ("SECOND",), ("SECOND",)]
    first = ontology.examples()[0]
    assert (first.text, first.actor, first.recipient) == ("Chad did FIRST to Libya.", (0, 4), (18, 23))
    assert [e.text for e in ontology.definitions()] == ["One does FIRST to another.", "One does SECOND to another."]
    assert ontology.scarce() == ["FIRST", "SECOND"]
    assert ontology.version == "1"


def test_none_is_a_label_where_examples_teach_it(tmp_path: Path) -> None:
    ontology = read_ontology(written(tmp_path, GOOD + '[none]\nexamples = ["[A:Chad] and [R:Libya] are dry."]\n'))
    assert ontology.labels.types == ("FIRST", "SECOND", "NONE")
    assert ontology.examples()[-1].types == ("NONE",)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("name = ", "no TOML file"),
        ('name = "x"\n' + TYPE.format("ONLY"), "at least two tables"),
        (GOOD.replace('name = "tiny"', ""), "'name' must be a string"),
        (GOOD + TYPE.format("lower"), "names are of capitals"),
        (GOOD + TYPE.format("NONE"), "[none]"),
        (GOOD.replace("definition", "meaning", 1), "unknown key 'meaning'"),
        (GOOD.replace("[A:Peru] did FIRST", "Peru did [FIRST]"), "FIRST, example 2: a bracket is left over"),
        (GOOD.replace("[A:Chad] did SECOND to [R:Libya]", "Chad did it"), "SECOND, example 1: no party is marked"),
        (GOOD.replace("[R:Libya]", "[A:Libya]", 1), "FIRST, example 1: mark one actor"),
        (GOOD.replace("[A:Peru] did FIRST to [R:Chile]", "[A:Chad]  did FIRST to [R:Libya]"), "stands in FIRST"),
        (GOOD.replace("[types.SECOND]\n", "[types.SECOND]\nquad = 7\n"), "SECOND: quad is 1, 2, 3 or 4"),
        (GOOD.replace(', "[A:Peru] did SECOND to [R:Chile]."', ""), "SECOND: examples must be a list of 2 or more"),
    ],
)  # fmt: skip
def test_faults_say_where(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_ontology(written(tmp_path, text))
    message = str(caught.value)
    assert told in message
    assert "mine.toml" in message
    assert "\n" not in message


def test_further_faults_are_counted(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"\(and 1 more\)"):
        read_ontology(written(tmp_path, GOOD.replace("definition", "meaning", 1)))


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        read_ontology(tmp_path / "missing.toml")


def test_the_worked_example_is_sound() -> None:
    water = read_ontology(ROOT / "examples" / "ontology" / "water.toml")
    assert [len(t.examples) for t in water.types] == [12] * 5
    assert len(water.none) == 12
    assert set(water.quads) == set(water.labels.types) - {"NONE"}
