"""What each paper says: one typed value a document. None of them has room for a diagnosis.

Fields: the guidelines of the Dirjen Yanmed 2006 and the tracer procedures of several hospitals (FACTS B9). Papers are
in Indonesian whatever the screen's language: they are forms of the facility.
"""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from web import i18n


@dataclass(frozen=True, slots=True)
class Kop:
    """The facility's letterhead, and the clock its papers are dated by."""

    fasyankes: str
    zona: ZoneInfo

    def waktu(self, saat: datetime | None, pola: str = "d MMM yyyy HH.mm") -> str:
        """An instant as paper says it; nothing where it is to be written by hand."""
        return i18n.waktu(saat, self.zona, i18n.ASAL, pola) if saat else ""


@dataclass(frozen=True, slots=True)
class Tracer:
    """Petunjuk keluar (outguide): stands where the folder stood, until it is back."""

    kop: Kop
    nomor: str
    kode: str
    nama: str | None
    tujuan: str
    peminjam: str | None
    keperluan: str
    keluar: datetime


@dataclass(frozen=True, slots=True)
class Bon:
    """Bon peminjaman: three identical parts, on the record, in the rack, with the borrower."""

    kop: Kop
    nomor: str
    kode: str
    nama: str | None
    peminjam: str
    pinjam: datetime
    kembali: datetime | None
    """When it is due back; without a due time the field stays open for a hand."""
    keperluan: str


@dataclass(frozen=True, slots=True)
class BarisEkspedisi:
    """One folder of a run."""

    nomor: str
    nama: str | None
    bagian: str
    pinjam: datetime | None
    kembali: datetime | None
    ket: str


@dataclass(frozen=True, slots=True)
class Ekspedisi:
    """Buku ekspedisi of one run: what was sent to or collected from units in one round."""

    kop: Kop
    unit: str | None
    dari: datetime
    sampai: datetime
    isi: tuple[BarisEkspedisi, ...]


@dataclass(frozen=True, slots=True)
class Kib:
    """Kartu identitas berobat: the patient carries it."""

    kop: Kop
    nomor: str
    kode: str
    nama: str
    lahir: date | None
    dibuat: datetime


@dataclass(frozen=True, slots=True)
class Label:
    """The folder's label."""

    kop: Kop
    nomor: str
    kode: str
    nama: str | None
    lahir: date | None
    dibuat: datetime
    rumah: str = ""
    """Where it lives, where folders live apart: one number has several then."""


@dataclass(frozen=True, slots=True)
class BarisTarik:
    """One folder to pull."""

    nomor: str
    nama: str | None
    tempat: str
    """Rack and section."""
    tujuan: str
    dibutuhkan: datetime | None
    catatan: str
    """Where it is, when it is not in its place."""


@dataclass(frozen=True, slots=True)
class DaftarTarik:
    """Daftar tarik: what to pull, in the order of the shelves."""

    kop: Kop
    unit: str | None
    dibuat: datetime
    isi: tuple[BarisTarik, ...]


@dataclass(frozen=True, slots=True)
class Sampul:
    """The cover sheet of a folder. Name in capitals, as the naming rules of the seeds want it on the cover."""

    kop: Kop
    nomor: str
    kode: str
    nama: str | None
    lahir: date | None
    dibuat: datetime
