"""Assembling by scanner and keyboard, and a doctor's tasks on a phone, in a real browser."""

import re
from dataclasses import dataclass

import pytest
from playwright.async_api import Page, expect

from engine.facility import baru
from engine.numbers import JenisKode, tulis_kode
from tests.browser.conftest import Jejak, Peramban, siap_diketik
from tests.browser.test_pindai import scan

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
TERBANYAK = 20
"""Key presses a typical inpatient folder with three gaps may cost, from its scan to the next."""
DETIK_SEKETUK = 0.28
"""A keystroke of an average typist, with the look it needs left out (keystroke-level model, Card, Moran and Newell)."""
DETIK_SEPUTUSAN = 1.35
"""Making up one's mind before each mark and before the end (the same model's M)."""


@dataclass
class Tangan:
    """Hands that count what they press."""

    page: Page
    ketukan: int = 0

    async def tekan(self, *keys: str) -> None:
        for key in keys:
            self.ketukan += 1
            await self.page.keyboard.press(key)


async def nomor_petugas(page: Page) -> str:
    found = await page.locator("html").get_attribute("data-petugas")
    assert found
    return found


def dirawat(jejak: Jejak, dokter: str) -> tuple[str, str]:
    """A patient who came to the emergency unit, was admitted and went home; the folder is back. Its id and code."""
    pasien, berkas = baru(), baru()
    nomor = f"R{berkas[-6:].upper()}"
    jejak.minta("pasien.daftarkan", pasien, identitas={"nama": "Contoh Rekaan"})
    jejak.perintah("daftarkan", berkas, nomor=nomor, pasien=pasien)
    igd = jejak.minta(
        "kunjungan.daftarkan", pasien=pasien, unit="UGD", jenis_kunjungan="gawat_darurat", cara_bayar="umum"
    )["subjek"]
    bed = next(bed["kode"] for bed in jejak.baca("tempat-tidur?kosong=true")["isi"])
    ward = jejak.minta(
        "kunjungan.masuk_rawat_inap", pasien=pasien, asal=igd, dokter=dokter, tempat_tidur=bed, cara_bayar="umum"
    )["subjek"]
    jejak.minta("kunjungan.layani", igd, dokter=dokter)
    jejak.minta("kunjungan.selesaikan", igd, cara_keluar="dirawat")
    jejak.minta("kunjungan.layani", ward)
    jejak.perintah("ambil", berkas, tujuan="RANAP")
    jejak.perintah("terima_di_unit", berkas, unit="RANAP")
    jejak.minta("kunjungan.selesaikan", ward, cara_keluar="izin_dokter")
    jejak.perintah("terima_kembali", berkas, cara_kembali="dijemput")
    return berkas, tulis_kode(JenisKode.BERKAS, nomor)


async def test_a_whole_inpatient_folder_with_three_gaps_is_analysed_by_a_few_keys_and_the_next_scan_waits(
    jejak: Jejak, peramban: Peramban
) -> None:
    doctor = await peramban.masuk(jejak, "dokter", "/tugas")
    who = await nomor_petugas(doctor)
    berkas, code = dirawat(jejak, who)
    page = await peramban.masuk(jejak, "permed", "/rakit")
    await scan(page, code)
    await expect(page.locator("html")).to_have_attribute("data-siap", "1")
    parts = await page.locator(".pembatas").all_inner_texts()
    assert [re.split(r",", part)[0].lower() for part in parts] == ["gawat darurat", "rawat inap"], "in page order"
    hands = Tangan(page)
    row = page.locator("tr:focus th[scope=row]")
    await hands.tekan("ArrowDown", "5")  # the emergency notes bear no date
    await expect(row).to_contain_text("Catatan gawat darurat")
    await hands.tekan(*["ArrowDown"] * 3, "4")  # the general consent is not signed
    await expect(row).to_contain_text("Persetujuan umum")
    await hands.tekan("End", "4")  # nor is the discharge summary
    await expect(row).to_contain_text("Resume medis")
    await expect(page.locator("#putusan")).to_have_text("Selesai: tidak lengkap, 3 kekurangan")
    await hands.tekan("F8")
    await expect(page.locator("#hasil-rakit")).to_contain_text("3 kekurangan")
    await expect(page.locator("#kode")).to_be_focused()
    assert hands.ketukan <= TERBANYAK
    assert hands.ketukan * DETIK_SEKETUK + 4 * DETIK_SEPUTUSAN < 20, "seconds for the whole folder"
    found = jejak.baca(f"berkas/{berkas}/kekurangan")["isi"]
    assert {one["butir"] for one in found} == {
        "catatan_gawat_darurat.tanggal",
        "persetujuan_umum.tanda_tangan",
        "resume_medis.tanda_tangan",
    }
    assert jejak.baca(f"berkas/{berkas}")["keadaan"] == "tidak_lengkap"
    resume = next(one for one in found if one["butir"].startswith("resume_medis"))
    assert resume["penanggung_jawab"] == who

    await doctor.set_viewport_size({"width": 390, "height": 844})
    await doctor.goto("/tugas")
    card = doctor.locator(f"#b-{berkas}")
    await expect(card).to_contain_text("Resume medis: belum ditandatangani")
    before = await card.locator("li button").count()
    await card.locator("li", has_text="Resume medis").get_by_role("button", name="Sudah saya lengkapi").click()
    await expect(doctor.locator(".pesan.ok")).to_contain_text("Rekam medis akan memeriksanya")
    await expect(doctor.locator(f"#b-{berkas} li button")).to_have_count(before - 1)
    assert await doctor.evaluate("document.documentElement.scrollWidth") <= 390
    assert jejak.baca(f"kekurangan/{resume['id']}")["keadaan"] == "dilengkapi"


