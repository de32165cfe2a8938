"""What people do in ninety days: records lent, received in units, found incomplete; some come home in time."""

import random
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

AWAL: Final = datetime(2026, 1, 5, 0, 0, tzinfo=UTC)
"""Monday 07:00 WIB."""
WIB: Final = ZoneInfo("Asia/Jakarta")
RUMPUN: Final = uuid.UUID("6a656a61-6b00-5000-8000-686172690000")
ORANG: Final = "0190c7a0-0000-7000-8000-0000000000a9"
RAWAT_JALAN: Final = ("UMUM", "GIGI", "KIA")
RAWAT_INAP: Final = "RANAP"
TUMPUKAN_MENIT: Final = 8.0
"""A pile is scanned within so many minutes."""
MENYUSUL: Final = 77
"""So many of 256 records are handled by people who say when it happened, however late it is recorded."""
SEMPAT: Final = 0.2
"""So many are done in time, and must never be told late."""


@dataclass(frozen=True, slots=True, order=True)
class Kerja:
    """One command, at its moment."""

    saat: datetime
    urutan: int
    subjek: str = field(compare=False)
    jenis: str = field(compare=False)
    isi: dict[str, Any] = field(compare=False)
    terlambat_dicatat: bool = field(compare=False, default=False)
    """It says itself when it happened; otherwise it happens when it is recorded."""

    @property
    def rantai(self) -> str:
        """What must be done one after the other bears the same words here."""
        return str(self.isi.get("berkas", self.subjek))[-12:]

    @property
    def command_id(self) -> str:
        """Always the same for the same work: asked again after a crash it is the same command."""
        return str(uuid.uuid5(RUMPUN, f"{self.subjek}/{self.urutan}"))


