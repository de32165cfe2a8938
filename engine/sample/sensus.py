"""The sample's last weeks as the census sees them: who came to which clinic, who lay in which bed, how it ended. Pure.

These people have an electronic record: nothing is carried, so nothing is asked for. What happens at one clinic's hour
is told together, which is also what makes it quick. Names, diagnoses and fates are invented.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from engine.sample.langkah import Langkah, nomor
from engine.sample.pasien import DEWASA, bayi_dari, identitas, kelamin, umur
from engine.sample.tempat import CONTOH, DOKTER, DOKTER_LAIN, KAMAR, LOKET, PERMED, SISTEM
from engine.settings import ZONA_INDONESIA
from schemas.commands import berkas as ask
from schemas.commands import kunjungan as visit
from schemas.commands.kunjungan import KodeDiagnosis
from schemas.commands.pasien import PasienDaftarkan
from schemas.message import Command
from schemas.names import AsalPasien, CaraKeluar, JenisKelamin, JenisKunjungan, KodeUnit, Pembawa

HARI: Final = 21
"""Days before today that are told unless more is asked for."""
SEBULAN: Final = 30
PASIEN: Final = 1_000
"""The place of the first of these patients, and of the first of their visits: far behind everybody else's."""
UGD, RANAP, SALIN = KodeUnit("UGD"), KodeUnit("RANAP"), KodeUnit("SALIN")
POLI: Final = (KodeUnit("UMUM"), KodeUnit("UMUM"), KodeUnit("UMUM"), KodeUnit("GIGI"), KodeUnit("KIA"), KodeUnit("TB"))
JALAN_SEHARI: Final = (7, 6, 6, 5, 6, 3, 0)
"""Visits to clinics on Monday … Sunday."""
DARURAT_SEHARI: Final = (1, 1, 2, 1, 1, 2, 3)
SLOT: Final = timedelta(minutes=30)
"""What happens in one half hour is told together."""
LAMA: Final = 0.4
"""The share of those at the clinics who were there before."""
SISA_KOSONG: Final = frozenset({"ML2-A", "ML2-B", "ML1-A"})
"""Beds left to the people of today."""
BAYAR: Final = ("jkn", "jkn", "jkn", "umum")
ASAL: Final = (
    AsalPasien.DATANG_SENDIRI,
    AsalPasien.DATANG_SENDIRI,
    AsalPasien.DATANG_SENDIRI,
    AsalPasien.PUSKESMAS,
    AsalPasien.BIDAN,
    AsalPasien.DOKTER_PRAKTIK,
)
KODE_JALAN: Final = ("J06.9", "I10", "K02.1", "A09", "E11.9", "M79.1", "R50.9", "Z34.9", "J00", "K29.7")
KODE_INAP: Final = ("A09", "A91", "J18.9", "I64", "E11.9", "N39.0", "O80.9", "K35.8")
KODE_TAMBAHAN: Final = "I10"
AKHIR_JALAN: Final = (*(CaraKeluar.PULANG,) * 15, CaraKeluar.DIRUJUK)
AKHIR_DARURAT: Final = (
    *(CaraKeluar.PULANG,) * 5,
    CaraKeluar.DIRUJUK,
    CaraKeluar.DOA,
    CaraKeluar.PULANG,
    CaraKeluar.MENINGGAL,
)


@dataclass(frozen=True, slots=True)
class Rawat:
    """How an inpatient's stay goes: how many hours, in which wards one after the other, how it ends."""

    jam: int
    bangsal: tuple[KodeUnit, ...]
    akhir: CaraKeluar
    melahirkan: bool = False


RAWAT: Final = (
    Rawat(70, (RANAP,), CaraKeluar.IZIN_DOKTER),
    Rawat(52, (SALIN,), CaraKeluar.IZIN_DOKTER, melahirkan=True),
    Rawat(121, (RANAP, RANAP), CaraKeluar.IZIN_DOKTER),
    Rawat(7, (RANAP,), CaraKeluar.DIRUJUK),
    Rawat(95, (RANAP, SALIN, RANAP), CaraKeluar.IZIN_DOKTER),
    Rawat(30, (RANAP,), CaraKeluar.MENINGGAL),
    Rawat(47, (SALIN,), CaraKeluar.IZIN_DOKTER, melahirkan=True),
    Rawat(74, (RANAP,), CaraKeluar.ATAS_PERMINTAAN_SENDIRI),
    Rawat(145, (RANAP,), CaraKeluar.MENINGGAL),
    Rawat(50, (RANAP,), CaraKeluar.KELUAR_LAIN),
    Rawat(170, (RANAP,), CaraKeluar.IZIN_DOKTER),
    Rawat(26, (SALIN, RANAP), CaraKeluar.DIRUJUK),
)
"""One after the other, again from the first: all the ways there are, transfers between wards and same-day stays."""


