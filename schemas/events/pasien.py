"""What happened to a patient in the index: that it happened, never who it was."""

from typing import ClassVar

from schemas.message import Event
from schemas.names import BidangIdentitas, KeadaanPasien, SebabUbah, UuidSubjek


class PeristiwaPasien(Event):
    """A fact about a patient."""

    dari: KeadaanPasien
    ke: KeadaanPasien


class PasienTerdaftar(PeristiwaPasien):
    """A patient entered the index."""

    jenis: ClassVar[str] = "pasien.terdaftar.v1"
    dikenal: bool
    """False: nobody knew who it was."""


class IdentitasDiubah(PeristiwaPasien):
    """The identity was mended or completed. Says which fields, never what stands in them."""

    jenis: ClassVar[str] = "pasien.identitas_diubah.v1"
    dikenal: bool
    sebab: SebabUbah
    bidang: tuple[BidangIdentitas, ...]


class PasienDigabung(PeristiwaPasien):
    """Found to be the same person as another; a pointer stays."""

    jenis: ClassVar[str] = "pasien.digabung.v1"
    ke_pasien: UuidSubjek


class PasienDipisahkan(PeristiwaPasien):
    """The merge was wrong and is taken back."""

    jenis: ClassVar[str] = "pasien.dipisahkan.v1"
