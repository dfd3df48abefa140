"""Errors and warnings: the closed list of codes, and the one tree of exceptions.

    DragomanError                 everything this package raises on purpose
    ├── UsageError                a setting or an argument that cannot be used (exit status 2)
    ├── ArtefactError             a data file or model of the installation is missing or damaged
    ├── LedgerError               a ledger cannot be opened, read or written (exit status 2)
    │   ├── LedgerBusy            another process held it for longer than was waited
    │   └── LedgerSlow            a question took longer than it was given
    └── InputError                one document cannot be read; carries a code of ERROR_CODES

Bad input is a value: rooms that read input turn an `InputError` into an error record and
go on with the next document.  Stages behind reading raise nothing on purpose.
"""

from __future__ import annotations

import errno

# What writing to a full or limited disk fails with.
NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})

ERROR_CODES: dict[str, str] = {
    "unreadable": "the file is missing, damaged or cannot be opened",
    "binary": "the input is not text",
    "undecodable": "the input is text in no encoding that can be told",
    "bad-line": "the line is not a JSON object",
    "no-text": "the JSON object has no `text` that is a string",
    "empty": "there is no text but white space",
    "too-large": "the text, or what a server sent, is over the size limit",
    "too-slow": "reading or coding took longer than the time limit",
    "no-memory": "reading or coding took more memory than there is, or its process was ended from outside",
    "address-refused": "a web address that may not be fetched: not http(s), with a password, or of a private network",
    "unreachable": "no connection to the server, or no secure one",
    "timed-out": "the server did not answer in time",
    "http-status": "the server answered that there is nothing to be had",
    "bad-answer": "the server's answer breaks off, is damaged or is no HTTP",
    "redirect": "redirects that go in circles, are too many, lead nowhere or give up https",
    "content-type": "what the server sent is neither a page nor a text nor a feed",
    "robots": "the server's robots.txt forbids it, or cannot be had",
    "asked-to-wait": "the server asks for a longer pause than is waited for",
    "internal": "a defect in dragoman or in a parser; the document was left out and the run went on",
}

WARNING_CODES: dict[str, str] = {
    "not-english": "the text is not English; it is kept, not coded",
    "no-article": "no article was found in the page; all its text was taken",
    "replaced-characters": "characters that are no text were replaced one for one",
    "second-opinion": "an event was changed or left out on the word of a language model",
    "no-date": "no publication date is known, so relative dates stay open",
}


class DragomanError(Exception):
    """Everything this package raises on purpose."""


class UsageError(DragomanError):
    """A setting or an argument that cannot be used."""


class ArtefactError(DragomanError):
    """A data file or a model of the installation is missing or damaged."""


class LedgerError(DragomanError):
    """A ledger cannot be opened, read or written."""


class LedgerBusy(LedgerError):
    """Another process held the ledger for longer than was waited."""


class LedgerSlow(LedgerError):
    """A question to the ledger took longer than it was given."""


class InputError(DragomanError):
    """One document cannot be read.

    code: a key of `ERROR_CODES`; message: one line that says what, where and what to do.
    """

    def __init__(self, code: str, message: str) -> None:
        if code not in ERROR_CODES:
            raise ValueError(f"unknown error code {code!r}")
        # both go to Exception so that the error pickles across processes
        super().__init__(code, message)
        self.code = code
        self.message = message

    def __str__(self) -> str:
        return self.message
