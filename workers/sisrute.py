"""Referrals to SISRUTE: off until its address is set. At least once, each under a key of ours; its number is kept.

The signature is that of SIMRS Khanza's client: HMAC-SHA256 of `cons-id&timestamp`, its key the MD5 of the password in
hex. Only a host of the settings is spoken to, inner addresses only where listed; a redirect is an answer, not a way.
What SISRUTE says of an error is not kept: it may quote the patient.
"""

import asyncio
import base64
import hmac
import http.client
import socket
import ssl
from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import md5, sha256
from typing import Any, Final, NamedTuple, TypeVar
from urllib.parse import quote, urlsplit

import orjson
import structlog
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from engine import clock
from engine.database import writing
from engine.pengingat.kirim import Gagal
from engine.pengingat.tahap import Tahap
from engine.policy import kebijakan
from engine.rujukan_luar import antrean, sisrute
from engine.rujukan_luar.antrean import Ambilan, Langkah
from engine.rujukan_luar.bahan import bahan
from engine.settings import Settings
from workers.kanal.alamat import alamat, daftar
from workers.kanal.kiriman import galat_tls
from workers.kanal.webhook import BERHASIL, DIALIHKAN, GALAT_SERVER, NANTI

log = structlog.get_logger()
T = TypeVar("T")

SAPU_DETIK: Final = 5.0
MUNDUR_DETIK: Final = (1.0, 5.0, 30.0)
HALAMAN: Final = 32
JAWABAN_TERPANJANG: Final = 64 * 1024
SEWA: Final = timedelta(seconds=100)
"""What a claim lasts beyond the time the server is given."""
BAIK: Final = "200"
"""The `status` of an answer that took it."""


class Jawaban(NamedTuple):
    """What came of a post: why not, or the number it got."""

    gagal: Gagal | None = None
    nomor: str | None = None


class Klien:
    """SISRUTE, as the settings have it."""

    def __init__(self, settings: Settings) -> None:
        self._url = settings.sisrute_url.rstrip("/")
        self._cons = settings.sisrute_cons_id
        self._sandi = settings.sisrute_sandi.get_secret_value() if settings.sisrute_sandi else ""
        self._boleh = daftar(settings.sisrute_boleh)

    async def kirim(self, ambilan: Ambilan, isi: dict[str, Any], pada: datetime, detik: float) -> Jawaban:
        """Tell it one step. Raises OSError, TimeoutError."""
        url = urlsplit(self._url)
        if url.scheme not in {"http", "https"} or not url.hostname:
            return Jawaban(Gagal("sisrute_alamat", tetap=True))
        if not self._cons or not self._sandi:
            return Jawaban(Gagal("sisrute_kunci", tetap=True))
        if url.hostname.lower() not in self._boleh:
            return Jawaban(Gagal("sisrute_host_ditolak", tetap=True))
        port = url.port or (443 if url.scheme == "https" else 80)
        address = await alamat(url.hostname, port, self._boleh)
        if address is None:
            return Jawaban(Gagal("sisrute_alamat_dalam", tetap=True))
        line = _Sambungan(url.hostname, port, address, aman=url.scheme == "https", detik=detik)
        method, path = _jalan(ambilan)
        head = self.kepala(pada) | {"Idempotency-Key": ambilan.kunci}
        status, body = await asyncio.to_thread(_bicara, line, method, f"{url.path}{path}", orjson.dumps(isi), head)
        return arti(status, body)

    def kepala(self, pada: datetime) -> dict[str, str]:
        """The headers that say who asks."""
        seconds = str(int(pada.timestamp()))
        return {
            "Content-Type": "application/json",
            "User-Agent": "Jejak",
            "X-cons-id": self._cons,
            "X-Timestamp": seconds,
            "X-signature": tanda(self._cons, self._sandi, seconds),
        }


def tanda(cons: str, sandi: str, detik: str) -> str:
    """The signature of one moment."""
    key = md5(sandi.encode(), usedforsecurity=False).hexdigest().encode()  # their rule, not ours
    return base64.b64encode(hmac.new(key, f"{cons}&{detik}".encode(), sha256).digest()).decode()


def _jalan(ambilan: Ambilan) -> tuple[str, str]:
    if ambilan.langkah is Langkah.BUAT:
        return "POST", "/rujukan"
    return "PUT", f"/rujukan/batal/{quote(ambilan.nomor or '', safe='')}"


class _Sambungan(http.client.HTTPConnection):
    """A connection to one address, whatever the name may turn into meanwhile."""

    def __init__(self, host: str, port: int, address: str, *, aman: bool, detik: float) -> None:
        super().__init__(host, port, timeout=detik)
        self._address = address
        self._context = ssl.create_default_context() if aman else None

    def connect(self) -> None:
        """There, by TLS with the name's certificate where it is https."""
        plain = socket.create_connection((self._address, self.port), self.timeout)
        try:
            self.sock = self._context.wrap_socket(plain, server_hostname=self.host) if self._context else plain
        except BaseException:
            plain.close()
            raise


