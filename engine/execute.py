"""The front door. Many callers await; one committer takes what is waiting and writes it in one transaction.

An answer is given only after the commit is durable. A refused command refuses only its own caller.
"""

import asyncio
import contextlib
import queue
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Final, Self

import orjson
import structlog
from sqlalchemy import Connection, Engine, bindparam, insert, select
from sqlalchemy.exc import InterfaceError, OperationalError

from engine import clock, ledger
from engine import tables as t
from engine.database import lock_ledger, writing
from engine.decide import decide
from engine.facts import Facts, Known
from engine.numbers import kunci
from engine.prepared import IDS, Find
from engine.refusals import Refusal
from engine.workflows.berkas import Berkas
from schemas.commands.berkas import Daftarkan
from schemas.events.berkas import CekDiselesaikan
from schemas.message import Command
from schemas.names import BerkasId, Keadaan

log = structlog.get_logger()

PALING_BANYAK: Final = 256
"""Commands in one transaction: more would make the first caller wait for no gain (a flush costs less than 100 rows)."""

ANTREAN: Final = 10_000
"""Commands that may wait; beyond that a caller is told to come back, so that memory stays bounded."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """The durable answer to a command. `seq` and `versi` place its event; `diulang`: it was answered before."""

    seq: int
    versi: int
    keadaan: Keadaan
    peristiwa: str
    subjek: BerkasId
    diulang: bool = False


Answer = Accepted | Refusal
Woken = Callable[[int], None]
"""Called after a commit with the last position written: wakes the relay."""


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A command and who waits for its answer: a thread (`loop` is None) or a task of an event loop."""

    command: Command
    sidik: bytes
    future: "Future[Answer] | asyncio.Future[Answer]"
    loop: asyncio.AbstractEventLoop | None


_L, _P = t.jejak.c, t.penolakan.c
_SEEN: Final = Find(
    select(_L.perintah_id, _L.sidik, _L.seq, _L.versi, _L.data, _L.jenis, _L.subjek).where(
        _L.perintah_id.in_(bindparam(IDS, expanding=True))
    )
)
_REFUSED: Final = Find(
    select(_P.perintah_id, _P.sidik, _P.kode, _P.field, _P.nilai).where(
        _P.perintah_id.in_(bindparam(IDS, expanding=True))
    )
)


