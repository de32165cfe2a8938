"""The period of a report, and whose figures its reader may see: a month, a quarter, a year, or days of one's own."""

import calendar
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from engine.people import Petugas
from engine.projections.laporan import Kurun, Saring
from engine.projections.laporan_rincian import Setelah
from engine.refusals import Refusal
from engine.settings import ZONA_INDONESIA
from schemas.names import JenisKunjungan, Peran
from web.context import Konteks
from web.problems import Ditolak

AWAS: Final = frozenset({Peran.KEPALA, Peran.PEREKAM_MEDIS})
"""Who sees the figures of everybody, doctors by name."""
BOLEH: Final = AWAS | {Peran.DOKTER, Peran.AUDITOR}
"""A doctor sees their own; an auditor all figures, neither the doctors nor the record numbers."""
SENDIRI: Final = "tanggal"
"""The part of a year that means days of one's own."""
TRIWULAN: Final = {"q1": 1, "q2": 4, "q3": 7, "q4": 10}
BAGIAN: Final = frozenset(
    {"tahun", SENDIRI, *TRIWULAN, *(f"{month:0{digits}d}" for month in range(1, 13) for digits in (1, 2))}
)
TAHUN: Final = range(1990, 2201)
VERSI_TERBESAR: Final = 2**31 - 1
TAK_DISEBUT: Final = "-"
"""In an address: told without one."""


@dataclass(frozen=True, slots=True)
class Pilihan:
    """What was asked for, as the form shows it again."""

    kurun: Kurun
    tahun: int
    bagian: str
    """`tahun`, `q1`…`q4`, `01`…`12`, or `tanggal`."""
    tak_dikenal: bool = False
    """Something of the address made no sense: the page says so, for the figures are of another period."""


@dataclass(frozen=True, slots=True)
class Akses:
    """What a reader may see."""

    saring: Saring
    sendiri: bool
    """Only their own figures."""
    nama_dokter: bool
    nomor: bool


def hari_ini(parts: Konteks) -> date:
    """The day on the facility's clock."""
    milik = parts.fasyankes()
    return parts.now().astimezone(ZoneInfo(ZONA_INDONESIA[milik.zona if milik else str(parts.settings.zona)])).date()


def pilihan(parts: Konteks, isi: Mapping[str, str]) -> Pilihan:
    """The period of an address; what makes no sense is this month, and marked."""
    return replace(_pilihan(hari_ini(parts), isi), tak_dikenal=_tak_dikenal(isi))


def _tak_dikenal(isi: Mapping[str, str]) -> bool:
    bagian, tahun = isi.get("bagian", ""), isi.get("tahun", "")
    days = [teks for teks in (isi.get("mulai", ""), isi.get("sampai", "")) if teks]
    if bagian and bagian not in BAGIAN:
        return True
    own = bagian == SENDIRI or (not bagian and bool(days))
    return any(_hari(teks) is None for teks in days) if own else bool(tahun) and _tahun(tahun) is None


def _pilihan(today: date, isi: Mapping[str, str]) -> Pilihan:
    tahun, bagian = _tahun(isi.get("tahun", "")), isi.get("bagian", "")
    if bagian == SENDIRI or (not bagian and (isi.get("mulai") or isi.get("sampai"))):
        first, last = _hari(isi.get("mulai", "")), _hari(isi.get("sampai", ""))
        if first or last:
            last = last or max(first or today, today)
            first = first or last.replace(day=1)
            return Pilihan(Kurun(min(first, last), max(first, last)), last.year, SENDIRI)
    if bagian == "tahun":
        year = tahun or today.year
        return Pilihan(Kurun(date(year, 1, 1), date(year, 12, 31)), year, bagian)
    if bagian in TRIWULAN:
        year = tahun or today.year
        return Pilihan(Kurun(date(year, TRIWULAN[bagian], 1), akhir_bulan(year, TRIWULAN[bagian] + 2)), year, bagian)
    month = int(bagian) if bagian.isdecimal() and bagian.isascii() and 1 <= int(bagian[:3]) <= 12 else 0  # noqa: PLR2004 - months
    year, month = (tahun or today.year, month) if month else (today.year, today.month)
    return Pilihan(Kurun(date(year, month, 1), akhir_bulan(year, month)), year, f"{month:02d}")


