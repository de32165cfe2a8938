"""The verdict on the ninety days: read from the ledger by a fold of its own; imports nothing of ours."""

import json
import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

BATAS: Final = timedelta(seconds=60)
"""How late a deadline may be told, after it was due and somebody was there to tell it; later than this it says so."""
LAMA: Final = {"UMUM": 24, "GIGI": 24, "KIA": 24, "RANAP": 48}
"""Hours a unit may keep a record."""
MELENGKAPI: Final = timedelta(days=14)
MENGISI: Final = timedelta(hours=24)
"""After the service (KMK 129/2008)."""
MULAI: Final = {
    "diterima": ("pengembalian", "kembali_sebelum"),
    "tidak_lengkap": ("kelengkapan", "jatuh_tempo"),
    "dipinjamkan": ("pinjaman", "jatuh_tempo"),
    "tercatat": ("kekurangan", "jatuh_tempo"),
    "selesai": ("pengisian", "isi_sebelum"),
}
AKHIR: Final = {
    "kembali": "pengembalian",
    "pinjaman_dikembalikan": "pinjaman",
    "dirakit": "kelengkapan",
    "dilengkapi": "kelengkapan",
    "dinyatakan_lengkap": "kekurangan",
    "terisi_lengkap": "pengisian",
}
CONTOH_TERBANYAK: Final = 10

Kala = tuple[datetime, datetime]


@dataclass(slots=True)
class _Jalan:
    """A deadline that runs."""

    jatuh_tempo: datetime
    dicatat: datetime
    versi: int

    @property
    def bisa(self) -> datetime:
        """From when on it could be told: due, and known to be."""
        return max(self.jatuh_tempo, self.dicatat)


@dataclass(slots=True)
class Putusan:
    """What was found."""

    dimulai: int = 0
    ditandai: int = 0
    berakhir_dulu: int = 0
    susulan: int = 0
    salah: Counter[str] = field(default_factory=Counter)
    contoh: list[str] = field(default_factory=list)
    terlama: timedelta = timedelta()
    """The longest from when one could be told to when it was."""
    sisa: int = 0
    per_jenis: Counter[str] = field(default_factory=Counter)
    """Told late, by kind."""

    @property
    def lolos(self) -> bool:
        """Nothing was wrong, and something was looked at."""
        return not self.salah and self.ditandai > 0

    def catat(self, apa: str, kata: str) -> None:
        """Something is wrong."""
        self.salah[apa] += 1
        if len(self.contoh) < CONTOH_TERBANYAK:
            self.contoh.append(f"{apa}: {kata}")

    def angka(self) -> dict[str, Any]:
        """For the report."""
        return {
            "tenggat_dimulai": self.dimulai,
            "tenggat_ditandai": self.ditandai,
            "berakhir_sebelum_jatuh_tempo": self.berakhir_dulu,
            "ditandai_susulan": self.susulan,
            "ditandai_per_jenis": dict(self.per_jenis),
            "masih_berjalan": self.sisa,
            "terlama_ditandai_detik": round(self.terlama.total_seconds(), 3),
            **{kind: self.salah[kind] for kind in ("dini", "ganda", "hilang", "telat", "salah_tanda", "salah_hitung")},
            "bukan_lipatan": self.salah["bukan_lipatan"],
            "contoh": self.contoh,
        }


@dataclass(frozen=True, slots=True)
class _Baris:
    jenis: str
    subjek: str
    versi: int
    terjadi: datetime
    dicatat: datetime
    data: dict[str, Any]

    @property
    def efektif(self) -> datetime:
        return min(self.terjadi, self.dicatat)


