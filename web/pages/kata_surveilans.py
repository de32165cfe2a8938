"""What the screens call alerts and reports of surveillance. Colour never stands alone."""

from typing import Final, NamedTuple

from engine.surveilans import hitung
from schemas.names import (
    AlasanBukan,
    AlasanTutup,
    CaraHitung,
    DasarSinyal,
    KeadaanSinyal,
    KeadaanW1,
    KeadaanW2,
    Kriteria,
    Langkah,
    Peran,
    Tahap,
)
from schemas.names.federasi import JenisFasyankes
from web.i18n import N_

PENGURUS: Final = frozenset({Peran.PETUGAS_SURVEILANS, Peran.KEPALA})
"""Who may type, verify, send."""
PEMBACA: Final = PENGURUS | {Peran.PEREKAM_MEDIS, Peran.DOKTER, Peran.AUDITOR}
"""Who may look."""
TAB: Final = (
    ("/surveilans", "minggu", N_("Hitungan mingguan")),
    ("/surveilans/w2", "w2", N_("W2 mingguan")),
    ("/surveilans/w1", "w1", N_("W1 KLB")),
)
PANTAU: Final = ("/surveilans/pantau", "pantau", N_("Pantau wilayah"))


class Rupa(NamedTuple):
    """A state as a mark: its word, its colour, its icon."""

    kata: str
    golongan: str
    ikon: str


SINYAL: Final = {
    KeadaanSinyal.MUNCUL: Rupa(N_("Menunggu verifikasi"), "salah", "awas"),
    KeadaanSinyal.BENAR: Rupa(N_("Benar"), "unit", "benar"),
    KeadaanSinyal.BUKAN_KEJADIAN: Rupa(N_("Bukan kejadian"), "tamat", "silang"),
}
W1: Final = {
    KeadaanW1.DISUSUN: Rupa(N_("Disusun, belum dikirim"), "salah", "lembar"),
    KeadaanW1.DIKIRIM: Rupa(N_("Dikirim"), "jalan", "panah"),
    KeadaanW1.DITERIMA: Rupa(N_("Diterima, belum diteruskan"), "salah", "kotak"),
    KeadaanW1.DITERUSKAN: Rupa(N_("Diteruskan"), "jalan", "panah"),
    KeadaanW1.DITUTUP: Rupa(N_("Ditutup"), "tamat", "benar"),
    KeadaanW1.DIBATALKAN: Rupa(N_("Dibatalkan"), "tamat", "silang"),
}
W1_PUSAT: Final = Rupa(N_("Diterima"), "rak", "kotak")
"""At the top there is nobody to pass it on to."""
W2: Final = {
    KeadaanW2.BARU: Rupa(N_("Belum disusun"), "tamat", "jam"),
    KeadaanW2.DISUSUN: Rupa(N_("Disusun, belum diperiksa"), "meja", "lembar"),
    KeadaanW2.DIPERIKSA: Rupa(N_("Diperiksa, belum dikirim"), "unit", "mata"),
    KeadaanW2.DIKIRIM: Rupa(N_("Dikirim"), "jalan", "panah"),
    KeadaanW2.DITERIMA: Rupa(N_("Diterima tingkat di atas"), "rak", "benar"),
}
TAHAP: Final = {
    Tahap.DIKIRIM: N_("Dikirim"),
    Tahap.DITERIMA: N_("Diterima"),
    Tahap.DITERUSKAN: N_("Diteruskan"),
    Tahap.DITUTUP: N_("Ditutup"),
}
BUKAN: Final = {
    AlasanBukan.SALAH_KODE: N_("Kode diagnosisnya keliru"),
    AlasanBukan.SALAH_KETIK: N_("Angkanya salah ketik"),
    AlasanBukan.BUKAN_KASUS_BARU: N_("Bukan kasus baru"),
    AlasanBukan.LUAR_WILAYAH: N_("Pasien dari luar wilayah"),
    AlasanBukan.DEFINISI_TIDAK_TERPENUHI: N_("Tidak memenuhi definisi kasus"),
    AlasanBukan.KENAIKAN_WAJAR: N_("Kenaikannya punya sebab lain"),
}
TUTUP: Final = {
    AlasanTutup.BERAKHIR: N_("Tidak ada kasus baru lagi"),
    AlasanTutup.BUKAN_KLB: N_("Penyelidikan: bukan KLB"),
}
LANGKAH: Final = {
    Langkah.PENYELIDIKAN: N_("Penyelidikan epidemiologi"),
    Langkah.PENGOBATAN: N_("Pengobatan penderita"),
    Langkah.ISOLASI: N_("Isolasi"),
    Langkah.SPESIMEN: N_("Pengambilan spesimen"),
    Langkah.VEKTOR: N_("Pengendalian vektor"),
    Langkah.AIR_DAN_SANITASI: N_("Air dan sanitasi"),
    Langkah.IMUNISASI: N_("Imunisasi"),
    Langkah.PENYULUHAN: N_("Penyuluhan"),
}
KRITERIA: Final = {
    Kriteria.K1: N_("Penyakit yang sebelumnya tidak ada"),
    Kriteria.K2: N_("Naik terus-menerus"),
    Kriteria.K3: N_("Dua kali minggu sebelumnya atau lebih"),
    Kriteria.K4: N_("Sebulan dua kali rata-rata bulanan tahun lalu atau lebih"),
    Kriteria.K5: N_("Rata-rata bulanan setahun dua kali tahun sebelumnya atau lebih"),
    Kriteria.K6: N_("Angka kematian kasus naik 50 % atau lebih"),
    Kriteria.K7: N_("Proporsi terhadap seluruh kunjungan dua kali atau lebih"),
}
DASAR: Final = {DasarSinyal.AMBANG: N_("ambang SKDR"), DasarSinyal.KRITERIA: N_("kriteria KLB")}
CARA: Final = {
    CaraHitung.TAMBAHAN: N_("ditambahkan pada yang berkode"),
    CaraHitung.PENGGANTI: N_("menggantikan yang berkode"),
}
CARA_SINGKAT: Final = {CaraHitung.TAMBAHAN: N_("tambahan"), CaraHitung.PENGGANTI: N_("pengganti")}
KECUALI: Final = {
    None: N_("Dihitung"),
    hitung.BUKAN_BARU: N_("Tidak: bukan kasus baru"),
    hitung.ORANG_SAMA: N_("Tidak: orang yang sama, nomor lain"),
    hitung.LANJUTAN: N_("Tidak: rawat inap dari kunjungan yang sudah dihitung"),
}
JENIS: Final = {
    JenisFasyankes.PUSKESMAS: N_("Puskesmas"),
    JenisFasyankes.KLINIK: N_("Klinik"),
    JenisFasyankes.RS: N_("Rumah sakit"),
    JenisFasyankes.DINKES_KABUPATEN: N_("Dinkes kabupaten/kota"),
    JenisFasyankes.DINKES_PROVINSI: N_("Dinkes provinsi"),
    JenisFasyankes.KEMENTERIAN: N_("Kementerian"),
}