@dataclass(slots=True)
class _Perencana:
    acak: random.Random
    hari: int
    urutan: int = 0

    def kerja(self, saat: datetime, subjek: str, jenis: str, **isi: Any) -> Kerja:
        self.urutan += 1
        later = jenis != "berkas.urungkan" and int(subjek[:2], 16) < MENYUSUL
        return Kerja(saat, self.urutan, subjek, jenis, isi, later)

    def saat(self, hari_terakhir: float) -> datetime:
        """A moment in a pile: eight piles in the working hours of each day."""
        day = self.acak.randrange(max(1, int(hari_terakhir)))
        return self.tumpukan(AWAL + timedelta(days=day, hours=1 + self.acak.randrange(8)))

    def tumpukan(self, saat: datetime) -> datetime:
        """A moment in the pile of that hour: people do these things one folder after another."""
        hour = saat.replace(minute=0, second=0, microsecond=0)
        return hour + timedelta(minutes=self.acak.uniform(0, TUMPUKAN_MENIT))

    def pinjaman(self, subjek: str) -> Iterator[Kerja]:
        """Lent until the end of a day."""
        saat = self.saat(self.hari - 4)
        left = (AWAL + timedelta(days=self.hari - 1) - saat).days
        day = (saat + timedelta(days=1 + self.acak.randrange(max(1, left - 1)))).astimezone(WIB)
        due = day.replace(hour=23, minute=59, second=59, microsecond=0).astimezone(UTC)
        yield self.kerja(saat, subjek, "berkas.pinjamkan", peminjam=ORANG, keperluan="klaim", jatuh_tempo=due)
        if self.acak.random() < SEMPAT:
            home = max(saat, min(due - timedelta(hours=1), self.tumpukan(saat + (due - saat) * self.acak.random())))
            yield self.kerja(home, subjek, "berkas.kembalikan_pinjaman")

    def di_unit(self, subjek: str) -> Iterator[Kerja]:
        """Received in a unit; home in time, or not; or home and undone."""
        saat = self.saat(self.hari - 4)
        unit = RAWAT_INAP if self.acak.random() < SEMPAT else self.acak.choice(RAWAT_JALAN)
        yield self.kerja(saat, subjek, "berkas.ambil", tujuan=unit)
        yield self.kerja(saat, subjek, "berkas.terima_di_unit", unit=unit)
        way = self.acak.random()
        home = self.tumpukan(saat + timedelta(hours=self.acak.uniform(1.1, 20)))
        if way < SEMPAT:
            yield self.kerja(home, subjek, "berkas.terima_kembali", cara_kembali="dijemput")
        if way < SEMPAT / 4:
            yield self.kerja(home + timedelta(minutes=2), subjek, "berkas.urungkan")

    def tidak_lengkap(self, subjek: str) -> Iterator[Kerja]:
        """Home, found incomplete; completed in time, or not."""
        saat = self.saat(self.hari - 18)
        yield self.kerja(saat, subjek, "berkas.ambil", tujuan="UMUM")
        yield self.kerja(saat, subjek, "berkas.terima_di_unit", unit="UMUM")
        yield self.kerja(saat, subjek, "berkas.terima_kembali", cara_kembali="dijemput")
        yield self.kerja(saat, subjek, "berkas.rakit")
        gap = saudara(subjek, "kekurangan")
        found = {"berkas": subjek, "butir": "identitas.terisi", "penanggung_jawab": ORANG}
        yield self.kerja(saat, gap, "kekurangan.catat", **found)
        yield self.kerja(saat, subjek, "berkas.nyatakan_tidak_lengkap", penanggung_jawab=ORANG)
        if self.acak.random() < SEMPAT:
            done = self.tumpukan(saat + timedelta(days=self.acak.uniform(0.2, 12)))
            yield self.kerja(done, gap, "kekurangan.nyatakan_dilengkapi")
            yield self.kerja(done, subjek, "berkas.lengkapi")

    def kunjungan(self, subjek: str) -> Iterator[Kerja]:
        """A visit ends; its records are filled in within a day, or not."""
        saat = self.saat(self.hari - 4)
        pasien, visit = saudara(subjek, "pasien"), saudara(subjek, "kunjungan")
        came = {"pasien": pasien, "jenis_kunjungan": "rawat_jalan", "unit": "UMUM", "cara_bayar": "umum"}
        yield self.kerja(AWAL, pasien, "pasien.daftarkan", identitas={"nama": "CONTOH"})
        yield self.kerja(saat, visit, "kunjungan.daftarkan", **came)
        left = self.tumpukan(saat + timedelta(hours=1))
        yield self.kerja(left, visit, "kunjungan.selesaikan", cara_keluar="pulang")
        if self.acak.random() < SEMPAT:
            done = self.tumpukan(left + timedelta(hours=self.acak.uniform(1.1, 20)))
            yield self.kerja(done, visit, "kunjungan.catat_lengkap", berkas=subjek)


def saudara(subjek: str, apa: str) -> str:
    """The id of what belongs to a folder: told as late as its folder's own facts, and in one chain with them."""
    return subjek[:2] + str(uuid.uuid5(RUMPUN, f"{apa}/{subjek}"))[2:-12] + subjek[-12:]


def rencana(acak: random.Random, tenggat: int, hari: int) -> list[Kerja]:
    """The work of so many records, each with a deadline, in order of time."""
    plan = _Perencana(acak, hari)
    work: list[Kerja] = []
    for number in range(tenggat):
        subjek = str(uuid.UUID(int=acak.getrandbits(128), version=4))
        work.append(Kerja(AWAL, -tenggat + number, subjek, "berkas.daftarkan", {"nomor": f"{number:08d}"}))
        way = acak.random()
        if way < 0.1 and hari > 20:
            work += plan.tidak_lengkap(subjek)
        elif way < 0.45:
            work += plan.di_unit(subjek)
        elif way < 0.6:
            work += plan.kunjungan(subjek)
        else:
            work += plan.pinjaman(subjek)
    return sorted(work)
