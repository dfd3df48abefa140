"""Records → one self-contained page: the article with its marks, and a card for every record.

News text is hostile input: everything from it is escaped, nothing of it reaches a script, a
style or an attribute but ids made here, and a content security policy by hash forbids any
other script, style, image or connection.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from html import escape
from importlib.resources import files

from ..records import CODED_BLOCKS, Actor, Block, Coded, Commitment, Event, Failed, Span, SpanIndex, Statement
from . import wording
from .marks import Mark, marks_of, pieces
from .wording import Names, plain

_UNSEEN = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069]")
_LANGUAGE = re.compile("[a-z]{2,3}")
_LEGEND = (
    ("event q1", "verbal cooperation"),
    ("event q2", "material cooperation"),
    ("event q3", "verbal conflict"),
    ("event q4", "material conflict"),
    ("event q4 unreal", "on somebody's word, or not (yet) so"),
    ("said", "said by somebody"),
    ("thought", "thought or wanted by somebody"),
    ("commitment", "promised, threatened, demanded"),
    ("actor", "actor"),
)


def html_head() -> str:
    """The beginning of the page: policy, style, legend."""
    style, script = _asset("page.css"), _asset("page.js")
    allowed = f"style-src '{_hash(style)}'; script-src '{_hash(script)}'"
    policy = f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"
    legend = "".join(f'<li><span class="{c}">{escape(words)}</span></li>' for c, words in _LEGEND)
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>dragoman report</title>\n<style>{style}</style>\n</head>\n<body>\n"
        '<header class="top"><b>dragoman report</b> · Point at a mark, or walk through them with the Tab key, '
        f'to see its record.<ul class="legend" aria-label="Legend">{legend}</ul></header>\n<main>\n'
    )


def html_foot() -> str:
    """The end of the page."""
    return f"</main>\n<script>{_asset('page.js')}</script>\n</body>\n</html>\n"


def html_document(record: Coded | Failed) -> str:
    """One document: its text with marks, and the panel of its records."""
    if isinstance(record, Failed):
        return f'<article class="doc"><p class="warn">{_text(record.error.message)}</p></article>\n'
    prefix = "d" + hashlib.sha256(record.document.id.encode()).hexdigest()[:10]
    language = _LANGUAGE.fullmatch(record.document.language or "")
    spoken = f' lang="{language[0]}"' if language else ""
    return (
        f'<article class="doc">\n{_facts(record)}\n<div class="text"{spoken}>\n{_article(record, prefix)}</div>\n'
        f'<aside class="panel" aria-label="Records">{_panel(record, prefix)}</aside>\n</article>\n'
    )


def _asset(name: str) -> str:
    return (files(__package__) / name).read_text(encoding="utf-8")


def _hash(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()


def _text(text: str) -> str:
    return escape(plain(text))


def _facts(coded: Coded) -> str:
    d = coded.document
    place = d.dateline.place if d.dateline else None
    shown = (d.publisher, d.published_at or d.modified_at, place, ", ".join(d.bylines), d.url or d.source)
    warnings = "".join(f'<br><span class="warn">{_text(w.message)}</span>' for w in coded.warnings)
    return f'<p class="facts">{" · ".join(_text(x) for x in shown if x)}{warnings}</p>'


# -- the text


def _article(coded: Coded, prefix: str) -> str:
    marks = sorted(marks_of(coded, prefix), key=lambda m: m.start)
    index = SpanIndex((Span(m.start, m.end, ""), m) for m in marks)
    return "".join(_block(coded, block, index) for block in coded.document.blocks)


def _block(coded: Coded, block: Block, marks: SpanIndex[Mark]) -> str:
    text = coded.document.text
    here = marks.overlapping(Span(block.start, block.end, "")) if block.kind in CODED_BLOCKS else []
    seen: set[str] = set()
    inner = "".join(_piece(text, p.start, p.end, p.marks, seen) for p in pieces(block.start, block.end, here))
    return f'<p class="{block.kind}" dir="auto">{inner}</p>\n'


def _piece(text: str, start: int, end: int, marks: tuple[Mark, ...], seen: set[str]) -> str:
    content = _flowing(text[start:end])
    if not marks:
        return content
    classes = " ".join(dict.fromkeys(c for m in marks for c in m.classes))
    cards = list(dict.fromkeys(m.card for m in reversed(marks)))
    # one stop of the Tab key a record and block, at its first piece
    stop = ' tabindex="0"' if not set(cards) <= seen else ""
    seen.update(cards)
    return f'<span class="m {classes}" data-r="{" ".join(cards)}"{stop}>{content}</span>'


def _flowing(text: str) -> str:
    """The text as it stands, escaped; control characters and turns of direction show as replacement characters.

    Joiners stay: Persian words, Indic letters and families of emoji need them.
    """
    return escape(_UNSEEN.sub("\ufffd", text))


# -- the panel


def _panel(coded: Coded, prefix: str) -> str:
    names = Names(coded)
    parts: list[str] = []
    parts += _section("Events", [_event(e, names, prefix) for e in coded.events])
    parts += _section("Commitments", [_commitment(c, names, prefix) for c in coded.commitments])
    parts += _section("Statements", [_statement(s, names, prefix) for s in wording.told_statements(coded)])
    parts += _section("Actors", [_actor(a, f"{prefix}-a{n}") for n, a in enumerate(coded.actors)])
    return "".join(parts) or "<p>No records.</p>"


def _section(title: str, cards: list[str]) -> Iterator[str]:
    if cards:
        yield f"<h2>{title} ({len(cards)})</h2>"
        yield from cards


def _card(card: str, look: str, head: str, rows: list[tuple[str, str]]) -> str:
    shown = "".join(f"<dt>{label}</dt><dd>{_text(value)}</dd>" for label, value in rows if value)
    body = f"<dl>{shown}</dl>" if shown else ""
    return f'<section class="card {look}" id="{card}" tabindex="0">{head}{body}</section>'


def _event(event: Event, names: Names, prefix: str) -> str:
    head = f'<b class="type q{event.quad}">{_text(wording.event_type(event))}</b> {_text(names.who_to_whom(event))}'
    rows = [
        ("status", wording.factuality(event)),
        ("on whose word", names.on_whose_word(event.attribution)),
        ("when", wording.date(event.date)),
        ("where", wording.place(event.place)),
        ("counts", wording.counts(event)),
        ("contexts", ", ".join(event.contexts)),
        ("intensity", f"{event.intensity:g} ({wording.quad(event)})"),
        ("confidence", f"{event.confidence:.2f}"),
        ("words", f"“{event.trigger.text}”"),
    ]
    return _card(f"{prefix}-e{event.id}", f"c-q{event.quad}", head, rows)


def _statement(statement: Statement, names: Names, prefix: str) -> str:
    head = f"<b>{_text(names.actor(statement.speaker))}</b> · {_text(wording.statement_manner(statement))}"
    outer = names.statements.get(statement.within or "")
    rows = [
        ("words", wording.said(statement)),
        ("to", names.actor(statement.addressee) if statement.addressee else ""),
        ("told by", names.actor(outer.speaker) if outer else ""),
    ]
    return _card(f"{prefix}-{statement.id}", "c-say", head, rows)


def _commitment(commitment: Commitment, names: Names, prefix: str) -> str:
    by = ", ".join(names.actor(a) for a in commitment.by) or "?"
    head = f'<b class="type">{_text(commitment.kind)}</b> by {_text(by)}'
    rows = [
        ("to", ", ".join(names.actor(a) for a in commitment.to)),
        ("act", commitment.act.text),
        ("condition", wording.conditions(commitment)),
        ("deadline", wording.deadline(commitment)),
        ("strength", commitment.strength),
    ]
    return _card(f"{prefix}-c{commitment.id}", "c-bind", head, rows)


def _actor(actor: Actor, card: str) -> str:
    rows = [
        ("kind", actor.kind),
        ("country", actor.country or ""),
        ("sectors", ", ".join(actor.sectors)),
        ("title", actor.title or ""),
        ("known by", actor.basis or ""),
    ]
    return _card(card, "", f"<b>{_text(actor.name)}</b>", rows)