class FrontDoor:
    """Takes commands, answers them. One per process; its thread holds the only writing connection.

    `fasyankes` is the facility's code; `woken` is told of every commit.
    """

    def __init__(
        self, engine: Engine, fasyankes: str, *, now: clock.Clock = clock.now, woken: Woken | None = None
    ) -> None:
        self._engine = writing(engine)
        self._fasyankes = fasyankes
        self._now = now
        self._woken = woken
        self._known = Known()
        self._waiting: queue.SimpleQueue[_Waiting | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="committer", daemon=True)
        self._closed = False
        self._door = threading.Lock()  # nothing is queued behind the last item of a closing door

    def open(self) -> Self:
        """Start the committer."""
        self._thread.start()
        return self

    def close(self) -> None:
        """Answer what is waiting, then stop. Safe to call twice."""
        with self._door:
            first, self._closed = not self._closed, True
            if first:
                self._waiting.put(None)
        if first:
            self._thread.join()

    def __enter__(self) -> Self:
        return self.open()

    def __exit__(self, *_: object) -> None:
        self.close()

    def submit(self, command: Command) -> "Future[Answer]":
        """Hand a command to the committer from any thread; the future is answered after its commit."""
        future: Future[Answer] = Future()
        if not self._enqueue(command, future, None):
            future.set_result(Refusal("antrean_penuh"))
        return future

    async def execute(self, command: Command) -> Answer:
        """Ask, and wait for the durable answer."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Answer] = loop.create_future()
        if not self._enqueue(command, future, loop):
            return Refusal("antrean_penuh")
        return await future

    def _enqueue(
        self,
        command: Command,
        future: "Future[Answer] | asyncio.Future[Answer]",
        loop: asyncio.AbstractEventLoop | None,
    ) -> bool:
        waiting = _Waiting(command, sha256(command.sidik_isi()).digest(), future, loop)
        with self._door:
            if self._closed or self._waiting.qsize() >= ANTREAN:
                return False
            self._waiting.put(waiting)
        return True

    def _run(self) -> None:
        open_ = True
        while open_ and (first := self._waiting.get()) is not None:
            batch, open_ = self._take(first)
            answers = self._answers(batch)
            _deliver(batch, answers)
            written = [answer.seq for answer in answers if isinstance(answer, Accepted)]
            if written and self._woken:
                self._wake(max(written))

    def _wake(self, seq: int) -> None:
        try:
            if self._woken:
                self._woken(seq)
        except Exception as error:  # noqa: BLE001 - the relay sweeps every second anyway; the committer must live on
            log.warning("relai_tidak_terbangun", galat=type(error).__name__)

    def _take(self, first: _Waiting) -> tuple[list[_Waiting], bool]:
        """All that waits, up to the limit; False when the door is closing."""
        batch = [first]
        while len(batch) < PALING_BANYAK:
            try:
                item = self._waiting.get_nowait()
            except queue.Empty:
                break
            if item is None:
                return batch, False
            batch.append(item)
        return batch, True

    def _answers(self, batch: list[_Waiting]) -> list[Answer]:
        try:
            with self._engine.begin() as connection:
                return self._commit(connection, batch)
        except (OperationalError, InterfaceError) as error:
            log.error("belum_tercatat", jumlah=len(batch), galat=type(error.orig).__name__)
            return [Refusal("belum_tercatat")] * len(batch)
        except Exception as error:
            log.error("perintah_gagal", jumlah=len(batch), galat=type(error).__name__, exc_info=error)
            if len(batch) == 1:
                return [Refusal("galat_dalam")]
            return [answer for waiting in batch for answer in self._answers([waiting])]

    def _commit(self, connection: Connection, batch: Sequence[_Waiting]) -> list[Answer]:
        lock_ledger(connection)
        now = self._now()
        known = _answered(connection, [waiting.command.command_id for waiting in batch])
        subjects = {waiting.command.subjek for waiting in batch}
        current = ledger.records(connection, subjects)
        facts = Facts(connection, self._known)
        entries: list[ledger.Entry] = []
        refused: list[dict[str, object]] = []
        answers: list[Answer] = []
        last = ledger.head(connection, self._fasyankes)
        for waiting in batch:
            command, key = waiting.command, waiting.command.command_id
            if key in known:
                sidik, answer = known[key]
                answers.append(
                    _again(answer) if sidik == waiting.sidik else Refusal("perintah_id_terpakai", "command_id")
                )
                continue
            before = current.get(command.subjek) or Berkas(command.subjek)
            decision = decide(before, command, facts, now)
            if decision.step:
                entry = ledger.Entry(command, waiting.sidik, decision.step.event, before, decision.step.record)
                entries.append(entry)
                current[command.subjek] = entry.after
                _remember(facts, entry)
            answer = decision.refusal or _accepted(last[0] + len(entries), entries[-1])
            if isinstance(answer, Refusal):
                refused.append(_refusal_row(waiting, answer, now))
            known[key] = (waiting.sidik, answer)
            answers.append(answer)
        ledger.write(connection, self._fasyankes, last, entries)
        if refused:
            connection.execute(insert(t.penolakan), refused)
        return answers


def _answered(connection: Connection, ids: list[str]) -> dict[str, tuple[bytes, Answer]]:
    """The answers already given to these ids: a refusal wins over the sighting it left."""
    answers: dict[str, tuple[bytes, Answer]] = {}
    for perintah_id, sidik, seq, versi, data, jenis, subjek in _SEEN.run(connection, ids):
        keadaan = Keadaan(orjson.loads(data)["ke"])
        answers[perintah_id] = (sidik, Accepted(seq, versi, keadaan, jenis, BerkasId(subjek)))
    for perintah_id, sidik, kode, field, nilai in _REFUSED.run(connection, ids):
        answers[perintah_id] = (sidik, Refusal(kode, field, nilai))
    return answers


def _accepted(seq: int, entry: ledger.Entry) -> Accepted:
    return Accepted(seq, entry.event.versi, entry.event.ke, entry.event.jenis, entry.after.id)


def _again(answer: Answer) -> Answer:
    return replace(answer, diulang=True) if isinstance(answer, Accepted) else answer


def _remember(facts: Facts, entry: ledger.Entry) -> None:
    """Let later commands of the same batch see what this one did."""
    facts.pending.riwayat.setdefault(entry.after.id, []).append(entry.event)
    if isinstance(entry.command, Daftarkan) and not entry.before.versi:
        facts.pending.nomor.add((kunci(entry.command.nomor), entry.command.pembawa))
    if isinstance(entry.event, CekDiselesaikan):
        facts.pending.cek.add(entry.event.seq)


def _refusal_row(waiting: _Waiting, refusal: Refusal, now: datetime) -> dict[str, object]:
    return {
        "perintah_id": waiting.command.command_id,
        "sidik": waiting.sidik,
        "jenis": waiting.command.jenis,
        "subjek": waiting.command.subjek,
        "pelaku": waiting.command.pelaku.id,
        "dicatat_pada": now,
        "kode": refusal.kode,
        "field": refusal.field,
        "nilai": refusal.nilai,
    }


def _deliver(batch: Sequence[_Waiting], answers: Sequence[Answer]) -> None:
    """Wake the callers: one hand-over to each event loop, however many wait there."""
    by_loop: dict[asyncio.AbstractEventLoop, list[tuple[asyncio.Future[Answer], Answer]]] = {}
    for waiting, answer in zip(batch, answers, strict=True):
        if isinstance(waiting.future, asyncio.Future) and waiting.loop:
            by_loop.setdefault(waiting.loop, []).append((waiting.future, answer))
        elif isinstance(waiting.future, Future) and waiting.future.set_running_or_notify_cancel():
            waiting.future.set_result(answer)
    for loop, pairs in by_loop.items():
        with contextlib.suppress(RuntimeError):  # the loop was closed: nobody waits there any more
            loop.call_soon_threadsafe(_set_results, pairs)


def _set_results(pairs: list[tuple["asyncio.Future[Answer]", Answer]]) -> None:
    for future, answer in pairs:
        if not future.done():
            future.set_result(answer)
