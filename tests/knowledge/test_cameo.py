"""Every PLOVER type and mode has a CAMEO code, and every code a label and a value."""

from __future__ import annotations

import pytest

from dragoman.knowledge.cameo import load_cameo, quad_class
from dragoman.knowledge.files import data_rows
from dragoman.knowledge.plover import load_plover
from dragoman.knowledge.registry import load_registry

PAIRS = [(type, mode) for type, modes in load_plover().modes.items() for mode in (None, *modes)]
# Roots of CAMEO that stand for a type.
ROOTS = {
    "AGREE": {"03"}, "CONSULT": {"04"}, "SUPPORT": {"05"}, "COOPERATE": {"06"}, "AID": {"07"}, "CONCEDE": {"08"},
    "RETREAT": {"08"}, "REQUEST": {"10"}, "ACCUSE": {"09", "11"}, "REJECT": {"12"}, "THREATEN": {"13"},
    "PROTEST": {"14"}, "MOBILIZE": {"15"}, "SANCTION": {"16"}, "COERCE": {"17"}, "ASSAULT": {"18", "19", "20"},
}  # fmt: skip
WORDS = ["", "it cut aid", "new sanctions on aid", "an embargo", "the blockade ended", "its troops left"]


@pytest.mark.parametrize(("type", "mode"), PAIRS)
def test_every_pair_has_a_code_that_is_labelled_and_scored(type: str, mode: str | None) -> None:
    cameo = load_cameo()
    for words in WORDS:
        for military in (False, True):
            code = cameo.code(type, mode, words=words, military=military)
            assert code[:2] in ROOTS[type]
            assert cameo.labels[code]
            assert -10 <= cameo.goldstein[code] <= 10


@pytest.mark.parametrize(
    ("type", "mode", "words", "military", "code"),
    [
        # corrections where crosswalk and manual differ
        ("SANCTION", "discontinue", "It imposed sanctions on banks.", False, "163"),
        ("SANCTION", "discontinue", "The embargo takes effect.", False, "163"),
        ("SANCTION", "discontinue", "It cut military aid to Mali.", False, "162"),
        ("SANCTION", "discontinue", "It broke off trade.", False, "160"),
        ("SANCTION", "withdraw", "", False, "161"),
        ("SANCTION", "expel", "", False, "166"),
        ("SANCTION", "convict", "", False, "160"),
        ("RETREAT", "withdraw", "Troops left the town.", False, "0874"),
        ("RETREAT", "withdraw", "It lifted the blockade.", False, "0872"),
        ("RETREAT", "resign", "", False, "080"),
        ("COERCE", "cyber", "", False, "170"),
        # the most general code of the crosswalk's lines
        ("ACCUSE", "allege", "", False, "112"),
        ("ACCUSE", "investigate", "", False, "090"),
        ("REQUEST", "yield", "", False, "105"),
        ("REJECT", "yield", "", False, "124"),
        ("THREATEN", "violence", "", False, "138"),
        ("RETREAT", "disarm", "", False, "087"),
        ("ASSAULT", "explosives", "", True, "183"),
        # no line: the type's code, and by a regular force another
        ("PROTEST", "vandalize", "", False, "140"),
        ("ASSAULT", None, "", False, "180"),
        ("ASSAULT", None, "", True, "190"),
        ("ASSAULT", "drone", "", True, "190"),
        ("AGREE", None, "", True, "030"),
        # a mode that PLOVER does not have
        ("AID", "airlift", "", False, "070"),
    ],
)
def test_crosswalk(type: str, mode: str | None, words: str, military: bool, code: str) -> None:
    assert load_cameo().code(type, mode, words=words, military=military) == code


def test_quad_class_follows_the_root() -> None:
    roots = [f"{root:02d}0" for root in range(1, 21)]
    assert [quad_class(root) for root in roots] == [1] * 5 + [2] * 4 + [3] * 5 + [4] * 6


def test_no_code_is_listed_that_exports_never_write() -> None:
    written = {row["code"] for row in data_rows("cameo/crosswalk.tsv")} | {"043"}
    assert set(load_cameo().labels) == written


def test_every_state_and_sector_is_there() -> None:
    cameo, registry = load_cameo(), load_registry()
    states = {row["code"] for row in data_rows("registry/states.tsv") if row["iso2"] and not row["to"]}
    assert states <= set(cameo.countries)
    assert set(cameo.sectors) == set(load_plover().sectors)
    assert all(registry.entry(id) for id in cameo.groups)
    # one FIPS code means one country, but for territories that have none of their own
    codes = [names.fips for names in cameo.countries.values() if names.fips]
    assert {code for code in codes if codes.count(code) > 1} == {"FI", "NT"}
    assert cameo.country("DEU").fips == "GM"
    assert cameo.country("ROU").cameo == "ROM"
    assert cameo.sector("MED").cameo == "HLH"
    assert cameo.sector("JRN").cameo == "MED"
