"""What has happened to the sample's records so far: each has a fate, and the journeys that lead to it. Pure."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from engine.sample import kekurangan
from engine.sample.berkunjung import TANPA_ALASAN, berkunjung
from engine.sample.langkah import Langkah, nomor
from engine.sample.pasien import identitas
from engine.sample.tempat import (
    CONTOH,
    DOKTER,
    JUMLAH,
    KEPALA,
    LOKET,
    PELAYANAN,
    PERMED,
    PERMED_LAIN,
    RAMAI,
)
from engine.settings import ZONA_INDONESIA
from schemas.commands import berkas as ask
from schemas.commands.pasien import PasienDaftarkan
from schemas.message import Command
from schemas.names import RUANG_REKAM_MEDIS, CaraKembali, Keperluan, KodeUnit


@dataclass(frozen=True, slots=True)
class Takdir:
    """How a record's story ends: after how many steps of a journey, and between how many minutes ago."""

    jumlah: int
    langkah: int
    umur: tuple[int, int]
    unit: tuple[KodeUnit, ...] = ()
    akhir: str = ""


JAM, HARI = 60, 24 * 60
TERGESA: Final = Takdir(2, 4, (31 * JAM, 60 * JAM))
"""Scanned at the desk a moment after the unit sent it: somebody had both codes at hand."""
SEKEJAP: Final = timedelta(seconds=12)
RANAP: Final = (KodeUnit("RANAP"), KodeUnit("SALIN"))
TAKDIR: Final = (
    Takdir(130, 7, (1 * HARI, 30 * HARI)),
    Takdir(8, 1, (1, 7)),
    Takdir(4, 1, (20, 90)),
    Takdir(34, 2, (5, 4 * JAM)),
    Takdir(9, 2, (26 * JAM, 6 * HARI)),
    Takdir(9, 2, (5 * JAM, 40 * JAM), RANAP),
    Takdir(4, 2, (3 * HARI, 8 * HARI), RANAP),
    Takdir(6, 3, (3, 50)),
    Takdir(2, 3, (3 * JAM, 9 * JAM)),
    Takdir(14, 4, (10, 5 * JAM)),
    Takdir(1, 4, (30 * JAM, 60 * JAM)),
    TERGESA,
    Takdir(7, 5, (10, 3 * JAM)),
    Takdir(9, 6, (5, 3 * JAM)),
    Takdir(12, 5, (1 * HARI, 10 * HARI), akhir="tidak_lengkap"),
    Takdir(4, 5, (15 * HARI, 25 * HARI), akhir="tidak_lengkap"),
    Takdir(4, 5, (2 * JAM, 9 * JAM), akhir="dikembalikan"),
    Takdir(16, 5, (1 * HARI, 55 * HARI), akhir="pernah_kurang"),
    Takdir(4, 5, (1 * HARI, 30 * HARI), RANAP, akhir="pernah_kurang"),
    Takdir(3, 5, (2 * HARI, 12 * HARI), RANAP, akhir="tidak_lengkap"),
    Takdir(5, 2, (1 * HARI, 9 * HARI), akhir="hilang"),
    Takdir(2, 2, (6 * HARI, 20 * HARI), akhir="ditemukan"),
    Takdir(5, 7, (2 * HARI, 5 * HARI), akhir="dipinjam"),
    Takdir(2, 7, (20 * HARI, 30 * HARI), akhir="dipinjam"),
    Takdir(14, 0, (20 * HARI, 60 * HARI), akhir="inaktif"),
    Takdir(3, 0, (20 * HARI, 60 * HARI), akhir="dinilai"),
    Takdir(2, 0, (20 * HARI, 60 * HARI), akhir="diusulkan"),
    Takdir(3, 0, (10 * HARI, 60 * HARI), akhir="ditahan"),
    Takdir(5, 1, (4, 40), akhir="salah_unit"),
)
"""The rest of the 500 have never left their rack."""


def _fates() -> Iterator[Takdir]:
    """One fate a record, those alike not all beside each other."""
    fates = [takdir for takdir in TAKDIR for _ in range(takdir.jumlah)]
    fates += [DI_RAK] * (JUMLAH - len(fates))
    step = 7  # coprime to 500, so every place is met once
    yield from (fates[place * step % JUMLAH] for place in range(JUMLAH))


DI_RAK: Final = Takdir(1, 0, (0, 0))
DI_UNIT: Final = 2
"""After so many steps of a journey a folder is in a unit."""
_TAKDIR: Final = tuple(_fates())


def di_rak(berkas: int) -> bool:
    """Has it never left its rack?"""
    return _TAKDIR[berkas] is DI_RAK


