"""The front door. Many callers await; one committer takes what is waiting and writes it in one transaction.

An answer is given only after the commit is durable. A refused command refuses only its own caller.
"""

import asyncio
import contextlib
import queue
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from hashlib import sha256
from typing import Final, NamedTuple, Self

import structlog
from sqlalchemy import Connection, Engine

from engine import answers as answered
from engine import clock, ledger
from engine.alur import ALUR, alur_dari
from engine.answers import Accepted, Answer, again, keep, refusal_row
from engine.database import TIDAK_MENJAWAB, lock_ledger, writing
from engine.decide import decide
from engine.driver import together
from engine.facts import Facts, Known
from engine.log import places
from engine.numbers import kunci
from engine.points import Titik, passing
from engine.recent import Kunci, Recent
from engine.refusals import Refusal
from engine.rows import Entry
from engine.workflows.nomor_berkas import Bernomor
from schemas.events.berkas import CekDiselesaikan
from schemas.message import Command

log = structlog.get_logger()

PALING_BANYAK: Final = 256
"""Commands in one transaction: more would make the first caller wait for no gain (a flush costs less than 100 rows)."""

ANTREAN: Final = 10_000
"""Commands that may wait; beyond that a caller is told to come back, so that memory stays bounded."""


Woken = Callable[[int], None]
"""Called after a commit with the last position written: wakes the relay."""


class _Waiting(NamedTuple):
    """A command and who waits for its answer: a thread (`loop` is None) or a task of an event loop."""

    command: Command
    sidik: bytes
    future: "Future[Answer] | asyncio.Future[Answer]"
    loop: asyncio.AbstractEventLoop | None


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
        self._connection: Connection | None = None
        self._recent = Recent()
        self._written = 0
        self.diambil = 0
        """Commands taken so far: who asks many at a time sees by it whether others ask too."""
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
        open_, told = True, 0
        while open_ and (first := self._waiting.get()) is not None:
            batch, open_ = self._take(first)
            self.diambil += len(batch)
            passing(Titik.PINTU_MENGAMBIL)
            answers = self._answers(batch)
            _deliver(batch, answers)
            passing(Titik.JAWABAN_SESUDAH)
            if self._written > told:  # a refused scan writes a line too: its sighting
                told = self._written
                self._wake(told)
        if self._connection is not None:
            self._connection.close()

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
            return self._fresh_or_kept(batch)
        except TIDAK_MENJAWAB as error:
            log.error("belum_tercatat", jumlah=len(batch), galat=type(error).__name__)
            return [Refusal("belum_tercatat")] * len(batch)
        except Exception as error:  # noqa: BLE001 - the committer outlives any one command; the fault is told, the rest go on
            log.error("perintah_gagal", jumlah=len(batch), galat=type(error).__name__, di=places(error))
            if len(batch) == 1:
                return [Refusal("galat_dalam")]
            return [answer for waiting in batch for answer in self._answers([waiting])]

    def _fresh_or_kept(self, batch: list[_Waiting]) -> list[Answer]:
        """A kept connection may have died while nobody asked anything; command ids make a second try safe."""
        kept = self._connection is not None
        try:
            return self._transact(batch)
        except TIDAK_MENJAWAB:
            if not kept:
                raise
            return self._transact(batch)

    def _transact(self, batch: list[_Waiting]) -> list[Answer]:
        """One batch in one transaction, on the one connection kept for it; after any fault a new one is taken."""
        connection, self._connection = self._connection or self._engine.connect(), None
        try:
            passing(Titik.TRANSAKSI_SEBELUM_MULAI)
            with connection.begin():
                answers, recent, head = self._commit(connection, batch)
                passing(Titik.TRANSAKSI_SEBELUM_COMMIT)
            passing(Titik.TRANSAKSI_SESUDAH_COMMIT)
        except BaseException:
            self._recent = Recent()
            connection.invalidate()
            connection.close()
            raise
        self._connection, self._recent, self._written = connection, recent, head[0]
        return answers

    def _commit(self, connection: Connection, batch: Sequence[_Waiting]) -> tuple[list[Answer], Recent, ledger.Head]:
        with together(connection):
            lock_ledger(connection)
            head_now = ledger.ask_head(connection, self._fasyankes)
            given = answered.ask(connection, [waiting.command.command_id for waiting in batch])
        passing(Titik.TRANSAKSI_SESUDAH_MULAI)
        now = self._now()
        last, known = head_now(), given()
        subjects = [_key(waiting.command) for waiting in batch]
        current = self._recent.records(connection, last, set(subjects))
        facts = Facts(connection, self._known)
        entries: list[Entry] = []
        refused: list[dict[str, object]] = []
        answers: list[Answer] = []
        for waiting, subject in zip(batch, subjects, strict=True):
            command, key = waiting.command, waiting.command.command_id
            if key in known:
                sidik, answer = known[key]
                answers.append(
                    again(answer) if sidik == waiting.sidik else Refusal("perintah_id_terpakai", "command_id")
                )
                continue
            before = current.get(subject) or ALUR[subject[0]].kosong(command.subjek)
            decision = decide(before, command, facts, now)
            if decision.step:
                entry = Entry(
                    decision.wish or command, waiting.sidik, decision.step.event, before, decision.step.record
                )
                entries.append(entry)
                current[subject] = entry.after
                _remember(facts, subject, entry)
            answer = decision.refusal or _accepted(last[0] + len(entries), entries[-1])
            if isinstance(answer, Refusal):
                refused.append(refusal_row(waiting.command, waiting.sidik, answer, now))
            known[key] = (waiting.sidik, answer)
            answers.append(answer)
        passing(Titik.TRANSAKSI_SESUDAH_PUTUSAN)
        head = ledger.write(connection, self._fasyankes, last, entries)
        keep(connection, refused)
        return answers, self._recent.after(head, current), head


def _accepted(seq: int, entry: Entry) -> Accepted:
    return Accepted(seq, entry.event.versi, entry.event.ke, entry.event.jenis, entry.after.id)


def _key(command: Command) -> Kunci:
    return alur_dari(type(command)).nama, command.subjek


def _remember(facts: Facts, subject: Kunci, entry: Entry) -> None:
    """Let later commands of the same batch see what this one did."""
    facts.pending.riwayat[subject[1]].append(entry.event)
    facts.pending.sesudah[subject[0]][subject[1]] = entry.after
    if isinstance(entry.command, Bernomor):
        facts.pending.nomor[kunci(entry.command.nomor), entry.command.pembawa, entry.command.rumah] = entry.after.id
        facts.pending.tempat[entry.after.id] = (entry.command.nomor, entry.command.rumah)
        if entry.command.rencana is not None and entry.command.urut is not None:
            facts.pending.berikut[entry.command.rencana] = entry.command.urut + 1
    if type(entry.event) is CekDiselesaikan:
        facts.pending.cek.add(entry.event.seq)


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


__all__ = ["Accepted", "Answer", "FrontDoor", "Woken"]
