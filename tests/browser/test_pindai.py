"""Pindai, in a real browser: a pile is scanned, nothing is lost, and the keyboard is enough."""

import asyncio
import re

import pytest
from playwright.async_api import APIResponse, Locator, Page, Route, expect

from tests.browser.conftest import Jejak, Peramban

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

HASIL = "#hasil-kata"


async def scan(page: Page, code: str) -> None:
    """As a scanner does: all characters at once, then Enter, into whatever has the focus."""
    await page.keyboard.type(code)
    await page.keyboard.press("Enter")


async def menyusul(page: Page, jejak: Jejak, berkas: str) -> None:
    """Wait until the page's clock has passed the record's last fact: it lags by what the page took to load."""
    last = jejak.baca(f"berkas/{berkas}/jejak")["isi"][-1]["dicatat_pada"]
    clock = "saat => import('/static/js/inti.js').then(inti => Date.parse(inti.saatIni()) - Date.parse(saat))"
    for _ in range(1000):
        if await page.evaluate(clock, last) > 1:
            return
    raise AssertionError("the page's clock stands still")


async def choose(page: Page, key: str, name: str) -> None:
    """Open a chooser by its key and pick by the number shown, as hands do."""
    await page.keyboard.press(key)
    button = page.locator("#pemilih button", has_text=name)
    number = await button.locator("b").inner_text()
    await page.keyboard.type(number)
    await page.keyboard.press("Enter")
    await expect(page.locator("#pemilih")).not_to_be_visible()


def line(page: Page, text: str) -> Locator:
    """The last scan of this folder in the list."""
    return page.locator("#riwayat li", has_text=text)


async def test_a_pile_is_scanned_after_the_destination_was_set_once(jejak: Jejak, peramban: Peramban) -> None:
    page = await peramban.masuk(jejak, "permed", "/pindai")
    pile = [jejak.berkas() for _ in range(8)]
    await choose(page, "F4", "Pemeriksaan Gigi")
    for _, _, code in pile:
        await scan(page, code)
    for berkas, nomor, _ in pile:
        await expect(line(page, nomor)).to_have_class("ok")
        assert jejak.baca(f"berkas/{berkas}")["keadaan"] == "diambil"
        assert jejak.baca(f"berkas/{berkas}")["tujuan"] == "GIGI"
    await expect(page.locator(HASIL)).to_contain_text(f"Diambil {pile[-1][1]}")
    await expect(page.locator("html")).to_have_attribute("data-bunyi", "ok")
    order = [jejak.baca(f"berkas/{berkas}/jejak")["isi"][-1]["seq"] for berkas, _, _ in pile]
    assert order == sorted(order)


async def test_the_box_keeps_the_focus_and_enter_presses_no_other_button(jejak: Jejak, peramban: Peramban) -> None:
    page = await peramban.masuk(jejak, "permed", "/pindai")
    berkas, nomor, code = jejak.berkas()
    box = page.locator("#kotak")
    await expect(box).to_be_focused()
    await page.click("#lihat")
    await expect(box).to_be_focused()
    await page.click("h2")
    await expect(box).to_be_focused()
    await page.locator("#lihat").focus()
    await page.keyboard.press("Enter")
    await expect(page.locator("#lihat")).to_have_attribute("aria-pressed", "true")
    await page.locator("#lihat").focus()
    await page.keyboard.press("Space")
    await expect(page.locator("#lihat")).to_have_attribute("aria-pressed", "false")
    await page.locator("#tujuan").focus()
    await scan(page, code)
    await expect(page.locator("#pemilih")).not_to_be_visible()
    await expect(line(page, nomor)).to_have_count(1)
    await expect(line(page, nomor)).to_have_class("lihat")
    await expect(box).to_be_focused()
    await expect(box).to_have_value("")
    assert jejak.baca(f"berkas/{berkas}")["keadaan"] == "disimpan"


async def test_a_scan_into_the_open_chooser_is_not_lost(jejak: Jejak, peramban: Peramban) -> None:
    page = await peramban.masuk(jejak, "permed", "/pindai")
    _, nomor, code = jejak.berkas()
    await page.keyboard.press("F4")
    await expect(page.locator("#pemilih")).to_be_visible()
    await scan(page, code)
    await expect(page.locator("#pemilih")).not_to_be_visible()
    await expect(line(page, nomor)).to_have_class("lihat")