@dataclass(slots=True)
class _Buku:
    """What is known while the story is made: the next places, the patients so far, until when each bed is taken."""

    acak: random.Random
    zona: ZoneInfo
    sampai: datetime
    pasien: int = PASIEN
    kunjungan: int = PASIEN
    rawat: int = 0
    dikenal: list[int] = field(default_factory=list)
    """Who may come again: seen on an earlier day, and alive."""
    baru_pulang: list[int] = field(default_factory=list)
    terisi: dict[str, datetime] = field(default_factory=dict)

    def pada(self, hari: date, jam: int, menit: int = 0) -> datetime:
        """That time of the facility's clock."""
        return datetime.combine(hari, time(jam, menit), self.zona)

    def tidur(self, bangsal: KodeUnit, dari: datetime, sampai: datetime, *, bayi: bool = False) -> str | None:
        """A bed of that ward that is free from then on, taken until then."""
        own = (beds for kamar, beds in KAMAR if kamar.unit == bangsal and kamar.bayi is bayi)
        for bed in (bed for beds in own for bed in beds if bed not in SISA_KOSONG):
            if self.terisi.get(bed, dari - timedelta(1)) < dari:
                self.terisi[bed] = sampai
                return bed
        return None


def sensus(now: datetime, benih: int, hari: int = HARI) -> Iterator[Langkah]:
    """The visits of these days, up to the midnight that today began with; who lies then lies on."""
    zona = ZoneInfo(ZONA_INDONESIA[CONTOH.zona])
    today = now.astimezone(zona).date()
    buku = _Buku(random.Random(f"{benih}/sensus"), zona, datetime.combine(today, time.min, zona))  # noqa: S311 - a story
    for ke in range(hari, 0, -1):
        day = today - timedelta(days=ke)
        steps = [*_jalan(buku, day), *_darurat(buku, day)]
        if ke % 3:
            steps += _inap(buku, day)
        buku.dikenal += buku.baru_pulang
        buku.baru_pulang.clear()
        yield from (step for step in steps if step.pada < buku.sampai)


def _jalan(buku: _Buku, hari: date) -> Iterator[Langkah]:
    for ke in range(JALAN_SEHARI[hari.weekday()]):
        again = buku.dikenal and buku.acak.random() < LAMA
        tempat = buku.acak.choice(buku.dikenal) if again else None
        if tempat is not None:
            buku.dikenal.remove(tempat)  # once a day
        unit, akhir = buku.acak.choice(POLI), buku.acak.choice(AKHIR_JALAN)
        yield from _kunjungan(buku, buku.pada(hari, 8 + ke % 2), unit, tempat, akhir, KODE_JALAN)


def _darurat(buku: _Buku, hari: date) -> Iterator[Langkah]:
    for ke in range(DARURAT_SEHARI[hari.weekday()]):
        akhir = buku.acak.choice(AKHIR_DARURAT)
        yield from _kunjungan(buku, buku.pada(hari, (9, 19, 2)[ke]), UGD, None, akhir, KODE_JALAN)


def _kunjungan(  # noqa: PLR0913, PLR0917 - what a visit is made of
    buku: _Buku, mulai: datetime, unit: KodeUnit, tempat: int | None, akhir: CaraKeluar, kode: tuple[str, ...]
) -> Iterator[Langkah]:
    """Registered, seen, ended; coded in the afternoon and filled in by the next morning."""
    baru = tempat is None
    if tempat is None:
        tempat = buku.pasien
        buku.pasien += 1
        yield from _pasien(mulai, tempat)
    place, acak = buku.kunjungan, buku.acak
    buku.kunjungan += 1
    asal = acak.choice(ASAL)
    yield _daftar(mulai, place, tempat, unit, acak.choice(BAYAR), asal)
    if akhir is CaraKeluar.DOA:
        died: dict[str, object] = {"cara_keluar": akhir, "meninggal_pada": mulai - timedelta(minutes=25)}
        yield Langkah(mulai + 2 * SLOT, unit.lower(), visit.Selesaikan, place, died)
    else:
        if akhir is not CaraKeluar.MENINGGAL:
            buku.baru_pulang.append(tempat)
        yield Langkah(mulai + SLOT, unit.lower(), visit.Layani, place, orang=_dokter(place))
        over = mulai + 2 * SLOT
        isi: dict[str, object] = {"cara_keluar": akhir, "kasus_baru": baru or acak.random() < LAMA}
        if akhir is CaraKeluar.MENINGGAL:
            isi["meninggal_pada"] = over - timedelta(minutes=5)
        yield Langkah(over, unit.lower(), visit.Selesaikan, place, isi)
    yield from _sesudah(buku, place, tempat, mulai + 2 * SLOT, kode)


