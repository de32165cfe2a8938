"""A referral in a real browser: written by keyboard, sent, its status kept by hand, its answer read."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Jejak, Peramban, siap_diketik

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_a_referral_is_written_by_keyboard_sent_and_answered(jejak: Jejak, peramban: Peramban) -> None:
    pasien = jejak.minta("pasien.daftarkan", identitas={"nama": "PASIEN RUJUKAN REKAAN"})["subjek"]
    page = await peramban.masuk(jejak, "dokter", f"/rujukan/baru?pasien={pasien}")
    await siap_diketik(page)
    await page.get_by_label("Alasan dirujuk").select_option("tindakan")
    await page.get_by_label("RSUD Rekaan Kabupaten").check()
    letter = {"diagnosis": "Diagnosis rekaan", "anamnesis": "Keluhan rekaan", "terapi": "Terapi rekaan"}
    for name, value in letter.items():
        await page.fill(f"[name='surat.{name}']", value)
    await page.select_option("[name=unit]", "UMUM")
    await page.get_by_role("button", name="Kirim rujukan").click()
    await expect(page.get_by_role("alert")).to_contain_text("tujuan rujukan")
    await expect(page.locator("[name='surat.anamnesis']")).to_have_value("Keluhan rekaan")
    await page.fill("[name='surat.maksud']", "Tindakan rekaan")
    await page.get_by_role("button", name="Kirim rujukan").press("Enter")
    await expect(page.locator(".status .tanda").first).to_contain_text("Menunggu jawaban")
    await page.get_by_role("button", name="Terima", exact=True).click()
    await page.get_by_role("button", name="Pasien sudah tiba di sana").click()
    await page.locator("#balas summary").click()
    await page.fill("[name='balasan.diagnosis']", "Diagnosis akhir rekaan")
    await page.fill("[name='balasan.terapi']", "Terapi rekaan")
    await page.fill("[name='balasan.anjuran']", "Anjuran rekaan")
    await page.select_option("[name=tindak_lanjut]", "selesai")
    await page.get_by_role("button", name="Simpan balasan").click()
    await page.get_by_role("button", name="Sudah dibaca, tutup rujukan").click()
    await expect(page.locator(".status .tanda").first).to_contain_text("Ditutup")
    assert "REKAAN" not in page.url.upper()
