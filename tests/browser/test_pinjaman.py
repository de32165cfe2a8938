"""Pinjaman in a real browser: decided with one key, handed over, followed by the worker, back again; narrow too."""

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from playwright.async_api import Page, expect

from engine.facility import baru
from tests.browser.conftest import Jejak, Peramban

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


def ajukan(jejak: Jejak, nama: str, keperluan: str = "pengadilan") -> tuple[str, str, str]:
    """A folder, its number, and a loan asked for it by somebody else."""
    berkas, nomor, _ = jejak.berkas()
    data: dict[str, Any] = {
        "berkas": berkas,
        "keperluan": keperluan,
        "jatuh_tempo": (datetime.now(UTC) + timedelta(days=5)).isoformat(),  # noqa: TID251 - a client has a clock of its own
        "pihak": "pengadilan",
        "nama_peminjam": nama,
    }
    body = {"command_id": baru(), "jenis": "peminjaman.ajukan", "data": data}
    headers = {"Authorization": f"Bearer {jejak.token}"}
    answer = httpx.post(f"{jejak.url}/api/v1/perintah", json=body, headers=headers)
    assert answer.status_code == 200, answer.text
    return berkas, nomor, answer.json()["subjek"]


async def keadaan(page: Page, jejak: Jejak, pinjam: str, wanted: str) -> None:
    """Wait until the worker has told the loan."""
    for _ in range(100):
        if jejak.baca(f"peminjaman/{pinjam}")["keadaan"] == wanted:
            return
        await page.evaluate("() => new Promise((done) => requestAnimationFrame(done))")
    assert jejak.baca(f"peminjaman/{pinjam}")["keadaan"] == wanted


async def test_a_supervisor_decides_about_waiting_loans_with_one_key_each(jejak: Jejak, peramban: Peramban) -> None:
    first, second = ajukan(jejak, "Panitera Contoh"), ajukan(jejak, "Jurusita Contoh")
    page = await peramban.masuk(jejak, "kepala", "/pinjaman")
    await expect(page.locator("tr[data-baris]").first).to_be_focused()
    row = page.locator("tr[data-baris]", has_text=first[1])
    await row.focus()
    await page.keyboard.press("s")
    await expect(page.locator(".pesan.ok")).to_be_visible()
    await expect(page.locator("tr[data-baris]", has_text=first[1])).to_have_count(0)
    await page.locator("tr[data-baris]", has_text=second[1]).focus()
    await page.keyboard.press("1")
    await expect(page.locator("tr[data-baris]", has_text=second[1])).to_have_count(0)
    assert jejak.baca(f"peminjaman/{first[2]}")["keadaan"] == "disetujui"
    assert jejak.baca(f"peminjaman/{second[2]}")["keadaan"] == "ditolak"


async def test_a_loan_follows_its_folder_out_and_home(jejak: Jejak, peramban: Peramban) -> None:
    _, nomor, pinjam = ajukan(jejak, "Verifikator Contoh", "klaim")
    page = await peramban.masuk(jejak, "permed", "/pinjaman?bagian=siap")
    row = page.locator("tr", has_text=nomor)
    await row.get_by_role("button", name="Serahkan").click()
    await page.goto("/pinjaman?bagian=keluar")
    await expect(page.locator("tr", has_text=nomor)).to_contain_text("Verifikator Contoh")
    await keadaan(page, jejak, pinjam, "diserahkan")
    await page.locator("tr", has_text=nomor).get_by_role("button", name="Sudah kembali").click()
    await expect(page.locator(".pesan.ok")).to_be_visible()
    await keadaan(page, jejak, pinjam, "dikembalikan")


async def test_a_loan_is_asked_for_on_a_telephone_from_the_record_s_page(jejak: Jejak, peramban: Peramban) -> None:
    berkas, _, _ = jejak.berkas()
    page = await peramban.masuk(jejak, "dokter", f"/berkas/{berkas}", viewport={"width": 390, "height": 844})
    await page.get_by_role("link", name="Ajukan peminjaman").click()
    await page.get_by_text("penelitian", exact=True).click()
    await page.fill("[name=jatuh_tempo]", (datetime.now(UTC) + timedelta(days=3)).date().isoformat())  # noqa: TID251 - a client has a clock of its own
    wide = await page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    assert not wide, "nothing runs out of a narrow screen"
    await page.get_by_role("button", name="Ajukan").click()
    await expect(page.locator("#pinjaman")).to_contain_text("Menunggu izin")
    for path in ("/pinjaman", "/pinjaman?bagian=lewat", "/pinjaman?bagian=keluar", f"/berkas/{berkas}"):
        await page.goto(path)
        wide = await page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        assert not wide, path
