"""The Python door: `Coder().code(text)` and `Coder.pipe(inputs)`.

Nothing is loaded until the first document comes; importing this module costs a few milliseconds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Literal

from .errors import UsageError
from .records import Coded, Failed, Failure, Place, Reading
from .settings import Settings

if TYPE_CHECKING:
    from .actors import PhraseResult
    from .classifying import PairType
    from .coding import Knowledge
    from .models.classifier import PairClassifier
    from .models.pairs import Habit
    from .reading import Guard

InputKind = Literal["auto", "text", "html", "jsonl", "feed", "warc", "parquet"]


class Coder:
    """Codes texts and files into records.  Loads its knowledge on first use and keeps it.

    >>> coder = Coder()
    >>> coded = coder.code("Minsk refused to let observers in.", published_at="2020-08-28")
    >>> [event.type for event in coded.events]
    ['REJECT']
    """

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()
        self._knowledge: Knowledge | None = None
        self._classifier: PairClassifier | None = None
        self._own: PairClassifier | None = None

    @property
    def knowledge(self) -> Knowledge:
        if self._knowledge is None:
            from .coding import load_knowledge

            self._knowledge = load_knowledge(self.settings)
        return self._knowledge

    @property
    def classifier(self) -> PairClassifier:
        if self._classifier is None:
            from .models.classifier import PairClassifier

            self._classifier = PairClassifier()
        return self._classifier

    def code(
        self,
        text: str,
        *,
        id: str | None = None,
        url: str | None = None,
        title: str | None = None,
        publisher: str | None = None,
        published_at: str | None = None,
        language: str | None = None,
    ) -> Coded:
        """The records of one text.  Raises `InputError` where the text is empty or too large."""
        from .reading import read_text

        if not isinstance(text, str):
            raise UsageError(f"a text is a string, not {type(text).__name__}; decode bytes first")
        reading = read_text(
            text,
            id=id,
            url=url,
            title=title,
            publisher=publisher,
            published_at=published_at,
            language=language,
            settings=self.settings,
        )
        return self._code(reading)

    def pipe(
        self,
        texts: Iterable[str | dict[str, Any]],
        *,
        workers: int = 0,
        seconds: float | None = None,
        ordered: bool = True,
    ) -> Iterator[Coded | Failed]:
        """The records of many texts, in order; a text may be a mapping with the fields of a JSON line.

        What cannot be read becomes an error record, and the next text is read.  workers, seconds, ordered: see
        `code_items`.
        """
        from .reading import read_item

        if isinstance(texts, (str, bytes, dict)):
            raise UsageError("pipe takes many texts; put the one into a list, or call `code`")
        rows = (item if isinstance(item, dict) else {"text": item} for item in texts)
        items = (read_item(row, f"item-{n}", settings=self.settings) for n, row in enumerate(rows))
        return self.code_items(items, workers=workers, seconds=seconds, ordered=ordered)

    def code_files(
        self,
        paths: Iterable[str | Path],
        *,
        kind: InputKind = "auto",
        stdin: BinaryIO | None = None,
        workers: int = 0,
        seconds: float | None = None,
        ordered: bool = True,
    ) -> Iterator[Coded | Failed]:
        """The records of files, folders and "-" (standard input), in input order, streaming.

        workers, seconds, ordered: see `code_items`.
        """
        if isinstance(paths, (str, Path)):
            raise UsageError(f"code_files takes many paths; write [{str(paths)!r}]")
        return self._read_and_coded(map(str, paths), kind, stdin, workers, seconds, ordered)

    def _read_and_coded(
        self,
        paths: Iterable[str],
        kind: InputKind,
        stdin: BinaryIO | None,
        workers: int,
        seconds: float | None,
        ordered: bool,
    ) -> Iterator[Coded | Failed]:
        from .reading import read_inputs

        with reading_guard(workers, seconds) as guard:
            items = read_inputs(paths, kind=kind, settings=self.settings, stdin=stdin, guard=guard)
            yield from self.code_items(items, workers=workers, seconds=seconds, ordered=ordered)

    def code_items(
        self,
        items: Iterable[Reading | Failure],
        *,
        workers: int = 0,
        seconds: float | None = None,
        ordered: bool = True,
    ) -> Iterator[Coded | Failed]:
        """The records of what the reading room read, in input order unless `ordered` is false.

        workers: processes that code side by side; 0 codes in this one.  A program of your own that asks for some
        needs the guard `if __name__ == "__main__":`, as they start by importing it.
        seconds: the longest that one document may take, with workers; it becomes an error record then.
        """
        return self._crewed(items, workers, seconds, ordered)

    def _crewed(
        self, items: Iterable[Reading | Failure], workers: int, seconds: float | None, ordered: bool
    ) -> Iterator[Coded | Failed]:
        with self.crew(workers, seconds, ordered=ordered) as code:
            yield from code(items)

    @contextmanager
    def crew(
        self, workers: int, seconds: float | None = None, *, ordered: bool = True
    ) -> Iterator[Callable[[Iterable[Reading | Failure]], Iterator[Coded | Failed]]]:
        """A function like `code_items` whose workers stay between calls, and end with the context."""
        if workers < 1:
            yield lambda items: (self.code_reading(item) for item in items)
            return
        from .working import Crew, Job

        with Crew(make_work, self.settings, workers, seconds) as crew:

            def code(items: Iterable[Reading | Failure]) -> Iterator[Coded | Failed]:
                jobs = (Job(None, done=Failed.of(i)) if isinstance(i, Failure) else Job(None, reading=i) for i in items)
                return (record for _, record in crew.code(jobs, ordered=ordered))

            yield code

    def code_reading(self, item: Reading | Failure) -> Coded | Failed:
        """The records of what the reading room read, or of why it could not be read or coded; raises nothing."""
        return Failed.of(item) if isinstance(item, Failure) else self._guarded(item)

    def actor(self, phrase: str, *, date: str | None = None, context: str | None = None) -> PhraseResult:
        """Name, country, sectors, kind and basis of the actor that a phrase names.

        date: ISO day that decides who held an office; context: a sentence it stands in.
        """
        from .actors import resolve_phrase

        known = self.knowledge
        return resolve_phrase(phrase, date, context, known.pipeline, known.registry, known.agents)

    def classify(
        self,
        text: str,
        *,
        actor: tuple[int, int] | None,
        recipient: tuple[int, int] | None,
        allow_none: bool = False,
        habit: Habit = "plv",
    ) -> PairType:
        """The PLOVER type of what one marked party does to the other; both are offsets into the text.

        Where the settings name a model of the user's own, its type; the habit plays no part then.
        habit: whose labels to follow where they differ, those of the PLV pairs or the PLOVER manual's.
        The scores of the 16 types (and NONE, where allowed) sum to 1.
        """
        from .classifying import classify_own, classify_text

        if self.settings.model is not None:
            own = self._own_classifier(self.settings.model)
            return classify_own(text, actor, recipient, allow_none=allow_none, classifier=own)
        return classify_text(
            text,
            actor,
            recipient,
            allow_none=allow_none,
            habit=habit,
            knowledge=self.knowledge,
            classifier=self.classifier,
            settings=self.settings,
        )

    def places(self, text: str, toponyms: list[tuple[int, int]] | None = None) -> list[Place]:
        """One place for each toponym (offsets into the text); where none are given, for each that is found.

        Found are names, also those within the names of bodies, and adjectives and peoples ("Turkish").
        """
        from .knowledge.gazetteer import load_gazetteer
        from .places import locate, read_places

        if toponyms is not None:
            return locate(text, toponyms, load_gazetteer())
        from .reading import read_text

        known = self.knowledge
        document = read_text(text, settings=self.settings).document
        return read_places(known.pipeline.analyze(document), document, known.gazetteer)

    def _own_classifier(self, folder: Path) -> PairClassifier:
        if self._own is None:
            from .models.classifier import PairClassifier

            self._own = PairClassifier(folder)
        return self._own

    def _code(self, reading: Reading) -> Coded:
        from .coding import code_reading

        return code_reading(reading, self.knowledge, self.settings)

    def _guarded(self, reading: Reading) -> Coded | Failed:
        """The records of a document, or an error record where a defect of ours stops it: the run goes on."""
        try:
            return self._code(reading)
        except MemoryError:
            document = reading.document
            what = document.source or document.id
            message = f"{what}: coding took more memory than there is; split the document, or use fewer workers"
            return Failed.of(Failure(document.id, document.source, "no-memory", message))
        except (RecursionError, ArithmeticError, LookupError, TypeError, ValueError, AttributeError) as error:
            document = reading.document
            message = f"{type(error).__name__} while coding: {error}; please report it with the text"
            return Failed.of(Failure(document.id, document.source, "internal", message))


@contextmanager
def reading_guard(workers: int, seconds: float | None) -> Iterator[Guard]:
    """What bounds the time that reading a document may take, where there are workers; nothing does where none are."""
    if workers < 1 or seconds is None:
        from .reading import read_here

        yield read_here
        return
    from .working import Aside

    with Aside(seconds) as guard:
        yield guard


def make_work(settings: Settings) -> Callable[[Reading], Coded | Failed]:
    """What a worker does with a document, its knowledge loaded."""
    coder = Coder(settings)
    coder.knowledge  # noqa: B018 (loaded now, so that the first document's time is its own)
    return coder.code_reading