def _sesudah(buku: _Buku, place: int, tempat: int, keluar: datetime, kode: tuple[str, ...]) -> Iterator[Langkah]:
    """Coded the same or the next day, and filled in: nearly always within the 24 hours."""
    day = timedelta(days=1)
    today = buku.pada(keluar.date(), 15)
    desk = today if keluar < today else buku.pada(keluar.date() + day, 10)
    filled = desk + 2 * day if place % 11 == 0 else desk
    yield Langkah(filled, SISTEM, visit.CatatLengkap, place, rujuk={"berkas": ("berkas", tempat)})
    yield from _dikode(buku, place, desk, kode)


def _dikode(buku: _Buku, place: int, desk: datetime, kode: tuple[str, ...]) -> Iterator[Langkah]:
    """By the recorder; a few wait."""
    if place % 13:
        main = buku.acak.choice(kode)
        told: tuple[KodeDiagnosis, ...] = (KodeDiagnosis(kode=main, kasus_baru=place % 4 > 0),)
        if place % 5 == 0:
            told += (KodeDiagnosis(kode=KODE_TAMBAHAN if main != KODE_TAMBAHAN else "R51", kasus_baru=False),)
        yield Langkah(desk, PERMED, visit.Kodekan, place, {"kode": told})


def _pasien(pada: datetime, tempat: int, ibu: int | None = None) -> Iterator[Langkah]:
    who = identitas(tempat, pada.date()) if ibu is None else bayi_dari(ibu, tempat, pada.date())
    yield Langkah(pada, LOKET, PasienDaftarkan, tempat, {"identitas": who})
    isi: dict[str, object] = {"nomor": nomor(tempat), "pembawa": Pembawa.ELEKTRONIK}
    yield Langkah(pada, PERMED, ask.Daftarkan, tempat, isi, rujuk={"pasien": ("pasien", tempat)})


def _daftar(  # noqa: PLR0913, PLR0917 - what a registration is made of
    pada: datetime, place: int, tempat: int, unit: KodeUnit, bayar: str, asal: AsalPasien
) -> Langkah:
    jenis = JenisKunjungan.GAWAT_DARURAT if unit == UGD else JenisKunjungan.RAWAT_JALAN
    isi: dict[str, object] = {
        "jenis_kunjungan": jenis,
        "unit": unit,
        "cara_bayar": bayar,
        "asal_pasien": asal,
        "surat_rujukan": asal is not AsalPasien.DATANG_SENDIRI,
    }
    return Langkah(pada, LOKET, visit.Daftarkan, place, isi, rujuk={"pasien": ("pasien", tempat)})


