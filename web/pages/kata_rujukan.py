"""What the screens call the words of referrals. Colour never stands alone."""

from typing import Final

from engine.views.rujukan import Bagian
from schemas.names import (
    AlasanBatalRujukan,
    AlasanRujukan,
    AlasanTempat,
    AlasanTolakRujukan,
    AlasanTutupRujukan,
    ArahRujukan,
    BagianSalinan,
    CaraHubung,
    JalurRujukan,
    JenisRujukan,
    JenisTenggat,
    KeadaanRujukan,
    KeadaanTempat,
    Kesadaran,
    LayananRujukan,
    Nyeri,
    Pengecualian,
    Peran,
    TindakLanjut,
)
from web.i18n import N_
from web.pages.kata import Rupa

S = KeadaanRujukan
KEADAAN: Final[dict[KeadaanRujukan, Rupa]] = {
    S.DISUSUN: Rupa(N_("Naskah"), "meja", "lembar"),
    S.DIKIRIM: Rupa(N_("Menunggu jawaban"), "jalan", "jam"),
    S.DITERIMA: Rupa(N_("Diterima, ditunggu"), "rak", "benar"),
    S.DITOLAK: Rupa(N_("Tidak diterima"), "salah", "silang"),
    S.TIBA: Rupa(N_("Pasien tiba"), "unit", "orang"),
    S.DILAYANI: Rupa(N_("Dilayani"), "unit", "unit"),
    S.DIBALAS: Rupa(N_("Sudah dibalas"), "rak", "pulang"),
    S.DITUTUP: Rupa(N_("Ditutup"), "tamat", "benar"),
    S.DIBATALKAN: Rupa(N_("Dibatalkan"), "tamat", "silang"),
    S.TIDAK_DATANG: Rupa(N_("Tidak datang"), "salah", "awas"),
}
"""Every state a referral on a screen can be in."""
ARAH: Final = {ArahRujukan.KELUAR: N_("Keluar"), ArahRujukan.MASUK: N_("Masuk")}
BAGIAN: Final = {
    Bagian.PERLU: N_("Perlu tindakan"),
    Bagian.BERJALAN: N_("Berjalan"),
    Bagian.SELESAI: N_("Selesai"),
    Bagian.SEMUA: N_("Semua"),
}
JALUR: Final = {JalurRujukan.FEDERASI: N_("lewat hub"), JalurRujukan.SURAT: N_("surat dibawa pasien")}
JENIS: Final = {JenisRujukan.VERTIKAL: N_("vertikal"), JenisRujukan.HORIZONTAL: N_("horizontal")}
TINGKAT: Final = {1: N_("tingkat pertama"), 2: N_("tingkat kedua"), 3: N_("tingkat ketiga")}
LAYANAN: Final = {
    LayananRujukan.RAWAT_JALAN: N_("Rawat jalan"),
    LayananRujukan.DARURAT_INAP: N_("Gawat darurat atau rawat inap"),
    LayananRujukan.PARSIAL: N_("Pemeriksaan saja (parsial)"),
}
ALASAN: Final = {
    AlasanRujukan.KONSULTASI_SPESIALIS: N_("Konsultasi spesialis"),
    AlasanRujukan.PEMERIKSAAN_PENUNJANG: N_("Pemeriksaan penunjang"),
    AlasanRujukan.TINDAKAN: N_("Tindakan"),
    AlasanRujukan.RAWAT_INAP: N_("Perlu rawat inap"),
    AlasanRujukan.PERAWATAN_INTENSIF: N_("Perlu perawatan intensif"),
    AlasanRujukan.SARANA_TIDAK_ADA: N_("Sarana tidak ada di sini"),
    AlasanRujukan.TENAGA_TIDAK_ADA: N_("Tenaga tidak ada di sini"),
    AlasanRujukan.TEMPAT_PENUH: N_("Tempat di sini penuh"),
    AlasanRujukan.PERMINTAAN_PASIEN: N_("Permintaan pasien atau keluarga"),
    AlasanRujukan.RUJUK_LANJUT: N_("Perawatan lanjutan dekat rumah"),
    AlasanRujukan.LAINNYA: N_("Alasan lain"),
}
PENGECUALIAN: Final = {
    Pengecualian.GAWAT_DARURAT: N_("Gawat darurat"),
    Pengecualian.BENCANA: N_("Bencana"),
    Pengecualian.KEKHUSUSAN_MASALAH: N_("Kekhususan masalah pasien"),
    Pengecualian.GEOGRAFIS: N_("Pertimbangan geografis"),
    Pengecualian.KETERSEDIAAN_FASILITAS: N_("Ketersediaan fasilitas"),
}
HUBUNG: Final = {
    CaraHubung.TELEPON: N_("Telepon"),
    CaraHubung.RADIO: N_("Radio"),
    CaraHubung.PESAN: N_("Pesan"),
    CaraHubung.DINKES: N_("Lewat dinas kesehatan"),
    CaraHubung.LANGSUNG: N_("Langsung"),
}
TEMPAT: Final = {
    KeadaanTempat.TIDAK_PERLU: N_("tidak perlu tempat tidur"),
    KeadaanTempat.ADA: N_("ada yang kosong"),
    KeadaanTempat.PENUH: N_("penuh"),
    KeadaanTempat.BASI: N_("angkanya sudah lama"),
    KeadaanTempat.TIDAK_DIKETAHUI: N_("tidak diketahui"),
}
ALASAN_TEMPAT: Final = {
    AlasanTempat.SUDAH_DIHUBUNGI: N_("Sudah dihubungi, bersedia"),
    AlasanTempat.SATU_SATUNYA: N_("Satu-satunya yang mampu"),
    AlasanTempat.TERDEKAT: N_("Yang terdekat"),
    AlasanTempat.KEADAAN_MENDESAK: N_("Keadaan mendesak"),
    AlasanTempat.ANTREAN_DITERIMA: N_("Pasien bersedia menunggu"),
}
TOLAK: Final = {
    AlasanTolakRujukan.TEMPAT_PENUH: N_("Tempat penuh"),
    AlasanTolakRujukan.TANPA_KEMAMPUAN: N_("Di luar kemampuan kami"),
    AlasanTolakRujukan.TENAGA_TIDAK_ADA: N_("Tenaganya sedang tidak ada"),
    AlasanTolakRujukan.ALAT_RUSAK: N_("Alatnya rusak"),
    AlasanTolakRujukan.BUKAN_INDIKASI: N_("Tidak perlu dirujuk"),
    AlasanTolakRujukan.SURAT_TIDAK_JELAS: N_("Suratnya tidak jelas"),
    AlasanTolakRujukan.LAINNYA: N_("Alasan lain"),
}
BATAL: Final = {
    AlasanBatalRujukan.PASIEN_MENOLAK: N_("Pasien atau keluarga menolak"),
    AlasanBatalRujukan.KEADAAN_MEMBAIK: N_("Keadaannya membaik"),
    AlasanBatalRujukan.KEADAAN_MEMBURUK: N_("Terlalu berat untuk dipindahkan"),
    AlasanBatalRujukan.MENINGGAL: N_("Meninggal"),
    AlasanBatalRujukan.KE_TEMPAT_LAIN: N_("Dirujuk ke tempat lain"),
    AlasanBatalRujukan.SALAH_PASIEN: N_("Salah pasien"),
    AlasanBatalRujukan.SALAH_TUJUAN: N_("Salah tujuan"),
    AlasanBatalRujukan.LAINNYA: N_("Alasan lain"),
}
TUTUP: Final = {
    AlasanTutupRujukan.BALASAN_DITERIMA: N_("Balasannya sudah dibaca"),
    AlasanTutupRujukan.TANPA_BALASAN: N_("Tanpa balasan"),
}
LANJUT: Final = {
    TindakLanjut.KONTROL_DI_PERUJUK: N_("Kontrol di perujuk"),
    TindakLanjut.KONTROL_DI_SINI: N_("Kontrol di fasilitas yang menjawab"),
    TindakLanjut.SELESAI: N_("Selesai"),
    TindakLanjut.DIRAWAT: N_("Dirawat"),
    TindakLanjut.DIRUJUK_LANJUT: N_("Dirujuk lagi"),
    TindakLanjut.PULANG_SENDIRI: N_("Pulang atas permintaan sendiri"),
    TindakLanjut.MENINGGAL: N_("Meninggal"),
}
SADAR: Final = {Kesadaran.SADAR: N_("Sadar"), Kesadaran.TIDAK_SADAR: N_("Tidak sadar")}
NYERI: Final = {
    Nyeri.TIDAK: N_("Tidak nyeri"),
    Nyeri.RINGAN: N_("Ringan"),
    Nyeri.SEDANG: N_("Sedang"),
    Nyeri.BERAT: N_("Berat"),
}
SALINAN: Final = {
    BagianSalinan.RINGKASAN: N_("Ringkasan"),
    BagianSalinan.SELURUHNYA: N_("Seluruhnya"),
    BagianSalinan.HASIL_PENUNJANG: N_("Hasil penunjang"),
}
TENGGAT: Final = {
    JenisTenggat.JAWAB_RUJUKAN: N_("jawaban"),
    JenisTenggat.DATANG_RUJUKAN: N_("kedatangan"),
    JenisTenggat.BALAS_RUJUKAN: N_("balasan"),
    JenisTenggat.JANJI_TEMPAT_TIDUR: N_("janji tempat tidur"),
}
"""What a clock waits for."""
KOLOM: Final = {
    "layanan_tujuan": N_("Poli atau spesialis tujuan"),
    "anamnesis": N_("Anamnesis dan pemeriksaan fisik"),
    "diagnosis": N_("Diagnosis kerja"),
    "kode_diagnosis": N_("Kode ICD-10"),
    "terapi": N_("Terapi atau tindakan yang sudah diberikan"),
    "maksud": N_("Tujuan rujukan: apa yang diminta"),
    "kesadaran": N_("Kesadaran"),
    "tekanan_darah": N_("Tekanan darah"),
    "nadi": N_("Nadi"),
    "suhu": N_("Suhu"),
    "pernapasan": N_("Pernapasan"),
    "nyeri": N_("Nyeri"),
    "keadaan_umum": N_("Keadaan umum"),
    "alergi": N_("Alergi"),
    "laboratorium": N_("Laboratorium"),
    "radiologi": N_("Radiologi"),
    "dokter": N_("Nama tenaga kesehatan dan nomor izinnya"),
    "pendamping": N_("Pendamping"),
}
"""The columns of a letter."""
BALASAN: Final = {
    "diagnosis": N_("Diagnosis"),
    "kode_diagnosis": N_("Kode ICD-10"),
    "pemeriksaan": N_("Pemeriksaan dan hasilnya"),
    "terapi": N_("Terapi atau tindakan"),
    "anjuran": N_("Anjuran untuk perujuk"),
    "dokter": N_("Nama tenaga kesehatan dan nomor izinnya"),
}
MELIHAT: Final = frozenset(
    {Peran.PETUGAS_PENDAFTARAN, Peran.PEREKAM_MEDIS, Peran.PETUGAS_UNIT, Peran.DOKTER, Peran.KEPALA}
)
"""Who is shown referrals: those who care for patients or for their records."""
MENYUSUN: Final = frozenset({Peran.DOKTER, Peran.PETUGAS_UNIT})
MENDAFTARKAN: Final = frozenset({Peran.PETUGAS_PENDAFTARAN, Peran.PEREKAM_MEDIS, Peran.PETUGAS_UNIT, Peran.DOKTER})
