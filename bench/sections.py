"""The sections of the bench: what each is called, how long it may take, and how one is run in a process of its own."""

import dataclasses
import importlib
import json
import logging
import os
import signal
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Final

import structlog

from bench.work import FULL, SHORT, Section, Work


@dataclass(frozen=True, slots=True)
class Kind:
    """One section: `module:function`, seconds after which it is given up, and what it tells."""

    runs: str
    limit: float
    arti: str


SECTIONS: Final = {
    "pintu_depan_sqlite": Kind("front_door:sqlite", 120, "front door to durable answer, SQLite"),
    "pintu_depan_postgresql": Kind("front_door:postgres", 150, "front door to durable answer, PostgreSQL"),
    "orm": Kind("orm:both", 150, "against one ORM transaction a move"),
    "papan": Kind("boards:measure", 90, "a scan until it stands on 20 boards; memory at rest"),
    "alur": Kind("flow:measure", 180, "HTTP, commit, stream, worker, projection"),
    "bangun_aliran": Kind("rebuild:measure", 90, "a stream rebuilt from the ledger"),
    "tenggat": Kind("deadlines:measure", 240, "a million pending deadlines, 100,000 due at once"),
    "pasien": Kind("patients:measure", 900, "100,000 patients registered; searches over a million"),
    "kunjungan": Kind("visits:measure", 150, "a day's 2,000 visits opened by 32 callers"),
    "laporan": Kind("reports:measure", 900, "the report of one year, 500,000 visits analysed"),
    "sensus": Kind("census:measure", 900, "the census of one year of a hospital with 300 beds"),
    "federasi": Kind("federation:measure", 180, "50 facilities against one hub; the whole way between two databases"),
    "hilang": Kind("lost:measure", 300, "planted losses: how far down the ranked list the true place stands"),
    "besar": Kind("big:measure", 700, "pages over a million records and ten million lines"),
}
"""In the order they are run: the long one last."""


MAKING_SHARE: Final = 0.6
"""Of a section's time, what making a large database may take: it must still be measured and removed."""


def _ended(number: int, _frame: FrameType | None) -> None:
    sys.exit(128 + number)  # through every `finally`: what was started is ended, what was made is removed


def _outlive_nobody(starter: int) -> None:
    """End when the process that started us is gone: nobody would clear up after us."""
    while os.getppid() == starter:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)


def main(name: str, folder: Path, result: Path, seconds: float, *, short: bool) -> None:
    """Run one section here, which has so many seconds, and write what it found."""
    signal.signal(signal.SIGTERM, _ended)
    threading.Thread(target=_outlive_nobody, args=(os.getppid(),), daemon=True).start()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    module, function = SECTIONS[name].runs.split(":")
    measure = getattr(importlib.import_module(f"bench.{module}"), function)
    size = SHORT if short else FULL
    size = dataclasses.replace(size, making=min(size.making, seconds * MAKING_SHARE))
    found: Section = measure(Work(folder, size))
    result.write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), float(sys.argv[4]), short="ringkas" in sys.argv[5:])
