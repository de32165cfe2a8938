"""What may be asked of a gap in a record. Each docstring is the sentence the documents show for that wish."""

from typing import Annotated, ClassVar

from pydantic import Field

from schemas.message import Command, Waktu
from schemas.names import (
    Butir,
    JenisTenggat,
    SebabAlih,
    SebabHapus,
    SebabTolak,
    UuidBerkas,
    UuidPetugas,
    UuidSubjek,
)

VersiDaftar = Annotated[int, Field(ge=1, le=2**31 - 1)]


class Catat(Command):
    """Saat dianalisis sebuah butir ternyata kurang; seorang yang bernama harus melengkapinya."""

    jenis: ClassVar[str] = "kekurangan.catat"
    berkas: UuidBerkas
    kunjungan: UuidSubjek | None = None
    """The visit whose records are incomplete; None: the patient's latest visit that ended, if there is one."""
    butir: Butir
    penanggung_jawab: UuidPetugas
    versi_daftar: VersiDaftar | None = None
    """The version of the checklist it was checked against; None: the one in force."""


class NyatakanDilengkapi(Command):
    """Penanggung jawab menyatakan butir itu sudah dilengkapi; perekam medis memeriksanya."""

    jenis: ClassVar[str] = "kekurangan.nyatakan_dilengkapi"


class Verifikasi(Command):
    """Perekam medis memastikan butir itu memang sudah lengkap."""

    jenis: ClassVar[str] = "kekurangan.verifikasi"


class Tolak(Command):
    """Butir itu ternyata belum lengkap; kekurangan terbuka lagi, dengan sebabnya."""

    jenis: ClassVar[str] = "kekurangan.tolak"
    sebab: SebabTolak


class Hapuskan(Command):
    """Kekurangan dihapuskan tanpa dilengkapi, dengan sebabnya."""

    jenis: ClassVar[str] = "kekurangan.hapuskan"
    sebab: SebabHapus


class Alihkan(Command):
    """Orang lain yang harus melengkapi butir itu, dengan sebabnya."""

    jenis: ClassVar[str] = "kekurangan.alihkan"
    penanggung_jawab: UuidPetugas
    sebab: SebabAlih


class JadwalkanUlang(Command):
    """Batas melengkapi dihitung ulang, misalnya karena kebijakan berganti."""

    jenis: ClassVar[str] = "kekurangan.jadwalkan_ulang"
    jatuh_tempo: Waktu


class Pindahkan(Command):
    """Berkas digabung; kekurangannya mengikuti isinya ke berkas yang baru. Hanya sistem yang mencatatnya."""

    jenis: ClassVar[str] = "kekurangan.pindahkan"
    berkas: UuidBerkas


class TandaiLewat(Command):
    """Batas melengkapi lewat dan butir itu masih kurang; hanya sistem yang mencatatnya."""

    jenis: ClassVar[str] = "kekurangan.tandai_lewat"
    tenggat: JenisTenggat = JenisTenggat.KEKURANGAN
    jatuh_tempo: Waktu
