"""Tagged: drafts from what the statement tagger reads, and how they join those of the rules.

Parse, cues, tags and drafts of the rules are made by hand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pytest

from dragoman.knowledge.cues import Cue, Cues
from dragoman.language import Analysis
from dragoman.records import Cast, Document
from dragoman.statements.draft import Draft, Range
from dragoman.statements.finding import find_statements
from dragoman.statements.reader import Reader, read
from dragoman.statements.tagged import CONTENT, SOURCE, BlockTags, blend, read_statement_tags
from parses import at, parse, span_of

YES, NO = 0.95, 0.02
SAID = """
    The      DET   det      envoy
    Malian   ADJ   amod     envoy
    envoy    NOUN  nsubj    said
    said     VERB  ROOT     said   say
    on       ADP   prep     said
    Monday   PROPN pobj     on
    that     SCONJ mark     open
    the      DET   det      port
    port     NOUN  nsubj    open
    would    AUX   aux      open
    open     VERB  ccomp    said   open   VB
    .        PUNCT punct    said
"""
CONTENT_OF_SAID = "that the port would open"
QUOTED = """
    “        PUNCT punct    said
    We       PRON  nsubj    stay
    stay     VERB  ccomp    said  stay  VBP
    here     ADV   advmod   stay
    ,        PUNCT punct    said
    ”        PUNCT punct    said
    said     VERB  ROOT     said  say
    Ali      PROPN nsubj    said
    .        PUNCT punct    said
"""
CUES = Cues(
    verbs={
        "say": Cue("say", "said", frozenset({"that", "quote"})),
        "hope": Cue("hope", "thought", frozenset({"that"})),
    },
    nouns={"fear": Cue("fear", "thought", frozenset({"that"}))},
    adjectives={"afraid": Cue("afraid", "thought", frozenset({"that"}))},
    weights={}, prepositions={}, media=frozenset(), carriers=frozenset(),
)  # fmt: skip


@dataclass(frozen=True)
class Heard:
    """What the tagger reads of one attribution; content, source: stretches of the text's words, "|" between them."""

    cue: str
    content: str = ""
    source: str = ""
    share: float = YES


@dataclass(frozen=True)
class Arrays:
    labels: Any
    roles: Any
    read: int


def reader_of(*paragraphs: str) -> Reader:
    return read(parse(*paragraphs), CUES)


def tags_of(analysis: Analysis, *heard: Heard, until: str = "") -> list[BlockTags]:
    """The tags of the whole text as one stretch: these attributions, else nothing.

    until: the first word that was not read any more.
    """
    size = len(analysis.tokens)
    labels, roles = np.tile([NO, 1 - NO], (size, 1)), np.zeros((3, size, size))
    for one in heard:
        for cue in tokens(analysis, one.cue):
            labels[cue] = one.share, 1 - one.share
            for role, words in ((SOURCE, one.source), (CONTENT, one.content)):
                for stretch in filter(None, words.split("|")):
                    roles[role, cue, list(tokens(analysis, stretch))] = YES
    return [BlockTags(0, size, Arrays(labels, roles, at(analysis, until) if until else size))]


def tokens(analysis: Analysis, words: str) -> range:
    return analysis.tokens_in(*span_of(analysis, words))


def draft(
    reader: Reader, content: str, cue: str | None = None, source: str | None = None, *, direct: bool = False
) -> Draft:
    """A draft of the rules, which keeps the frame "rule"."""
    analysis = reader.analysis
    return Draft(
        act="said",
        contents=(span_of(analysis, content),),
        direct=direct,
        anchor=tokens(analysis, cue)[0] if cue else None,
        cue=span_of(analysis, cue) if cue else None,
        frame="rule",
        speakers=(tokens(analysis, source)[-1],) if source else (),
        source=span_of(analysis, source) if source else None,
    )


Told = tuple[str, str | None, str | None, list[str]]


def told(reader: Reader, drafts: Sequence[Draft]) -> list[Told]:
    """(frame, source, cue, contents) of each."""
    text = reader.analysis.text

    def words(found: Range | None) -> str | None:
        return text[found[0] : found[1]] if found else None

    return [(d.frame, words(d.source), words(d.cue), [text[a:b] for a, b in d.contents]) for d in drafts]


