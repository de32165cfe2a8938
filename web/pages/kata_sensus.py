"""What the screens call the columns of a census, in the words of the form (FACTS B6, B8)."""

from typing import Final

from web.i18n import N_

KOLOM_INAP: Final[dict[str, str]] = {
    "pasien_awal": N_("Pasien awal"),
    "masuk": N_("Masuk"),
    "pindahan": N_("Pindahan"),
    "dipindahkan": N_("Dipindahkan"),
    "pulang": N_("Pulang"),
    "dirujuk": N_("Dirujuk"),
    "aps": N_("APS"),
    "keluar_lain": N_("Lain-lain"),
    "keluar_hidup": N_("Keluar hidup"),
    "mati_lt48": N_("Mati < 48 jam"),
    "mati_ge48": N_("Mati ≥ 48 jam"),
    "sisa": N_("Sisa"),
    "sama_hari": N_("Masuk-keluar hari sama"),
    "hari_perawatan": N_("Hari perawatan"),
    "lama_dirawat": N_("Lama dirawat"),
}
"""The columns in the order of the form; `keluar_hidup` is the sum of the four before it."""
KELUAR_HIDUP: Final = ("pulang", "dirujuk", "aps", "keluar_lain")
MATI: Final = ("mati_lt48", "mati_ge48")
ARTI_INAP: Final[dict[str, str]] = {
    "pasien_awal": N_("Pasien sisa sensus sebelumnya"),
    "masuk": N_("Pasien baru dirawat hari itu"),
    "pindahan": N_("Pasien pindah masuk dari ruang atau kelas lain"),
    "dipindahkan": N_("Pasien pindah keluar ke ruang atau kelas lain"),
    "pulang": N_("Keluar hidup: pulang, atau izin dokter"),
    "dirujuk": N_("Keluar hidup: dirujuk"),
    "aps": N_("Keluar hidup: atas permintaan sendiri"),
    "keluar_lain": N_("Keluar hidup: lain-lain"),
    "keluar_hidup": N_("Semua yang keluar hidup"),
    "mati_lt48": N_("Meninggal sebelum 48 jam sejak masuk rumah sakit"),
    "mati_ge48": N_("Meninggal 48 jam atau lebih sejak masuk rumah sakit"),
    "sisa": N_("Masih dirawat saat sensus ditutup"),
    "sama_hari": N_("Masuk dan keluar pada hari sensus yang sama, hidup atau mati"),
    "hari_perawatan": N_("Sisa, ditambah yang masuk dan keluar hari yang sama"),
    "lama_dirawat": N_("Hari dirawat yang keluar hari itu: hari keluar dikurangi hari masuk, paling sedikit 1"),
}
RUMUS: Final = N_(
    "Sisa = pasien awal + masuk + pindahan − dipindahkan − keluar hidup − mati < 48 jam − mati ≥ 48 jam. "  # noqa: RUF001 - a minus
    "Hari perawatan = sisa + masuk-keluar hari sama. Pindah kelas dalam satu ruang dihitung antarkelas, tidak pada "
    "jumlah ruang. Bayi lahir dihitung tersendiri."
)
DIMENSI: Final[dict[str, str]] = {
    "unit": N_("Unit"),
    "dokter": N_("Dokter"),
    "jenis_kelamin": N_("Jenis kelamin"),
    "umur": N_("Golongan umur"),
    "cara_bayar": N_("Cara bayar"),
    "asal": N_("Asal rujukan"),
    "cara_keluar": N_("Keadaan"),
}
"""What outpatient visits are counted by."""
JENIS_KELAMIN: Final[dict[str, str]] = {
    "laki_laki": N_("Laki-laki"),
    "perempuan": N_("Perempuan"),
    "tidak_diketahui": N_("Tidak diketahui"),
}
SINGKAT_KELAMIN: Final[dict[str, str]] = {"laki_laki": "L", "perempuan": "P", "tidak_diketahui": "?"}
