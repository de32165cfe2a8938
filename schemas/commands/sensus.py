"""What may be asked of a unit's census of one day. Each docstring is the sentence the documents show."""

from typing import Annotated, ClassVar

from pydantic import Field, StringConstraints

from schemas.message import Command
from schemas.names import JenisKunjungan, KodeUnitSah
from schemas.sel import Edisi, SelSensus, Seq

Hari = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
"""A census day by its date."""


class Tutup(Command):
    """Hari sensus sudah lewat batasnya: lembar satu unit dibekukan sebagai edisi 1."""

    jenis: ClassVar[str] = "sensus.tutup"
    unit: KodeUnitSah
    hari: Hari
    layanan: JenisKunjungan
    sampai_seq: Seq
    """The last line of the ledger the cells were counted from."""
    sel: Annotated[tuple[SelSensus, ...], Field(max_length=4000)] = ()
    susulan: bool | None = None


class Tandatangani(Command):
    """Kepala ruang menandatangani edisi terbaru."""

    jenis: ClassVar[str] = "sensus.tandatangani"
    edisi: Edisi
    """The edition that was read: another one is not signed by mistake."""


class TerbitkanUlang(Command):
    """Peristiwa susulan mengubah sel hari yang ditutup: edisi berikutnya terbit, dan perlu ditandatangani lagi."""

    jenis: ClassVar[str] = "sensus.terbitkan_ulang"
    edisi: Edisi
    sampai_seq: Seq
    sel: Annotated[tuple[SelSensus, ...], Field(max_length=4000)] = ()
    penyebab: Annotated[tuple[Seq, ...], Field(max_length=200)] = ()
    """The lines of the ledger that changed the cells."""
