"""Words of the life of a folder."""

from enum import StrEnum


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
