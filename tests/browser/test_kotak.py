"""The inbox in a real browser, on a phone: from the link in a notice to the doctor's own list."""

from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.async_api import expect

from engine import clock, people
from engine.database import connect, writing
from engine.pengingat import kotak, tautan
from engine.pengingat.hal import Bagian, Tingkat
from engine.pengingat.kalimat import Aturan
from engine.pengingat.susun import Keadaan, tulis
from engine.policy import kebijakan
from engine.sample import SANDI
from tests.browser.conftest import Jejak, Peramban

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
PONSEL = {"viewport": {"width": 390, "height": 844}}


def beri_tahu(folder: Path, nama: str) -> str:
    """A notice in this person's inbox; the link a mail of it would hold."""
    engine = connect(f"sqlite:///{folder / 'jejak.db'}")
    now = clock.now()
    isi = {("kekurangan", Tingkat.SENDIRI): Bagian(3, 1, 7, 1)}
    with writing(engine).begin() as connection:
        who = people.dengan_nama(connection, nama)
        assert who is not None
        kini = Keadaan(now, ZoneInfo("Asia/Jakarta"), kebijakan().pengingat)
        assert tulis(connection, Aturan.HARIAN, who.id, "2020-01-01", isi=isi, kini=kini)
    word = tautan.buat(kotak.kunci_tautan(engine, now), who.id, now + timedelta(hours=1))
    engine.dispose()
    return f"/t/{word}"


async def test_the_link_of_a_notice_asks_for_the_password_and_leads_to_ones_own_tasks_and_the_inbox_is_read_by_keyboard(
    jejak: Jejak, peramban: Peramban
) -> None:
    link = beri_tahu(jejak.folder, "dokter2")
    page = await peramban.baru(jejak, **PONSEL)
    await page.goto(link)
    await expect(page).to_have_url(f"{jejak.url}/masuk?ke={link}")
    await page.fill("[name=nama_pengguna]", "dokter2")
    await page.fill("[name=sandi]", SANDI)
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/tugas")
    unread = page.locator(".kotak-masuk b")
    before = int(await unread.inner_text())
    await page.click(".kotak-masuk")
    notice = page.locator("ol.pemberitahuan > li").first
    await expect(notice).to_contain_text("3 berkas belum lengkap, 1 lewat batas.")
    assert await page.evaluate("document.documentElement.scrollWidth") <= 390
    await notice.get_by_role("button", name="Tandai dibaca").focus()
    await page.keyboard.press("Enter")
    await expect(notice.get_by_role("button", name="Tandai dibaca")).to_have_count(0)
    left = before - 1
    await expect(unread).to_have_count(1 if left else 0)
    other = await peramban.masuk(jejak, "kepala", link)
    await expect(other.locator("main")).to_contain_text("Tautan itu untuk petugas lain")


async def test_a_contact_that_is_wrong_is_refused_with_everything_typed_still_there(
    jejak: Jejak, peramban: Peramban
) -> None:
    page = await peramban.masuk(jejak, "gizi", "/saya", **PONSEL)
    await page.fill("[name=telepon]", "12")
    await page.fill("[name=surel]", "gizi@rs.example")
    await page.get_by_role("button", name="Simpan").click()
    await expect(page.get_by_role("alert")).to_contain_text("6 sampai 15 angka")
    await expect(page.locator("[name=surel]")).to_have_value("gizi@rs.example")
    await page.fill("[name=telepon]", "0812 0000 1111")
    await page.get_by_role("button", name="Simpan").click()
    await expect(page.get_by_role("status").first).to_contain_text("Tersimpan")
    await expect(page.locator("[name=telepon]")).to_have_value("081200001111")