async def test_place_codes_set_the_destination_and_ones_own_clears_it(jejak: Jejak, peramban: Peramban) -> None:
    page = await peramban.masuk(jejak, "permed", "/pindai")
    for code, shown in (("LUMUMF", "Pemeriksaan Umum"), ("LRMB", "Tanpa tujuan")):
        await scan(page, code)
        await expect(page.locator("#tujuan-nama")).to_have_text(shown)
    await scan(page, "LUMUMX")
    await expect(page.locator("#riwayat li").first).to_have_class("tolak")
    await expect(page.locator("html")).to_have_attribute("data-bunyi", "tolak")


async def test_a_wrong_unit_is_told_where_the_folder_belongs(jejak: Jejak, peramban: Peramban) -> None:
    berkas, nomor, code = jejak.berkas()
    jejak.perintah("ambil", berkas, tujuan="GIGI")
    page = await peramban.masuk(jejak, "umum", "/pindai")
    await scan(page, code)
    await expect(page.locator(HASIL)).to_have_text("Salah unit")
    await expect(page.locator("#hasil-ket")).to_contain_text("Pemeriksaan Gigi dan Mulut")
    await expect(line(page, nomor)).to_have_class("tolak")


async def test_undo_is_a_new_fact_and_brings_the_folder_back(jejak: Jejak, peramban: Peramban) -> None:
    page = await peramban.masuk(jejak, "permed", "/pindai")
    berkas, nomor, code = jejak.berkas()
    await expect(page.locator("#urungkan")).to_be_disabled()
    await scan(page, "LKIA4")
    await scan(page, code)
    await expect(page.locator(HASIL)).to_contain_text("Diambil")
    await expect(page.locator("#urungkan")).to_be_enabled()
    await page.keyboard.press("F9")
    await expect(page.locator(HASIL)).to_contain_text(f"Diurungkan {nomor}")
    told = [fact["jenis"] for fact in jejak.baca(f"berkas/{berkas}/jejak")["isi"]]
    assert told == ["berkas.didaftarkan.v1", "berkas.diambil.v1", "berkas.gerak_diurungkan.v1"]
    assert jejak.baca(f"berkas/{berkas}")["keadaan"] == "disimpan"


async def test_scans_without_a_network_are_kept_with_their_own_time_and_delivered(
    jejak: Jejak, peramban: Peramban
) -> None:
    page = await peramban.masuk(jejak, "permed", "/pindai")
    pile = [jejak.berkas() for _ in range(3)]
    await scan(page, "LKIA4")
    await page.context.set_offline(True)
    for _, _, code in pile:
        await scan(page, code)
    await expect(page.locator("#menunggu")).to_contain_text("3 menunggu")
    await expect(line(page, pile[0][1])).to_have_class("tunggu")
    await page.close()
    await page.context.set_offline(False)
    again = await page.context.new_page()
    peramban.amati(again, jejak)
    await again.goto("/pindai")
    for berkas, nomor, _ in pile:
        await expect(line(again, nomor)).to_have_count(1)
        told = jejak.baca(f"berkas/{berkas}/jejak")["isi"][-1]
        assert (told["jenis"], told["dari"]) == ("berkas.diambil.v1", "disimpan")
        assert told["terjadi_pada"] < told["dicatat_pada"]
    await expect(again.locator("html")).to_have_attribute("data-antrean", "0")


async def test_an_answer_lost_on_the_way_moves_nothing_twice(jejak: Jejak, peramban: Peramban) -> None:
    page = await peramban.masuk(jejak, "permed", "/pindai")
    berkas, nomor, code = jejak.berkas()
    lost: list[APIResponse] = []

    async def lose(route: Route) -> None:
        if lost:
            await route.continue_()
            return
        lost.append(await route.fetch())
        await route.abort("connectionreset")

    await page.route("**/api/v1/pindai", lose)
    await scan(page, "LKIA4")
    await scan(page, code)
    await expect(line(page, nomor)).to_have_class("ok", timeout=10_000)
    assert [fact["jenis"] for fact in jejak.baca(f"berkas/{berkas}/jejak")["isi"]].count("berkas.diambil.v1") == 1
    assert lost[0].status == 200


