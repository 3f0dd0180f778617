"""``python -m tests.crawler.witness LEDGER VERB…``: the command line, with every capture that was
acknowledged written down in LEDGER, a record id a line, as soon as its commit has returned."""

import os
import sys
from typing import Any

from crawler.commands import main
from store.recorder import Recorder


def bear_witness(ledger: str) -> None:
    acknowledged = os.open(ledger, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    batch: list[str] = []
    capture, commit, rollback = Recorder.capture, Recorder.commit, Recorder.rollback

    def note(self: Recorder, *arguments: Any, **named: Any) -> Any:
        captured = capture(self, *arguments, **named)
        batch.append(captured.record_id)
        return captured

    def acknowledge(self: Recorder) -> None:
        commit(self)
        os.write(acknowledged, "".join(f"{record_id}\n" for record_id in batch).encode())
        batch.clear()

    def forget(self: Recorder) -> None:
        batch.clear()
        rollback(self)

    Recorder.capture = note  # type: ignore[method-assign]
    Recorder.commit = acknowledge  # type: ignore[method-assign]
    Recorder.rollback = forget  # type: ignore[method-assign]


if __name__ == "__main__":
    bear_witness(sys.argv[1])
    del sys.argv[1]
    main()