def riwayat(acak: random.Random, berkas: int, now: datetime) -> Iterator[Langkah]:
    """Everything that happened to a record up to `now`; its patient was registered first."""
    takdir = _TAKDIR[berkas]
    years = 3 if takdir.akhir in {"inaktif", "dinilai", "diusulkan"} else 0
    opened = _morning(now - timedelta(days=years * 365 + 90 + berkas // 25))
    yield Langkah(opened, LOKET, PasienDaftarkan, berkas, {"identitas": identitas(berkas, opened.date())})
    milik = {"pasien": ("pasien", berkas)}
    yield Langkah(opened, PERMED, ask.Daftarkan, berkas, {"nomor": nomor(berkas)}, rujuk=milik)
    unit = acak.choice(takdir.unit or acak.choices(PELAYANAN, tuple(RAMAI.values()), k=3))
    end = now - timedelta(minutes=acak.randint(*takdir.umur))
    tail = list(_ending(acak, berkas, takdir, unit, end, now))
    last = tail[0].pada - timedelta(minutes=acak.randint(10, 40)) if tail else end
    trip = list(journey(acak, berkas, unit, last))[: takdir.langkah]
    shift = last - trip[-1].pada if trip else timedelta(0)
    explained = takdir.langkah == DI_UNIT and not takdir.akhir and berkas % TANPA_ALASAN > 0
    for step in trip:
        pada, isi = step.pada + shift, step.isi
        if takdir is TERGESA and step.kind is ask.KirimKembali:
            pada, isi = last - SEKEJAP, isi | {"di": unit}
        elif takdir is TERGESA and step.kind is ask.TerimaKembali:
            isi |= {"di": RUANG_REKAM_MEDIS}
        yield Langkah(pada, step.siapa, step.kind, berkas, isi, step.orang)
    if explained:
        yield from berkunjung(berkas, unit, trip[0].pada + shift, trip[1].pada + shift, now)
    yield from tail


def journey(acak: random.Random, berkas: int, unit: KodeUnit, start: datetime) -> Iterator[Langkah]:
    """A whole round: pulled, received, sent home, received back, assembled, found complete, stored."""
    desk = acak.choice((PERMED, PERMED_LAIN))
    petugas = unit.lower()
    plan: tuple[tuple[tuple[int, int], str, type[Command], dict[str, object]], ...] = (
        ((0, 0), LOKET, ask.Ambil, {"tujuan": unit}),
        ((3, 9), petugas, ask.TerimaDiUnit, {"unit": unit}),
        ((20, 90), petugas, ask.KirimKembali, {}),
        ((4, 15), acak.choice((LOKET, desk)), ask.TerimaKembali, {"cara_kembali": CaraKembali.DIANTAR}),
        ((10, 60), desk, ask.Rakit, {}),
        ((4, 15), desk, ask.NyatakanLengkap, {"formulir": kekurangan.formulir(unit)}),
        ((3, 20), desk, ask.Simpan, {}),
    )
    pada = start
    for gap, siapa, kind, isi in plan:
        pada += timedelta(minutes=acak.randint(*gap))
        yield Langkah(pada, siapa, kind, berkas, isi)


def _ending(  # noqa: PLR0913, PLR0917 - which folder, its fate, and when
    acak: random.Random, berkas: int, takdir: Takdir, unit: KodeUnit, end: datetime, now: datetime
) -> Iterator[Langkah]:
    """What becomes of it after its journey, where that is not simply where the journey stopped."""
    match takdir.akhir:
        case "tidak_lengkap" | "dikembalikan":
            yield from _incomplete(takdir, berkas, unit, end, now)
        case "pernah_kurang":
            yield from _once_incomplete(acak, berkas, unit, end)
        case "hilang" | "ditemukan":
            yield from _missing(takdir, berkas, unit, end)
        case "inaktif" | "dinilai" | "diusulkan":
            yield from _inactive(takdir, berkas, end)
        case "dipinjam":
            keperluan = acak.choice((Keperluan.KLAIM, Keperluan.AUDIT, Keperluan.PENDIDIKAN))
            isi: dict[str, object] = {"keperluan": keperluan, "jatuh_tempo": end + timedelta(days=14)}
            yield Langkah(end, PERMED, ask.Pinjamkan, berkas, isi, {"peminjam": DOKTER})
        case "ditahan":
            yield Langkah(end, KEPALA, ask.Tahan, berkas)
        case "salah_unit":
            wrong = acak.choice([other for other in PELAYANAN if other != unit])
            yield Langkah(end, wrong.lower(), ask.TerimaDiUnit, berkas, {"unit": wrong})


def _incomplete(takdir: Takdir, berkas: int, unit: KodeUnit, end: datetime, now: datetime) -> Iterator[Langkah]:
    found = end - timedelta(minutes=30) if takdir.akhir == "dikembalikan" else end
    yield from kekurangan.dinyatakan(berkas, unit, found)
    if takdir.akhir == "dikembalikan":
        yield Langkah(end, PERMED, ask.KembalikanKeUnit, berkas, {"tujuan": unit})
    else:
        yield from kekurangan.sebagian(berkas, unit, found, now)


def _once_incomplete(acak: random.Random, berkas: int, unit: KodeUnit, end: datetime) -> Iterator[Langkah]:
    """Found incomplete, completed after hours or weeks, and at rest since."""
    found = end - timedelta(hours=acak.choice((3, 20, 50, 100, 200, 290, 380)))
    yield from kekurangan.dinyatakan(berkas, unit, found)
    yield from kekurangan.selesai(berkas, unit, found, end)


def _missing(takdir: Takdir, berkas: int, unit: KodeUnit, end: datetime) -> Iterator[Langkah]:
    missed = end - timedelta(days=2) if takdir.akhir == "ditemukan" else end
    yield Langkah(missed, PERMED, ask.LaporkanHilang, berkas, diikuti=True)
    if takdir.akhir == "ditemukan":
        yield Langkah(end, unit.lower(), ask.Temukan, berkas, {"unit": unit}, diikuti=True)


def _inactive(takdir: Takdir, berkas: int, end: datetime) -> Iterator[Langkah]:
    yield Langkah(end - timedelta(days=3), PERMED, ask.Inaktifkan, berkas)
    if takdir.akhir != "inaktif":
        yield Langkah(end, PERMED, ask.Nilai, berkas)
    if takdir.akhir == "diusulkan":
        yield Langkah(end + timedelta(minutes=2), PERMED, ask.UsulkanMusnah, berkas)


def _morning(day: datetime) -> datetime:
    """Eight o'clock of that day, in the facility's zone."""
    local = day.astimezone(ZoneInfo(ZONA_INDONESIA[CONTOH.zona]))
    return local.replace(hour=8, minute=0, second=0, microsecond=0).astimezone(day.tzinfo)
