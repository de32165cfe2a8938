"""One connection to one hub: compare, send, take, tend. Made anew with every connection; all it knows is on the disk.

`workers/federasi.py` runs it over NATS, tests over a wire of their own. Whatever raises KawatPutus ends it: connect
again, make another, call `mulai`. Sending and taking may run side by side, each in one task.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeVar

import structlog
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import Engine, update

from engine import clock
from engine import tables as t
from engine.aturan_federasi import AturanFederasi
from engine.database import writing
from engine.federasi import direktori, galat, kirim, masuk
from engine.federasi.amplop import (
    TERBUKA,
    AmplopDitolak,
    KunciSandi,
    KunciTanda,
    Luar,
    baca_luar,
    periksa,
    segel,
)
from engine.federasi.jalur import siaran, sisip_jalur
from engine.federasi.kawat import Datang, HubMenolak, HubPenuh, Kawat, KawatPutus, Pesan, Terakhir, UrutanLain
from engine.federasi.keluar import diri
from engine.federasi.kirim import JalurKeluar, Surat
from engine.federasi.kunci import TANDA, Laci
from engine.federasi.meja import Meja
from engine.federasi.percaya import Dipercaya, periksa_semua
from engine.federasi.rawat import rawat
from engine.points import Titik, passing
from schemas import subjects
from schemas.names.federasi import ArahJalur, MacamJalur, SebabGalat

log = structlog.get_logger()
T = TypeVar("T")
BANYAK: Final = 400
"""Messages taken at a time."""
COBA_LAGI: Final = 3
"""How often a lane is compared anew at once, when another relay of ours is faster."""


class BelumBergabung(Exception):
    """This facility has not joined this hub, or was not set up."""


@dataclass(slots=True)
class _Ujung:
    """Where a lane stands with this connection: the hub's place of its last message, and our next number."""

    urutan: int
    epoch: int
    berikut: int


