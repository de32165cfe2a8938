"""The evidence folder, read. What is missing, empty or unreadable is itself a violation: no evidence, no pass."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

PALING_BANYAK: Final = 50
"""Violations of one kind that are spelt out; the rest are counted."""

Baris = dict[str, Any]
"""One JSON object of a file."""


@dataclass(frozen=True, slots=True)
class Pelanggaran:
    """One broken rule: its kind, where, and what was found."""

    jenis: str
    di: str
    keterangan: str

    def __str__(self) -> str:
        return f"{self.jenis} @ {self.di}: {self.keterangan}"


@dataclass(slots=True)
class Temuan:
    """Where the rules put what they find."""

    daftar: list[Pelanggaran] = field(default_factory=list)
    banyaknya: Counter[str] = field(default_factory=Counter)

    def catat(self, jenis: str, di: object, keterangan: str) -> None:
        """One more; beyond PALING_BANYAK of a kind only the number is kept."""
        self.banyaknya[jenis] += 1
        if self.banyaknya[jenis] <= PALING_BANYAK:
            self.daftar.append(Pelanggaran(jenis, str(di), keterangan))

    def semua(self) -> list[Pelanggaran]:
        """All, and a line for each kind that was cut short."""
        lebih = [
            Pelanggaran(jenis, "...", f"dan {jumlah - PALING_BANYAK} lagi")
            for jenis, jumlah in self.banyaknya.items()
            if jumlah > PALING_BANYAK
        ]
        return [*self.daftar, *lebih]


WAJIB: Final = (
    "rencana.json",
    "kenari.json",
    "gangguan.jsonl",
    "jejak.jsonl",
    "berkas.jsonl",
    "hitungan.jsonl",
    "penolakan.jsonl",
    "perlu_dicek.jsonl",
    "tenggat.jsonl",
    "surat_mati.jsonl",
    "siaran.jsonl",
    "aliran.json",
    "proyeksi/kursor.jsonl",
)
"""Every file there must be."""

BERISI: Final = ("jejak.jsonl", "berkas.jsonl", "hitungan.jsonl", "siaran.jsonl")
"""Of those, what a run that did anything at all leaves something in."""


@dataclass(slots=True)
class Bukti:
    """An evidence folder."""

    folder: Path
    temuan: Temuan
    rencana: Baris = field(default_factory=dict)

    @classmethod
    def buka(cls, folder: Path, temuan: Temuan) -> "Bukti":
        """Open it; what is missing is noted."""
        bukti = cls(folder, temuan)
        for nama in WAJIB:
            path = folder / nama
            if not path.is_file():
                temuan.catat("bukti_hilang", nama, "berkas bukti tidak ada")
            elif nama in BERISI and not path.stat().st_size:
                temuan.catat("bukti_kosong", nama, "tidak ada isinya")
        for pola in ("riwayat/*.jsonl", "log/*"):
            if not any(path.stat().st_size for path in folder.glob(pola) if path.is_file()):
                temuan.catat("bukti_kosong", pola, "tidak ada satu pun yang berisi")
        bukti.rencana = bukti.satu("rencana.json")
        if not isinstance(bukti.rencana.get("fasyankes"), str):
            temuan.catat("bukti_rusak", "rencana.json", "tanpa fasyankes")
        if not isinstance(bukti.rencana.get("kepala_templat", 0), int):
            temuan.catat("bukti_rusak", "rencana.json", "kepala_templat bukan bilangan")
        return bukti

    @property
    def fasyankes(self) -> str:
        """The facility's code."""
        return str(self.rencana.get("fasyankes", ""))

    @property
    def templat(self) -> int:
        """The ledger's head when the clients began: lines up to here were made by the setting up."""
        kepala = self.rencana.get("kepala_templat", 0)
        return kepala if isinstance(kepala, int) else 0

    def satu(self, nama: str) -> Baris:
        """A file that is one JSON object; empty where it cannot be read."""
        try:
            isi = json.loads((self.folder / nama).read_bytes())
        except FileNotFoundError:
            return {}
        except ValueError as error:
            self.temuan.catat("bukti_rusak", nama, str(error))
            return {}
        if isinstance(isi, dict):
            return isi
        self.temuan.catat("bukti_rusak", nama, "bukan objek")
        return {}

    def baris(self, nama: str) -> Iterator[Baris]:
        """The lines of a file. A last line without its end was being written when its writer died: left out."""
        try:
            file = (self.folder / nama).open("rb")
        except FileNotFoundError:
            return
        with file:
            for nomor, mentah in enumerate(file, 1):
                try:
                    isi = json.loads(mentah.decode())
                except ValueError as error:
                    if mentah.endswith(b"\n"):
                        self.temuan.catat("bukti_rusak", f"{nama}:{nomor}", str(error))
                    continue
                if isinstance(isi, dict):
                    yield isi
                else:
                    self.temuan.catat("bukti_rusak", f"{nama}:{nomor}", "bukan objek")

    def nama(self, pola: str) -> list[str]:
        """The files of this pattern, by their path in the folder."""
        return sorted(str(path.relative_to(self.folder)) for path in self.folder.glob(pola) if path.is_file())


def waktu(teks: str) -> datetime:
    """An RFC 3339 instant."""
    saat = datetime.fromisoformat(teks)
    if saat.tzinfo is None:
        raise ValueError(f"waktu tanpa zona: {teks}")
    return saat.astimezone(UTC)


def waktu_kawat(teks: str) -> str:
    """An instant as it stands on the wire: UTC with Z, microseconds only where there are any."""
    saat = waktu(teks)
    return saat.replace(tzinfo=None).isoformat() + "Z"