async def test_a_scan_waits_for_its_own_scanner_and_is_not_sent_as_somebody_else(
    jejak: Jejak, peramban: Peramban
) -> None:
    page = await peramban.masuk(jejak, "permed", "/pindai")
    berkas, _, code = jejak.berkas()
    await page.route("**/api/v1/pindai", lambda route: route.abort())
    await scan(page, code)
    await expect(page.locator("#menunggu")).to_contain_text("1 menunggu")
    await page.unroute_all()
    await page.context.clear_cookies()
    await page.goto("/masuk?ke=/pindai")
    await page.fill("[name=nama_pengguna]", "permed2")
    await page.fill("[name=sandi]", "contoh-jejak")
    await page.keyboard.press("Enter")
    await expect(page.locator("#milik-lain")).to_contain_text("1 pindaian milik petugas lain")
    assert len(jejak.baca(f"berkas/{berkas}/jejak")["isi"]) == 1


async def test_the_last_digits_typed_are_enough_and_several_matches_are_offered(
    jejak: Jejak, peramban: Peramban
) -> None:
    page = await peramban.masuk(jejak, "permed", "/pindai")
    pair = [jejak.perintah("daftarkan", nomor=f"{head}-77-{jejak.port % 10000:04d}") for head in ("81", "82")]
    await page.keyboard.type(f"8277{jejak.port % 10000:04d}", delay=45)
    await page.keyboard.press("Enter")
    await expect(page.locator("#riwayat li.lihat")).to_have_count(1)
    await page.keyboard.type(f"77{jejak.port % 10000:04d}", delay=45)
    await page.keyboard.press("Enter")
    await expect(page.locator(HASIL)).to_have_text("Ada beberapa")
    await expect(page.locator("#pilihan button")).to_have_count(2)
    first = await page.locator("#pilihan button").first.inner_text()
    await page.keyboard.type("1")
    await page.keyboard.press("Enter")
    await expect(page.locator("#riwayat li.lihat")).to_have_count(2)
    chosen = pair[0 if "81-77" in first else 1]["subjek"]
    assert jejak.baca(f"berkas/{chosen}/jejak")["isi"][-1]["jenis"] == "berkas.terlihat.v1"


async def test_what_a_scan_does_not_decide_is_chosen_on_the_spot(jejak: Jejak, peramban: Peramban) -> None:
    page = await peramban.masuk(jejak, "permed", "/pindai")
    berkas, _, code = jejak.berkas()
    jejak.perintah("ambil", berkas, tujuan="GIGI")
    jejak.perintah("terima_kembali", berkas, cara_kembali="diantar")
    jejak.perintah("rakit", berkas)
    await menyusul(page, jejak, berkas)
    await scan(page, code)
    await expect(page.locator(HASIL)).to_have_text("Pilih dulu")
    await expect(page.locator("#pilihan button")).to_have_text(["1 · Buka daftar periksa", "2 · Nyatakan lengkap"])
    await page.keyboard.type("2")
    await page.keyboard.press("Enter")
    await expect(page.locator(HASIL)).to_contain_text("Lengkap")
    assert jejak.baca(f"berkas/{berkas}")["keadaan"] == "lengkap"


async def test_a_scan_made_while_the_page_still_loads_is_not_lost(jejak: Jejak, peramban: Peramban) -> None:
    """A scanner does not wait: the script comes late, the folder was scanned before."""
    page = await peramban.masuk(jejak, "permed", "/pindai")
    asked, go = asyncio.Event(), asyncio.Event()

    async def late(route: Route) -> None:
        asked.set()
        await go.wait()
        await route.continue_()

    _, nomor, code = jejak.berkas()
    await page.route("**/js/pindai.js", late)
    await page.reload(wait_until="commit")
    await asked.wait()
    await expect(page.locator("#kotak")).to_be_focused()
    await scan(page, code)
    await expect(page.locator("#kotak")).to_have_value("")
    go.set()
    await expect(page.locator("#riwayat")).to_contain_text(nomor)


async def test_the_page_speaks_english_where_it_is_asked_to(jejak: Jejak, peramban: Peramban) -> None:
    page = await peramban.masuk(jejak, "permed", "/pindai", locale="en-GB")
    await page.click("footer >> text=English")
    await expect(page).to_have_title(re.compile("Scan"))
    await expect(page.locator("html")).to_have_attribute("data-siap", "1")
    await scan(page, "B123")
    await expect(page.locator(HASIL)).to_have_text("Damaged code")
    await page.click("footer >> text=Bahasa Indonesia")
    await expect(page).to_have_title(re.compile("Pindai"))
