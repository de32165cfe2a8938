"""Words of referrals (Permenkes 1/2012; FACTS B11). The same words at both sides."""

from enum import IntEnum, StrEnum


class KeadaanRujukan(StrEnum):
    """The states of a referral: what the sender's steps and the receiver's steps come to together."""

    BARU = "baru"
    DISUSUN = "disusun"
    DIKIRIM = "dikirim"
    DITERIMA = "diterima"
    DITOLAK = "ditolak"
    TIBA = "tiba"
    DILAYANI = "dilayani"
    DIBALAS = "dibalas"
    DITUTUP = "ditutup"
    DIBATALKAN = "dibatalkan"
    TIDAK_DATANG = "tidak_datang"


class LangkahPerujuk(StrEnum):
    """How far the facility that refers has come: only it takes these steps."""

    BELUM = "belum"
    DISUSUN = "disusun"
    DIKIRIM = "dikirim"
    DIBATALKAN = "dibatalkan"
    DITUTUP = "ditutup"


class LangkahPenerima(StrEnum):
    """How far the facility that receives has come: only it takes these steps."""

    BELUM = "belum"
    DITERIMA = "diterima"
    DITOLAK = "ditolak"
    TIDAK_DATANG = "tidak_datang"
    TIBA = "tiba"
    DILAYANI = "dilayani"
    DIBALAS = "dibalas"


class ArahRujukan(StrEnum):
    """Which side this database is on."""

    KELUAR = "keluar"
    MASUK = "masuk"


class JalurRujukan(StrEnum):
    """How a referral goes: over the hub, or as a letter the patient carries. A letter's status is kept by hand."""

    FEDERASI = "federasi"
    SURAT = "surat"


class JenisRujukan(StrEnum):
    """Between levels, either way, or on one level (Permenkes 1/2012 pasal 7)."""

    VERTIKAL = "vertikal"
    HORIZONTAL = "horizontal"


class TingkatFasyankes(IntEnum):
    """The level of a facility: first (FKTP), second, third."""

    PERTAMA = 1
    SEKUNDER = 2
    TERSIER = 3


class Pengecualian(StrEnum):
    """Why a level may be left out (BPJS panduan praktis, FACTS B11): there are these five."""

    GAWAT_DARURAT = "gawat_darurat"
    BENCANA = "bencana"
    KEKHUSUSAN_MASALAH = "kekhususan_masalah"
    GEOGRAFIS = "geografis"
    KETERSEDIAAN_FASILITAS = "ketersediaan_fasilitas"


class LayananRujukan(StrEnum):
    """What is asked for: the JENIS_RUJUKAN of SISRUTE (1, 2, 3)."""

    RAWAT_JALAN = "rawat_jalan"
    DARURAT_INAP = "darurat_inap"
    PARSIAL = "parsial"
    """Only an examination, or a specimen."""


class AlasanRujukan(StrEnum):
    """Why the patient is referred."""

    PEMERIKSAAN_PENUNJANG = "pemeriksaan_penunjang"
    KONSULTASI_SPESIALIS = "konsultasi_spesialis"
    TINDAKAN = "tindakan"
    RAWAT_INAP = "rawat_inap"
    PERAWATAN_INTENSIF = "perawatan_intensif"
    SARANA_TIDAK_ADA = "sarana_tidak_ada"
    TENAGA_TIDAK_ADA = "tenaga_tidak_ada"
    TEMPAT_PENUH = "tempat_penuh"
    PERMINTAAN_PASIEN = "permintaan_pasien"
    RUJUK_LANJUT = "rujuk_lanjut"
    """Care that goes on nearer to the patient's home."""
    LAINNYA = "lainnya"


class CaraHubung(StrEnum):
    """How the receiver was asked beforehand (Permenkes 1/2012 pasal 13; seed 004)."""

    TELEPON = "telepon"
    RADIO = "radio"
    PESAN = "pesan"
    DINKES = "dinkes"
    LANGSUNG = "langsung"


class KeadaanTempat(StrEnum):
    """What was known of a free bed there when the referral was sent."""

    TIDAK_PERLU = "tidak_perlu"
    ADA = "ada"
    PENUH = "penuh"
    BASI = "basi"
    TIDAK_DIKETAHUI = "tidak_diketahui"


class AlasanTempat(StrEnum):
    """Why a place without a known free bed was chosen all the same."""

    SUDAH_DIHUBUNGI = "sudah_dihubungi"
    SATU_SATUNYA = "satu_satunya"
    """No other place is capable."""
    TERDEKAT = "terdekat"
    KEADAAN_MENDESAK = "keadaan_mendesak"
    ANTREAN_DITERIMA = "antrean_diterima"
    """The patient agrees to wait."""


class AlasanTolakRujukan(StrEnum):
    """Why a referral is not accepted."""

    TEMPAT_PENUH = "tempat_penuh"
    TANPA_KEMAMPUAN = "tanpa_kemampuan"
    TENAGA_TIDAK_ADA = "tenaga_tidak_ada"
    ALAT_RUSAK = "alat_rusak"
    BUKAN_INDIKASI = "bukan_indikasi"
    SURAT_TIDAK_JELAS = "surat_tidak_jelas"
    LAINNYA = "lainnya"


class AlasanBatalRujukan(StrEnum):
    """Why a referral was called off by whoever sent it."""

    PASIEN_MENOLAK = "pasien_menolak"
    KEADAAN_MEMBAIK = "keadaan_membaik"
    KEADAAN_MEMBURUK = "keadaan_memburuk"
    """Too ill to travel."""
    MENINGGAL = "meninggal"
    KE_TEMPAT_LAIN = "ke_tempat_lain"
    SALAH_PASIEN = "salah_pasien"
    SALAH_TUJUAN = "salah_tujuan"
    LAINNYA = "lainnya"


class TindakLanjut(StrEnum):
    """What the answer asks of whoever referred."""

    KONTROL_DI_PERUJUK = "kontrol_di_perujuk"
    KONTROL_DI_SINI = "kontrol_di_sini"
    SELESAI = "selesai"
    DIRAWAT = "dirawat"
    DIRUJUK_LANJUT = "dirujuk_lanjut"
    PULANG_SENDIRI = "pulang_sendiri"
    MENINGGAL = "meninggal"


class AlasanTutupRujukan(StrEnum):
    """How a referral came to its end with whoever sent it."""

    BALASAN_DITERIMA = "balasan_diterima"
    """The answer was read."""
    TANPA_BALASAN = "tanpa_balasan"
    """None came, and the patient's care went on without it."""


class Kesadaran(StrEnum):
    """KESADARAN of SISRUTE."""

    SADAR = "sadar"
    TIDAK_SADAR = "tidak_sadar"


class Nyeri(StrEnum):
    """NYERI of SISRUTE."""

    TIDAK = "tidak"
    RINGAN = "ringan"
    SEDANG = "sedang"
    BERAT = "berat"


class BagianSalinan(StrEnum):
    """What of a folder is copied to go along with a referral."""

    RINGKASAN = "ringkasan"
    SELURUHNYA = "seluruhnya"
    HASIL_PENUNJANG = "hasil_penunjang"