async def test_nothing_marked_is_one_key_a_scan_into_the_open_list_finishes_nothing_and_a_lock_loses_no_mark(
    jejak: Jejak, peramban: Peramban
) -> None:
    berkas, _, code = jejak.berkas()
    other, _, second = jejak.berkas()
    for one in (berkas, other):
        jejak.perintah("ambil", one, tujuan="UMUM")
        jejak.perintah("terima_kembali", one, cara_kembali="diantar")
    page = await peramban.masuk(jejak, "permed", "/pindai")
    await scan(page, code)
    await expect(page.locator("#pilihan button")).to_have_text(["1 · Buka daftar periksa"])
    await page.keyboard.type("1")
    await page.keyboard.press("Enter")
    await expect(page).to_have_url(re.compile(f"/berkas/{berkas}/rakit$"))
    await expect(page.locator("html")).to_have_attribute("data-siap", "1")
    await siap_diketik(page)
    await scan(page, second)
    await expect(page.locator("#kata-rakit")).to_contain_text("Selesaikan dulu berkas ini")
    assert jejak.baca(f"berkas/{berkas}")["keadaan"] == "dirakit", "its Enter finished nothing"
    assert await page.locator("input[name=kurang]:checked").count() == 0, "its digits marked nothing"
    await page.keyboard.press("2")
    await page.reload()
    await expect(page.locator("input[name=kurang]:checked")).to_have_count(1)
    await page.keyboard.press("2")
    await expect(page.locator("#putusan")).to_have_text("Selesai: lengkap")
    await page.keyboard.press("Enter")
    await expect(page.locator("#hasil-rakit")).to_contain_text("Lengkap")
    assert jejak.baca(f"berkas/{berkas}")["keadaan"] == "lengkap"
    assert await page.evaluate("sessionStorage.length") == 0 or not await page.evaluate(
        f"sessionStorage.getItem('jejak.rakit.{berkas}')"
    )


async def test_a_gap_found_earlier_is_verified_by_one_key_and_what_was_marked_stays(
    jejak: Jejak, peramban: Peramban
) -> None:
    berkas, _, code = jejak.berkas()
    jejak.perintah("ambil", berkas, tujuan="UMUM")
    jejak.perintah("terima_kembali", berkas, cara_kembali="diantar")
    jejak.perintah("rakit", berkas)
    doctor = await peramban.masuk(jejak, "dokter2", "/tugas")
    who = await nomor_petugas(doctor)
    gaps = [
        jejak.minta("kekurangan.catat", berkas=berkas, butir=butir, penanggung_jawab=who)["subjek"]
        for butir in ("identitas.terisi", "catatan_rawat_jalan.tanda_tangan")
    ]
    page = await peramban.masuk(jejak, "permed", "/rakit")
    await scan(page, code)
    await expect(page.locator("#putusan")).to_have_text("Selesai: tidak lengkap, 2 kekurangan")
    await page.keyboard.press("End")
    await page.keyboard.press("5")
    await page.keyboard.press("Home")
    await page.keyboard.press("o")  # handed on to somebody else, without the mouse
    await expect(page.locator(f'select[name="alih.{gaps[0]}"]')).to_be_focused()
    await page.keyboard.type("Contoh Perekam Medis Dua")
    for key in ("Tab", "Tab", "Enter"):
        await page.keyboard.press(key)
    await expect(page.locator("#terbuka tr").first).to_contain_text("Contoh Perekam Medis Dua")
    assert jejak.baca(f"kekurangan/{gaps[0]}")["penanggung_jawab"] != who
    await page.keyboard.press("Home")
    await page.keyboard.press("v")
    await expect(page.locator("#terbuka tr")).to_have_count(1)
    await expect(page.locator("input[name=kurang]:checked")).to_have_count(1)
    assert jejak.baca(f"kekurangan/{gaps[0]}")["keadaan"] == "diverifikasi"
    await expect(page.locator("#putusan")).to_have_text("Selesai: tidak lengkap, 2 kekurangan")
