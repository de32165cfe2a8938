"""The report of completeness in a real browser: from a number to the event behind it, small, wide and on paper."""

import re

import pytest
from playwright.async_api import Page, expect

from engine.facility import baru
from tests.browser.conftest import Jejak, Peramban

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
FORMULIR = ["identitas", "catatan_rawat_jalan"]


def diperiksa(jejak: Jejak, dokter: str, *kurang: str) -> str:
    """A folder that came home from a visit and was analysed: its number."""
    pasien, berkas = baru(), baru()
    nomor = f"L{berkas[-6:].upper()}"
    jejak.minta("pasien.daftarkan", pasien, identitas={"nama": "Contoh Rekaan"})
    jejak.perintah("daftarkan", berkas, nomor=nomor, pasien=pasien)
    visit = jejak.minta(
        "kunjungan.daftarkan", pasien=pasien, unit="KIA", jenis_kunjungan="rawat_jalan", cara_bayar="umum"
    )["subjek"]
    jejak.minta("kunjungan.layani", visit, dokter=dokter)
    jejak.perintah("ambil", berkas, tujuan="KIA")
    jejak.perintah("terima_di_unit", berkas, unit="KIA")
    jejak.minta("kunjungan.selesaikan", visit, cara_keluar="pulang")
    jejak.perintah("terima_kembali", berkas, cara_kembali="diantar")
    jejak.perintah("rakit", berkas)
    for butir in kurang:
        jejak.minta("kekurangan.catat", berkas=berkas, kunjungan=visit, butir=butir, penanggung_jawab=dokter)
    verdict = "nyatakan_tidak_lengkap" if kurang else "nyatakan_lengkap"
    jejak.perintah(verdict, berkas, kunjungan=visit, formulir=FORMULIR)
    return nomor


async def terhitung(page: Page) -> None:
    """Reload until the projection has counted what was just told."""
    link = page.get_by_role("link", name=re.compile("Kesehatan Ibu dan Anak, Tidak lengkap"))
    for _ in range(40):
        await page.reload()
        if await link.count():
            return
    await expect(link).to_be_visible()


async def test_a_number_of_the_report_opens_the_event_behind_it_by_keyboard_on_every_screen(
    jejak: Jejak, peramban: Peramban, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("laporan")
    dokter = await peramban.masuk(jejak, "dokter", "/pindai")
    id_ = await dokter.locator("html").get_attribute("data-petugas")
    assert id_
    for _ in range(3):
        diperiksa(jejak, id_)
    nomor = diperiksa(jejak, id_, "catatan_rawat_jalan.tanda_tangan", "identitas.terbaca")
    page = await peramban.masuk(jejak, "kepala", "/laporan/kelengkapan?unit=KIA")
    await terhitung(page)
    await page.screenshot(path=folder / "lebar.png", full_page=True)
    assert await page.evaluate("document.documentElement.scrollWidth") <= 1366
    link = page.get_by_role("link", name=re.compile("Kesehatan Ibu dan Anak, Tidak lengkap"))
    await link.focus()
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/rincian?**")
    row = page.get_by_role("row", name=re.compile(nomor))
    await expect(row).to_contain_text("Catatan rawat jalan, belum ditandatangani")
    await page.screenshot(path=folder / "rincian.png", full_page=True)
    await row.get_by_role("link", name=nomor).press("Enter")
    await expect(page.get_by_role("heading", name=nomor)).to_be_visible()

    phone = await peramban.masuk(jejak, "dokter", "/laporan/kelengkapan", viewport={"width": 390, "height": 844})
    await expect(phone.get_by_text("Hanya kunjungan yang Anda layani.")).to_be_visible()
    await phone.screenshot(path=folder / "ponsel.png", full_page=True)
    assert await phone.evaluate("document.documentElement.scrollWidth") <= 390
    await phone.locator(".pecahan a").first.click()
    await phone.screenshot(path=folder / "ponsel-rincian.png", full_page=True)
    assert await phone.evaluate("document.documentElement.scrollWidth") <= 390

    await page.goto("/laporan/kelengkapan?unit=KIA")
    await page.emulate_media(media="print")
    await expect(page.locator("form.pilih-kurun")).to_be_hidden()
    await expect(page.locator("svg.tren")).to_be_visible()
    await page.screenshot(path=folder / "cetak.png", full_page=True)