def blended(reader: Reader, drafts: list[Draft], *heard: Heard, until: str = "") -> list[Told]:
    return told(reader, blend(reader, drafts, tags_of(reader.analysis, *heard, until=until)))


# -- both find the same cue


@pytest.mark.parametrize(
    ("source", "heard", "expected"),
    [
        # the tagger tells how far the source reaches …
        ("envoy", "The Malian envoy", "The Malian envoy"),
        ("Malian envoy", "The Malian", "The Malian"),
        # … and who it is where the rules know nobody
        (None, "The Malian envoy", "The Malian envoy"),
        # grammar wins where the tagger sees only a part of its source, or somebody else
        ("The Malian envoy", "envoy", "The Malian envoy"),
        ("Monday", "The Malian envoy", "Monday"),
        # where it sees none that of the rules stays
        ("envoy", "", "envoy"),
        (None, "", None),
    ],
)
def test_an_indirect_draft_takes_the_taggers_reach(source: str | None, heard: str, expected: str | None) -> None:
    reader = reader_of(SAID)
    rule = draft(reader, "on Monday that the port would open", "said", source)
    assert blended(reader, [rule], Heard("said", CONTENT_OF_SAID, heard)) == [
        ("rule", expected, "said", [CONTENT_OF_SAID])
    ]


@pytest.mark.parametrize(
    ("source", "heard", "speaker"),
    [
        # the rules know the head of a source that both see
        ("envoy", "The Malian envoy", "envoy"),
        ("Malian envoy", "The Malian", "envoy"),
        # and that of a source of their own
        ("Monday", "The Malian envoy", "Monday"),
        (None, "The Malian envoy", "envoy"),
        ("Monday", "", "Monday"),
    ],
)
def test_the_speaker_goes_with_the_source(source: str | None, heard: str, speaker: str) -> None:
    reader = reader_of(SAID)
    rule = draft(reader, CONTENT_OF_SAID, "said", source)
    tags = tags_of(reader.analysis, Heard("said", CONTENT_OF_SAID, heard))
    (found,) = blend(reader, [rule], tags)
    assert [reader.analysis.tokens[t].text for t in found.speakers] == [speaker]


INTERRUPTED = """
    Rain   NOUN  nsubj come
    ,      PUNCT punct said
    Ali    PROPN nsubj said
    said   VERB  ROOT  said  say
    ,      PUNCT punct said
    would  AUX   aux   come
    come   VERB  ccomp said  come  VB
    .      PUNCT punct said
"""


@pytest.mark.parametrize(
    ("content", "heard", "expected"),
    [
        # the rules know that the words before the cue belong to those behind it
        ("Rain|would come", "would come", ["Rain", "would come"]),
        ("Rain|would come", "Rain", ["Rain", "would come"]),
        # how far each of the two reaches the tagger tells
        ("Rain|would come", "come", ["Rain", "come"]),
        ("Rain|come", "Rain|would come", ["Rain", "would come"]),
        # what the cue does not interrupt it tells alone
        ("Rain", "would come", ["would come"]),
    ],
)
def test_words_that_the_cue_interrupts_are_united(content: str, heard: str, expected: list[str]) -> None:
    reader = reader_of(INTERRUPTED)
    parts = tuple(span_of(reader.analysis, part) for part in content.split("|"))
    rule = replace(draft(reader, "Rain", "said", "Ali"), contents=parts)
    assert blended(reader, [rule], Heard("said", heard, "Ali")) == [("rule", "Ali", "said", expected)]


@pytest.mark.parametrize(
    ("frame", "expected"),
    [
        ("idiom", "the port"), ("turn", "the port"), ("colon", "the port"),
        ("rule", CONTENT_OF_SAID),
    ],
)  # fmt: skip
def test_a_fixed_frame_keeps_its_content(frame: str, expected: str) -> None:
    reader = reader_of(SAID)
    rule = replace(draft(reader, "the port", "said", "envoy"), frame=frame)
    assert blended(reader, [rule], Heard("said", CONTENT_OF_SAID, "envoy")) == [(frame, "envoy", "said", [expected])]


def test_what_the_tagger_does_not_tell_is_kept() -> None:
    reader = reader_of(SAID)
    rule = replace(draft(reader, CONTENT_OF_SAID, "said"), word="v:say", addressee=5, medium=(3, 9))
    tags = tags_of(reader.analysis, Heard("said", CONTENT_OF_SAID, "The Malian envoy"))
    (found,) = blend(reader, [rule], tags)
    assert replace(found, source=None, speakers=()) == rule