@dataclass(slots=True)
class _Buku:
    """The walk through the ledger: what runs, what was told, what is wrong."""

    padam: list[Kala]
    found: Putusan = field(default_factory=Putusan)
    running: dict[tuple[str, str], _Jalan] = field(default_factory=dict)
    told: set[tuple[str, str]] = field(default_factory=set)

    def ikuti(self, line: _Baris) -> None:
        """One fact: it may begin or end a deadline, or tell one late."""
        word = line.jenis.split(".")[1]
        if word == "lewat_tenggat":
            self._ditandai(line)
        elif word in MULAI:
            self._mulai(line, *MULAI[word])
        elif word in AKHIR:
            self._akhiri(line, AKHIR[word])
        elif word == "gerak_diurungkan" and (again := line.data["pulihan"].get("kembali_sebelum")):
            key = (line.subjek, "pengembalian")
            if key not in self.told:
                self.running[key] = _Jalan(_saat(again), line.dicatat, line.versi)
                self.found.berakhir_dulu -= 1

    def _mulai(self, line: _Baris, jenis: str, medan: str) -> None:
        due = _saat(line.data[medan])
        key = (line.subjek, jenis)
        should = _harap(line)
        if should is not None and due != should:
            self.found.catat("salah_hitung", f"{key} sejak {line.efektif}, jatuh tempo {due}, seharusnya {should}")
        self.found.dimulai += 1
        self.told.discard(key)
        self.running[key] = _Jalan(due, line.dicatat, line.versi)

    def _akhiri(self, line: _Baris, jenis: str) -> None:
        key = (line.subjek, jenis)
        if (one := self.running.pop(key, None)) is None:
            return
        self.found.berakhir_dulu += 1
        if line.dicatat > _batas(one.bisa, self.padam):
            self.found.catat("hilang", f"{key} jatuh tempo {one.jatuh_tempo}, selesai {line.dicatat} tanpa tanda")

    def _ditandai(self, line: _Baris) -> None:
        found = self.found
        found.ditandai += 1
        key = (line.subjek, line.data["tenggat"])
        one = self.running.pop(key, None)
        if one is None or key in self.told:
            found.catat("ganda", f"{key} ditandai {line.dicatat} tetapi tidak berjalan")
            return
        self.told.add(key)
        if _saat(line.data["jatuh_tempo"]) != one.jatuh_tempo:
            found.catat("salah_tanda", f"{key} berkata {line.data}, berjalan sampai {one.jatuh_tempo}")
        after = line.dicatat - one.jatuh_tempo
        if after < timedelta():
            found.catat("dini", f"{key} ditandai {line.dicatat}, jatuh tempo {one.jatuh_tempo}")
        found.per_jenis[key[1]] += 1
        waited = line.dicatat - one.bisa  # what was due before anybody knew of it could not be told earlier
        found.susulan += waited > BATAS
        if (waited > BATAS) != bool(line.data.get("susulan")):
            found.catat("salah_tanda", f"{key} ditandai {waited} setelah dapat ditandai: {line.data}")
        latest = _batas(one.bisa, self.padam)
        found.terlama = max(found.terlama, line.dicatat - (latest - BATAS))
        if line.dicatat > latest:
            found.catat("telat", f"{key} ditandai {line.dicatat}, paling lambat {latest}")


def _harap(line: _Baris) -> datetime | None:
    """When it should be due, reckoned anew; None where a person said so."""
    if "unit" in line.data:
        return line.efektif + timedelta(hours=LAMA[line.data["unit"]])
    if "cara_keluar" in line.data:
        return line.efektif + MENGISI
    return line.efektif + MELENGKAPI if "penanggung_jawab" in line.data else None


def putuskan(database: Path, padam: list[Kala], akhir: datetime) -> Putusan:
    """Walk the ledger of a database; `padam` is when nobody was there, `akhir` when the clock stopped."""
    buku = _Buku(padam)
    query = "SELECT jenis, subjek, versi, terjadi_pada, dicatat_pada, data FROM jejak ORDER BY seq"
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        for jenis, subjek, versi, terjadi, dicatat, data in connection.execute(query):
            buku.ikuti(_Baris(jenis, subjek, versi, _saat(terjadi), _saat(dicatat), json.loads(data)))
        rows = {
            (subjek, jenis): (_saat(due), versi)
            for subjek, jenis, due, versi in connection.execute("SELECT subjek, jenis, jatuh_tempo, versi FROM tenggat")
        }
    found, running = buku.found, buku.running
    found.sisa = len(running)
    for key, one in running.items():
        if _batas(one.bisa, padam) < akhir:
            found.catat("hilang", f"{key} jatuh tempo {one.jatuh_tempo}, tidak pernah ditandai")
    for key in rows.keys() | running.keys():
        should = running.get(key)
        if rows.get(key) != (should and (should.jatuh_tempo, should.versi)):
            found.catat("bukan_lipatan", f"{key}: di tabel {rows.get(key)}, dari buku {should}")
    return found


def _batas(bisa: datetime, padam: list[Kala]) -> datetime:
    """The latest moment to tell what could be told from then on: nobody was there while the process was down."""
    for began, ended in padam:
        if began - BATAS <= bisa < ended:
            bisa = ended
    return bisa + BATAS


def _saat(text: str) -> datetime:
    return datetime.fromisoformat(text)
