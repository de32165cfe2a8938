"""Notices: writes what is due into people's inboxes, and sends what is to leave the application.

Repeat story: a notice has one key in the table (rule, subject, person, period) and is written with its deliveries in
one transaction that looks again at what is open; so a crash, a second worker or a replay writes it once. A delivery is
claimed for a while, looked at again, sent outside any transaction and marked: a death in between sends it again under
the same key. Down for days = the latest digest once; what had piled up unsent is replaced by it.
"""

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from datetime import date, timedelta
from typing import Any, Final, TypeVar
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from engine import clock, facility
from engine.database import writing
from engine.pengingat import kalimat, kirim, susun, tautan
from engine.pengingat.jam import hari_harian
from engine.pengingat.kirim import Gagal, Muatan
from engine.pengingat.kotak import kunci_tautan
from engine.pengingat.susun import Keadaan
from engine.pengingat.tahap import Tahap
from engine.points import Titik, passing
from engine.policy import kebijakan
from engine.settings import ZONA_INDONESIA, Settings
from workers.kanal import Kanal, TidakSiap, dari_setelan
from workers.kanal.kiriman import Surat, galat_tls

log = structlog.get_logger()
T = TypeVar("T")

SAPU_DETIK: Final = 2.0
"""How long it sleeps at most: clocks are set, and a page may have asked for a delivery."""
MUNDUR_DETIK: Final = (1.0, 5.0, 30.0)
HALAMAN: Final = 64
"""Deliveries of one way read at once."""
SEJALAN: Final = 4
"""Deliveries of one way under way at once."""
SEWA: Final = timedelta(seconds=100)
"""What a claim lasts beyond the time a server is given."""
RUSAK: Final = (ValueError, KeyError, TypeError, AttributeError)
"""What reading a row raises that this version cannot read."""
DIAM: Final = "tidak_menjawab"
"""The server took longer than it is given."""


