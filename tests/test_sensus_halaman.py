"""The census on its pages: every number opens what it counts, for each role as much as it may see."""

import re
from datetime import timedelta
from html import unescape

from engine.policy import kebijakan
from engine.projections.projector import Proyektor
from engine.projections.sensus import sensus
from engine.settings import ZONA_INDONESIA
from schemas.commands import kunjungan as ask
from schemas.names import CaraKeluar, Peran
from tests.kit import PAGI, PKM, RANAP, UMUM
from tests.kit_web import Web
from tests.klinik import IGD, Klinik, klinik_baru
from tests.test_pages import Inline, Orang

SEL = re.compile(r'<a href="(/sensus/(?:inap|jalan)/rincian\?[^"]+)" aria-label="([^"]*): (\d+)"')
DIHITUNG = re.compile(r'<tr data-dihitung="(\d+)">')
LANJUT = re.compile(r'rel="next" href="(/sensus/[^"]*rincian[^"]+)"')


def hitung(web: Web) -> None:
    """Let the projection count what was told."""
    proyektor = Proyektor(web.arsip.engine, PKM.kode, sensus(ZONA_INDONESIA[PKM.zona], kebijakan().sensus))
    proyektor.mulai()
    while proyektor.kejar():
        pass


async def ramai(web: Web) -> Klinik:
    """Three days of wards and clinics: admissions, moves between and within wards, every way out, one called off."""
    klinik = klinik_baru(web.arsip)
    jam = web.arsip.jam
    jam.saat = PAGI
    one = await klinik.dirawat("M1-A")
    two = await klinik.dirawat("M1-B")
    three = await klinik.dirawat("M3-A")
    jam.maju(hours=5)
    await klinik.minta(ask.Pindahkan, subjek=three.id, tempat_tidur="M3-B")
    await klinik.minta(ask.Selesaikan, subjek=two.id, cara_keluar=CaraKeluar.PULANG)
    await klinik.minta(ask.Pindahkan, subjek=one.id, tempat_tidur="M3-A")
    for cara in (CaraKeluar.PULANG, CaraKeluar.DIRUJUK):
        seen = await klinik.terdaftar()
        await klinik.minta(ask.Selesaikan, subjek=seen.id, cara_keluar=cara)
    await klinik.terdaftar(unit=IGD)
    gone = await klinik.terdaftar()
    await klinik.minta(ask.Batalkan, subjek=gone.id, alasan_batal="pasien_pergi")
    jam.saat = PAGI + timedelta(days=1)
    await klinik.minta(ask.Selesaikan, subjek=three.id, cara_keluar=CaraKeluar.MENINGGAL)
    await klinik.dirawat("M1-A")
    await klinik.terdaftar()
    jam.saat = PAGI + timedelta(days=2)
    hitung(web)
    return klinik


async def jumlah_terbuka(orang: Orang, alamat: str) -> int:
    """What the list behind a number adds up to, over all its pages."""
    total = 0
    while alamat:
        page = (await orang.buka(unescape(alamat))).text
        total += sum(map(int, DIHITUNG.findall(page)))
        more = LANJUT.search(page)
        alamat = more[1] if more else ""
    return total


HALAMAN = (
    "/sensus",
    "/sensus?tanggal=2026-03-02",
    f"/sensus/inap?unit={RANAP}&tanggal=2026-03-02",
    f"/sensus/inap?unit={RANAP}&tanggal=2026-03-03",
    "/sensus/inap?tanggal=2026-03-02",
    "/sensus/inap/bulan?bulan=2026-03",
    f"/sensus/jalan?unit={UMUM}&tanggal=2026-03-02",
    f"/sensus/jalan?unit={IGD}&tanggal=2026-03-02",
    "/sensus/jalan/rekap?kurun=minggu&tanggal=2026-03-02",
)


async def test_every_cell_of_a_census_opens_rows_that_add_up_to_it(web: Web) -> None:
    await ramai(web)
    orang = Orang(web, "rekam", Peran.PEREKAM_MEDIS)
    seen: dict[str, int] = {}
    for alamat in HALAMAN:
        answer = await orang.buka(alamat)
        assert answer.status_code == 200, alamat
        parser = Inline()
        parser.feed(answer.text)
        assert parser.found == [], alamat
        cells = SEL.findall(answer.text)
        assert cells, alamat
        for link, name, number in cells:
            if link not in seen:
                seen[link] = await jumlah_terbuka(orang, link)
            assert seen[link] == int(number), (alamat, name, link)
