"""The trade's words as types: identifiers, roles, states, places.

The same spelling stands in code, tables, subjects, screens and documents; `docs/glosarium.md` explains each.
"""

from enum import StrEnum
from typing import Annotated, Final, NewType

from pydantic import StringConstraints

_UUID = StringConstraints(pattern=r"^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$", to_lower=True)
"""The 36-character form, made lower case, so that one identifier has one spelling everywhere."""

BerkasId = NewType("BerkasId", str)
PetugasId = NewType("PetugasId", str)
KodeUnit = NewType("KodeUnit", str)
PerintahId = NewType("PerintahId", str)

UuidSubjek = Annotated[str, _UUID]
"""Whose life an event belongs to: a berkas, or the subject of another workflow. One id names one subject, ever."""
UuidBerkas = Annotated[BerkasId, _UUID]
UuidPetugas = Annotated[PetugasId, _UUID]
UuidPerintah = Annotated[PerintahId, _UUID]
KodeUnitSah = Annotated[KodeUnit, StringConstraints(pattern=r"^[A-Z0-9]{2,16}$")]
NomorRm = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z][0-9A-Za-z./ -]{0,23}$", strip_whitespace=True)]

RUANG_REKAM_MEDIS = KodeUnit("RM")
"""The record room: the one unit every facility has, where folders rest."""

SEMUA_UNIT = KodeUnit("*")
"""In a staff member's units: serves in all of them."""


class Peran(StrEnum):
    """What a staff member may be; which move each may make stands in the Move rows and nowhere else."""

    PETUGAS_PENDAFTARAN = "petugas_pendaftaran"
    PEREKAM_MEDIS = "perekam_medis"
    PETUGAS_UNIT = "petugas_unit"
    DOKTER = "dokter"
    KEPALA = "kepala"
    AUDITOR = "auditor"
    ADMIN = "admin"


class PeranMesin(StrEnum):
    """What only a part of Jejak itself may be: no account is given it, no door lets it in."""

    SISTEM = "sistem"


SISTEM: Final = PetugasId("00000000-0000-0000-0000-000000000000")
"""Who acts when a timer does: no member of staff."""


class Pembawa(StrEnum):
    """The carrier of a record: one medical record may have a paper and an electronic one, each its own berkas."""

    FISIK = "fisik"
    ELEKTRONIK = "elektronik"


class Keadaan(StrEnum):
    """The states of a berkas. `BARU` is the state of a record that does not exist yet."""

    BARU = "baru"
    DISIMPAN = "disimpan"
    DIAMBIL = "diambil"
    DI_POLI = "di_poli"
    DALAM_PERJALANAN = "dalam_perjalanan"
    KEMBALI = "kembali"
    DIRAKIT = "dirakit"
    LENGKAP = "lengkap"
    TIDAK_LENGKAP = "tidak_lengkap"
    DIPINJAM = "dipinjam"
    HILANG = "hilang"
    DITEMUKAN = "ditemukan"
    INAKTIF = "inaktif"
    DINILAI = "dinilai"
    DILESTARIKAN = "dilestarikan"
    DIUSULKAN_MUSNAH = "diusulkan_musnah"
    DIMUSNAHKAN = "dimusnahkan"
    DIGABUNG = "digabung"


class Cara(StrEnum):
    """How a command came to us: the provenance every event keeps."""

    PINDAI = "pindai"
    """The folder's code was scanned: it was in somebody's hands."""
    KETIK = "ketik"
    """The same, its number typed because there was no scanner."""
    LAYAR = "layar"
    """A button on the record's page: says nothing about where the folder was."""
    API = "api"
    IMPOR = "impor"
    SISTEM = "sistem"


class CaraKembali(StrEnum):
    """Who carried a folder home: the unit brought it, or record staff collected it. Both happen (seeds 002 and 003)."""

    DIANTAR = "diantar"
    DIJEMPUT = "dijemput"
    TIDAK_TERCATAT = "tidak_tercatat"
    """An import tells when a folder was home again, not who carried it."""


class Keperluan(StrEnum):
    """Why a folder is lent for something other than care."""

    KLAIM = "klaim"
    PENELITIAN = "penelitian"
    PENGADILAN = "pengadilan"
    PENDIDIKAN = "pendidikan"
    AUDIT = "audit"
    LAINNYA = "lainnya"


class JenisTenggat(StrEnum):
    """What a record can be late with; each runs at most once in a record at a time."""

    PENGEMBALIAN = "pengembalian"
    """Home from the unit that received it."""
    KELENGKAPAN = "kelengkapan"
    """Completed, after it was found incomplete."""
    PINJAMAN = "pinjaman"
    """Brought back by whoever borrowed it."""


class AlasanCek(StrEnum):
    """Why a line of the ledger stands on the "perlu dicek" list."""

    TEMPAT_TIDAK_COCOK = "tempat_tidak_cocok"
    PINDAIAN_SUSULAN_BERTENTANGAN = "pindaian_susulan_bertentangan"
    BERKAS_HILANG_TERLIHAT = "berkas_hilang_terlihat"
    SEHARUSNYA_TIDAK_ADA = "seharusnya_tidak_ada"
    JAM_MELESET = "jam_meleset"


class PutusanCek(StrEnum):
    """How a supervisor settles a line of the "perlu dicek" list."""

    CATATAN_BENAR = "catatan_benar"
    PINDAIAN_BENAR = "pindaian_benar"
    SALAH_PINDAI = "salah_pindai"