def _bicara(line: _Sambungan, method: str, path: str, body: bytes, head: dict[str, str]) -> tuple[int, bytes]:
    try:
        line.request(method, path, body, head)
        answer = line.getresponse()
        return answer.status, answer.read(JAWABAN_TERPANJANG)
    except http.client.HTTPException:
        return 0, b""
    finally:
        line.close()


def arti(status: int, body: bytes) -> Jawaban:
    """What an answer means: taken only where it says so itself and gives a number."""
    if status in DIALIHKAN:
        return Jawaban(Gagal("sisrute_dialihkan", tetap=True))
    if status not in BERHASIL and status:
        return Jawaban(Gagal(f"http_{status}", tetap=status < GALAT_SERVER and status not in NANTI))
    try:
        told = orjson.loads(body)
    except orjson.JSONDecodeError:
        return Jawaban(Gagal("sisrute_jawaban"))
    said = str(told.get("status", ""))[:3] if isinstance(told, dict) else ""
    if said != BAIK:
        later = not said.isdigit() or int(said) >= GALAT_SERVER
        return Jawaban(Gagal(f"sisrute_{said}" if said.isdigit() else "sisrute_jawaban", tetap=not later))
    data = told.get("data")
    ours = data.get("RUJUKAN") if isinstance(data, dict) else None
    number = ours.get("NOMOR") if isinstance(ours, dict) else None
    return Jawaban(nomor=str(number)[:40] if number else None)


def dari_setelan(engine: Engine, settings: Settings) -> "PengirimSisrute | None":
    """The worker of the settings; None where SISRUTE is told nothing."""
    return PengirimSisrute(engine, settings) if settings.sisrute_url else None


class PengirimSisrute:
    """One worker of one facility. Any number may run: a step is claimed by one."""

    def __init__(self, engine: Engine, settings: Settings, *, now: clock.Clock = clock.now) -> None:
        self._engine = engine
        self._klien = Klien(settings)
        self._now = now
        self.terkirim = 0
        """How many steps it was told."""

    async def run(self) -> None:
        """Tell it, until cancelled."""
        failures = 0
        while True:
            rest = SAPU_DETIK
            try:
                await self.langkah()
                failures = 0
            except DBAPIError as error:
                rest = MUNDUR_DETIK[min(failures, len(MUNDUR_DETIK) - 1)]
                failures += 1
                log.warning("sisrute_tertunda", galat=type(error).__name__)
            await asyncio.sleep(rest)

    async def langkah(self) -> int:
        """Everything that is due now; how many were taken."""
        before, pada = self.terkirim, self._now()
        await self._tulis(lambda connection: antrean.susun(connection, pada))
        for rujukan, step in await self._tulis(lambda connection: antrean.jatuh_tempo(connection, pada, HALAMAN)):
            await self._satu(rujukan, step)
        return self.terkirim - before

    async def _satu(self, rujukan: str, step: Langkah) -> None:
        pada, aturan = self._now(), kebijakan().pengingat
        lasts = aturan.waktu_kirim.batas + SEWA
        mine = await self._tulis(lambda connection: antrean.ambil(connection, rujukan, step, pada, lasts))
        if mine is None:
            return
        answer = await self._kirim(mine, pada, aturan.waktu_kirim.batas.total_seconds())
        if answer.gagal is None and step is Langkah.BUAT and answer.nomor is None:
            answer = Jawaban(Gagal("sisrute_tanpa_nomor", tetap=True))
        tahap = await self._tulis(
            lambda connection: antrean.tandai(
                connection, mine, answer.gagal, answer.nomor, self._now(), jeda=aturan.ulangan.jeda
            )
        )
        self.terkirim += tahap is Tahap.TERKIRIM
        if answer.gagal is not None:
            say = log.error if tahap is Tahap.MATI else log.warning
            say("sisrute_gagal", rujukan=rujukan, langkah=step.value, galat=answer.gagal.kode, kali=mine.kali)

    async def _kirim(self, mine: Ambilan, pada: datetime, detik: float) -> Jawaban:
        found = await self._tulis(lambda connection: bahan(connection, mine.rujukan))
        if found is None:
            return Jawaban(Gagal("sisrute_tanpa_surat", tetap=True))
        isi = (
            sisrute.bentuk(found, kebijakan().rujukan.sisrute)
            if mine.langkah is Langkah.BUAT
            else sisrute.bentuk_batal(found)
        )
        try:
            async with asyncio.timeout(detik * 2):
                return await self._klien.kirim(mine, isi, pada, detik)
        except TimeoutError:
            return Jawaban(Gagal("tidak_menjawab"))
        except OSError as error:
            return Jawaban(Gagal(galat_tls(error) or "tidak_tersambung"))

    async def _tulis(self, kerja: Callable[[Connection], T]) -> T:
        def transaction() -> T:
            with writing(self._engine).begin() as connection:
                return kerja(connection)

        return await asyncio.to_thread(transaction)
