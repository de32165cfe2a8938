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
    PETUGAS_SURVEILANS = "petugas_surveilans"
    """Counts cases, verifies alerts, reports to the level above (SKDR: petugas surveilans)."""
    ADMIN = "admin"


class PeranMesin(StrEnum):
    """What only a part of Jejak itself may be: no account is given it, no door lets it in."""

    SISTEM = "sistem"
    SEKUTU = "sekutu"
    """Another facility: what it tells is a command of this role, made by the federation alone."""


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
    FEDERASI = "federasi"
    """Another facility told it."""


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
    JAWAB_RUJUKAN = "jawab_rujukan"
    """Accepted or refused, after a referral was sent."""
    DATANG_RUJUKAN = "datang_rujukan"
    """Come, after a referral was accepted."""
    BALAS_RUJUKAN = "balas_rujukan"
    """Written back, after the patient was treated."""
    JANJI_TEMPAT_TIDUR = "janji_tempat_tidur"
    """Used, before a promised bed is free again."""
    SINYAL = "sinyal"
    """Verified, after an alert appeared."""
    W1 = "w1"
    """Sent on, after an outbreak was known."""
    W1_TANDA = "w1_tanda"
    """Received by the level above, after an outbreak report was sent."""
    W2 = "w2"
    """Sent, the report of a week."""


class SebabJadwal(StrEnum):
    """Why a deadline was reckoned anew."""

    KEBIJAKAN = "kebijakan"
    """The facility adopted other limits."""
    KUNJUNGAN = "kunjungan"
    """The visit it is counted from began, ended, or was opened again."""
    DIKEMBALIKAN = "dikembalikan"
    """The folder went back to the unit that must complete it, and the days are counted from there."""
