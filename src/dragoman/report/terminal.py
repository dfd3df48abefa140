"""Records → a report for the terminal: who did what to whom, who said what, what was promised.

Colours are the terminal's own sixteen, none of them yellow or blue, so that they read on dark
and on light; none where the stream is no terminal or `NO_COLOR` is set.
"""

from __future__ import annotations

import io
import shutil
from typing import IO

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from ..records import Coded, Commitment, Event, Failed, Statement
from . import wording
from .wording import Names, plain

_QUAD_STYLE = {1: "cyan", 2: "green", 3: "magenta", 4: "red"}
_DEFAULT_WIDTH = 100


def terminal_report(record: Coded | Failed, stream: IO[str] | None = None) -> str:
    """The report of one document as text, with colour codes only if `stream` is a terminal."""
    terminal = bool(stream and stream.isatty())
    width = shutil.get_terminal_size((_DEFAULT_WIDTH, 24)).columns
    console = Console(
        file=io.StringIO(), force_terminal=terminal, width=max(40, width), highlight=False, soft_wrap=False,
        color_system="standard" if terminal else None, legacy_windows=False, emoji=False, markup=False,
    )  # fmt: skip
    console.print(_failed(record) if isinstance(record, Failed) else _document(record))
    assert isinstance(console.file, io.StringIO)
    return "\n".join(line.rstrip() for line in console.file.getvalue().split("\n"))


def _failed(record: Failed) -> RenderableType:
    return Text(f"✗ {plain(record.error.message)}", style="red")


def _document(coded: Coded) -> RenderableType:
    names = Names(coded)
    parts: list[RenderableType] = [Rule(characters="━"), _heading(coded)]
    parts += [Text(f"! {plain(w.message)}", style="magenta") for w in coded.warnings]
    parts.append(_section("Who did what to whom", len(coded.events)))
    parts += [_event(e, names) for e in coded.events]
    told = wording.told_statements(coded)
    parts.append(_section("Who said what", len(told)))
    parts += [_statement(s, names) for s in told]
    parts.append(_section("What was promised, threatened, demanded", len(coded.commitments)))
    parts += [_commitment(c, names) for c in coded.commitments]
    return Group(*parts, Text())


def _heading(coded: Coded) -> RenderableType:
    document = coded.document
    headline = next((b for b in document.blocks if b.kind == "headline"), None)
    first = headline or next((b for b in document.blocks if b.kind == "paragraph"), None)
    title = plain(document.text[first.start : first.end]) if first else (document.title or document.id)
    if headline is None and len(title) > 80:
        title = title[:79].rstrip() + "…"
    where = document.dateline.place if document.dateline else None
    facts = (document.published_at or document.modified_at or (document.dateline and document.dateline.date),
             where, document.publisher, document.source)  # fmt: skip
    line = " · ".join(plain(str(f)) for f in facts if f)
    return Group(Text(title, style="bold"), Text(line, style="italic"))


def _section(title: str, count: int) -> RenderableType:
    return Text(f"\n{title} ({count})", style="bold underline")


def _grid() -> Table:
    grid = Table.grid(padding=(0, 1), expand=False)
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    return grid


def _event(event: Event, names: Names) -> RenderableType:
    style = _QUAD_STYLE[event.quad]
    head = Text()
    head.append(wording.event_type(event), style=f"bold {style}")
    head.append(f"  {names.who_to_whom(event)}", style="bold")
    grid = _grid()
    real = event.factuality.status in {"actual", "historical"} and event.factuality.polarity == "affirmed"
    grid.add_row("status", Text(wording.factuality(event), style="" if real else "bold magenta"))
    grid.add_row(
        "word", Text(names.on_whose_word(event.attribution), style="bold magenta" if event.attribution else "")
    )
    for label, value in _circumstances(event):
        if value:
            grid.add_row(label, Text(plain(value)))
    grid.add_row("text", _marked(event))
    return Padding(Group(head, Padding(grid, (0, 0, 0, 2))), (0, 0, 0, 1))


def _circumstances(event: Event) -> tuple[tuple[str, str], ...]:
    return (
        ("when", wording.date(event.date)),
        ("where", wording.place(event.place)),
        ("counts", wording.counts(event)),
    )


def _marked(event: Event) -> Text:
    """The sentence with its trigger underlined."""
    sentence, trigger = event.sentence, event.trigger
    a, b = trigger.start - sentence.start, trigger.end - sentence.start
    text = Text(plain(sentence.text[:a]) + (" " if sentence.text[:a].endswith(" ") else ""), style="italic")
    text.append(plain(sentence.text[a:b]), style="underline")
    rest = sentence.text[b:]
    text.append((" " if rest.startswith(" ") else "") + plain(rest))
    return text


def _statement(statement: Statement, names: Names) -> RenderableType:
    head = Text()
    head.append(names.actor(statement.speaker), style="bold")
    head.append(f" ({wording.statement_manner(statement)})")
    if statement.addressee:
        head.append(f" to {names.actor(statement.addressee)}")
    if statement.within:
        outer = names.statements.get(statement.within)
        head.append(f" (told by {names.actor(outer.speaker if outer else None)})")
    head.append(": ")
    head.append(wording.said(statement), style="italic")
    return Padding(head, (0, 0, 0, 1))


def _commitment(commitment: Commitment, names: Names) -> RenderableType:
    head = Text()
    head.append(commitment.kind.upper(), style="bold")
    head.append(f" ({commitment.strength})  ")
    by = ", ".join(names.actor(a) for a in commitment.by) or "?"
    to = ", ".join(names.actor(a) for a in commitment.to)
    head.append(f"{by} → {to}" if to else by, style="bold")
    head.append(f": {plain(commitment.act.text)}", style="italic")
    grid = _grid()
    for label, value in (("condition", wording.conditions(commitment)), ("deadline", wording.deadline(commitment))):
        if value:
            grid.add_row(label, Text(value, style="magenta"))
    body: list[RenderableType] = [head]
    if grid.row_count:
        body.append(Padding(grid, (0, 0, 0, 2)))
    return Padding(Group(*body), (0, 0, 0, 1))
