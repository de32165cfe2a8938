"""The pages: routers the app includes, and the page for a no."""

from typing import Final

from fastapi import APIRouter

from web.pages import (
    bantuan,
    berkas,
    cari,
    cetak,
    daftar_kunjungan,
    hilang,
    impor,
    kamar,
    kunjungan,
    label,
    loket,
    masuk,
    papan,
    pasien,
    pengguna,
    penomoran,
    penyediaan,
    penyimpanan,
    periksa_rak,
    permintaan,
    pindai,
    pinjaman,
    rak,
    rakit,
    rawat,
    rekap,
    siapkan,
    stasiun,
    tugas,
    unit,
)
from web.pages.galat import error_page

routers: Final[tuple[APIRouter, ...]] = (
    masuk.router,
    siapkan.router,
    loket.router,
    daftar_kunjungan.router,
    kunjungan.router,
    rawat.router,
    kamar.router,
    pindai.router,
    papan.router,
    permintaan.router,
    penyediaan.router,
    berkas.router,
    cari.router,
    pinjaman.router,
    pasien.router,
    hilang.router,
    rekap.router,
    label.router,
    stasiun.router,
    cetak.router,
    impor.router,
    pengguna.router,
    penomoran.router,
    penyimpanan.router,
    periksa_rak.router,
    rak.router,
    rakit.router,
    tugas.router,
    unit.router,
    bantuan.router,
)

__all__ = ["error_page", "routers"]