def sebelah(found: Pilihan, *, maju: bool) -> Kurun:
    """The period beside it, as long as it in months or days."""
    first, last = found.kurun
    if found.bagian == SENDIRI:
        step = timedelta(days=(last - first).days + 1) * (1 if maju else -1)
        return Kurun(first + step, last + step)
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    start = _geser(first, months if maju else -months)
    end = _geser(start, months - 1)
    return Kurun(start, akhir_bulan(end.year, end.month))


def alamat(kurun: Kurun) -> dict[str, str]:
    """How a period stands in an address."""
    first, last = kurun
    if first.day == 1 and last == akhir_bulan(last.year, last.month) and first.year == last.year:
        if (first.month, last.month) == (1, 12):
            return {"tahun": str(first.year), "bagian": "tahun"}
        if first.month == last.month:
            return {"tahun": str(first.year), "bagian": f"{first.month:02d}"}
        quarter = {month: name for name, month in TRIWULAN.items()}.get(first.month)
        if quarter and last.month == first.month + 2:
            return {"tahun": str(first.year), "bagian": quarter}
    return {"bagian": SENDIRI, "mulai": first.isoformat(), "sampai": last.isoformat()}


def akhir_bulan(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def _geser(hari: date, bulan: int) -> date:
    at = hari.year * 12 + hari.month - 1 + bulan
    return date(at // 12, at % 12 + 1, 1)


def _tahun(teks: str) -> int | None:
    return (
        int(teks) if teks.isascii() and teks.isdecimal() and len(teks) == len("2026") and int(teks) in TAHUN else None
    )


def _hari(iso: str) -> date | None:
    try:
        found = date.fromisoformat(iso)
    except ValueError:
        return None
    return found if found.year in TAHUN else None


def akses(petugas: Petugas, isi: Mapping[str, str]) -> Akses:
    """What this person sees of what was asked for. Raises Ditolak for somebody to whom reports are closed."""
    if petugas.peran.isdisjoint(BOLEH):
        raise Ditolak(
            Refusal(
                "peran_tidak_boleh",
                nilai={"perintah": "membaca laporan kelengkapan", "peran": ", ".join(sorted(BOLEH))},
            )
        )
    wide = not petugas.peran.isdisjoint(AWAS)
    auditor = petugas.adalah(Peran.AUDITOR)
    unit, dokter, jenis = (_nilai(isi.get(name, "")) for name in ("unit", "dokter", "jenis"))
    if jenis and jenis not in set(JenisKunjungan):
        jenis = None
    if wide or auditor:
        return Akses(Saring(unit, dokter if wide else None, jenis), False, wide, wide)
    return Akses(Saring(unit, petugas.id, jenis), True, True, True)


def _nilai(teks: str) -> str | None:
    if not teks or not teks.isprintable():
        return None
    return "" if teks == TAK_DISEBUT else teks[:36]


def disebut(nilai: str | None) -> str | None:
    """How one of the three stands in an address."""
    return TAK_DISEBUT if nilai == "" else nilai


def setelah(teks: str) -> Setelah | None:
    """Where the last page ended, as an address has it."""
    hari, _, rest = teks.partition("~")
    id_, _, versi = rest.partition("~")
    if (
        _hari(hari) is None
        or not teks.isprintable()
        or not versi.isdecimal()
        or not versi.isascii()
        or int(versi[:12]) > VERSI_TERBESAR
    ):
        return None
    return Setelah(hari[:10], id_[:36], int(versi[:12]))


def tempat(found: Setelah) -> str:
    """The same, for an address."""
    return "~".join(map(str, found))
