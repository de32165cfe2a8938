"""What may be asked of a correction. Each docstring is the sentence the documents show for that wish."""

from typing import ClassVar

from schemas.message import Command
from schemas.names import KodeFormulir, SebabKoreksi, SebabTolakKoreksi, UuidBerkas, UuidSubjek


class Pengoreksian(Command):
    """Which form of which record, and why."""

    berkas: UuidBerkas
    kunjungan: UuidSubjek
    formulir: KodeFormulir
    sebab: SebabKoreksi


class Catat(Pengoreksian):
    """Isi rekam medis elektronik dikoreksi dalam waktu bebasnya; tidak perlu persetujuan."""

    jenis: ClassVar[str] = "koreksi.catat"


class Ajukan(Pengoreksian):
    """Waktu bebasnya sudah lewat; koreksi diajukan dan menunggu persetujuan orang lain."""

    jenis: ClassVar[str] = "koreksi.ajukan"


class Setujui(Command):
    """Koreksi disetujui oleh orang lain dari yang mengajukan."""

    jenis: ClassVar[str] = "koreksi.setujui"


class Tolak(Command):
    """Koreksi tidak disetujui, dengan sebabnya; yang tertulis tetap."""

    jenis: ClassVar[str] = "koreksi.tolak"
    sebab_tolak: SebabTolakKoreksi


class Laksanakan(Command):
    """Koreksi yang disetujui sudah dilakukan pada rekam medisnya."""

    jenis: ClassVar[str] = "koreksi.laksanakan"