@pytest.mark.parametrize("source", [None, "Ali"])
def test_a_direct_draft_keeps_its_words_and_takes_the_source(source: str | None) -> None:
    reader = reader_of(QUOTED)
    rule = draft(reader, "We stay here,", "said", source, direct=True)
    tags = tags_of(reader.analysis, Heard("said", "stay here", "Ali"))
    (found,) = blend(reader, [rule], tags)
    assert told(reader, [found]) == [("rule", "Ali", "said", ["We stay here,"])]
    assert found.direct
    assert found.speakers == (at(reader.analysis, "Ali"),)


@pytest.mark.parametrize("source", [None, "Ali"])
def test_a_source_that_runs_into_direct_speech_is_not_taken(source: str | None) -> None:
    reader = reader_of(QUOTED)
    rule = draft(reader, "We stay here,", "said", source, direct=True)
    assert blended(reader, [rule], Heard("said", "We stay", "here,”")) == told(reader, [rule])


def test_words_of_the_source_are_none_of_the_content() -> None:
    reader = reader_of(SAID)
    heard = Heard("said", CONTENT_OF_SAID, "on Monday that")
    assert blended(reader, [draft(reader, CONTENT_OF_SAID, "said", "Monday")], heard) == [
        ("rule", "on Monday that", "said", ["the port would open"])
    ]
    assert blended(reader, [], heard) == [("tagged", "on Monday that", "said", ["the port would open"])]


def test_a_quotation_without_a_cue_takes_the_taggers() -> None:
    reader = reader_of(QUOTED)
    rule = draft(reader, "We stay here,", direct=True)
    tags = tags_of(reader.analysis, Heard("said", "We stay here", "Ali"))
    (found,) = blend(reader, [rule], tags)
    assert told(reader, [found]) == [("rule", "Ali", "said", ["We stay here,"])]
    assert found.anchor == at(reader.analysis, "said")
    assert found.direct


def test_a_quotation_without_a_cue_does_not_take_that_of_other_words() -> None:
    reader = reader_of(QUOTED, SAID)
    rule = draft(reader, "We stay here,", direct=True)
    heard = Heard("envoy", CONTENT_OF_SAID)
    assert [(frame, cue) for frame, _, cue, _ in blended(reader, [rule], heard)] == [
        ("rule", None), ("tagged", "envoy"),
    ]  # fmt: skip


def test_cues_are_the_same_where_they_share_a_word() -> None:
    reader = reader_of(SAID)
    rule = draft(reader, CONTENT_OF_SAID, "said on", "envoy")
    assert len(blended(reader, [rule], Heard("said on Monday", CONTENT_OF_SAID))) == 1


# -- only the tagger finds it


def test_a_draft_of_the_tagger_alone() -> None:
    reader = reader_of(SAID)
    analysis = reader.analysis
    tags = tags_of(analysis, Heard("said", CONTENT_OF_SAID, "The Malian envoy"))
    assert blend(reader, [], tags) == [
        Draft(
            act="said",
            contents=(span_of(analysis, CONTENT_OF_SAID),),
            direct=False,
            anchor=at(analysis, "said"),
            cue=span_of(analysis, "said"),
            frame="tagged",
            speakers=(at(analysis, "envoy"),),
            source=span_of(analysis, "The Malian envoy"),
        )
    ]


@pytest.mark.parametrize(
    "heard",
    [
        Heard("said", CONTENT_OF_SAID, share=0.3),
        # no content, or none but marks
        Heard("said", "", "The Malian envoy"),
        Heard("said", ".", "The Malian envoy"),
    ],
)
def test_nothing_is_made_of_a_doubtful_cue_or_without_content(heard: Heard) -> None:
    assert blended(reader_of(SAID), [], heard) == []


def test_a_draft_of_the_tagger_needs_no_source() -> None:
    reader = reader_of(SAID)
    assert blended(reader, [], Heard("said", CONTENT_OF_SAID)) == [("tagged", None, "said", [CONTENT_OF_SAID])]


