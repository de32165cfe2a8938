"""Stream against ledger: by numbers and samples on every connect, line by line when somebody asks for it."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Final

from nats.aio.client import Client
from nats.errors import TimeoutError as NatsTimeout
from nats.js import JetStreamContext
from nats.js.api import AckPolicy, ConsumerConfig, RawStreamMsg
from sqlalchemy import Engine

from engine import epochs, ledger
from engine.relay import (
    Aliran,
    Bangun,
    Baris,
    Lanjut,
    NatsTujuan,
    Sebab,
    epoch_berikut,
    positions,
    putuskan,
    salinan_sama,
    terbaru,
)
from schemas import subjects
from workers.pages import Pesan, beberapa
from workers.streams import JAWAB_DETIK, ambil, sambung, semua

HALAMAN: Final = 500
SISIR: Final = 500
"""Lines compared at once beside the carrying: some milliseconds of work."""
PALING_BANYAK_BEDA: Final = 20
"""Differences a report names; more say nothing new."""


@dataclass(frozen=True, slots=True)
class Laporan:
    """What a full check found. `beda` names the first positions whose line is missing, extra or not the ledger's."""

    epoch: int | None
    buku: int
    aliran: int
    beda: tuple[int, ...]

    @property
    def utuh(self) -> bool:
        """The stream is the ledger, line for line."""
        return self.epoch is not None and not self.beda and self.buku == self.aliran


async def lines(engine: Engine, fasyankes: str, after: int, limit: int) -> list[Baris]:
    """Ledger lines after a position, read in a thread of their own."""

    def read() -> list[Baris]:
        with engine.connect() as connection:
            return [Baris.dari(telling, hash_) for telling, hash_ in ledger.read(connection, fasyankes, after, limit)]

    return await asyncio.to_thread(read)


async def head(engine: Engine, fasyankes: str) -> int:
    """The ledger's last position."""

    def read() -> int:
        with engine.connect() as connection:
            return ledger.head(connection, fasyankes)[0]

    return await asyncio.to_thread(read)


async def tertinggi(engine: Engine, fasyankes: str) -> int:
    """The highest epoch ever made."""

    def read() -> int:
        with engine.connect() as connection:
            return epochs.highest(connection, fasyankes)

    return await asyncio.to_thread(read)


async def bandingkan(
    js: JetStreamContext, engine: Engine, fasyankes: str, shift: int
) -> tuple[Aliran | None, Lanjut | Bangun]:
    """The newest epoch, and whether it can be continued. The ledger is read after the stream, so it is never behind.

    The highest epoch is read before the streams: it is remembered after its stream was made.
    """
    highest = await tertinggi(engine, fasyankes)
    newest = terbaru(await semua(js, fasyankes))
    verdict = putuskan(newest, await head(engine, fasyankes), highest)
    if newest is None or isinstance(verdict, Bangun):
        return newest, verdict
    places = positions(verdict.dari, shift)
    kept = await asyncio.gather(*(ambil(js, fasyankes, newest.epoch, seq) for seq in places))
    for seq, message in zip(places, kept, strict=True):
        line = await lines(engine, fasyankes, seq - 1, 1)
        if not line or not _same(fasyankes, newest.epoch, line[0], _pesan(seq, message)):
            return newest, Bangun(epoch_berikut(newest, highest), Sebab.BERBEDA)
    return newest, verdict


async def periksa(engine: Engine, fasyankes: str, tujuan: NatsTujuan) -> Laporan:
    """Compare every message of the newest epoch with its ledger line. Raises nats errors, OSError."""
    async with sambung(tujuan) as client:
        js = client.jetstream(timeout=JAWAB_DETIK)
        newest = terbaru(await semua(js, fasyankes))
        if newest is None:
            return Laporan(None, await head(engine, fasyankes), 0, ())
        wrong: list[int] = []
        at = 0
        async for page in _pages(js, fasyankes, newest):
            while at < page[-1].seq:
                ledger_lines = await lines(engine, fasyankes, at, HALAMAN)
                wrong += _differences(fasyankes, newest.epoch, ledger_lines, page, at)
                at = min(ledger_lines[-1].seq, page[-1].seq) if ledger_lines else page[-1].seq
        book = await head(engine, fasyankes)
        wrong += range(at + 1, min(book, newest.terakhir) + 1)
        return Laporan(newest.epoch, book, newest.terakhir, tuple(sorted(set(wrong))[:PALING_BANYAK_BEDA]))


async def sisir(client: Client, engine: Engine, fasyankes: str, epoch: int, seqs: range) -> tuple[int, bool]:
    """Compare the first lines of these: (compared up to here, all of them the ledger's).

    For what numbers and samples cannot show: one changed bit in a big stream. A difference is looked at twice.
    Raises nats errors, Beda.
    """
    seqs = seqs[:SISIR]
    kept = {message.seq: message for message in await beberapa(client, fasyankes, epoch, seqs.start, len(seqs))}
    ledger_lines = await lines(engine, fasyankes, seqs.start - 1, len(seqs))
    js = client.jetstream(timeout=JAWAB_DETIK)
    for line in ledger_lines:
        if not _same(fasyankes, epoch, line, kept.get(line.seq)):
            again = _pesan(line.seq, await ambil(js, fasyankes, epoch, line.seq))
            if not _same(fasyankes, epoch, line, again):
                return line.seq, False
    return seqs[-1], True


def _differences(
    fasyankes: str, epoch: int, ledger_lines: Sequence[Baris], page: Sequence[Pesan], after: int
) -> list[int]:
    """Positions after `after`, up to what both know, where they do not tell the same."""
    kept = {message.seq: message for message in page}
    told = {line.seq: line for line in ledger_lines}
    end = min(ledger_lines[-1].seq, page[-1].seq) if ledger_lines else page[-1].seq
    return [
        seq
        for seq in range(after + 1, end + 1)
        if seq not in told or seq not in kept or not _same(fasyankes, epoch, told[seq], kept[seq])
    ]


def _same(fasyankes: str, epoch: int, line: Baris, message: Pesan | None) -> bool:
    return (
        message is not None
        and salinan_sama(line, message.isi, message.sidik)
        and message.subjek == subjects.event(fasyankes, epoch, line.jenis)
    )


def _pesan(seq: int, message: RawStreamMsg | None) -> Pesan | None:
    if message is None:
        return None
    return Pesan(seq, message.subject or "", message.data or b"", (message.headers or {}).get(subjects.H_SIDIK))


async def _pages(js: JetStreamContext, fasyankes: str, aliran: Aliran) -> AsyncIterator[list[Pesan]]:
    """All messages of an epoch, in order, some hundred at a time."""
    stream = subjects.stream(fasyankes, aliran.epoch)
    reader = await js.pull_subscribe(
        subjects.events(fasyankes, aliran.epoch),
        stream=stream,
        config=ConsumerConfig(ack_policy=AckPolicy.NONE, mem_storage=True, inactive_threshold=30),
    )
    try:
        left = aliran.jumlah
        while left > 0:
            try:
                messages = await reader.fetch(min(HALAMAN, left), timeout=JAWAB_DETIK)
            except NatsTimeout:
                return
            left -= len(messages)
            yield [
                Pesan(
                    message.metadata.sequence.stream,
                    message.subject,
                    message.data,
                    (message.headers or {}).get(subjects.H_SIDIK),
                )
                for message in messages
            ]
    finally:
        await reader.unsubscribe()
