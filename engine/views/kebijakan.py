"""The policy of deadlines as people compare it: number by number, and what adopting another would do to whom."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from engine.aturan_tempo import AwalKelengkapan, HariKerja, LiburLain, LiburTetap, Pengembalian
from engine.berlaku import Aturan
from engine.ukuran import Angka, Batas, Tertutup
from engine.views.rencana_tempo import Maju, Penghitung, Rencana
from schemas.names import JenisTenggat

DITAMPILKAN = 200
"""Deadlines listed by name; the counts are of all."""


@dataclass(frozen=True, slots=True)
class Baris:
    """One number of policy."""

    entri: str
    """Where it stands: the file's entry, with full stops."""
    nilai: str
    sumber: str
    yakin: str
    arti: str


@dataclass(frozen=True, slots=True)
class Beda:
    """One number that is not the same in both."""

    entri: str
    lama: Baris | None
    baru: Baris | None


def baris(aturan: Aturan) -> list[Baris]:
    """Every number, in the order of the files."""
    return [*_baris("tenggat", aturan.tenggat), *_baris("libur", aturan.libur)]


def beda(lama: Aturan, baru: Aturan) -> list[Beda]:
    """What differs: a number, its source, or its confidence."""
    old, new = ({one.entri: one for one in baris(aturan)} for aturan in (lama, baru))
    return [Beda(entri, old.get(entri), new.get(entri)) for entri in (old | new) if old.get(entri) != new.get(entri)]


def _baris(entri: str, bagian: object) -> Iterator[Baris]:
    if isinstance(bagian, Angka | Batas | AwalKelengkapan | HariKerja | LiburTetap | LiburLain):
        yield Baris(entri, _nilai(bagian), bagian.sumber, bagian.yakin, bagian.arti)
    elif isinstance(bagian, Tertutup):
        for name in type(bagian).model_fields:
            yield from _baris(f"{entri}.{name}", getattr(bagian, name))
    elif isinstance(bagian, dict):
        for name, inner in bagian.items():
            yield from _baris(f"{entri}.{name}", inner)


def _nilai(angka: Angka | Batas | AwalKelengkapan | HariKerja | LiburTetap | LiburLain) -> str:
    isi = angka.model_dump(mode="json")
    if isinstance(angka, Batas):
        words = [isi["batas"], isi["hitungan"]]
        return ", ".join([*words, f"sejak {angka.mulai}"] if isinstance(angka, Pengembalian) else words)
    found = isi.get("batas") or isi.get("pilihan") or isi.get("tanggal")
    words_ = ", ".join(found) if isinstance(found, list) else str(found)
    return words_ if isi.get("aktif", True) else f"{words_} (mati)"


@dataclass(slots=True)
class Pratinjau:
    """What adopting a policy would do."""

    diperiksa: int = 0
    berubah: int = 0
    menjadi_lewat: int = 0
    tidak_lagi_lewat: int = 0
    per_unit: Counter[tuple[str, str]] = field(default_factory=Counter)
    """By unit: how many become overdue ("lewat"), how many no longer are ("tidak")."""
    per_petugas: Counter[tuple[str, str]] = field(default_factory=Counter)
    per_jenis: Counter[tuple[JenisTenggat, str]] = field(default_factory=Counter)
    daftar: list[Rencana] = field(default_factory=list)
    """The first of them, those that become overdue before the others."""


def pratinjau(
    connection: Connection, baru: Aturan, zona: ZoneInfo, now: datetime, maju: Maju | None = None
) -> Pratinjau:
    """Reckon everything that runs or is owed by this policy, and change nothing."""
    found = Pratinjau()
    no_longer: list[Rencana] = []
    for one in Penghitung(connection, baru, zona).semua(maju):
        found.diperiksa += 1
        if not one.berubah(now):
            continue
        found.berubah += 1
        if one.menjadi_lewat(now):
            what = "lewat"
            found.menjadi_lewat += 1
            if len(found.daftar) < DITAMPILKAN:
                found.daftar.append(one)
        elif one.tidak_lagi_lewat(now):
            what = "tidak"
            found.tidak_lagi_lewat += 1
            if len(no_longer) < DITAMPILKAN:
                no_longer.append(one)
        else:
            continue
        found.per_jenis[one.jenis, what] += 1
        found.per_unit[one.unit or "", what] += 1
        found.per_petugas[one.petugas or "", what] += 1
    found.daftar += no_longer[: DITAMPILKAN - len(found.daftar)]
    return found
