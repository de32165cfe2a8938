"""What happened to a correction of an electronic record: never what was changed, only which form and why."""

from typing import ClassVar

from schemas.message import Event, Waktu
from schemas.names import KeadaanKoreksi, KodeFormulir, SebabKoreksi, SebabTolakKoreksi, UuidBerkas, UuidSubjek


class PeristiwaKoreksi(Event):
    """A fact about a correction."""

    dari: KeadaanKoreksi
    ke: KeadaanKoreksi


class Dikoreksi(PeristiwaKoreksi):
    """Which form of which record, and why."""

    berkas: UuidBerkas
    kunjungan: UuidSubjek
    formulir: KodeFormulir
    sebab: SebabKoreksi
    bebas_sampai: Waktu
    """Until when nobody had to be asked, by the policy in force at that moment."""


class KoreksiDicatat(Dikoreksi):
    """Corrected while nobody had to be asked."""

    jenis: ClassVar[str] = "koreksi.dicatat.v1"


class KoreksiDiajukan(Dikoreksi):
    """Asked for after that."""

    jenis: ClassVar[str] = "koreksi.diajukan.v1"


class KoreksiDisetujui(PeristiwaKoreksi):
    """Approved by somebody else."""

    jenis: ClassVar[str] = "koreksi.disetujui.v1"


class KoreksiDitolak(PeristiwaKoreksi):
    """Not approved."""

    jenis: ClassVar[str] = "koreksi.ditolak.v1"
    sebab_tolak: SebabTolakKoreksi


class KoreksiDilaksanakan(PeristiwaKoreksi):
    """Made, after it was approved."""

    jenis: ClassVar[str] = "koreksi.dilaksanakan.v1"
