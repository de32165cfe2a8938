"""What the screens call the lines and columns of a closed sheet, and where it stands."""

from collections.abc import Mapping
from typing import Final

from engine.policy import kebijakan
from schemas.names import AsalPasien, CaraKeluar, KeadaanSensus, KelasRawat
from web.i18n import N_
from web.pages.kata import Rupa
from web.pages.kata_kunjungan import ASAL, CARA_KELUAR, KELAS
from web.pages.kata_sensus import KOLOM_INAP

KEADAAN: Final[dict[KeadaanSensus, Rupa]] = {
    KeadaanSensus.BARU: Rupa(N_("Belum ditutup"), "salah", "awas"),
    KeadaanSensus.DITUTUP: Rupa(N_("Belum ditandatangani"), "unit", "jam"),
    KeadaanSensus.DITANDATANGANI: Rupa(N_("Ditandatangani"), "rak", "benar"),
}
SINGKAT: Final[dict[KeadaanSensus, str]] = {
    KeadaanSensus.BARU: N_("Belum ditutup"),
    KeadaanSensus.DITUTUP: N_("Menunggu"),
    KeadaanSensus.DITANDATANGANI: N_("Ditandatangani"),
}
"""The same in a narrow column."""
KOLOM: Final[dict[str, str]] = KOLOM_INAP | {
    "pindahan_kelas": N_("Pindahan, hanya kelasnya"),
    "dipindahkan_kelas": N_("Dipindahkan, hanya kelasnya"),
    "pindahan_ruang": N_("Pindahan, hanya ruangnya"),
    "dipindahkan_ruang": N_("Dipindahkan, hanya ruangnya"),
    "lewat": N_("Datang dan pindah hari sama"),
    "kunjungan": N_("Kunjungan"),
    "baru": N_("Pasien baru"),
    "lama": N_("Pasien lama"),
    "rujukan": N_("Dengan surat rujukan"),
}
TANPA_DOKTER: Final = N_("Tanpa dokter")


def kolom(kode: str) -> str:
    """A column: a word of its own, or a payer, an origin, an end."""
    jenis, titik, isi = kode.partition(".")
    if not titik:
        return KOLOM.get(kode, kode)
    if jenis == "asal" and isi in set(AsalPasien):
        return ASAL[AsalPasien(isi)]
    if jenis == "cara_keluar" and isi in set(CaraKeluar):
        return CARA_KELUAR[CaraKeluar(isi)]
    cara = kebijakan().kunjungan.cara_bayar.get(isi)
    return cara.nama if jenis == "cara_bayar" and cara else isi


def kelas(baris: str) -> tuple[str, bool] | None:
    """A ward's line: its class, and whether it is the newborns'; None for a clinic's."""
    kode, titik, _ = baris.partition(".")
    return (kode, bool(titik)) if kode in set(KelasRawat) else None


def baris(kode: str, petugas: Mapping[str, str]) -> str:
    """A line: a class, or a doctor."""
    if (found := kelas(kode)) is not None:
        return KELAS[KelasRawat(found[0])]
    return petugas.get(kode, TANPA_DOKTER)
