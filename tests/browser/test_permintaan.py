"""The pull list and the clock in a real browser, with the worker of a real process behind them."""

import re

import pytest
from playwright.async_api import expect

from engine.facility import baru
from tests.browser.conftest import Jejak, Peramban
from tests.browser.test_pindai import scan

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_a_request_made_in_one_browser_appears_in_anothers_list_is_pulled_by_a_scan_and_leaves_it(
    jejak: Jejak, peramban: Peramban
) -> None:
    _, nomor, code = jejak.berkas()
    archivist = await peramban.masuk(jejak, "permed", "/permintaan")
    await expect(archivist.locator("html")).to_have_attribute("data-aliran", "tersambung")
    await archivist.evaluate("window.tandaHalaman = 1")
    nurse = await peramban.masuk(jejak, "kepala", "/permintaan", viewport={"width": 390, "height": 844})
    await nurse.click("#minta summary")
    await nurse.fill("#minta [name=nomor]", nomor)
    await nurse.select_option("#minta [name=unit]", "KIA")
    await nurse.click("#minta button[type=submit]")
    await expect(nurse.locator("h1")).to_contain_text(nomor)
    row = archivist.locator("section[data-unit=KIA] tr", has_text=nomor)
    await expect(row).to_be_visible()
    assert await archivist.evaluate("window.tandaHalaman") == 1, "it came by itself"
    await row.get_by_role("button", name="Kerjakan").click()
    mine = archivist.locator("section[data-unit=KIA] tr", has_text=nomor)
    await expect(mine.get_by_role("button", name="Kerjakan")).to_have_count(0)
    await archivist.fill("#kode", code)
    await archivist.keyboard.press("Enter")
    await expect(archivist.locator("#jawaban")).to_contain_text(nomor)
    await expect(archivist.locator("#jawaban")).to_contain_text("antarkan ke")
    await expect(archivist.locator("#kode")).to_be_focused()
    await expect(archivist.locator("caption", has_text="Dalam perjalanan").first).to_be_visible()
    jejak.perintah("terima_di_unit", nomor, unit="KIA")
    await expect(archivist.locator("#papan tr", has_text=nomor)).to_have_count(0)


async def test_a_folder_that_comes_back_while_somebody_waits_says_so_big_and_with_a_sound(
    jejak: Jejak, peramban: Peramban
) -> None:
    subjek, nomor, code = jejak.berkas()
    jejak.perintah("ambil", subjek, tujuan="KIA")
    jejak.minta("permintaan.buat", berkas=subjek, unit="UMUM")
    jejak.perintah("terima_di_unit", subjek, unit="KIA")
    page = await peramban.masuk(jejak, "permed", "/pindai")
    await scan(page, code)
    await expect(page.locator("#hasil-kata")).to_have_text(re.compile("^Ditunggu di "))
    await expect(page.locator("#hasil")).to_have_class(re.compile("ditunggu"))
    await expect(page.locator("html")).to_have_attribute("data-bunyi", "ditunggu")
    await expect(page.locator("#hasil-ket")).to_contain_text("Kembali")
    await expect(page.locator("#riwayat li.ditunggu")).to_contain_text(nomor)


async def test_the_list_of_one_unit_stays_that_units_when_news_come(jejak: Jejak, peramban: Peramban) -> None:
    first, nomor, _ = jejak.berkas()
    second, lain, _ = jejak.berkas()
    jejak.minta("permintaan.buat", berkas=first, unit="KIA")
    page = await peramban.masuk(jejak, "permed", "/permintaan?unit=KIA")
    await expect(page.locator("html")).to_have_attribute("data-aliran", "tersambung")
    await expect(page.locator("#papan tr", has_text=nomor)).to_be_visible()
    jejak.minta("permintaan.buat", berkas=second, unit="UMUM")
    await expect(page.locator("#papan tr", has_text=lain)).to_have_count(1)
    await expect(page.locator("#papan tr", has_text=lain)).to_be_hidden()
    await expect(page.locator("#papan tr", has_text=nomor)).to_be_visible()
    await page.get_by_role("link", name=nomor).focus()
    await page.keyboard.press("h")
    row = page.locator("#papan tr", has_text=nomor)
    await expect(row.get_by_role("link", name="Sedang dicari")).to_be_visible()
    await row.get_by_role("link", name="Sedang dicari").click()
    await page.get_by_role("button", name="Keliru: berkasnya ada di tempatnya").click()
    await expect(page.locator("h1")).to_contain_text(nomor)
    await expect(page.locator(".tanda", has_text="Dihentikan")).to_be_visible()


async def test_the_board_counts_the_minutes_a_patient_waits(jejak: Jejak, peramban: Peramban) -> None:
    pasien, berkas = baru(), baru()
    jejak.minta("pasien.daftarkan", pasien, identitas={"nama": "Contoh Rekaan"})
    jejak.perintah("daftarkan", berkas, nomor=f"J{berkas[-6:].upper()}", pasien=pasien)
    board = await peramban.masuk(jejak, "kepala", "/papan")
    await expect(board.locator("html")).to_have_attribute("data-aliran", "tersambung")
    jejak.minta("kunjungan.daftarkan", pasien=pasien, unit="UMUM", jenis_kunjungan="rawat_jalan", cara_bayar="umum")
    row = board.locator("#penantian tr", has_text=f"J{berkas[-6:].upper()}")
    await expect(row).to_contain_text("dalam batas")
    await expect(row.locator("[data-sejak]")).to_have_text("0 mnt")
    jejak.perintah("ambil", berkas, tujuan="UMUM")
    await expect(row).to_contain_text("Diambil")
    jejak.perintah("terima_di_unit", berkas, unit="UMUM")
    await expect(row).to_have_count(0)
    await board.goto("/penyediaan")
    await expect(board.locator("svg.gambar-jam").first).to_be_visible()
