"""Language: English is never taken for foreign because of names, foreign texts are told."""

from __future__ import annotations

import pytest

from dragoman.reading import read_text
from dragoman.reading.detecting import detect_language

ENGLISH = [
    "Soldiers took the airport of Korvin on Friday, the army of Ardonia said.",
    # headlines and names without a single function word
    "Abiy Ahmed meets Isaias Afwerki in Addis Ababa, Mekelle awaits Tigray forces",
    "Macron, Scholz, Zelenskyy in Kyiv",
    "Punjab police arrest Imran Khan supporters in Rawalpindi",
    "Erdogan in Baku",
    "Sanctions!",
    "AUGUST 3",
    # furniture of another language at the top does not outweigh the article
    "عاجل\n\nSoldiers took the palace on Friday, and the president has fled, a general said on state television.",
]

FOREIGN = [
    ("de", "Die Armee hat am Freitag den Flughafen der Hauptstadt eingenommen, teilte das Ministerium mit."),
    ("fr", "L'armée a pris vendredi l'aéroport de la capitale, a annoncé le ministère de la défense."),
    ("es", "El ejército tomó el viernes el aeropuerto de la capital, según informó el ministerio de Defensa."),
    ("ru", "Армия взяла аэропорт в пятницу."),
    ("ar", "سيطر الجيش على المطار يوم الجمعة"),
    ("zh", "军队星期五占领了首都的机场"),
    ("tr", "Ordu cuma günü başkentin havaalanını ele geçirdi, bakanlık açıkladı."),
]


@pytest.mark.parametrize("text", ENGLISH)
def test_english(text: str) -> None:
    assert detect_language(text) == "en"


@pytest.mark.parametrize(("code", "text"), FOREIGN)
def test_foreign(code: str, text: str) -> None:
    reading = read_text(text)
    assert reading.document.language == code
    assert "not-english" in [warning.code for warning in reading.warnings]
    assert reading.document.text == text


@pytest.mark.parametrize("stated", ["en", "en-GB", "EN_us"])
def test_stated_english_is_believed(stated: str) -> None:
    reading = read_text(FOREIGN[0][1], language=stated)
    assert reading.document.language == "en"
    assert [warning.code for warning in reading.warnings] == ["no-date"]


@pytest.mark.parametrize("text", ["1234", "🚨🚨", "---"])
def test_no_letters_no_language(text: str) -> None:
    assert read_text(text).document.language is None