def test_words_between_quotation_marks_are_direct() -> None:
    reader = reader_of(QUOTED)
    for content, direct in (("We stay here", True), ("We stay here|Ali", False)):
        (found,) = blend(reader, [], tags_of(reader.analysis, Heard("said", content)))
        assert found.direct == direct


@pytest.mark.parametrize(
    ("row", "act"),
    [
        ("said VERB ROOT said say", "said"),
        ("hoped VERB ROOT hoped hope", "thought"),
        ("afraid ADJ ROOT afraid", "thought"),
        ("fears NOUN ROOT fears fear", "thought"),
        # the cue lists lack it
        ("tweeted VERB ROOT tweeted tweet", "said"),
    ],
)
def test_the_cue_lists_tell_saying_from_thinking(row: str, act: str) -> None:
    cue = row.split()[0]
    reader = reader_of(f"""
        Ali    PROPN nsubj {cue}
        {row}
        it     PRON  nsubj rained
        rained VERB  ccomp {cue} rain
        .      PUNCT punct {cue}
    """)
    (found,) = blend(reader, [], tags_of(reader.analysis, Heard(cue, "it rained", "Ali")))
    assert found.act == act


CONDEMNED = """
    Ali       PROPN nsubj condemned
    condemned VERB  ROOT  condemned condemn
"""
CONTENTS = {
    # what was said: a clause …
    "killings were wrong": ("said", """
        killings  NOUN  nsubj were
        were      AUX   ccomp condemned be
        wrong     ADJ   acomp were
    """),
    # … an order to somebody …
    "the union to march": ("said", """
        the       DET   det   union
        union     NOUN  nsubj march
        to        PART  aux   march to TO
        march     VERB  ccomp condemned march VB
    """),
    # … a quotation
    "the “ killings ”": ("said", """
        the       DET   det   killings
        “         PUNCT punct killings
        killings  NOUN  dobj  condemned
        ”         PUNCT punct killings
    """),
    # an attitude, whatever is told of its object and of when it was taken
    "killings": ("thought", "killings NOUN dobj condemned"),
    "killings that shook us": ("thought", """
        killings  NOUN  dobj  condemned
        that      PRON  nsubj shook
        shook     VERB  relcl killings  shake
        us        PRON  dobj  shook
    """),
    "killings when asked": ("thought", """
        killings  NOUN  dobj  condemned
        when      SCONJ advmod asked
        asked     VERB  advcl condemned ask
    """),
    # an intention
    "to march": ("thought", """
        to        PART  aux   march to TO
        march     VERB  xcomp condemned march VB
    """),
}  # fmt: skip


def condemned(words: str) -> tuple[Reader, str]:
    """ "Ali condemned …" with these words, as they stand in the text."""
    _, rows = CONTENTS[words]
    reader = reader_of(f"{CONDEMNED.strip()}\n{rows.strip()}\n. PUNCT punct condemned")
    return reader, words.replace("“ ", "“").replace(" ”", "”")


@pytest.mark.parametrize("words", CONTENTS)
def test_what_gives_no_words_is_thought(words: str) -> None:
    reader, content = condemned(words)
    heard = tags_of(reader.analysis, Heard("condemned", content, "Ali"))
    rule = draft(reader, content, "condemned", "Ali")
    # whoever finds it
    for drafts, tags in (([], heard), ([rule], heard), ([rule], [])):
        (found,) = blend(reader, drafts, tags)
        assert found.act == CONTENTS[words][0]


@pytest.mark.parametrize(
    ("change", "act"),
    [
        ({"frame": "idiom"}, "said"),
        ({"frame": "turn"}, "said"),
        ({"frame": "colon"}, "said"),
        ({"direct": True}, "said"),
        ({"frame": "that"}, "thought"),
    ],
)
def test_fixed_frames_and_direct_speech_say_without_a_clause(change: dict[str, Any], act: str) -> None:
    reader, content = condemned("killings")
    rule = replace(draft(reader, content, "condemned", "Ali"), **change)
    assert [d.act for d in blend(reader, [rule], [])] == [act]


def test_a_clause_does_not_make_a_thought_a_saying() -> None:
    reader, content = condemned("killings were wrong")
    rule = replace(draft(reader, content, "condemned", "Ali"), act="thought")
    assert [d.act for d in blend(reader, [rule], [])] == ["thought"]


