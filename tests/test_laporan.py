"""The reports of completeness as people read them: what they count, who sees it, and the events behind each number."""

import re
from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from sqlalchemy import insert

from engine import tables as t
from engine.facility import baru
from engine.projections.analisis import NAMA, analisis
from engine.projections.analisis_baris import Siklus
from engine.projections.laporan import Angka, Kurun, Saring, bagi, hitung
from engine.projections.projector import Proyektor
from engine.projections.rebuild import banding
from schemas.commands import berkas as ask
from schemas.commands import kekurangan as gap
from schemas.commands import kunjungan as visit
from schemas.names import CaraKeluar, CaraKembali, Peran
from tests.kit import DI_UMUM, DOKTER, LOKET, PERMED, PKM, SERBA_BISA, UMUM
from tests.kit_web import Web
from tests.loket import Meja
from tests.test_pages import Inline, Orang

FORMULIR = ("identitas", "catatan_rawat_jalan")


class Ruang:
    """A record room that analyses folders, and the projection that counts it."""

    def __init__(self, web: Web) -> None:
        self.web = web
        self.meja = Meja(web.arsip)
        self.jam = web.arsip.jam

    async def pulang(self, dokter: str | None = DOKTER.id) -> tuple[str, str]:
        """A folder that came home from a visit, assembled; it and the visit."""
        who, berkas = await self.meja.pasien()
        seen = await self.meja.kunjungan(who, unit=UMUM)
        await self.meja.minta(visit.Layani, seen, SERBA_BISA, dokter=dokter)
        await self.meja.minta(ask.Ambil, berkas, LOKET, tujuan=UMUM)
        await self.meja.minta(ask.TerimaDiUnit, berkas, DI_UMUM, unit=UMUM)
        self.jam.maju(minutes=1)
        await self.meja.minta(visit.Selesaikan, seen, SERBA_BISA, cara_keluar=CaraKeluar.PULANG)
        await self.meja.minta(ask.TerimaKembali, berkas, LOKET, cara_kembali=CaraKembali.DIANTAR)
        await self.meja.minta(ask.Rakit, berkas, PERMED)
        return berkas, seen

    async def lengkap(self, dokter: str | None = DOKTER.id, **isi: Any) -> str:
        """One found complete."""
        berkas, seen = await self.pulang(dokter)
        await self.meja.minta(ask.NyatakanLengkap, berkas, PERMED, kunjungan=seen, formulir=FORMULIR, **isi)
        return berkas

    async def kurang(self, *butir: str, dokter: str | None = DOKTER.id, **isi: Any) -> str:
        """One found incomplete."""
        berkas, seen = await self.pulang(dokter)
        for one in butir or ("catatan_rawat_jalan.tanda_tangan",):
            await self.meja.minta(
                gap.Catat, baru(), PERMED, berkas=berkas, kunjungan=seen, butir=one, penanggung_jawab=DOKTER.id
            )
        await self.meja.minta(ask.NyatakanTidakLengkap, berkas, PERMED, kunjungan=seen, formulir=FORMULIR, **isi)
        return berkas

    def hitung(self) -> None:
        """Let the projection count, and be what a rebuild makes."""
        proyektor = Proyektor(self.web.arsip.engine, PKM.kode, analisis(PKM.zona))
        proyektor.mulai()
        while proyektor.kejar():
            pass
        found = banding(self.web.arsip.engine, PKM.kode, analisis(PKM.zona))
        assert found.sama, found


@pytest.fixture
def ruang(web: Web) -> Ruang:
    return Ruang(web)


async def test_smoke(web: Web, ruang: Ruang) -> None:
    for _ in range(3):
        await ruang.lengkap()
    await ruang.kurang()
    ruang.hitung()
    kepala = Orang(web, "kepala", Peran.KEPALA)
    page = await kepala.buka("/laporan/kelengkapan")
    assert page.status_code == 200, page.text[:3000]
    assert "25,0 %" in page.text
    for link, number in re.findall(r'href="(/laporan/kelengkapan/rincian\?[^"]+)" aria-label="[^"]*: (\d+)"', page.text):
        shown = await kepala.buka(link.replace("&amp;", "&"))
        assert shown.text.count('class="hari-rincian"') == int(number), link
    assert (await kepala.buka("/laporan/kelengkapan.xlsx")).status_code == 200
    assert (await kepala.buka("/laporan/kelengkapan.pdf")).content[:5] == b"%PDF-"
