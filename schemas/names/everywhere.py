"""Words of every workflow: who may act, how a wish came, what can be late."""

from enum import StrEnum


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


class JenisTenggat(StrEnum):
    """What a record can be late with; each runs at most once in a record at a time."""

    PENGEMBALIAN = "pengembalian"
    """Home from the unit that received it."""
    KELENGKAPAN = "kelengkapan"
    """Completed, after it was found incomplete."""
    PINJAMAN = "pinjaman"
    """Brought back by whoever borrowed it."""
    IZIN_PINJAM = "izin_pinjam"
    """Collected, after a loan was approved."""
    PERMINTAAN = "permintaan"
    """Fulfilled, before a request for a folder expires."""
    KEKURANGAN = "kekurangan"
    """Completed, one item that was found missing."""
    PENGISIAN = "pengisian"
    """Filled in, after the service ended."""


class SebabJadwal(StrEnum):
    """Why a deadline was reckoned anew."""

    KEBIJAKAN = "kebijakan"
    """The facility adopted other limits."""
    KUNJUNGAN = "kunjungan"
    """The visit it is counted from began, ended, or was opened again."""
    DIKEMBALIKAN = "dikembalikan"
    """The folder went back to the unit that must complete it, and the days are counted from there."""
