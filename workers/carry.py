"""Carrying itself, on one connection: find or make the epoch, publish ledger lines onto it, mark it whole."""

import asyncio
from typing import Final, Self

import structlog
from nats.aio.client import Client
from nats.js.errors import APIError
from sqlalchemy import Engine

from engine import epochs
from engine.points import Titik, passing
from engine.relay import ROMBONGAN_PENUH, Bangun, Baris, NatsTujuan, Sebab, epoch_berikut, putuskan, terbaru
from workers.compare import bandingkan, head, lines, sisir, tertinggi
from workers.streams import (
    JAWAB_DETIK,
    Beda,
    Ganda,
    buat,
    hapus,
    sambung,
    semua,
    tahu_rombongan,
    tandai_selesai,
    terbitkan,
)

log = structlog.get_logger()

GANDA_DALAM_ROMBONGAN: Final = 10201
"""The server refuses a whole batch for one id it has seen; one by one it says which."""


class Pembawa:
    """Carries one facility's lines over one connection. Raises what `workers.streams` raises."""

    def __init__(self, client: Client, engine: Engine, fasyankes: str) -> None:
        self._client = client
        self._js = client.jetstream(timeout=JAWAB_DETIK)
        self._engine = engine
        self._fasyankes = fasyankes
        self._atomik = tahu_rombongan(client)
        self._selesai = False
        self._disisir = 0
        self.epoch = 0
        self.sampai = 0
        """The last position that is in the stream."""

    async def mulai(self, shift: int, *, baru: Sebab | None = None) -> Self:
        """Compare the newest epoch with the ledger; take it up where it ends, or begin another; `baru`: in any case."""
        newest, verdict = await bandingkan(self._js, self._engine, self._fasyankes, shift)
        if baru and not isinstance(verdict, Bangun):
            verdict = Bangun(epoch_berikut(newest, 0), baru)
        if isinstance(verdict, Bangun):
            await self._bangun(verdict)
        elif newest is not None:
            self.epoch, self.sampai, self._selesai = newest.epoch, verdict.dari, newest.selesai
            await asyncio.to_thread(epochs.remember, self._engine, self._fasyankes, self.epoch)
        return self

    async def _bangun(self, verdict: Bangun) -> None:
        log.warning("aliran_dibangun", epoch=verdict.epoch, sebab=verdict.sebab.value)
        passing(Titik.ALIRAN_SEBELUM_BUAT)
        await buat(self._js, self._fasyankes, verdict.epoch, atomik=self._atomik)
        passing(Titik.ALIRAN_SESUDAH_BUAT)
        await asyncio.to_thread(epochs.remember, self._engine, self._fasyankes, verdict.epoch)
        self.epoch, self.sampai, self._selesai = verdict.epoch, 0, False
        self._disisir = 0

    async def bawa(self) -> bool:
        """Carry the next lines. True while more may be waiting."""
        waiting = await lines(self._engine, self._fasyankes, self.sampai, ROMBONGAN_PENUH)
        if waiting:
            await self._terbitkan(waiting)
            self.sampai = waiting[-1].seq
        if len(waiting) == ROMBONGAN_PENUH:
            return True
        await self._rapikan()
        return False

    async def _terbitkan(self, waiting: list[Baris]) -> None:
        try:
            try:
                await terbitkan(self._client, self._fasyankes, self.epoch, waiting, atomik=self._atomik)
            except APIError as error:
                if error.err_code != GANDA_DALAM_ROMBONGAN:
                    raise
                await terbitkan(self._client, self._fasyankes, self.epoch, waiting, atomik=False)
        except Ganda:
            await self._periksa_ganda(waiting[0].seq)
            raise

    async def _periksa_ganda(self, seq: int) -> None:
        """A duplicate is believed only if the stream does hold the line; an id it merely remembers is no line."""
        newest, verdict = await bandingkan(self._js, self._engine, self._fasyankes, seq)
        if newest and newest.epoch == self.epoch and not isinstance(verdict, Bangun) and verdict.dari < seq:
            await self._bangun(Bangun(self.epoch + 1, Sebab.BERBEDA))

    async def _rapikan(self) -> None:
        """Caught up: mark an epoch under construction as whole, and only then let the older ones go."""
        if self._selesai:
            return
        passing(Titik.ALIRAN_SEBELUM_TANDA)
        await tandai_selesai(self._js, self._fasyankes, self.epoch, atomik=self._atomik)
        passing(Titik.ALIRAN_SESUDAH_TANDA)
        self._selesai = True
        await self.hapus_lama()

    async def hapus_lama(self) -> None:
        """Delete every epoch before this one, once this one is whole."""
        if self._selesai:
            for old in await semua(self._js, self._fasyankes):
                if old.epoch < self.epoch:
                    await hapus(self._js, self._fasyankes, old.epoch)
                    passing(Titik.ALIRAN_SESUDAH_HAPUS)

    async def sisir(self) -> bool:
        """Compare the next carried lines with the ledger, begin another epoch where one differs.

        True while this epoch has not been gone through to its end.
        """
        if not self.sampai:
            return False
        self._disisir %= self.sampai
        rest = range(self._disisir + 1, self.sampai + 1)
        self._disisir, same = await sisir(self._client, self._engine, self._fasyankes, self.epoch, rest)
        if not same:
            if not any(stream.epoch == self.epoch for stream in await semua(self._js, self._fasyankes)):
                raise Beda("aliran hilang selagi disisir")
            highest = max(self.epoch, await tertinggi(self._engine, self._fasyankes))
            await self._bangun(Bangun(highest + 1, Sebab.BERBEDA))
        return self._disisir < self.sampai

    async def tilik(self) -> None:
        """Compare the stream's numbers with what was carried. Raises Beda when somebody else had a hand in it."""
        newest = terbaru(await semua(self._js, self._fasyankes))
        verdict = putuskan(newest, await head(self._engine, self._fasyankes))
        if newest is None or isinstance(verdict, Bangun) or newest.epoch != self.epoch or verdict.dari != self.sampai:
            raise Beda("aliran berubah dari luar")


async def bangun_ulang(engine: Engine, fasyankes: str, tujuan: NatsTujuan) -> tuple[int, int]:
    """Build a new epoch from the whole ledger and let the old ones go; (epoch, lines).

    Safe beside a running relay and after being killed. Raises nats errors, OSError, TimeoutError.
    """
    async with sambung(tujuan) as client:
        carrier = await Pembawa(client, engine, fasyankes).mulai(0, baru=Sebab.DIMINTA)
        while await carrier.bawa():
            continue
        return carrier.epoch, carrier.sampai
