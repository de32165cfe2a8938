"""Words of requests for a folder."""

from enum import StrEnum


class KeadaanPermintaan(StrEnum):
    """The states of a request. The last four are its ends: it comes to exactly one of them."""

    BARU = "baru"
    MENUNGGU = "menunggu"
    DIKIRIM = "dikirim"
    TERPENUHI = "terpenuhi"
    TIDAK_TERPENUHI = "tidak_terpenuhi"
    DIBATALKAN = "dibatalkan"
    KEDALUWARSA = "kedaluwarsa"


class AsalPermintaan(StrEnum):
    """Who asked for a folder: registration by itself, somebody by hand, or a new number it is to be merged into."""

    PENDAFTARAN = "pendaftaran"
    TANGAN = "tangan"
    PENGGABUNGAN = "penggabungan"


class KeadaanAwal(StrEnum):
    """Where a folder was when it was asked for: the cause of a long provision that blames nobody."""

    DI_RAK = "di_rak"
    """In the record room: it had to be searched for."""
    DI_LUAR = "di_luar"
    """Out: somebody else had it."""
    MENUJU_UNIT = "menuju_unit"
    """On its way to the unit that asked."""
    DI_UNIT = "di_unit"
    """In the unit that asked already."""
    HILANG = "hilang"
    """Missing, or found and not yet verified."""


class SebabTidakTerpenuhi(StrEnum):
    """Why a request cannot be fulfilled."""

    TIDAK_DITEMUKAN = "tidak_ditemukan"
    DIPEGANG_PIHAK_LAIN = "dipegang_pihak_lain"
    RUSAK = "rusak"
    PULANG_TANPA_DITERIMA = "pulang_tanpa_diterima"
    """The folder came home and no unit ever scanned it in."""
    LAINNYA = "lainnya"


class SebabBatal(StrEnum):
    """Why a request was called off."""

    PASIEN_BATAL = "pasien_batal"
    SALAH_BERKAS = "salah_berkas"
    SALAH_UNIT = "salah_unit"
    GANDA = "ganda"
    KUNJUNGAN_BATAL = "kunjungan_batal"
    """The visit was called off."""
    LAINNYA = "lainnya"
