"""Bringing patients over in a real browser, with the keyboard alone."""

from pathlib import Path

import pytest

from tests.browser.conftest import Jejak, Peramban

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

JUDUL = "no_rkm_medis;nm_pasien;no_ktp;tgl_lahir"


async def test_a_file_is_brought_checked_and_imported_with_the_keyboard(
    jejak: Jejak, peramban: Peramban, tmp_path: Path
) -> None:
    path = tmp_path / "pasien.csv"
    rows = [f"77{n:04d};Contoh Impor {chr(65 + n % 26)}{chr(65 + n // 26)};;1990-01-02" for n in range(600)]
    path.write_text("\n".join([JUDUL, *rows, "-;-;;"]) + "\n")
    page = await peramban.masuk(jejak, "permed", "/impor")
    assert await page.evaluate("document.activeElement.id") == "berkas"
    await page.set_input_files("#berkas", str(path))
    await page.keyboard.press("Tab")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await page.wait_for_selector("text=Cocokkan kolom")
    assert await page.input_value("#kolom_0") == "nomor"
    await page.focus("#lebar")
    await page.keyboard.press("Enter")
    await page.wait_for_selector("text=Baru diperiksa", timeout=60_000)
    assert await page.evaluate("document.activeElement.textContent") == "Impor sekarang"
    await page.keyboard.press("Enter")
    await page.wait_for_selector("text=Selesai diimpor", timeout=60_000)
    assert await page.locator(".hitung .rak b").first.text_content() == "600"
    assert await page.locator(".hitung .salah b").text_content() == "1"
    assert list((jejak.folder / "impor").iterdir()) == []