def test_the_verb_anchors_a_cue_of_several_words() -> None:
    reader = reader_of("""
        Ali   PROPN nsubj made
        made  VERB  ROOT  made  make
        the   DET   det   claim
        claim NOUN  dobj  made
        of    ADP   prep  claim
        fraud NOUN  pobj  of
        .     PUNCT punct made
    """)
    for cue, anchor in (("made the claim", "made"), ("the claim", "claim"), ("claim", "claim")):
        (found,) = blend(reader, [], tags_of(reader.analysis, Heard(cue, "fraud", "Ali")))
        assert found.anchor == at(reader.analysis, anchor)
        assert found.cue == span_of(reader.analysis, cue)


def test_who_is_coordinated_speaks_too() -> None:
    reader = reader_of("""
        Ali   PROPN nsubj said
        and   CCONJ cc    Ali
        the   DET   det   union
        union NOUN  conj  Ali
        said  VERB  ROOT  said  say
        so    ADV   dobj  said
        .     PUNCT punct said
    """)
    for source, speakers in (("Ali and the union", ["Ali", "union"]), ("Ali", ["Ali"]), ("the union", ["union"])):
        (found,) = blend(reader, [], tags_of(reader.analysis, Heard("said", "so", source)))
        assert [reader.analysis.tokens[t].text for t in found.speakers] == speakers
        assert found.source == span_of(reader.analysis, source)


def test_the_weightiest_stretch_is_the_source() -> None:
    reader = reader_of(SAID)
    ((_, source, _, _),) = blended(reader, [], Heard("said", CONTENT_OF_SAID, "Monday|The Malian envoy"))
    assert source == "The Malian envoy"


@pytest.mark.parametrize(
    ("cue", "content", "source", "expected"),
    [
        # what the tagger takes for content and for cue or source is cue or source …
        ("said", "envoy said on Monday", "", ["envoy", "on Monday"]),
        ("said on", "envoy said on Monday", "", ["envoy", "Monday"]),
        ("said", "envoy said on Monday", "The Malian envoy", ["on Monday"]),
        # … and nothing is closed across it, however short
        ("said", "on|that the port", "Monday", ["on", "that the port"]),
        # a stretch that is not the source's weightiest does not count
        ("said", "on Monday that", "The Malian envoy|Monday", ["on Monday that"]),
    ],
)
def test_cue_and_source_are_no_content(cue: str, content: str, source: str, expected: list[str]) -> None:
    ((_, _, _, contents),) = blended(reader_of(SAID), [], Heard(cue, content, source))
    assert contents == expected


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        # another deed of the speaker's is no part of what they say …
        ("suspended VERB conj condemned suspend VBD", ["killings"]),
        ("suspends  VERB conj condemned suspend VBZ", ["killings"]),
        # … a deed that they speak of is
        ("suspending VERB conj killings suspend VBG", ["killings and {} aid"]),
        ("suspending VERB conj condemned suspend VBG", ["killings and {} aid"]),
        ("suspended VERB conj killings suspend VBD", ["killings and {} aid"]),
        ("suspended ADJ amod aid suspended", ["killings and {} aid"]),
    ],
)
def test_what_the_speaker_did_besides_is_no_content(row: str, expected: list[str]) -> None:
    verb = row.split()[0]
    reader = reader_of(f"""
        {CONDEMNED.strip()}
        killings  NOUN  dobj  condemned
        and       CCONJ cc    condemned
        {row}
        aid       NOUN  {"conj killings" if " amod " in row else f"dobj {verb}"}
        .         PUNCT punct condemned
    """)
    ((_, _, _, contents),) = blended(reader, [], Heard("condemned", f"killings|{verb} aid", "Ali"))
    assert contents == [words.format(verb) for words in expected]


def test_nothing_is_left_of_a_content_that_is_all_source() -> None:
    assert blended(reader_of(SAID), [], Heard("said", "The Malian envoy said", "The Malian envoy")) == []


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        # a word that the tagger missed is taken in
        ("that the port|open", ["that the port would open"]),
        # a longer gap parts two contents
        ("The|that the port would open", ["The", "that the port would open"]),
        # the cue itself stands between two contents, however short
        ("envoy|on Monday", ["envoy", "on Monday"]),
        # a mark at the edge is no part
        ("the port would open.", ["the port would open"]),
    ],
)
def test_a_small_gap_is_closed(content: str, expected: list[str]) -> None:
    ((_, _, _, contents),) = blended(reader_of(SAID), [], Heard("said", content))
    assert contents == expected