def _inap(buku: _Buku, hari: date) -> Iterator[Langkah]:
    """Seen in the emergency unit, admitted into a free bed, moved, discharged; with a child where one is born."""
    cerita = RAWAT[buku.rawat % len(RAWAT)]
    mulai = buku.pada(hari, 9)
    masuk = mulai + 2 * SLOT
    keluar = masuk + timedelta(hours=cerita.jam)
    beds = _tempat(buku, cerita, masuk, keluar)
    if not beds:
        return  # the ward is full: who comes today is sent elsewhere, and the census need not know
    buku.rawat += 1
    tempat = _cocok(buku, hari, _ibu if cerita.melahirkan else _dewasa)
    asal, place = buku.kunjungan, buku.kunjungan + 1
    buku.kunjungan += 2
    yield from _pasien(mulai, tempat)
    yield _daftar(mulai, asal, tempat, UGD, BAYAR[place % len(BAYAR)], ASAL[place % len(ASAL)])
    yield Langkah(mulai + SLOT, "ugd", visit.Layani, asal, orang=_dokter(asal))
    yield _masuk(masuk, LOKET, place, beds[0][1], ("pasien", tempat), ("kunjungan", asal))
    yield Langkah(masuk, "ugd", visit.Selesaikan, asal, {"cara_keluar": CaraKeluar.DIRAWAT, "kasus_baru": True})
    yield from _dikode(buku, asal, buku.pada(hari, 15), KODE_INAP)
    ward = cerita.bangsal[0].lower()
    yield Langkah(masuk + SLOT, ward, visit.Layani, place, orang=_dokter(place))
    for dari, bed in beds[1:]:
        yield Langkah(dari, LOKET, visit.Pindahkan, place, {"tempat_tidur": bed})
    if cerita.melahirkan:
        yield from _lahir(buku, tempat, place, masuk + timedelta(hours=9), keluar)
    isi: dict[str, object] = {"cara_keluar": cerita.akhir, "kasus_baru": place % 3 > 0}
    if cerita.akhir is CaraKeluar.MENINGGAL:
        isi["meninggal_pada"] = keluar - timedelta(minutes=10)
    yield Langkah(keluar, LOKET, visit.Selesaikan, place, isi)
    yield from _sesudah(buku, place, tempat, keluar, KODE_INAP)


def _tempat(buku: _Buku, cerita: Rawat, masuk: datetime, keluar: datetime) -> list[tuple[datetime, str]]:
    """From when in which bed, one ward after the other; where a ward is full the patient stays where they lie."""
    parts = len(cerita.bangsal)
    beds: list[tuple[datetime, str]] = []
    for ke, bangsal in enumerate(cerita.bangsal):
        dari = masuk + (keluar - masuk) * ke / parts
        bed = buku.tidur(bangsal, dari, keluar)
        if bed is None:
            if not beds:
                return []
            continue
        if beds:
            buku.terisi[beds[-1][1]] = dari
        beds.append((dari, bed))
    return beds


def _lahir(buku: _Buku, ibu: int, asal: int, lahir: datetime, keluar: datetime) -> Iterator[Langkah]:
    """The child lies in a bed of newborns of the same ward, and goes home with its mother."""
    bed = buku.tidur(SALIN, lahir, keluar, bayi=True)
    if bed is None:
        return
    tempat, place = buku.pasien, buku.kunjungan
    buku.pasien += 1
    buku.kunjungan += 1
    written = lahir + SLOT
    yield from _pasien(written, tempat, ibu)
    child = _masuk(written, "salin", place, bed, ("pasien", tempat), ("kunjungan", asal))
    child.isi.update({"bayi_lahir": True, "datang_pada": lahir})
    yield child
    yield Langkah(written + SLOT, "salin", visit.Layani, place, orang=_dokter(place))
    yield Langkah(keluar, LOKET, visit.Selesaikan, place, {"cara_keluar": CaraKeluar.IZIN_DOKTER, "kasus_baru": True})
    yield from _sesudah(buku, place, tempat, keluar, ("Z38.0",))


def _masuk(  # noqa: PLR0913, PLR0917 - what an admission is made of
    pada: datetime, siapa: str, place: int, bed: str, pasien: tuple[str, int], asal: tuple[str, int]
) -> Langkah:
    isi: dict[str, object] = {"tempat_tidur": bed, "cara_bayar": "jkn"}
    kind: type[Command] = visit.MasukRawatInap
    return Langkah(pada, siapa, kind, place, isi, _dokter(place), {"pasien": pasien, "asal": asal})


def _dokter(place: int) -> dict[str, str]:
    return {"dokter": DOKTER_LAIN if place % 3 == 0 else DOKTER}


def _cocok(buku: _Buku, hari: date, sesuai: Callable[[int, date], bool]) -> int:
    """The next new patient of that sort."""
    while not sesuai(buku.pasien, hari):
        buku.pasien += 1
    buku.pasien += 1
    return buku.pasien - 1


def _dewasa(tempat: int, hari: date) -> bool:
    return umur(tempat, hari) > DEWASA


def _ibu(tempat: int, hari: date) -> bool:
    return kelamin(tempat) is JenisKelamin.PEREMPUAN and umur(tempat, hari) in range(18, 40)


__all__ = ["HARI", "PASIEN", "SEBULAN", "sensus"]
