"""Block segmentation of plain text, as tables: each line of a text with the kind that is expected."""

from __future__ import annotations

import re

import pytest

from dragoman.reading import read_text

SHORT = {
    "h": "headline",
    "hl": "highlight",
    "by": "byline",
    "d": "dateline",
    "c": "caption",
    "p": "paragraph",
    "x": "boilerplate",
}

LEAD = "Soldiers took the airport of Korvin on Friday, the army of Ardonia said."
SECOND = "Two people were hurt, a doctor told reporters at the hospital."


def kinds(text: str, **given: str) -> list[tuple[str, str]]:
    """(kind, text) of each block."""
    document = read_text(text, **given).document  # type: ignore[arg-type]
    return [(block.kind, document.text[block.start : block.end]) for block in document.blocks]


def expected(rows: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(SHORT[kind], text) for kind, text in rows]


PAGES: dict[str, list[tuple[str, str]]] = {
    # a page as it comes out of "select all, copy": widgets, slots, a glued credit, bullets without bullets
    "scraped page": [
        ("x", "World"),
        ("x", "Newsletter"),
        ("x", "Advertisement"),
        ("h", "Ardonia and Belmark Sign Border Pact After Weeks of Clashes"),
        ("x", "Image 1 of 3"),
        ("c", "Soldiers of both armies shake hands at the Korvin bridge.Photo: Agency"),
        ("d", "Updated: Aug 28, 2020 07:51 IST"),
        ("by", "By Jane Doe and John Roe"),
        ("x", "Story highlights"),
        ("hl", "The pact ends five weeks of clashes along the river"),
        ("hl", "Both armies will pull back ten kilometres by Friday"),
        ("p", "Ardonia and Belmark signed a pact on Thursday that ends five weeks of clashes along the river Korvin."),
        ("p", '"We have chosen peace," President Mara Elling said.'),
        ("x", "Read more"),
        ("x", "Also read: What the pact says about prisoners"),
        ("p", "Both armies will pull back ten kilometres from the river by Friday, the text of the pact says."),
        ("x", "Share on Facebook"),
        ("x", "Follow us on Twitter"),
        ("x", "12 comments"),
        ("x", "© 2020 Valley Herald. All rights reserved."),
    ],
    # names, places and dates each on a line of their own
    "head in pieces": [
        ("x", "Home > World > Africa"),
        ("h", "Rebels seize airport in east"),
        ("by", "Jane Doe"),
        ("d", "Nairobi, Kenya"),
        ("d", "August 28, 2020"),
        ("p", LEAD),
    ],
    "section name above the headline": [("x", "Politics"), ("h", "Minister quits over spy row"), ("p", LEAD)],
    "line below the headline": [
        ("h", "Minister quits over spy row"),
        ("hl", "Prime minister to name a successor before the summit"),
        ("p", LEAD),
    ],
    "headline that asks": [("h", "Is the truce over?"), ("p", LEAD)],
    "place glued to its time": [
        ("h", "Two ferries seized off Korvin"),
        ("d", "Karachi, PakistanPublished: Nov 9, 2021, 07:40 PM PKT"),
        ("p", LEAD),
    ],
    "closing credits": [
        ("p", LEAD),
        ("p", SECOND),
        ("by", "Reporting by Jane Doe and John Roe; Editing by Ann Poe"),
    ],
    "sign-off": [("p", LEAD), ("p", SECOND), ("by", "Jane Doe, Radio Valley, Nairobi.")],
    "correspondent in a place": [("h", "Soldiers take airport"), ("by", "Farid Doe in Korvin"), ("p", LEAD)],
    # the same shape as a headline must stay one
    "headline of the shape of a byline": [("h", "Protests Erupt in Minsk"), ("p", LEAD)],
    "headline that ends like an office": [("h", "Police Detain Radio Reporter"), ("p", LEAD)],
    "desk": [("h", "Soldiers take airport"), ("by", "VH News Desk"), ("p", LEAD)],
    "credit with agency": [
        ("c", "Guards in Korvin on Sunday. (Agency/Jane Doe)"),
        ("p", "Guards in Korvin opened fire on a crowd on Sunday, killing four people."),
    ],
    "agency signs the report": [("p", LEAD), ("p", "The president left. (AFP)")],
    "list behind a colon": [
        ("p", LEAD),
        ("p", "The rebels demand three things:"),
        ("p", "- the release of all prisoners"),
        ("p", "- new elections"),
        ("p", "The government has refused."),
    ],
    "bullets under the headline": [
        ("h", "Truce in the valley holds for a second day"),
        ("hl", "• UN sends 40 monitors to the valley"),
        ("hl", "• Rebels free 12 prisoners"),
        ("p", LEAD),
    ],
    "furniture that reads like prose": [
        ("x", "We use cookies to improve your experience. By continuing you accept our policy."),
        ("h", "Soldiers take airport"),
        ("p", LEAD),
        ("x", "We and our 312 partners store information on a device, such as cookies, and process personal data."),
        ("x", "Sign up for our newsletter to get the news every morning."),
        ("p", SECOND),
        ("x", "Who are the rebels of the east"),
    ],
    "prose about furniture": [
        ("p", "Advertisement spending fell by a third last year, the broadcasters' union of Ardonia said on Friday."),
        ("p", "Home owners fear the new law, and the union has called a strike."),
    ],
    # ages of the items before them; the last item has no period
    "live page": [
        ("h", "LIVE: Truce in the valley, day four"),
        ("x", "21:40 -"),
        ("p", "The army says it shot down two drones over Korvin."),
        ("x", "20:12 -"),
        ("p", "BREAKING - Belmark shuts its border - ministry"),
    ],
    "mail": [
        ("x", "From: Valley Monitor"),
        ("d", "Date: Sat, 14 Oct 2023"),
        ("h", "ARMIES SWAP PRISONERS AT BRIDGE"),
        ("d", "Korvin --"),
        ("p", LEAD),
        ("p", SECOND),
        ("x", "You receive this bulletin because you asked for it."),
    ],
    "bars of widgets": [
        ("x", "BREAKING NEWS ALERTS | SIGN UP"),
        ("h", "Soldiers take airport"),
        ("x", "Share   Save   Print"),
        ("p", LEAD),
    ],
    "caption with its credit in the middle": [
        ("h", "Soldiers take airport"),
        ("c", "The airport of Korvin. Photograph:(Wire)Guards face the crowd."),
        ("p", LEAD),
    ],
    "transcript": [
        ("x", "PRESENTER:"),
        ("p", "The miners have shut the pit."),
        ("x", "DOE:"),
        ("p", "There are trucks across every road, and the governor has left."),
        ("x", "PRESENTER:"),
        ("p", "Thank you."),
    ],
}


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("gap", ["\n", "\n\n", "\r\n\r\n"])
def test_pages(name: str, gap: str) -> None:
    rows = PAGES[name]
    assert kinds(_page(rows, gap)) == expected(rows)