def test_neighbouring_cue_words_are_one_cue() -> None:
    reader = reader_of(SAID)
    assert [cue for _, _, cue, _ in blended(reader, [], Heard("said on", CONTENT_OF_SAID))] == ["said on"]


def test_the_last_word_may_be_a_cue() -> None:
    reader = reader_of("Rain NOUN nsubj came\ncame VERB ROOT came\n, PUNCT punct said\nsaid VERB parataxis came say")
    assert blended(reader, [], Heard("said", "Rain came")) == [("tagged", None, "said", ["Rain came"])]


def test_what_a_rule_tells_already_is_not_told_again() -> None:
    reader = reader_of(SAID)
    rule = draft(reader, CONTENT_OF_SAID, "said", "envoy")
    found = blended(
        reader, [rule], Heard("said", CONTENT_OF_SAID, "envoy"), Heard("Malian", "the port would open", "The")
    )
    assert [frame for frame, *_ in found] == ["rule"]


@pytest.mark.parametrize(
    ("other", "cues"),
    [
        (CONTENT_OF_SAID, ["Malian"]),
        # much the same is the same
        ("that the port would", ["Malian"]),
        # something else is something else
        ("port", ["Malian", "said"]),
    ],
)
def test_two_drafts_of_the_tagger_with_one_content_are_one(other: str, cues: list[str]) -> None:
    found = blended(reader_of(SAID), [], Heard("Malian", CONTENT_OF_SAID), Heard("said", other))
    assert [cue for _, _, cue, _ in found] == cues


# -- only the rules find it


def test_a_draft_that_the_tagger_denies_is_dropped() -> None:
    reader = reader_of(SAID)
    rule = draft(reader, CONTENT_OF_SAID, "said", "envoy")
    assert blended(reader, [rule]) == []
    # a doubt is no denial: too weak for a statement of the tagger's own
    assert blended(reader, [rule], Heard("said", CONTENT_OF_SAID, share=0.4)) == told(reader, [rule])


def test_one_cue_word_that_the_tagger_does_not_deny_is_enough() -> None:
    reader = reader_of(SAID)
    rule = draft(reader, CONTENT_OF_SAID, "said on", "envoy")
    assert blended(reader, [rule], Heard("on", share=0.4)) == told(reader, [rule])


def test_what_the_tagger_did_not_read_is_not_denied() -> None:
    reader = reader_of(SAID)
    rule = draft(reader, CONTENT_OF_SAID, "said", "envoy")
    assert blend(reader, [rule], []) == [rule]


@pytest.mark.parametrize(
    ("cue", "until", "kept"),
    [
        ("said", "said", True),
        ("said", "on", False),
        # the cue is denied by as much of it as was read
        ("said on", "said", True),
        ("said on", "on", False),
    ],
)
def test_a_cue_behind_the_cut_is_not_denied(cue: str, until: str, kept: bool) -> None:
    reader = reader_of(SAID)
    rule = draft(reader, CONTENT_OF_SAID, cue, "envoy")
    assert blended(reader, [rule], until=until) == (told(reader, [rule]) if kept else [])


@pytest.mark.parametrize("direct", [True, False])
def test_of_two_drafts_on_one_cue_the_second_stays_if_direct(direct: bool) -> None:
    reader = reader_of(QUOTED)
    first, second = (draft(reader, words, "said", "Ali", direct=direct) for words in ("We stay", "here,"))
    found = blended(reader, [first, second], Heard("said", "We stay", "Ali"))
    assert found == told(reader, [first, second] if direct else [first])


@pytest.mark.parametrize("cue", [None, "said"])
def test_a_direct_draft_stands_by_itself(cue: str | None) -> None:
    reader = reader_of(QUOTED)
    rule = draft(reader, "We stay here,", cue, direct=True)
    assert blended(reader, [rule]) == told(reader, [rule])


def test_a_draft_without_a_cue_is_not_denied() -> None:
    reader = reader_of(SAID)
    rule = draft(reader, CONTENT_OF_SAID)
    assert blended(reader, [rule]) == told(reader, [rule])


