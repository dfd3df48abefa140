"""Who says it: texts with one content each, and words of the speaker as the rules find them, actors and all.

A row is (text, content, speaker): the speaker's words must be among the names of the actor, or in the source where
it names no actor; None where nobody is to be found.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dragoman.actors import find_actors
from dragoman.knowledge.agents import load_agents
from dragoman.knowledge.registry import load_registry
from dragoman.language import EnglishPipeline
from dragoman.reading import read_text
from dragoman.records import Cast, Statement
from dragoman.statements import find_statements, load_cues

Row = tuple[str, str, str | None]
Ask = Callable[[str, str], set[str]]
Find = Callable[[str], list[Statement]]


@pytest.fixture(scope="session")
def statements_of(pipeline: EnglishPipeline) -> Find:
    """The statements of a text as the rules find them."""
    registry, agents, cues = load_registry(), load_agents(), load_cues()

    def find(text: str) -> list[Statement]:
        document = read_text(text, id="test").document
        analysis = pipeline.analyze(document)
        return find_statements(analysis, document, find_actors(analysis, document, registry, agents), cues)

    return find


@pytest.fixture(scope="session")
def speaker_of(pipeline: EnglishPipeline) -> Ask:
    """What the speaker of a content is called; empty without a speaker.  Fails where nothing is said there."""
    registry, agents, cues = load_registry(), load_agents(), load_cues()

    def ask(text: str, content: str) -> set[str]:
        document = read_text(text, id="test").document
        analysis = pipeline.analyze(document)
        cast = find_actors(analysis, document, registry, agents)
        start = text.index(content)
        found = find_statements(analysis, document, cast, cues)
        best = max(found, key=lambda s: _fit(s, start, start + len(content)), default=None)
        assert best is not None and _fit(best, start, start + len(content)) > 0, "no statement"
        return _called(best, cast)

    return ask


def _fit(statement: Statement, start: int, end: int) -> float:
    """Shared characters over those that either covers."""
    spans = statement.content_spans
    shared = sum(max(0, min(s.end, end) - max(s.start, start)) for s in spans)
    return shared / (sum(s.end - s.start for s in spans) + (end - start) - shared)


def _called(statement: Statement, cast: Cast) -> set[str]:
    if statement.speaker is None:
        return {statement.source_span.text} if statement.source_span else set()
    return {m.span.text for m in cast.mentions if statement.speaker in m.actors}


def _check(speaker_of: Ask, row: Row) -> None:
    text, content, speaker = row
    called = speaker_of(text, content)
    assert (speaker is None and not called) or any(speaker in c for c in called if speaker), called


UNCUED: list[Row] = [
    # whom the sentence before is about, by a description with the name beside it
    (
        "The harbour was shut. Its master, Ingrid Solheim, walked the quay. “We lost two boats before breakfast.”",
        "We lost two boats",
        "Solheim",
    ),
    (
        "Asked whether he would stand again, Mr Okafor laughed. “Ask my wife about that one.”",
        "Ask my wife",
        "Okafor",
    ),
    # a quotation inside ends the one around
    (
        "Judge Mireille Sand told the court what she had heard. “He said, ‘Burn the lot.’”",
        "He said, ‘Burn the lot.’",
        "Sand",
    ),
    # behind a time stamp
    (
        "The debate began at ten.\n\n11.05: Foreign Secretary Dana Frost rises. “This house has been misled.”",
        "This house has been misled",
        "Frost",
    ),
    # nobody in the sentence before: the other one replies
    (
        "Minister Ana Lopes accused the banker, Henk Visser, of theft.\n\n“I took what was mine,” Visser shouted. There"
        " was uproar.\n\n“You took what was ours, and you know it.”",
        "You took what was ours",
        "Lopes",
    ),
    # after a question, the next paragraph is not the one who asked
    (
        "Senator Maria Duarte faced banker Henk Visser. “Did you sign?” she asked.\n\n“I signed nothing that day.”",
        "I signed nothing",
        "Visser",
    ),
    ("“Did you sign it?” asked Senator Maria Duarte.\n\n“I signed nothing that day.”", "I signed nothing", None),
    # otherwise it is the same speaker going on
    (
        "“It is our water,” said Samir Haddad, a farmer.\n\n“They pump it at night, and we hear the engines.”",
        "They pump it at night",
        "Haddad",
    ),
]

BESIDE: list[Row] = [
    # a short sentence is one where it ends in a stop
    ("Her deputy, Tom Bale, was blunter. “Heads must roll.”", "Heads must roll", "Bale"),
    # before a colon: who comes first, not what a preposition brings in
    ("Governor Paz Molina, in an interview with Radio Norte: “I will run.”", "I will run", "Molina"),
    ("Minister Karl Voss on Monday: “I have nothing to hide.”", "I have nothing to hide", "Voss"),
    # the only person of the sentence before; a guard who has no name
    ("It fell to the deputy, Lucia Paz, to speak. “The president is dead.”", "The president is dead", "Paz"),
    ("“We had orders,” said one guard. Another shook his head. “There were no orders.”", "There were no", "Another"),
    # summed up behind
    ("“I have nothing to hide.” So said Minister Karl Voss on Monday.", "I have nothing to hide", "Voss"),
    ("“The bridge is safe.” That was the verdict of Mr Rao on Monday.", "The bridge is safe", "Rao"),
]

TAGS: list[Row] = [
    ("Not so, says the union.", "Not so", "union"),
    # any verb does behind a comma and a closing mark
    ("“Never again,” Minister Olga Petrenko shrugged, “and never so soon.”", "never so soon", "Petrenko"),
    (
        "“We counted,” said Ruth Banda. “Twice.”\n\n“And even so,” Peter Zulu put in, “a box was missing.”",
        "a box was missing",
        "Zulu",
    ),
    # the sound of the quoted words is no tag
    ("The bank, said its chairman, would survive the winter.", "would survive the winter", "chairman"),
    ("Who pays for it? the auditor, Tom Bale, asked.", "Who pays for it?", "Bale"),
    ("The tax would stay, the minister said, but not for long.", "but not for long", "minister"),
    ("The envoy rose, then told the assembly the treaty was dead.", "the treaty was dead", "envoy"),
    ("The pilot told a Danish paper he had been paid in diamonds.", "he had been paid in diamonds", "pilot"),
    ("The agency quoted the general as saying: “We have no fuel.”", "We have no fuel", "general"),
    # what is said begins behind the colon
    ("Ann Cole disagreed: the boat, she said, had never left.", "had never left", "Cole"),
    ("Governor Li Wen blamed pipes “as thin as paper”.", "as thin as paper", "Li Wen"),
]

INNER: list[Row] = [
    ("“My wife said, ‘Come home,’” General Amadou Keita recalled.", "Come home,", "wife"),
    ("“‘Go home,’ he told me,” Mayor Rosa Lima said of her call to Bruno Hale.", "Go home,", "Hale"),
    ("Ilse Tarn told the inquiry what she did. “I said, ‘Stop.’ He said, ‘Never.’”", "Never.", "He"),
]

SOURCES: list[Row] = [
    # the head of the source, not what hangs on it
    ("According to Robert Hale of the dockers' union, the crane fell.", "the crane fell", "Hale"),
    ("A lawyer for President Juan Mora said the charges were a farce.", "the charges were a farce", "lawyer"),
    ("The monks fled. “They took the bell,” one of them said.", "They took the bell", "one of them"),
    (
        "Thieves took the bell, according to two of the monks, in broad daylight.",
        "in broad daylight",
        "two of the monks",
    ),
    ("The Herald reported that, according to the mayor, the well was foul.", "the well was foul", "mayor"),
    # idioms and nouns
    ("The palace let it be known that the king was ill.", "the king was ill", "palace"),
    ("President Maria Silva made it clear that she would veto it.", "she would veto it", "Silva"),
    ("Ms Cole had one reply: the road would be built.", "the road would be built", "Cole"),
    ("The road would be built, was Ms Cole's verdict.", "The road would be built", "Cole"),
    # whose view it is
    ("As the bishop put it, “the roof leaks on rich and poor alike”.", "the roof leaks", "bishop"),
    ("In Ms Obi's view, the tax is theft.", "the tax is theft", "Obi"),
    ("The tax, in the view of Ms Obi, is theft.", "is theft", "Obi"),
    # the parser's noun is a verb
    ("The club's regulations state that no dog may enter.", "no dog may enter", "regulations"),
    # a paper speaks as "it"
    ("The auditor's report came out on Monday. It says that the bridge was rotten.", "the bridge was rotten", "report"),
]

PRONOUNS: list[Row] = [
    # whoever is accused or asked answers
    ("Fishermen accused the coast guard of cutting nets. It denied this, saying the nets drifted.", "the nets drifted",
     "coast guard"),
    ("The judge asked Mr Bauer where he slept. “Under the bridge,” he replied.", "Under the bridge", "Bauer"),
    # given names tell with their accents
    ("Lucía Mora spoke first. Óscar Pineda spoke next.\n\n“That is a lie,” she said.", "That is a lie", "Mora"),
    # who speaks for somebody speaks of him
    ("Mr Asante's lawyer said he was in hiding. He had crossed the river, she added.", "He had crossed the river",
     "lawyer"),
    # nobody is "he" of their own words
    ("President Ivo Kral said he was well. His doctor was less sure. “He needs rest,” she said.", "He needs rest",
     "doctor"),
    ("The king slept. The king's physician was curt. “He ate two eggs,” he said.", "He ate two eggs", "physician"),
    # a language is nobody
    ("Andina Copper said it would appeal. Its Spanish, it added, was poor.", "was poor", "Andina Copper"),
]  # fmt: skip

HEADLINES: list[Row] = [
    ("‘The wells are dry’: Dutch mayor pleads for rain\n\nIt has been hot in Zeeland.", "The wells are dry", "mayor"),
    ("'Not one more tree': foresters defy ministry\n\nWork stopped on Monday.", "Not one more tree", "foresters"),
    ("Talks are dead – Norwegian envoy\n\nThe delegations left Geneva on Monday.", "Talks are dead", "envoy"),
]

BERG = (
    "“How many boats?” asked the inspector, Rosa Lind.\n\n“Two,” said the harbour master, Odd Berg.\n\n“Two?”\n\n"
    "“Two that we know of.”\n\n“There was no third, Inspector.” Berg shut the ledger.\n\n“So you say.”"
)

DIALOGUE: list[Row] = [
    # an exchange that has begun goes on by turns
    (BERG, "Two?", "Lind"),
    (BERG, "Two that we know of", "Berg"),
    # what the speaker does meanwhile tells, and who is spoken to
    (BERG, "There was no third", "Berg"),
    (BERG, "So you say", "Lind"),
    (
        "“You sold the port,” said Iris Vale.\n\n“I bought it.” The banker, Omar Dib, did not look up.",
        "I bought it",
        "Dib",
    ),
    (
        "“The roof leaks,” the sexton, Paul Ames, said.\n\n“Which roof?” asked Canon Ruth Beale.\n\n“Yours.”",
        "Yours.",
        "Ames",
    ),
    # a word is enough behind a sentence about somebody, whose the next one is not
    ("Senator Ines Rocha leaned towards Karl Dorn, the banker. “Truly?”\n\n“Truly,” he said.", "Truly?", "Rocha"),
    ("Senator Ines Rocha leaned towards Karl Dorn, the banker. “Gone?”\n\n“All of it.”", "All of it", "Dorn"),
    # the text's own question is answered by who spoke last, and another hearer changes nothing
    ("“Nobody ordered it,” General Tamm said. Nobody? “Nobody who is alive.”", "Nobody who is alive", "Tamm"),
    ("Mr Sen told the miners: “You will be paid.” To the owners: “You will wait.”", "You will wait", "Sen"),
    # whoever was asked before the colon speaks
    ("Asked by a farmer if the dyke would hold, Mr Rao was brief: “Yes.”", "Yes.", "Rao"),
    # a paragraph of the reporter's between two ends an exchange
    (
        "“We lost,” said Ana Lima.\n\n“You cheated,” said Rui Sá.\n\nMayor Eva Brandt was kinder than both.\n\n"
        "“Nobody cheated and nobody lost in this town.”",
        "Nobody cheated",
        "Brandt",
    ),
]

FROST = (
    "“Where were you in May?” asked the prosecutor, Lena Frost.\n\nMr Sand hesitated. “At sea,” he said.\n\n"
    "“With whom?”\n\n“With my brother, and nobody else on board.”\n\nThere was a murmur in the gallery.\n\n"
    "“Your brother died in April.”\n\nSilence.\n\n“I would like to see my lawyer.”"
)
HOLT = "“The pumps are old,” engineer Vera Holt told the deputy, Karl Dorn.\n\n“How old?”\n\n“Older than you.”"
REPAID = "“Was it repaid?” asked Senator Ines Rocha. “In full,” Karl Dorn replied. “By whom?” “By my wife.”"

BEATS: list[Row] = [
    # what nobody says between two turns stops no exchange
    (FROST, "With my brother", "Sand"),
    (FROST, "Your brother died", "Frost"),
    (FROST, "I would like to see", "Sand"),
    ("“No,” said the chief, Sipho Dube.\n\nA dog barked.\n\n“My father is buried here.”", "My father", "Dube"),
    # what somebody does in a paragraph of its own brings in a turn
    ("“And the horses?” asked Rui Sá.\n\nAna Lima looked at the barn.\n\n“They stay.”", "They stay", "Ana Lima"),
    # whoever is told something replies, named only as the hearer
    (HOLT, "How old?", "Dorn"),
    (HOLT, "Older than you", "Holt"),
    ("“You cannot pass,” Lena Voss told the trader who had stopped her.\n\n“And why not?”", "And why not?", "trader"),
    ("“Read it aloud,” the chairwoman, Ines Rocha, told Karl Dorn.\n\n“I would rather not.”", "rather not", "Dorn"),
    # question and answer in one paragraph
    (REPAID, "By whom?", "Rocha"),
    (REPAID, "By my wife", "Dorn"),
    # who was asked in the sentence before
    (
        "Senator Ines Rocha asked Karl Dorn where the gold was.\n\n“In the vault.”\n\n“All of it?”",
        "In the vault",
        "Dorn",
    ),
    ("A farmer asked Mayor Eva Brandt when it would open. “In May,” came the reply.", "In May", "Brandt"),
]

SECOND_HAND: list[Row] = [
    # the innermost source has the words
    ("According to the Herald, citing a chemist, the well was foul.", "the well was foul", "chemist"),
    ("The well was foul, the Herald reported, citing two officials.", "The well was foul", "officials"),
    ("The well was foul, said the Herald, which quoted a report.", "The well was foul", "report"),
    # a reason is no source
    ("The port will close, the ministry said, citing the weather.", "The port will close", "ministry"),
    ("The envoy reported the sultan as saying that he was tired.", "he was tired", "sultan"),
    ("As the late Abbot Hugo Lenz used to tell pilgrims, bread has no passport.", "bread has no passport", "Lenz"),
    # two speakers, one verb
    ("Some widows said they were paid; others that nobody came.", "nobody came", "others"),
    ("The first letter said he was ill; the second that he was away.", "he was away", "second"),
]

ASIDES: list[Row] = [
    ("Ms Cole sat down. There had been a plan, she allowed, and there had been a map.", "there had been a map", "Cole"),
    ("The tunnel, its builder Jan Maas explained, “was never dry”.", "was never dry", "Maas"),
    ("Mr Duarte was fined in 2019, the year in which, Ms Cole alleges, he sold the boat.", "he sold the boat", "Cole"),
    ("The ferry, pilots in Bergen made plain, will not sail.", "will not sail", "pilots"),
    ("The office has a map, which sailors say is false.", "is false", "sailors"),
    ("The mayor says forty. The radio says nine.", "nine", "radio"),
]

PARENTHESES: list[Row] = [
    # between subject and verb, behind an auxiliary, in either order
    ("The dam at Orvik, the ministry insists, is safe.", "is safe", "ministry"),
    ("Ada Holm met reporters. Talks would, she hinted, resume in May.", "resume in May", "Holm"),
    ("The well has, say villagers, been dry since May.", "been dry since May", "villagers"),
    ("The tax, Eva Brandt, the finance minister, told parliament, would fall.", "would fall", "Brandt"),
    ("The harvest, admits the union's chairman, Piet Maas, was poor.", "was poor", "Maas"),
    ("The mine – the owner, Karl Dorn, swears – was never closed.", "was never closed", "Dorn"),
    # the verb that the parser takes for a noun
    ("Neither side, diplomats in Vienna concede, expects a deal.", "expects a deal", "diplomats"),
    # in a relative clause
    ("The boat, which engineers, the mayor insists, inspected twice, sank.", "inspected twice", "mayor"),
    ("The governor sold a boat which, prosecutors in Lagos say, was never his.", "was never his", "prosecutors"),
    ("The minister who, the opposition claims, took the bribe has resigned.", "took the bribe", "opposition"),
    # behind what somebody else says
    ("The union said the pit was dry; the owners, said its leader Tom Bale, had known.", "had known", "Bale"),
    ("Ann Cole said the barn was dry; the map, she added drily, was not.", "was not", "Cole"),
    ("The ministry said the dam was safe, but the bridge, engineers warn, is not.", "is not", "engineers"),
    # nobody, or the agent
    ("The duke, it is said, sold the forest.", "sold the forest", None),
    ("The judge, the widow was assured, would be fair.", "would be fair", None),
    ("The war, it was conceded by General Olga Sand, had cost too much.", "had cost too much", "Sand"),
]

PASSIVES: list[Row] = [
    ("That no shot was fired was repeated by General Olga Sand.", "That no shot was fired", "Sand"),
    ("That the pit was dry was known, it was admitted by the owners.", "That the pit was dry was known", "owners"),
    ("Voters were promised by Rui Costa that taxes would fall.", "taxes would fall", "Costa"),
    ("The widow was assured by Judge Ned Ames that the house was hers.", "the house was hers", "Ames"),
    ("It was announced in Lima that the port would close.", "the port would close", None),
    # whose view something is
    ("The position of the ministry remains that the lake is Kenyan.", "the lake is Kenyan", "ministry"),
    ("The word from the palace is that the king sleeps badly.", "the king sleeps badly", "palace"),
    ("The explanation, given by the army, is that the fuse was old.", "the fuse was old", "army"),
    ("Mr Voss's point was simple: the lake was dead.", "the lake was dead", "Voss"),
]

SPEAKING_IT: list[Row] = [
    # the paper, not who holds or gets it
    ("The minister's letter reached the court on Monday. It says that the dam was rotten.", "dam was rotten", "letter"),
    ("The court received a letter from Ana Lopes. It said that the dam was rotten.", "dam was rotten", "letter"),
    # the body spoken of before, not the subject of what is said
    ("The World Bank lent Kenya a billion. Kenya, it said, had kept its word.", "had kept its word", "World Bank"),
    ("The commission fined the firm. The lake had, it said, been poisoned.", "been poisoned", "commission"),
]

BEARERS: list[Row] = [
    # by age, told or not
    ("Karl Dorn, 58, came to Bergen as envoy. The 58-year-old said the talks were dead.", "talks were dead", "Dorn"),
    ("Zoe Katz, the youngest minister, resigned. The 29-year-old said she was tired.", "she was tired", "Katz"),
    (
        "Tom Bale, 44, and his wife, Ann Bale, 39, were held. The 39-year-old said she knew nothing.",
        "she knew nothing",
        "Ann Bale",
    ),
    # by what was told beside the name, or a broader word for it
    ("Olga Sand, a retired general, leads the party. The former general said it was over.", "it was over", "Sand"),
    ("Bo Lind, a striker, scored twice. The footballer said the pitch was bad.", "the pitch was bad", "Lind"),
    ("Ana Lopes, who won the Nobel Prize, spoke. The Nobel laureate said the war was lost.", "war was lost", "Lopes"),
    ("Ana Lopes is a baker in Porto. The baker said the tax was theft.", "the tax was theft", "Lopes"),
]

PAPERS: list[Row] = [
    ("The charter, under Article 9, provides that a widow keeps the house.", "a widow keeps the house", "charter"),
    ("The harbour's ledger records a sale of nine boats to Oslo.", "a sale of nine boats", "ledger"),
    ("The note is unsigned. “Burn the barn,” it instructs.", "Burn the barn", "note"),
    ("Voss's letter said that the barn was hers.", "the barn was hers", "Voss"),
]

HEADS: list[Row] = [
    # not what a clause or a possessor in the source names
    ("“We sent it,” said one of them, who sails the Kestrel for Bergen Fisheries.", "We sent it", "one of them"),
    ("Minister Ana Lopes is abroad. Her office said that she was well.", "she was well", "office"),
    # a relative pronoun is the noun before it, and the name that this explains
    ("At the back sat Dr Olga Pahl, the report's author, who said it was stolen.", "it was stolen", "Pahl"),
    ("The colonel, who said he slept, and who said he was awake, will testify.", "he was awake", "colonel"),
    # a name that no list knows is a person's where it does what only a person does
    ("Zor Tamal, leading the others, put down his pen. “You will see,” he replied.", "You will see", "Tamal"),
    # a role that excludes what somebody is known for is somebody else's
    ("Lawyers for the widow, Ana Brno, said they knew. The judge said that everybody did.", "everybody did", "judge"),
    # whose the subject is
    (
        "Mr Tal met Ms Brno. Mr Tal left. Ms Brno's pilots vote today. She has told them she will go.",
        "she will go",
        "Brno",
    ),
    (
        "His office, Mr Rao's aides say, burned. His staff tell it differently: nobody, they said, was in.",
        "was in",
        "staff",
    ),
]

HEARSAY: list[Row] = [
    ("The rumour in the market was that the bank would close.", "the bank would close", None),
    ("The miners were told that the pit was dry.", "the pit was dry", None),
]

RELAYED: list[Row] = [
    ("He was repeating what the owner told him: nobody dies of a crack.", "nobody dies of a crack", "owner"),
    (
        "President Otto Brandt was at lunch. Prosecutor Zorana Rey told a paper that he could have paid in 2021, the"
        " year in which, she alleges, he sold out.",
        "he sold out",
        "Rey",
    ),
]

FRAMED: list[Row] = [
    ("“No,” came the answer from the treasury on Monday.", "No,", "treasury"),
    ("“They will be back,” is how Corporal Lena Voss puts it.", "They will be back", "Voss"),
    ("“We have been robbed.” The words are those of Chief Sipho Dube.", "We have been robbed", "Dube"),
]

SILENT: list[Row] = [
    ("Judge Ruth Amin looked at the envoy, Karl Dorn. Dorn said nothing. “I will ask again.”", "I will ask", "Amin"),
    ("“The strike is over” — with these words Petra Voll, the union's leader, left.", "The strike is over", "Voll"),
    (
        "“You lied,” said Bo Lind. “I told you what I knew,” said Ada Quist. “And you were wrong.” “So were you.”",
        "So were you",
        "Lind",
    ),
]

MORE_HEADLINES: list[Row] = [
    ("Ferries will not sail: Dahl\n\nOSLO — Minister Ole Dahl spoke on Monday.", "Ferries will not sail", "Dahl"),
    ("No surrender, vows rebel chief\n\nThe guns fell silent on Monday.", "No surrender", "rebel chief"),
    ("Half of wheat is lost – UN report\n\nIt has been hot in Zeeland.", "Half of wheat is lost", "UN"),
    ("‘They came at night’ — survivors of the Vik raid\n\nThe dam held.", "They came at night", "survivors"),
    ("There never was a map, say those who were asked to draw it.", "never was a map", "those"),
    ("By then, wrote the explorer in a letter to his wife, the dogs had gone.", "the dogs had gone", "explorer"),
    ("Never, said the widow, would she sell.", "would she sell", "widow"),
    ("Half the town said the mayor did it; the other half, that he paid.", "he paid", "the other half"),
]

TRANSCRIPTS: list[Row] = [
    ("SENATOR HALE: Did you order it?\n\nGENERAL MOSS: I did not order the raid.\n\nSENATOR HALE: Who did?",
     "I did not order the raid", "MOSS"),
    ("Q. Will you resign?\n\nA. I will not resign.\n\nQ. Why not?\n\nA. There is work to do.", "There is work", None),
    # names in small letters, where one comes again; the paper itself only asks
    ("The Courier: Who knew?\n\nOlga Sand: Nobody knew of it.\n\nThe Courier: And now?\n\nSand: Ask the generals.",
     "Ask the generals", "Sand"),
    # who is interviewed, by a note or by the only name around
    ("Excerpts from an interview with the governor, Tomas Rehn.\n\nQ. Is it strong?\n\nA. It is where it should be.",
     "It is where it should be", "Rehn"),
    ("General Olga Sand spoke to Ann Cole about the barracks.\n\nQ: Who knew?\n\nA: Nobody in the barracks.",
     "Nobody in the barracks", "Sand"),
]  # fmt: skip


ROWS = [*UNCUED, *BESIDE, *DIALOGUE, *BEATS, *TAGS, *INNER, *SOURCES, *SECOND_HAND, *ASIDES, *PARENTHESES,
        *PASSIVES, *BEARERS, *SPEAKING_IT, *PAPERS, *HEADS, *HEARSAY, *PRONOUNS, *HEADLINES, *MORE_HEADLINES,
        *RELAYED, *SILENT, *FRAMED, *TRANSCRIPTS]  # fmt: skip


@pytest.mark.parametrize("row", ROWS)
def test_speaker(speaker_of: Ask, row: Row) -> None:
    _check(speaker_of, row)


# A parenthesis leaves what it attributes in two pieces.
SPLIT: list[tuple[str, list[str]]] = [
    ("The dam, the ministry insists, is safe, but engineers say it leaks.", ["The dam", "is safe"]),
    ("Talks would, Ada Holm hinted, resume in May.", ["Talks would", "resume in May"]),
    ("The ferry, whose owners, police believe, fled to Malta, sank in March.", ["whose owners", "fled to Malta"]),
]


@pytest.mark.parametrize(("text", "contents"), SPLIT)
def test_parenthesis_splits_content(statements_of: Find, text: str, contents: list[str]) -> None:
    assert contents in [[s.text for s in found.content_spans] for found in statements_of(text)]


# The reporter's own word: the script of a broadcast, a question of the paper, a title behind a dash.
NOBODYS: list[tuple[str, str]] = [
    ("ANCHOR: Police fired shots. Our reporter Ann Cole is there.\n\nCOLE: The road is shut.", "The road is shut"),
    ("Q. Will you resign?\n\nA. I will not.\n\nQ. Why not?\n\nA. Because.", "Will you resign?"),
]


@pytest.mark.parametrize(("text", "content"), NOBODYS)
def test_reporters_own_word(speaker_of: Ask, text: str, content: str) -> None:
    with pytest.raises(AssertionError, match="no statement"):
        speaker_of(text, content)
