"""The shapes of the document of indicators: numbers with their place, what they are made of, where each leads."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from engine.aturan_indikator import Indikator, KodeIndikator
from engine.projections.laporan import Kurun
from engine.sensus.barber_johnson import Titik
from engine.sensus.indikator import Bahan, Letak, Nilai
from web.pages.barber_johnson import Gambar
from web.pages.sensus_dokumen import alamat

RINCIAN: Final = "/sensus/inap/rincian"


@dataclass(frozen=True, slots=True)
class Saring:
    """Which part of the hospital."""

    unit: str | None = None
    kelas: str | None = None

    @property
    def ruang(self) -> bool:
        """Of one ward or class, where leaving is what the facility says it is."""
        return self.unit is not None or self.kelas is not None


@dataclass(frozen=True, slots=True)
class Hasil:
    """The indicators of one place and period, and where each of its counts leads."""

    bahan: Bahan
    nilai: Mapping[KodeIndikator, Nilai]
    titik: Titik | None
    dari: date
    sampai: date
    saring: Saring
    bayi: bool = False

    def ke(self, macam: str) -> str:
        """The census rows behind one count; none for nought."""
        return alamat(RINCIAN, {"macam": macam} | self._kurun())

    def _kurun(self) -> dict[str, str]:
        asked = {"mulai": self.dari.isoformat(), "sampai": self.sampai.isoformat()}
        where = {"unit": self.saring.unit or "", "kelas": self.saring.kelas or ""}
        return asked | where | {"bayi": "1" if self.bayi else "0"}


@dataclass(frozen=True, slots=True)
class Sel:
    """One cell of a table: what it says, the number it is, where it leads, how it stands to its ideal."""

    kata: str
    nilai: Decimal | None = None
    ke: str = ""
    letak: Letak | None = None


@dataclass(frozen=True, slots=True)
class Tabel:
    """One table: the first column names the row."""

    kode: str
    judul: str
    kolom: tuple[str, ...]
    baris: tuple[tuple[Sel, ...], ...]
    catatan: str = ""


@dataclass(frozen=True, slots=True)
class Bagian:
    """One count a number is made of."""

    nama: str
    kata: str
    ke: str = ""


@dataclass(frozen=True, slots=True)
class Kartu:
    """One indicator with all that belongs beside it."""

    kode: KodeIndikator
    aturan: Indikator
    kata: str
    kosong: str
    letak: Letak | None
    ideal: str
    pembilang: tuple[Bagian, ...]
    penyebut: tuple[Bagian, ...]


@dataclass(frozen=True, slots=True)
class Tren:
    """One indicator month by month."""

    kode: KodeIndikator
    aturan: Indikator
    nama: tuple[str, ...]
    nilai: tuple[Fraction | None, ...]
    ideal: tuple[tuple[Fraction | None, Fraction | None], ...]


@dataclass(frozen=True, slots=True)
class Laporan:
    """The whole document."""

    kurun: Kurun
    sampai: date | None
    """The last day counted, if it is not the period's own last; none before it begins."""
    kartu: tuple[Kartu, ...]
    utama: Hasil
    bayi: Tabel | None
    """Newborns, apart: one row."""
    gambar: Gambar
    titik: tuple[tuple[str, Titik, bool], ...]
    tanpa_titik: tuple[str, ...]
    tabel: tuple[Tabel, ...]
    tren: tuple[Tren, ...]
    catatan: tuple[str, ...]
