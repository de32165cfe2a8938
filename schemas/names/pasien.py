"""Words of the master patient index."""

from enum import StrEnum


class KeadaanPasien(StrEnum):
    """The states of a patient in the master index."""

    BARU = "baru"
    TERDAFTAR = "terdaftar"
    DIGABUNG = "digabung"


class JenisKelamin(StrEnum):
    """As the identity sheet has it; nobody is guessed."""

    LAKI_LAKI = "laki_laki"
    PEREMPUAN = "perempuan"
    TIDAK_DIKETAHUI = "tidak_diketahui"


class Sebutan(StrEnum):
    """The one consistent status abbreviation that goes with a name (FACTS A3.4 item 62)."""

    TN = "Tn"
    NY = "Ny"
    NN = "Nn"
    AN = "An"
    BY = "By"


class HubunganPenanggung(StrEnum):
    """What the responsible person is to the patient."""

    DIRI_SENDIRI = "diri_sendiri"
    SUAMI = "suami"
    ISTRI = "istri"
    AYAH = "ayah"
    IBU = "ibu"
    ANAK = "anak"
    SAUDARA = "saudara"
    WALI = "wali"
    LAINNYA = "lainnya"


class SebabUbah(StrEnum):
    """Why an identity was changed."""

    DILENGKAPI = "dilengkapi"
    SALAH_TULIS = "salah_tulis"
    BERUBAH = "berubah"
    """The truth itself changed: moved house, another telephone, another name."""
    DIKENALI = "dikenali"
    """Brought in unknown; now known."""


class BidangIdentitas(StrEnum):
    """The fields of an identity, so that a fact can say which were changed without saying to what."""

    NAMA = "nama"
    GELAR = "gelar"
    SEBUTAN = "sebutan"
    NIK = "nik"
    PASPOR = "paspor"
    NOMOR_JKN = "nomor_jkn"
    NOMOR_KELUARGA = "nomor_keluarga"
    TEMPAT_LAHIR = "tempat_lahir"
    TANGGAL_LAHIR = "tanggal_lahir"
    LAHIR_PERKIRAAN = "lahir_perkiraan"
    JENIS_KELAMIN = "jenis_kelamin"
    ALAMAT = "alamat"
    KELURAHAN = "kelurahan"
    KECAMATAN = "kecamatan"
    KABUPATEN = "kabupaten"
    TELEPON = "telepon"
    NAMA_IBU = "nama_ibu"
    PENANGGUNG_JAWAB = "penanggung_jawab"
    HUBUNGAN = "hubungan"
