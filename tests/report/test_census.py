"""Who many documents speak of: counting, joining, and the worklist of the unknown."""

from __future__ import annotations

from dragoman.report.census import census


def actor(id: str, name: str, form: str = "name", country: str | None = None):
    return {
        "id": id, "name": name, "kind": "person", "country": country, "sectors": ["GOV"],
        "mentions": [{"text": name, "form": form}, {"text": "she", "form": "pronoun"}],
    }  # fmt: skip


def document(id: str, *actors, speakers: tuple[str, ...] = ()):
    statements = [{"speaker": s} for s in speakers]
    return {"document": {"id": id}, "actors": list(actors), "events": [], "statements": statements}


def test_those_that_most_documents_speak_of_come_first():
    once = document("a", actor("person:x", "Ilse Tarn"), actor("local:y", "Ruvo Maltin"))
    again = document("b", actor("local:y-2", "Ruvo Maltin"), speakers=("local:y-2",))
    rows = census([once, again])
    assert [(r.name, r.documents, r.roles, r.mentions) for r in rows] == [
        ("Ruvo Maltin", 2, 1, 4),
        ("Ilse Tarn", 1, 0, 2),
    ]


def test_the_unknown_are_those_without_an_entry_and_with_a_name():
    one = document(
        "a", actor("person:x", "Ilse Tarn"), actor("local:y", "Ruvo Maltin"), actor("local:z", "a man", "nominal")
    )
    assert [r.name for r in census([one], unknown=True)] == ["Ruvo Maltin"]


def test_namesakes_of_two_countries_are_two():
    rows = census([document("a", actor("local:y", "Ruvo Maltin", country="DNK"), actor("local:z", "Ruvo Maltin"))])
    assert len(rows) == 2
