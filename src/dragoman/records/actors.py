"""Actor: a person, organisation, state or group, with all its mentions (records.md, "actors")."""

from __future__ import annotations

from typing import Literal

import msgspec

ActorKind = Literal["state", "person", "organization", "group"]
MentionForm = Literal["name", "nominal", "pronoun", "metonym"]
Basis = Literal["registry", "title", "demonym", "metonym", "agent-phrase"]


class Mention(msgspec.Struct, frozen=True):
    """A span with the form that the actor takes there."""

    start: int
    end: int
    text: str
    form: MentionForm


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """Country: ISO 3166-1 alpha-3 or PLOVER's UNO, EUR, IGO, KOS.  Sectors: PLOVER, primary first."""

    id: str
    name: str
    kind: ActorKind
    country: str | None
    sectors: list[str]
    title: str | None
    wikidata: str | None
    mentions: list[Mention]
    basis: Basis | None