class Notices:
    """One worker of one facility. Any number may run: a notice is written once, a delivery claimed by one."""

    def __init__(
        self,
        engine: Engine,
        settings: Settings,
        *,
        now: clock.Clock = clock.now,
        kanal: Mapping[str, Kanal] | None = None,
    ) -> None:
        self._engine = engine
        self._settings = settings
        self._now = now
        self._kanal = dari_setelan(settings) if kanal is None else kanal
        self._zona: ZoneInfo | None = None
        self._kunci: bytes | None = None
        self._selesai: date | None = None
        """The day whose digests this process has gone through."""
        self._dibuang: date | None = None
        self.ditulis = 0
        """How many notices it has written."""
        self.terkirim = 0
        """How many deliveries went out."""

    async def run(self) -> None:
        """Tell people, until cancelled. One way out that hangs holds up neither the inbox nor the other ways."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._ulang(self.susun))
            for nama in self._kanal:
                group.create_task(self._ulang(lambda nama=nama: self.kirimkan(nama)))  # type: ignore[misc]

    async def _ulang(self, kerja: Callable[[], Coroutine[Any, Any, object]]) -> None:
        failures = 0
        while True:
            rest = SAPU_DETIK
            try:
                await kerja()
                failures = 0
            except DBAPIError as error:
                rest = MUNDUR_DETIK[min(failures, len(MUNDUR_DETIK) - 1)]
                failures += 1
                log.warning("pengingat_tertunda", galat=type(error).__name__)
            await asyncio.sleep(rest)

    # ── into the inbox ──────────────────────────────────────────────────────────────────────────────

    async def susun(self) -> int:
        """Write every notice that is due now; how many."""
        before, kini = self.ditulis, await self._kini()
        hari = hari_harian(kini.pada, kini.aturan, kini.zona)
        for petugas in await self._baca(lambda connection: susun.calon_mendesak(connection, kini)):
            await self._tulis(lambda connection, who=petugas: susun.tulis_mendesak(connection, who, kini))  # type: ignore[misc]
        if hari is not None and hari != self._selesai:
            due = await self._baca(lambda connection: susun.calon_harian(connection, kini, hari))
            passing(Titik.PENGINGAT_DITEMUKAN)
            for petugas in due:
                now = await self._kini()  # what is open is looked at as of this very moment
                await self._tulis(
                    lambda connection, who=petugas, now=now: susun.tulis_harian(connection, who, now, hari)  # type: ignore[misc]
                )
            self._selesai = hari
        await self._bersihkan(kini)
        return self.ditulis - before

    async def _tulis(self, kerja: Callable[[Connection], str | None]) -> None:
        try:
            self.ditulis += await asyncio.to_thread(self._simpan, kerja)
        except RUSAK as error:  # one person's row cannot be read: the others are told
            log.error("pengingat_diparkir", galat=type(error).__name__, exc_info=error)

    def _simpan(self, kerja: Callable[[Connection], str | None]) -> bool:
        with writing(self._engine).begin() as connection:
            made = kerja(connection)
            if made is not None:
                passing(Titik.PENGINGAT_SEBELUM_COMMIT)
        if made is not None:
            passing(Titik.PENGINGAT_SESUDAH_COMMIT)
        return made is not None

    async def _bersihkan(self, kini: Keadaan) -> None:
        """Once a day: forget what is older than policy keeps."""
        today = kini.saat().hari
        if self._dibuang == today:
            return

        def transaction() -> int:
            with writing(self._engine).begin() as connection:
                return kirim.buang(connection, kini.pada - kini.aturan.simpan.batas)

        gone = await asyncio.to_thread(transaction)
        self._dibuang = today
        if gone:
            log.info("pemberitahuan_dibuang", jumlah=gone)

    # ── out of the application ──────────────────────────────────────────────────────────────────────

    async def kirimkan(self, kanal: str) -> int:
        """Send what is due by this way; how many went out. A server that is silent is left alone until later."""
        before, kini = self.terkirim, await self._kini()
        due = await self._baca(lambda connection: kirim.jatuh_tempo(connection, kini.pada, kanal, HALAMAN))
        passing(Titik.KIRIMAN_DITEMUKAN)
        for start in range(0, len(due), SEJALAN):
            answers = await asyncio.gather(*(self._antar(one) for one in due[start : start + SEJALAN]))
            if answers and all(answer is not None and answer.kode == DIAM for answer in answers):
                break
        return self.terkirim - before

    async def _antar(self, kiriman: str) -> Gagal | None:
        """One delivery. One that cannot even be read is parked at once; the others go on."""
        try:
            return await self._antarkan(kiriman)
        except RUSAK as error:
            gagal = Gagal(type(error).__name__[:32], tetap=True)

        def park() -> None:
            with writing(self._engine).begin() as connection:
                kirim.parkir(connection, kiriman, gagal, self._now())

        await asyncio.to_thread(park)
        log.error("surat_mati", kiriman=kiriman, galat=gagal.kode)
        return gagal

    async def _antarkan(self, kiriman: str) -> Gagal | None:
        kini = await self._kini()
        lasts = kini.aturan.waktu_kirim.batas + SEWA

        def claim() -> Muatan | None:
            with writing(self._engine).begin() as connection:
                return kirim.ambil(connection, kiriman, kini, lasts)

        muatan = await asyncio.to_thread(claim)
        if muatan is None:
            return None
        passing(Titik.KIRIMAN_DIAMBIL)
        gagal = await self._kirim(muatan, kini)
        passing(Titik.KIRIMAN_SEBELUM_TANDA)

        def mark() -> Tahap | None:
            with writing(self._engine).begin() as connection:
                return kirim.tandai(connection, muatan, gagal, self._now(), kini.aturan)

        tahap = await asyncio.to_thread(mark)
        passing(Titik.KIRIMAN_SESUDAH_TANDA)
        self.terkirim += tahap is Tahap.TERKIRIM
        if gagal is not None:
            say = log.error if tahap is Tahap.MATI else log.warning
            say("kiriman_gagal", kiriman=muatan.id, kanal=muatan.kanal, galat=gagal.kode, kali=muatan.kali)
        return gagal

    async def _kirim(self, muatan: Muatan, kini: Keadaan) -> Gagal | None:
        surat = await self._surat(muatan, kini)
        try:
            async with asyncio.timeout(kini.aturan.waktu_kirim.batas.total_seconds()):
                return await self._kanal[muatan.kanal].kirim(surat)
        except TidakSiap as error:
            return Gagal(error.kode, tetap=True)
        except TimeoutError:
            return Gagal(DIAM)
        except OSError as error:
            return Gagal(galat_tls(error) or "tidak_tersambung")
        except Exception as error:  # a way out may raise anything; it must not take the others away
            log.error("kanal_jatuh", kanal=muatan.kanal, galat=type(error).__name__, exc_info=error)
            return Gagal(type(error).__name__[:32])

    async def _surat(self, muatan: Muatan, kini: Keadaan) -> Surat:
        if self._kunci is None:
            self._kunci = await asyncio.to_thread(kunci_tautan, self._engine, kini.pada)
        kata = tautan.buat(self._kunci, muatan.petugas, kini.pada + kini.aturan.tautan.batas)
        return Surat(
            muatan.id,
            muatan.aturan.value,
            muatan.petugas,
            muatan.kontak,
            muatan.kalimat,
            f"{self._settings.alamat_web}/t/{kata}",
            kalimat.simpan(muatan.isi),
            int(kini.pada.timestamp()),
        )

    async def _baca(self, kerja: Callable[[Connection], T]) -> T:
        def read() -> T:
            with self._engine.connect() as connection:
                return kerja(connection)

        return await asyncio.to_thread(read)

    async def _kini(self) -> Keadaan:
        if self._zona is None:
            found = await self._baca(facility.read)
            self._zona = ZoneInfo(ZONA_INDONESIA[found.zona]) if found else self._settings.tzinfo
        return Keadaan(self._now(), self._zona, kebijakan().pengingat, frozenset(self._kanal))