@dataclass(slots=True)
class Sambungan:
    """Everything one facility does over one connection to one hub."""

    engine: Engine
    kawat: Kawat
    laci: Laci
    aturan: AturanFederasi
    now: clock.Clock = clock.now
    _diri: str = ""
    _ujung: dict[str, _Ujung] = field(default_factory=dict)
    _tanyakan: bool = False
    """Something was lost: what we have and they have is to be compared with everybody."""

    async def mulai(self) -> None:
        """Compare every lane we tell on with the hub: what it lost is sent again, what we lost is noticed.

        Raises BelumBergabung, KawatPutus.
        """
        self._diri = await asyncio.to_thread(self._siapa)
        for jalur in await self._baca(lambda meja: kirim.jalur_keluar(meja.connection, meja.hub)):
            await self._bandingkan(jalur)
        for name in await self._baca(self._tanda_tak_dikenal):
            await self._kenali(name)
        await self._tanya()

    async def dorong(self) -> int:
        """Send all that waits, a batch after another. How many went. Raises KawatPutus.

        What cannot be sealed yet (no good key of the facility in the directory) waits; a full hub ends the round.
        """
        sent = 0
        for jalur in await self._baca(lambda meja: kirim.jalur_keluar(meja.connection, meja.hub)):
            if jalur.menunggu:
                try:
                    sent += await self._dorong(jalur)
                except HubPenuh:
                    log.warning("hub_penuh", hub=self.kawat.hub)
                    break
        await self._tanya()
        return sent

    async def tarik(self, tunggu: float = 0.0) -> int:
        """Take a page of our inbox, believe it or park it, write it down, then tell the hub. How many there were.

        Waits at most so many seconds for the first. Raises KawatPutus.
        """
        page = await self.kawat.ambil(BANYAK, tunggu)
        if page:
            await asyncio.to_thread(self._terima, page)
            passing(Titik.FEDERASI_SEBELUM_ACK)
            await self.kawat.selesai(page[-1])
            passing(Titik.FEDERASI_SESUDAH_ACK)
        return len(page)

    async def rawat(self) -> None:
        """Now and then (a minute): ask again, send again what no receipt came for, forget what may be forgotten."""
        await self._tulis(lambda meja: rawat(meja, self._diri, self.aturan))
        await self.percaya_lagi()

    async def _kenali(self, name: str) -> None:
        """We receipted there, and do not know of it: our database was restored to before the lane was born."""
        if await self.kawat.terakhir(name) is None:
            return
        await self._tulis(lambda meja: sisip_jalur(meja.connection, name, ArahJalur.KELUAR, meja.now))
        for lane in await self._baca(lambda meja: kirim.jalur_keluar(meja.connection, meja.hub, name)):
            await self._bandingkan(lane)

    async def _tanya(self) -> None:
        if self._tanyakan:
            await self._tulis(lambda meja: masuk.minta_semua(meja, self._diri))
            self._tanyakan = False

    def _tanda_tak_dikenal(self, meja: Meja) -> list[str]:
        """Lanes of receipts to facilities that never got one from us, as far as we know."""
        peers = [one.kode for one in direktori.semua_sekutu(meja.connection, hub=meja.hub) if one.aktif]
        known = {one.jalur for one in kirim.jalur_keluar(meja.connection, meja.hub)}
        names = [subjects.jalur(self._diri, MacamJalur.RCPT.value, kode) for kode in peers if kode != self._diri]
        return [name for name in names if name not in known]

    async def percaya_lagi(self) -> int:
        """Ask once more of what was parked for want of a key: a directory was put in force by hand. How many."""
        return await self._tulis(lambda meja: ulangi_percaya(meja, self._diri, self.laci, self.aturan))

    # ── sending ──────────────────────────────────────────────────────────────────────────────────────

    async def _bandingkan(self, jalur: JalurKeluar) -> None:
        try:
            last = await self.kawat.terakhir(jalur.jalur)
        except HubMenolak:
            await self._tulis(lambda meja: galat.alarm(meja, jalur.jalur, SebabGalat.HUB_MENOLAK))
            self._ujung.pop(jalur.jalur, None)
            return
        self._ujung[jalur.jalur] = await self._tulis(lambda meja: self._akui(meja, jalur.jalur, last))

    def _akui(self, meja: Meja, name: str, last: Terakhir | None) -> _Ujung:
        """Within a transaction: by the hub's last message of a lane, where to go on."""
        jalur = kirim.jalur_keluar(meja.connection, meja.hub, name)[0]
        tail = self._milik_kita(meja, name, last) if last else None
        if last and tail is None:
            datang = Datang(name, last.urutan, last.kepala, last.badan)
            galat.parkir(meja, datang, SebabGalat.UJUNG_ASING)
        start = kirim.bandingkan(meja, jalur, tail)
        after = kirim.jalur_keluar(meja.connection, meja.hub, name)[0]
        restored = tail is not None and after.epoch != jalur.epoch
        self._tanyakan |= restored or kirim.hilang(jalur, tail)
        return _Ujung(last.urutan if last else 0, after.epoch, start)

    def _milik_kita(self, meja: Meja, name: str, last: Terakhir) -> Luar | None:
        """What stands outside of the last message, if our own signature is on it."""
        try:
            luar, signature = baca_luar(name, last.kepala, last.badan)
            own = {one.kid: one.umum for one in self.laci.semua() if one.guna == TANDA}
            known = direktori.kunci_pengirim(meja.connection, meja.hub, [self._diri])
            key = own.get(luar.skid) or (
                known[self._diri, luar.skid].kunci if (self._diri, luar.skid) in known else None
            )
            if key is None:
                return None
            periksa(luar, signature, last.badan, Ed25519PublicKey.from_public_bytes(key))
        except AmplopDitolak:
            return None
        return luar

    async def _dorong(self, jalur: JalurKeluar) -> int:
        sent = tries = 0
        while True:
            if jalur.jalur not in self._ujung:
                await self._bandingkan(jalur)
            if jalur.jalur not in self._ujung:
                return sent
            page = await self._baca(lambda meja: self._halaman(meja, jalur.jalur))
            if page is None:
                return sent
            if page.ulang:
                await self._tulis(page.tanpa_surat)
                continue
            messages = await asyncio.to_thread(page.segel)
            passing(Titik.FEDERASI_SEBELUM_KIRIM)
            try:
                place = await self.kawat.kirim(jalur.jalur, messages, self._ujung[jalur.jalur].urutan)
            except UrutanLain:
                tries += 1
                self._ujung.pop(jalur.jalur, None)
                if tries >= COBA_LAGI:
                    return sent
                continue
            except HubMenolak:
                await self._tulis(lambda meja: galat.alarm(meja, jalur.jalur, SebabGalat.HUB_MENOLAK))
                return sent
            except (KawatPutus, HubPenuh):
                self._ujung.pop(jalur.jalur, None)  # whether it arrived is read back, never guessed
                raise
            passing(Titik.FEDERASI_SESUDAH_KIRIM)
            self._ujung[jalur.jalur] = _Ujung(place, page.jalur.epoch, page.surat[-1].seq + 1)
            await self._tulis(page.terkirim)
            sent += len(messages)

    def _halaman(self, meja: Meja, name: str) -> "_Halaman | None":
        """What goes next. None: nothing waits, or it cannot be sealed or signed yet."""
        found = kirim.jalur_keluar(meja.connection, meja.hub, name)
        if not found:
            return None
        lane, tail = found[0], self._ujung[name]
        if lane.epoch != tail.epoch:  # begun anew since, by a receipt
            tail.epoch, tail.berikut = lane.epoch, lane.diterima + 1
        if lane.minta_dari is not None:
            tail.berikut = min(tail.berikut, lane.minta_dari)
        letters = kirim.halaman(meja.connection, lane, tail.berikut)
        if not letters:
            return (
                _Halaman(lane, letters, None, None, tail.berikut, ulang=True) if lane.minta_dari is not None else None
            )
        if kirim.lubang(letters, tail.berikut, terbaru=lane.terbaru):
            return _Halaman(lane, letters, None, None, tail.berikut, ulang=True)
        keys = self._kunci(meja, lane)
        return _Halaman(lane, letters, *keys, tail.berikut) if keys else None

    def _kunci(self, meja: Meja, lane: JalurKeluar) -> tuple[KunciTanda, KunciSandi | None] | None:
        sign = self.laci.penanda(direktori.terdaftar(meja.connection, meja.hub, self._diri, meja.now))
        if sign is None:
            return None
        if siaran(self._diri, lane.macam, lane.tujuan):
            return sign, None
        seal = direktori.kunci_segel(meja.connection, meja.hub, lane.tujuan, meja.now)
        return (sign, seal) if seal else None

    # ── taking ───────────────────────────────────────────────────────────────────────────────────────

    def _terima(self, page: Sequence[Datang]) -> None:
        """Believing is done before the database is asked to write: it must not wait for it."""
        hub, now = self.kawat.hub, self.now()
        with self.engine.connect() as connection:
            read = periksa_semua(Meja(connection, hub, now), self._diri, self.laci, page, self.aturan)
        with writing(self.engine).begin() as connection:
            meja = Meja(connection, hub, now)
            noted = masuk.catat(meja, self._diri, read)
            if noted.direktori:
                ulangi_percaya(meja, self._diri, self.laci, self.aturan)
            passing(Titik.FEDERASI_SEBELUM_COMMIT)

    # ── the database ─────────────────────────────────────────────────────────────────────────────────

    def _siapa(self) -> str:
        with writing(self.engine).begin() as connection:
            own = diri(connection)
            c = t.fed_hub.c
            joined = connection.execute(
                update(t.fed_hub).where(c.kode == self.kawat.hub, c.aktif).values(tersambung=self.now())
            )
            if own is None or not joined.rowcount:
                raise BelumBergabung(self.kawat.hub)
            return own

    async def _baca(self, work: Callable[[Meja], T]) -> T:
        def read() -> T:
            with self.engine.connect() as connection:
                return work(Meja(connection, self.kawat.hub, self.now()))

        return await asyncio.to_thread(read)

    async def _tulis(self, work: Callable[[Meja], T]) -> T:
        def write() -> T:
            with writing(self.engine).begin() as connection:
                return work(Meja(connection, self.kawat.hub, self.now()))

        return await asyncio.to_thread(write)


