"""Words of the search for a missing folder."""

from enum import StrEnum


class KeadaanPencarian(StrEnum):
    """The states of a search for one folder."""

    BARU = "baru"
    BERJALAN = "berjalan"
    DIKLAIM_KEMBALI = "diklaim_kembali"
    """A unit says it gave the folder back; the search goes on until it is found or declared lost."""
    DITEMUKAN = "ditemukan"
    DIHENTIKAN = "dihentikan"
    """Declared lost, or called off: the reason says which."""


class SebabPencarian(StrEnum):
    """Why a search began."""

    DILAPORKAN_HILANG = "dilaporkan_hilang"
    TIDAK_DI_TEMPAT = "tidak_di_tempat"
    """It was to be pulled and was not on the shelf; nobody has declared it missing."""


class HasilPeriksa(StrEnum):
    """What looking in a place came to; a find is a fact of its own."""

    SEDANG_DICARI = "sedang_dicari"
    """Somebody is looking there now, so that nobody else goes."""
    TIDAK_ADA = "tidak_ada"


class SebabHenti(StrEnum):
    """Why a search was stopped without a find."""

    DINYATAKAN_HILANG = "dinyatakan_hilang"
    RUSAK_MUSNAH = "rusak_musnah"
    """Fire, flood, termites: there is nothing left to find."""
    LAPORAN_KELIRU = "laporan_keliru"
    """It was never missing, or its report was undone."""
