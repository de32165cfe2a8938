"""What the screens call the words of completeness. Colour never stands alone."""

from typing import Final

from schemas.names import JenisKunjungan, KeadaanKekurangan, Peran, SebabAlih, SebabHapus, SebabTolak, Unsur
from web.i18n import N_
from web.pages.kata import Rupa
from web.pages.kata_permintaan import LAYANAN

KEADAAN: Final[dict[KeadaanKekurangan, Rupa]] = {
    KeadaanKekurangan.TERBUKA: Rupa(N_("Belum dilengkapi"), "salah", "awas"),
    KeadaanKekurangan.DILENGKAPI: Rupa(N_("Menunggu diperiksa"), "meja", "mata"),
    KeadaanKekurangan.DIVERIFIKASI: Rupa(N_("Lengkap"), "rak", "benar"),
    KeadaanKekurangan.DIHAPUSKAN: Rupa(N_("Dihapuskan"), "tamat", "silang"),
}
UNSUR: Final[dict[Unsur, str]] = {
    Unsur.ADA: N_("Ada"),
    Unsur.TERISI: N_("Terisi"),
    Unsur.TERBACA: N_("Terbaca"),
    Unsur.TANDA_TANGAN: N_("Tanda tangan"),
    Unsur.TANGGAL: N_("Tanggal"),
}
"""The columns of the checklist."""
KURANG: Final[dict[Unsur, str]] = {
    Unsur.ADA: N_("lembarnya tidak ada"),
    Unsur.TERISI: N_("belum terisi lengkap"),
    Unsur.TERBACA: N_("tidak terbaca"),
    Unsur.TANDA_TANGAN: N_("belum ditandatangani"),
    Unsur.TANGGAL: N_("belum bertanggal"),
}
"""What is missing, as it is said to whoever must complete it."""
TOMBOL: Final[dict[Unsur, str]] = {unsur: str(place) for place, unsur in enumerate(Unsur, 1)}
"""The key that marks it."""
URUTAN: Final = (JenisKunjungan.GAWAT_DARURAT, JenisKunjungan.RAWAT_JALAN, JenisKunjungan.RAWAT_INAP)
"""The order of a folder's pages (seed 003: darurat, jalan, inap)."""
TOLAK: Final[dict[SebabTolak, str]] = {
    SebabTolak.LEMBAR_TIDAK_ADA: N_("Lembarnya masih tidak ada"),
    SebabTolak.BELUM_TERISI: N_("Masih belum terisi lengkap"),
    SebabTolak.TIDAK_TERBACA: N_("Masih tidak terbaca"),
    SebabTolak.BELUM_DITANDATANGANI: N_("Masih belum ditandatangani"),
    SebabTolak.BELUM_BERTANGGAL: N_("Masih belum bertanggal"),
    SebabTolak.SALAH_LEMBAR: N_("Yang dilengkapi lembar lain"),
    SebabTolak.LAINNYA: N_("Sebab lain"),
}
TOLAK_BIASA: Final[dict[Unsur, SebabTolak]] = {
    Unsur.ADA: SebabTolak.LEMBAR_TIDAK_ADA,
    Unsur.TERISI: SebabTolak.BELUM_TERISI,
    Unsur.TERBACA: SebabTolak.TIDAK_TERBACA,
    Unsur.TANDA_TANGAN: SebabTolak.BELUM_DITANDATANGANI,
    Unsur.TANGGAL: SebabTolak.BELUM_BERTANGGAL,
}
"""The likely reason: what was missing is missing still."""
HAPUS: Final[dict[SebabHapus, str]] = {
    SebabHapus.SALAH_CATAT: N_("Salah dicatat"),
    SebabHapus.GANDA: N_("Tercatat dua kali"),
    SebabHapus.TIDAK_DIPERLUKAN: N_("Tidak diperlukan untuk kunjungan ini"),
    SebabHapus.TIDAK_DAPAT_DILENGKAPI: N_("Tidak dapat dilengkapi lagi"),
    SebabHapus.LAINNYA: N_("Sebab lain"),
}
ALIH: Final[dict[SebabAlih, str]] = {
    SebabAlih.SALAH_ORANG: N_("Bukan dia yang harus melengkapi"),
    SebabAlih.BERHALANGAN: N_("Cuti atau sakit"),
    SebabAlih.PINDAH_TUGAS: N_("Pindah tugas"),
    SebabAlih.BERHENTI: N_("Sudah berhenti"),
    SebabAlih.LAINNYA: N_("Sebab lain"),
}
MENGANALISIS: Final = frozenset({Peran.PEREKAM_MEDIS})
"""Who analyses folders and verifies what was completed."""
MENGAWASI: Final = frozenset({Peran.PEREKAM_MEDIS, Peran.KEPALA})
"""Who may look at anybody's list."""
MELENGKAPI: Final = frozenset({Peran.DOKTER, Peran.PETUGAS_UNIT})
"""Who completes."""

__all__ = [
    "ALIH",
    "HAPUS",
    "KEADAAN",
    "KURANG",
    "LAYANAN",
    "MELENGKAPI",
    "MENGANALISIS",
    "MENGAWASI",
    "TOLAK",
    "TOLAK_BIASA",
    "TOMBOL",
    "UNSUR",
    "URUTAN",
]