def ulangi_percaya(meja: Meja, diri_: str, laci: Laci, aturan: AturanFederasi) -> int:
    """Ask once more of what was parked because its sender or key was not known. How many are believed now."""
    parked = galat.tersimpan(meja.connection, meja.hub)
    if not parked:
        return 0
    read = periksa_semua(meja, diri_, laci, [one for _, one in parked], aturan)
    good = {id(one.datang) for one in read if isinstance(one, Dipercaya)}
    masuk.catat(meja, diri_, [one for one in read if isinstance(one, Dipercaya)])
    for sidik, one in parked:
        if id(one) in good:
            galat.selesai(meja.connection, sidik, meja.now)
    return len(good)


@dataclass(frozen=True, slots=True)
class _Halaman:
    """The next batch of a lane. `ulang`: it cannot go as it is; the lane is put in order, and looked at again."""

    jalur: JalurKeluar
    surat: list[Surat]
    tanda: KunciTanda | None
    sandi: KunciSandi | None
    mulai: int
    ulang: bool = False

    def segel(self) -> list[Pesan]:
        """Each message, signed and sealed."""
        return [self._segel(one, self.tanda) for one in self.surat] if self.tanda else []

    def _segel(self, one: Surat, tanda: KunciTanda) -> Pesan:
        lane, seal = self.jalur, self.sandi
        kid = seal.kid if seal else TERBUKA
        outside = Luar(lane.jalur, one.id, lane.epoch, one.seq, one.dibuat, one.jenis, one.sampai, kid, tanda.kid)
        return Pesan(*segel(outside, one.isi or b"", tanda.kunci, seal.kunci if seal else None))

    def terkirim(self, meja: Meja) -> None:
        """The hub has it."""
        kirim.sampai_di_hub(meja.connection, self.jalur, self.surat[-1].seq, meja.now)
        kirim.dikirim_ulang(meja.connection, self.jalur)

    def tanpa_surat(self, meja: Meja) -> None:
        """Nothing is left to send again; or what must come next is forgotten: the rest goes in a new epoch."""
        if self.surat:
            kirim.epoch_baru(meja, self.jalur, self.jalur.epoch + 1, (self.jalur.epoch, self.mulai))
        else:
            kirim.dikirim_ulang(meja.connection, self.jalur)


__all__ = ["BelumBergabung", "Sambungan", "ulangi_percaya"]
