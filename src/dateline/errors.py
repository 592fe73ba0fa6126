"""Every error that Dateline raises, as one tree.

DatelineError
├── ReadError          bytes that are no dispatch: path, place, way out
├── KnowledgeError     an expert file that breaks its schema: file, line or key
├── LedgerError        the store refused
│   ├── LedgerBusy     another process holds the write lock
│   ├── LedgerTooNew   written by a newer version
│   └── LedgerFull     no room left on the disk
├── CorpusError        an annotated corpus that cannot be scored: file, line
├── QuestionError      a filter that cannot be understood (an unknown kind, a bad day)
├── ModelMissing       the language model is not installed
└── SettingsError      a setting with an impossible value

Bad data in one dispatch is no exception above the pipeline: it becomes an issue row in the ledger.
"""

from __future__ import annotations


class DatelineError(Exception):
    """What went wrong, where, and what to do next.

    `place` is a path, a path with a line, or a dispatch id; `way_out` is one sentence in the imperative.
    """

    def __init__(self, what: str, *, place: str = "", way_out: str = "") -> None:
        self.what = what
        self.place = place
        self.way_out = way_out
        super().__init__(self.sentence())

    def sentence(self) -> str:
        """The error as one line: `place: what. way out`."""
        where = f"{self.place}: " if self.place else ""
        then = f" {self.way_out}" if self.way_out else ""
        return f"{where}{self.what}.{then}"


class ReadError(DatelineError):
    """These bytes are no dispatch of a known format."""


class KnowledgeError(DatelineError):
    """An expert file breaks its schema."""


class LedgerError(DatelineError):
    """The ledger refused to open, to read or to write."""


class LedgerBusy(LedgerError):
    """Another process is writing to the ledger."""


class LedgerTooNew(LedgerError):
    """A newer version of Dateline wrote this ledger."""


class LedgerFull(LedgerError):
    """The disk that holds the ledger is full."""


class CorpusError(DatelineError):
    """An annotated corpus is not in the form that its scorer reads."""


class QuestionError(DatelineError):
    """A question with a filter that cannot be understood."""


class ModelMissing(DatelineError):
    """The language model named in the settings is not installed."""


class SettingsError(DatelineError):
    """A setting has an impossible value."""
