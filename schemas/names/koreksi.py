"""Words of corrections to electronic records."""

from enum import StrEnum


class KeadaanKoreksi(StrEnum):
    """The states of a correction. Refused and written down are its ends."""

    BARU = "baru"
    DIAJUKAN = "diajukan"
    DISETUJUI = "disetujui"
    DITOLAK = "ditolak"
    DICATAT = "dicatat"


class SebabKoreksi(StrEnum):
    """Why what is in an electronic record must be changed."""

    SALAH_TULIS = "salah_tulis"
    ISIAN_KURANG = "isian_kurang"
    SALAH_PASIEN = "salah_pasien"
    HASIL_SUSULAN = "hasil_susulan"
    """A result that came after the record was closed."""
    LAINNYA = "lainnya"


class SebabTolakKoreksi(StrEnum):
    """Why a late correction is not approved."""

    TIDAK_PERLU = "tidak_perlu"
    SALAH_FORMULIR = "salah_formulir"
    TULIS_CATATAN_BARU = "tulis_catatan_baru"
    """What was written stays; a new note is added to it."""
    LAINNYA = "lainnya"
