"""What the screens call the words of a request. Colour never stands alone."""

from typing import Final

from engine.views.provision import Golongan
from engine.views.requests import Tahap, Tanda
from schemas.names import (
    JenisKunjungan,
    KeadaanAwal,
    KeadaanPermintaan,
    Peran,
    SebabBatal,
    SebabTidakTerpenuhi,
)
from web.i18n import N_
from web.pages.kata import Rupa

KEADAAN: Final[dict[KeadaanPermintaan, Rupa]] = {
    KeadaanPermintaan.MENUNGGU: Rupa(N_("Menunggu"), "jalan", "jam"),
    KeadaanPermintaan.DIKIRIM: Rupa(N_("Dikirim"), "jalan", "panah"),
    KeadaanPermintaan.TERPENUHI: Rupa(N_("Terpenuhi"), "rak", "benar"),
    KeadaanPermintaan.TIDAK_TERPENUHI: Rupa(N_("Tidak terpenuhi"), "salah", "silang"),
    KeadaanPermintaan.DIBATALKAN: Rupa(N_("Dibatalkan"), "tamat", "silang"),
    KeadaanPermintaan.KEDALUWARSA: Rupa(N_("Kedaluwarsa"), "salah", "awas"),
}
TANDA: Final[dict[Tanda, Rupa]] = {
    Tanda.LANCAR: Rupa(N_("dalam batas"), "rak", "jam"),
    Tanda.MENDESAK: Rupa(N_("mendesak"), "jalan", "awas"),
    Tanda.LEWAT: Rupa(N_("lewat batas"), "salah", "silang"),
}
TAHAP: Final[dict[Tahap, str]] = {
    Tahap.TARIK: N_("Tarik dari rak"),
    Tahap.TUNGGU: N_("Menunggu berkas"),
    Tahap.JALAN: N_("Dalam perjalanan"),
}
LAYANAN: Final[dict[JenisKunjungan, str]] = {
    JenisKunjungan.RAWAT_JALAN: N_("Rawat jalan"),
    JenisKunjungan.RAWAT_INAP: N_("Rawat inap"),
    JenisKunjungan.GAWAT_DARURAT: N_("Gawat darurat"),
}
KEADAAN_AWAL: Final[dict[str, str]] = {
    KeadaanAwal.DI_RAK: N_("Di ruang rekam medis (dicari)"),
    KeadaanAwal.DI_LUAR: N_("Di luar (dipegang pihak lain)"),
    KeadaanAwal.MENUJU_UNIT: N_("Sedang menuju unit"),
    KeadaanAwal.DI_UNIT: N_("Sudah di unit"),
    KeadaanAwal.HILANG: N_("Hilang, atau tidak di tempat"),
}
GOLONGAN: Final[dict[Golongan, Rupa]] = {
    Golongan.TEPAT: Rupa(N_("Tepat waktu"), "rak", "benar"),
    Golongan.LAMBAT: Rupa(N_("Terlambat"), "salah", "awas"),
    Golongan.TIDAK_SAMPAI: Rupa(N_("Tidak sampai"), "salah", "silang"),
    Golongan.MENUNGGU: Rupa(N_("Masih menunggu"), "jalan", "jam"),
    Golongan.BATAL: Rupa(N_("Dibatalkan"), "tamat", "silang"),
}
GILIRAN: Final[dict[str, str]] = {"pagi": N_("Pagi"), "sore": N_("Sore"), "malam": N_("Malam")}
SEBAB: Final[dict[str, str]] = {
    SebabTidakTerpenuhi.TIDAK_DITEMUKAN: N_("Dicari, tidak ada"),
    SebabTidakTerpenuhi.DIPEGANG_PIHAK_LAIN: N_("Pihak lain masih memerlukannya"),
    SebabTidakTerpenuhi.RUSAK: N_("Rusak, tidak dapat dipakai"),
    SebabTidakTerpenuhi.PULANG_TANPA_DITERIMA: N_("Pulang tanpa dipindai masuk di unit"),
    SebabBatal.PASIEN_BATAL: N_("Pasien batal dilayani"),
    SebabBatal.SALAH_BERKAS: N_("Salah berkas"),
    SebabBatal.SALAH_UNIT: N_("Salah unit"),
    SebabBatal.GANDA: N_("Diminta dua kali"),
    SebabBatal.KUNJUNGAN_BATAL: N_("Kunjungannya dibatalkan"),
    SebabBatal.LAINNYA: N_("Sebab lain"),
}
"""Both kinds of cause: the last of each is the same word."""
SEBAB_TIDAK: Final = tuple(one for one in SebabTidakTerpenuhi if one is not SebabTidakTerpenuhi.PULANG_TANPA_DITERIMA)
SEBAB_BATAL: Final = tuple(one for one in SebabBatal if one is not SebabBatal.KUNJUNGAN_BATAL)
"""Causes a person gives; the others are found by what happened."""
PENARIK: Final = frozenset({Peran.PETUGAS_PENDAFTARAN, Peran.PEREKAM_MEDIS})
"""Who pulls folders."""
PEMINTA: Final = frozenset({*PENARIK, Peran.PETUGAS_UNIT, Peran.DOKTER, Peran.KEPALA})
"""Who asks for them."""
