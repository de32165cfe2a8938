"""What happened to a unit's census of one day. The cells are counts: the frozen census stands in the hash chain."""

from typing import ClassVar

from schemas.message import Event
from schemas.names import JenisKunjungan, KeadaanSensus, KodeUnitSah
from schemas.sel import BedaSel, SelSensus


class PeristiwaSensus(Event):
    """A fact about the census of one unit and day."""

    dari: KeadaanSensus
    ke: KeadaanSensus


class SensusDitutup(PeristiwaSensus):
    """Closed at the cut-off: its first edition. Told by the worker, never by a person."""

    jenis: ClassVar[str] = "sensus.ditutup.v1"
    unit: KodeUnitSah
    hari: str
    layanan: JenisKunjungan
    edisi: int
    sampai_seq: int
    sel: tuple[SelSensus, ...]
    susulan: bool | None = None
    """True where it was closed later than policy tolerates: Jejak did not run, or the day had no visit until then."""


class SensusDitandatangani(PeristiwaSensus):
    """Signed by the head of the unit: this edition and no other."""

    jenis: ClassVar[str] = "sensus.ditandatangani.v1"
    edisi: int


class SensusDiterbitkanUlang(PeristiwaSensus):
    """A late event changed it: the next edition, what differs, and the lines of the ledger that caused it."""

    jenis: ClassVar[str] = "sensus.diterbitkan_ulang.v1"
    edisi: int
    sampai_seq: int
    sel: tuple[SelSensus, ...]
    beda: tuple[BedaSel, ...]
    penyebab: tuple[int, ...]
