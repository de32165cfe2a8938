"""The master index in a real browser: by keyboard alone, and no name in any address."""

import re

import pytest

from tests.browser.conftest import Jejak, Peramban, siap_diketik

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_a_patient_is_registered_and_found_by_keyboard_and_no_address_holds_their_name(
    jejak: Jejak, peramban: Peramban
) -> None:
    page = await peramban.masuk(jejak, "loket", "/pasien/baru")
    alamat: list[str] = []
    page.on("request", lambda request: alamat.append(request.url))
    for pilihan in (0, 1):
        await page.keyboard.type("Ny. Zulaikhawati Contohwati")
        await page.fill("[name=tanggal_lahir]", "03-04-1981")
        await page.fill("[name=nik]", "3201010304810007")
        await page.select_option("[name=jenis_kelamin]", "perempuan")
        await page.get_by_text("NIK dan jenis kelamin tidak cocok").wait_for()
        if pilihan:
            await page.get_by_text("sangat mungkin sama").wait_for()
            break
        await page.press("[name=nama]", "Enter")
        await page.wait_for_url(re.compile("/pasien/[0-9a-f-]{36}"))
        await page.get_by_role("heading", name="ZULAIKHAWATI CONTOHWATI, Ny.").wait_for()
        await page.goto("/pasien/baru")
        await siap_diketik(page)
    await page.goto("/pasien")
    await siap_diketik(page)
    await page.keyboard.type("contowati zul")
    await page.locator("#hasil a", has_text="Zulaikhawati").wait_for()
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await page.wait_for_url(re.compile("/pasien/[0-9a-f-]{36}"))
    await page.go_back()
    told = re.sub("[0-9a-f-]{36}", "", " ".join([*alamat, page.url]).lower())
    assert "/pasien/periksa" in told
    assert not re.search("zulaikha|conto|1981|3201", told.replace(f":{jejak.port}", ""))
