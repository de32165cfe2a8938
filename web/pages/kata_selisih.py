"""What the screens call the exceptions between visits and folders. Colour never stands alone."""

from typing import Final, NamedTuple

from schemas.names import AlasanSelisih, MacamSelisih
from web.i18n import N_


class Sebutan(NamedTuple):
    """One kind: its heading, what it means, what mends it and where, and its icon."""

    kata: str
    arti: str
    langkah: str
    tautan: str
    """Where it is mended; `{berkas}` and `{kunjungan}` are filled in."""
    ikon: str


MACAM: Final[dict[MacamSelisih, Sebutan]] = {
    MacamSelisih.BELUM_KELUAR: Sebutan(
        N_("Terdaftar, berkas belum keluar"),
        N_("Pasien sudah terdaftar dan tidak satu pun berkasnya meninggalkan rak sejak ia datang."),
        N_("Tarik berkasnya"),
        "/permintaan",
        "rak",
    ),
    MacamSelisih.TANPA_KUNJUNGAN: Sebutan(
        N_("Berkas di unit tanpa kunjungan"),
        N_("Berkas ada di unit, tetapi pasiennya tidak berkunjung ke sana."),
        N_("Kirim kembali berkasnya"),
        "/berkas/{berkas}",
        "unit",
    ),
    MacamSelisih.BELUM_KEMBALI: Sebutan(
        N_("Pasien pulang, berkas belum kembali"),
        N_("Kunjungannya sudah berakhir dan batas pengembalian berkasnya lewat."),
        N_("Tagih atau jemput berkasnya"),
        "/berkas/{berkas}",
        "jam",
    ),
    MacamSelisih.TANPA_BERKAS: Sebutan(
        N_("Dirawat tanpa berkas"),
        N_("Pasien dihitung dalam sensus bangsal, tetapi berkasnya tidak di sana dan tidak bergerak sejak ia masuk."),
        N_("Antarkan berkasnya ke bangsal"),
        "/kunjungan/{kunjungan}",
        "awas",
    ),
    MacamSelisih.DUA_TEMPAT: Sebutan(
        N_("Dipindai di dua tempat"),
        N_("Dua pindaian berkas yang sama di tempat berbeda terlalu rapat untuk satu berkas."),
        N_("Lihat kedua pindaiannya"),
        "/berkas/{berkas}",
        "tanya",
    ),
}
ALASAN: Final[dict[AlasanSelisih, str]] = {
    AlasanSelisih.TANPA_BERKAS_KERTAS: N_("Layanan ini tidak memerlukan berkas kertas"),
    AlasanSelisih.BERKAS_SEMENTARA: N_("Memakai berkas sementara, digabung kemudian"),
    AlasanSelisih.KEPERLUAN_LAIN: N_("Berkas di sana untuk keperluan lain (konsultasi, surat, entri data)"),
    AlasanSelisih.MASIH_DIPAKAI: N_("Unit masih memerlukannya"),
    AlasanSelisih.SALAH_PINDAI: N_("Salah satu pindaiannya keliru"),
    AlasanSelisih.KUNJUNGAN_DI_LUAR: N_("Kunjungannya terdaftar di tempat lain"),
    AlasanSelisih.SUDAH_DITANGANI: N_("Sudah ditangani dengan cara lain"),
}
