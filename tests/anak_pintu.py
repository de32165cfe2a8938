"""A process with a front door, made to be killed: python -m tests.anak_pintu URL POINT

Says `kirim <command_id>` before it asks and `jawab <command_id> <seq>` after it was answered, a line each.
POINT: `sebelum` and `sesudah` end the process just before and just after the COMMIT of its third batch,
with nothing flushed and nobody told; `terus` goes on until somebody kills it.
"""

import os
import sys
import threading
from concurrent.futures import Future
from functools import partial
from typing import Any

from sqlalchemy import Engine

from engine.database import connect
from engine.execute import Accepted, Answer, FrontDoor
from engine.facility import baru
from schemas.commands import berkas as ask
from schemas.message import Command, Pelaku
from schemas.names import BerkasId, Peran, PetugasId
from tests.kit import PKM, wish

BERSAMAAN = 8
MATI = 9


PELAKU = Pelaku(PetugasId("0190c7a0-0000-7000-8000-0000000000a9"), frozenset({Peran.PEREKAM_MEDIS}))
"""The same person in every process, so that a command asked again elsewhere is the same command."""


def perintah(key: str) -> Command:
    """The command of this id: every process that asks it asks the same."""
    return wish(ask.Daftarkan, BerkasId(key), PELAKU, command_id=key, nomor=key[-12:])


def say(*words: object) -> None:
    """One line, in one write, past every buffer."""
    os.write(1, (" ".join(map(str, words)) + "\n").encode())


def die_at_commit(engine: Engine, point: str) -> None:
    """Make the third commit of this process its last deed, or the last thing before it."""
    commit = engine.dialect.do_commit
    count = 0

    def do_commit(connection: Any) -> None:
        nonlocal count
        count += 1
        if count == 3 and point == "sebelum":
            os._exit(MATI)
        commit(connection)
        if count == 3 and point == "sesudah":
            os._exit(MATI)

    engine.dialect.do_commit = do_commit  # type: ignore[method-assign, assignment]


def main(url: str, point: str) -> None:
    """Register records, several callers at once, without end."""
    engine = connect(url)
    die_at_commit(engine, point)
    with FrontDoor(engine, PKM.kode) as door:
        gate = threading.Semaphore(BERSAMAAN)

        def answered(key: str, future: "Future[Answer]") -> None:
            answer = future.result()
            if isinstance(answer, Accepted):
                say("jawab", key, answer.seq)
            gate.release()

        while True:
            gate.acquire()
            command = perintah(baru())
            say("kirim", command.command_id)
            door.submit(command).add_done_callback(partial(answered, command.command_id))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