# what stands before a report on its own line
GLUES = re.compile(r"(?:^|\n)(?:[A-Z]+:|\d\d:\d\d -|\w+ --)$")


def _page(rows: list[tuple[str, str]], gap: str) -> str:
    """The rows joined; what follows a speaker's label stands on the same line."""
    text = ""
    for _, row in rows:
        glue = " " if GLUES.search(text) else gap
        text += (glue if text else "") + row
    return text


ALONE = [
    # one sentence is one paragraph, whatever it looks like
    "Police arrested 12 protesters in Minsk on Sunday.",
    "Police arrest 12 protesters in Minsk",
    "Sanctions!",
    "By Friday the town had fallen.",
    "Advertisement",
]


@pytest.mark.parametrize("text", ALONE)
def test_one_sentence_is_one_paragraph(text: str) -> None:
    assert kinds(text) == [("paragraph", text)]


def test_pasted_sentences_have_no_headline() -> None:
    lines = ["The rebels took the town on Monday.", "The army withdrew.", "Aid groups fear a wave of refugees."]
    assert kinds("\n".join(lines)) == [("paragraph", line) for line in lines]


def test_given_title_tells_the_headline() -> None:
    text = f"Soldiers take airport.\n\n{LEAD}\n\n{SECOND}"
    assert kinds(text)[0][0] == "paragraph"
    assert kinds(text, title="Soldiers take airport")[0][0] == "headline"


def test_title_behind_a_label() -> None:
    text = f"Analysis: What the airport means\n\n{LEAD}"
    assert kinds(text, title="What the airport means")[0] == ("headline", "Analysis: What the airport means")


WRAPPED = """\
The president of Ardonia said on Tuesday that her government would not
reopen the border before the prisoners of war had been exchanged. "First
the prisoners, then the trucks," she told reporters.
   The foreign ministry of Belmark rejected the demand. It said that the
exchange had been agreed upon in January and that Ardonia had broken
its word.
Talks go on in Geneva next week.
"""


def test_hard_wrapped_lines_are_joined() -> None:
    blocks = kinds(WRAPPED)
    assert [kind for kind, _ in blocks] == ["paragraph"] * 3
    assert [text.split()[0] for _, text in blocks] == ["The", "The", "Talks"]


def test_wrapped_text_under_a_headline() -> None:
    blocks = kinds("Border stays shut\n\nBELMARK CITY, March 3 (Valley Wire) -- " + WRAPPED)
    assert [kind for kind, _ in blocks] == ["headline", "dateline", "paragraph", "paragraph", "paragraph"]


def test_a_share_bar_does_not_hide_the_wrapping() -> None:
    bar = "Share this story\nFacebook\nTwitter\nCopy link\n\n"
    assert [kind for kind, _ in kinds(bar + WRAPPED) if kind == "paragraph"] == ["paragraph"] * 3


def test_one_line_paragraphs_are_not_joined() -> None:
    lines = [LEAD, SECOND, "The army of Belmark denied that it had fired on the airport of Korvin.", LEAD]
    assert len(kinds("\n".join(lines))) == 4


def test_line_broken_at_a_link_is_joined() -> None:
    opening = "The talks were opened by the president of Ardonia, Mara Elling,\nwho said that she hoped for peace."
    text = f"{opening}\n\n{LEAD}"
    assert len(kinds(text)) == 2


GLUED = [
    ("Soldiers take airportUpdated: Aug 28, 2020 07:51 IST", "Soldiers take airport", "dateline"),
    (f"{LEAD}Read more", LEAD, "boilerplate"),
    (f"{LEAD} Also read: Who rules Korvin", LEAD, "boilerplate"),
    (f"{LEAD} (Reporting by Jane Doe; Editing by John Roe)", LEAD, "byline"),
]


@pytest.mark.parametrize(("line", "own", "tail"), GLUED)
def test_what_is_glued_on_is_cut_off(line: str, own: str, tail: str) -> None:
    blocks = kinds(f"{line}\n\n{SECOND}")
    assert blocks[0][1] == own
    assert blocks[1][0] == tail


def test_highlight_needs_four_fifths_of_its_words() -> None:
    near = "Soldiers took the airport of Korvin on Friday."
    far = "Soldiers took the airport, bridges, barracks and radio of Korvin."
    assert kinds(f"Airport falls\n\n{near}\n\n{SECOND}\n\n{LEAD}")[1][0] == "highlight"
    assert kinds(f"Airport falls\n\n{far}\n\n{SECOND}\n\n{LEAD}")[1][0] == "paragraph"