NESTED = """
    Ali      PROPN nsubj  said
    said     VERB  ROOT   said   say
    Togo     PROPN nsubj  hoped
    hoped    VERB  ccomp  said   hope
    it       PRON  nsubj  rained
    rained   VERB  ccomp  hoped  rain
    .        PUNCT punct  said
"""


def test_a_draft_inside_another_statement_stands() -> None:
    reader = reader_of(NESTED)
    inner = draft(reader, "it rained", "hoped", "Togo")
    # the tagger tells the outer statement and denies the inner one, which its training texts do not mark
    outer = ("tagged", "Ali", "said", ["Togo hoped it rained"])
    assert blended(reader, [inner], Heard("said", "Togo hoped it rained", "Ali")) == [*told(reader, [inner]), outer]
    # without the outer statement it falls
    assert blended(reader, [inner]) == []


def test_a_draft_inside_direct_speech_stands() -> None:
    reader = reader_of(NESTED.replace("Togo ", "“ PUNCT punct said\nTogo ", 1).replace(".   ", "” PUNCT punct said\n."))
    outer = draft(reader, "Togo hoped it rained", "said", "Ali", direct=True)
    inner = draft(reader, "it rained", "hoped", "Togo")
    assert blended(reader, [outer, inner]) == told(reader, [outer, inner])


def test_drafts_of_the_rules_come_first() -> None:
    reader = reader_of(SAID, QUOTED)
    rule = draft(reader, "We stay here,", "Ali", direct=True)
    assert [frame for frame, *_ in blended(reader, [rule], Heard("said", CONTENT_OF_SAID))] == ["rule", "tagged"]


# -- reading


class Deaf:
    """A tagger that hears nothing and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, list[str]]] = []

    def tag(self, text: str, words: Sequence[tuple[int, int]]) -> Arrays:
        self.asked.append((text, [text[a:b] for a, b in words]))
        return Arrays(np.tile([0.0, 1.0], (len(words), 1)), np.zeros((3, len(words), len(words))), len(words))


def test_paragraphs_are_read_one_by_one() -> None:
    analysis = parse(SAID + "\n" + NESTED, QUOTED)
    tagger = Deaf()
    tags = read_statement_tags(analysis, tagger)
    first, second = analysis.text.split("\n\n")
    assert [text for text, _ in tagger.asked] == [first, second]
    assert [words for _, words in tagger.asked] == [
        [t.text for t in analysis.tokens if analysis.sentences[t.sentence].block == block] for block in (0, 1)
    ]
    assert [(t.first, t.last) for t in tags] == [(0, 19), (19, 28)]
    assert [t.cue(t.first) for t in tags] == [0, 0]


def test_a_long_paragraph_is_read_in_whole_sentences() -> None:
    analysis = parse("\n\n".join([SAID] * 60))
    tags = read_statement_tags(analysis, Deaf())
    assert len(tags) > 1
    starts = {s.first for s in analysis.sentences}
    assert [t.first for t in tags] == [0, *(t.last for t in tags[:-1])]
    assert all(t.first in starts for t in tags)
    assert tags[-1].last == len(analysis.tokens)


def test_a_long_sentence_is_read_whole() -> None:
    endless = "Rain NOUN ROOT Rain\n" + "and CCONJ cc Rain\nrain NOUN conj Rain\n" * 400
    analysis = parse(endless, SAID)
    assert [(t.first, t.last) for t in read_statement_tags(analysis, Deaf())] == [(0, 801), (801, 813)]


def test_nothing_is_read_of_nothing() -> None:
    nothing = Analysis(text="", tokens=(), sentences=(), entities=(), quotations=(), clauses=(), children=())
    assert read_statement_tags(nothing, Deaf()) == []


def test_statements_of_both_are_numbered_in_the_order_of_the_text() -> None:
    analysis = parse(SAID, QUOTED)
    tags = tags_of(analysis, Heard("said", CONTENT_OF_SAID, "The Malian envoy"))
    found = find_statements(analysis, Document(id="test", text=analysis.text), Cast(), CUES, tags)
    assert [(s.id, s.kind, s.source_span.text if s.source_span else None) for s in found] == [
        ("s1", "indirect", "The Malian envoy"), ("s2", "direct", "Ali"),
    ]  # fmt: skip
