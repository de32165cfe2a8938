"""Words of the reconciliation of visits and folders."""

from enum import StrEnum


class KeadaanSelisih(StrEnum):
    """The states of an exception somebody said something about; one nobody spoke of is `BARU`."""

    BARU = "baru"
    DIJELASKAN = "dijelaskan"
    DIBUKA_LAGI = "dibuka_lagi"


class MacamSelisih(StrEnum):
    """In what the visits and the folders do not agree (RIVALS §2 item 5)."""

    BELUM_KELUAR = "belum_keluar"
    """The patient is registered, and no folder of theirs has left the rack."""
    TANPA_KUNJUNGAN = "tanpa_kunjungan"
    """A folder lies in a unit where its patient has no visit."""
    BELUM_KEMBALI = "belum_kembali"
    """The visit is over, and the folder is not back within its limit."""
    TANPA_BERKAS = "tanpa_berkas"
    """The patient lies in a ward and is counted in its census, and no folder has moved since the admission."""
    DUA_TEMPAT = "dua_tempat"
    """A folder was scanned at two places in too short a time."""


class AlasanSelisih(StrEnum):
    """What explains an exception; which of them fit which kind stands in the workflow."""

    TANPA_BERKAS_KERTAS = "tanpa_berkas_kertas"
    """The service needs no paper folder."""
    BERKAS_SEMENTARA = "berkas_sementara"
    """A temporary folder is used; it is joined later."""
    KEPERLUAN_LAIN = "keperluan_lain"
    """The folder is there for another purpose: consultation, a letter, data entry."""
    MASIH_DIPAKAI = "masih_dipakai"
    """The unit still needs it."""
    SALAH_PINDAI = "salah_pindai"
    """One of the scans was of another folder or at another place."""
    KUNJUNGAN_DI_LUAR = "kunjungan_di_luar"
    """The visit is registered elsewhere: another system, a visit outside the building."""
    SUDAH_DITANGANI = "sudah_ditangani"
    """Somebody saw to it in another way."""
