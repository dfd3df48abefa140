"""Where a report goes: it is a copy of another, joins a story, or begins one.

Reports come one by one, in the order in which a ledger got them, and each sees those before it alone.  One that joins
a story may bring it near another (they become one) or show that it was two (they are parted); nothing else is moved.
So the same reports in the same order give the same stories, however they are cut into batches.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from ..records import record_id
from .contrast import parted
from .copies import copied
from .features import Features
from .likeness import likenesses, mean_likeness, nearness

# A report joins the story whose independent reports it is most like, if that is at least this on average; a story's
# reports among each other are at 0.15 to 0.5.  Tuned with contrast.py, which parts what this joins too readily.
JOINED = 0.10
# The latest independent reports of a story that others are compared with: what a story was about a year ago matters
# no more, and no story may grow so large that joining it takes long.
COMPARED = 40
# Stories that a report is compared with.
_STORIES = 6


@dataclass(frozen=True)
class Member:
    """A report in a story.  copy_of: the document whose copy it is; None makes it an independent report.

    likeness, rule: to what it came into the story, and by what; None where it began the story.
    """

    number: int
    document: str
    day: date | None
    story: str = ""
    copy_of: str | None = None
    likeness: float | None = None
    rule: str | None = None


class Shelf(Protocol):
    """The reports that came before, as far as they are asked for."""

    def members(self, story: str) -> Sequence[Member]:
        """A story's reports, in the order in which they came; none where there is no such story."""

    def independent(self, story: str) -> Sequence[Member]:
        """The latest `COMPARED` of a story's reports that are no copies, in the order in which they came."""

    def features(self, members: Sequence[Member]) -> Sequence[Features]:
        """What is kept of reports to compare them by."""

    def put(self, member: Member) -> None:
        """Adds a report, or changes what is known of it."""


def join(report: Member, features: Features, near: Sequence[Member], shelf: Shelf) -> None:
    """Puts a report on the shelf.  near: reports that share telling terms with it, those that share most first."""
    if _join_as_copy(report, features, near, shelf):
        return
    stories = list(dict.fromkeys(member.story for member in near))[:_STORIES]
    alike = {story: round(_alike(report, features, shelf.independent(story), shelf), 4) for story in stories}
    best = max(stories, key=lambda story: (alike[story], -stories.index(story)), default=None)
    if best is None or alike[best] < JOINED:
        shelf.put(replace(report, story=_new_story(report.document, shelf)))
        return
    shelf.put(replace(report, story=best, likeness=alike[best], rule="terms"))
    here = _part(best, report.number, shelf)
    for story in sorted(stories, key=lambda story: (-alike[story], stories.index(story))):
        if story != here and alike[story] >= JOINED:
            here = _unite(here, story, shelf)


def take_out(gone: Member, left: Sequence[Member], shelf: Shelf) -> None:
    """Mends a story that a report has been taken out of: the first of its copies stands for it from now on.

    left: the story's other reports.
    """
    copies = [member for member in left if member.copy_of == gone.document]
    for member in copies:
        first = member is copies[0]
        shelf.put(replace(member, copy_of=None if first else copies[0].document))


def _join_as_copy(report: Member, features: Features, near: Sequence[Member], shelf: Shelf) -> bool:
    """Puts the report beside the one whose text it has, where there is one; whether there is."""
    shares = [
        round(copied(features.sketch, features.runs, other.sketch, other.runs), 4) for other in shelf.features(near)
    ]
    share = max(shares, default=0.0)
    if not share:
        return False
    found = near[shares.index(share)]
    members = shelf.members(found.story)
    original = next((m for m in members if m.document == found.copy_of), found)
    if report.day and original.day and report.day < original.day:
        # what came later into the ledger was out earlier
        for member in members:
            if member is original or member.copy_of == original.document:
                shelf.put(replace(member, copy_of=report.document, likeness=member.likeness or share, rule="copy"))
        shelf.put(replace(report, story=found.story, likeness=share, rule="copy"))
    else:
        shelf.put(replace(report, story=found.story, copy_of=original.document, likeness=share, rule="copy"))
    return True


def _alike(report: Member, features: Features, members: Sequence[Member], shelf: Shelf) -> float:
    """How alike a report is to a story's independent reports on average, less where it is from another time."""
    near = nearness(report.day, [member.day for member in members])
    return near and near * float(likenesses(features, shelf.features(members)).mean())


def _part(story: str, number: int, shelf: Shelf) -> str:
    """Parts a story in two where its reports fall into two groups; the story that a report is in then."""
    compared = shelf.independent(story)
    groups = parted(shelf.features(compared))
    if groups is None:
        return story
    leaving = {compared[k].document for k in groups[1]}
    moved = [m for m in shelf.members(story) if m.document in leaving or m.copy_of in leaving]
    other = _new_story(moved[0].document, shelf)
    for member in moved:
        shelf.put(replace(member, story=other, rule=member.rule and "parted"))
    return other if any(member.number == number for member in moved) else story


def _unite(story: str, other: str, shelf: Shelf) -> str:
    """Makes two stories one where they are alike and do not fall apart; the story that is left of `story`."""
    first, second = shelf.independent(story), shelf.independent(other)
    if not first or not second or mean_likeness(shelf.features(first), shelf.features(second)) < JOINED:
        return story
    together = sorted([*first, *second], key=lambda member: member.number)[-COMPARED:]
    if parted(shelf.features(together)) is not None:
        return story
    kept, given = sorted((story, other), key=lambda name: shelf.members(name)[0].number)
    for member in list(shelf.members(given)):
        shelf.put(replace(member, story=kept, rule="united"))
    return kept


def _new_story(document: str, shelf: Shelf) -> str:
    """An id that no story has, from that of its first document: whose earlier revision may have begun one, too."""
    tried = 0
    while shelf.members(found := story_id(document, tried)):
        tried += 1
    return found


def story_id(document: str, tried: int = 0) -> str:
    """The id of a story that begins with a document; tried: how many such ids are taken."""
    return record_id(document, "story", "", 0, 0, tried)
