"""Words of the census."""

from enum import StrEnum


class Macam(StrEnum):
    """What the inpatient census counts: the columns of its form (FACTS B6)."""

    PASIEN_AWAL = "pasien_awal"
    """There when the day began: what the day before left."""
    MASUK = "masuk"
    PINDAHAN = "pindahan"
    """Moved in from another ward; between the classes of one ward too, where classes are told apart."""
    DIPINDAHKAN = "dipindahkan"
    """Moved out; likewise."""
    PINDAHAN_KELAS = "pindahan_kelas"
    """Those of `pindahan` who only changed their class within the ward: nothing at ward level."""
    DIPINDAHKAN_KELAS = "dipindahkan_kelas"
    """Those of `dipindahkan`, likewise."""
    PULANG = "pulang"
    DIRUJUK = "dirujuk"
    APS = "aps"
    """At their own request."""
    KELUAR_LAIN = "keluar_lain"
    MATI_LT48 = "mati_lt48"
    """Died before 48 hours from the admission."""
    MATI_GE48 = "mati_ge48"
    """Died at 48 hours or later: exactly 48 is here."""
    SAMA_HARI = "sama_hari"
    """In and out of the hospital the same census day, alive or dead; they are in `masuk` and in an exit as well."""
    LEWAT = "lewat"
    """Moved into a ward and out of it the same day; a day of care there only where policy says so."""
    SISA = "sisa"
    """There when the day ended."""
    HARI_PERAWATAN = "hari_perawatan"
    LAMA_DIRAWAT = "lama_dirawat"
    """Days of those who left, from admission to the end; the same day is 1."""


class KeadaanSensus(StrEnum):
    """The states of one census: of one ward or clinic and one day."""

    BARU = "baru"
    DITUTUP = "ditutup"
    DITANDATANGANI = "ditandatangani"
