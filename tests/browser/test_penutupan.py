"""A head of a ward signs yesterday's census in a real browser, with one key; the record office sees it go."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Jejak, Peramban

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_the_head_of_a_ward_signs_a_closed_day_with_one_key_and_the_record_office_sees_who_did(
    jejak: Jejak, peramban: Peramban
) -> None:
    office = await peramban.masuk(jejak, "kepala", "/sensus/penutupan")
    sheets = office.locator('a[href^="/sensus/penutupan/RANAP/"]')
    for _ in range(40):  # the worker closes the days of the sample in its own time
        if await sheets.count():
            break
        await office.wait_for_timeout(500)
        await office.reload()
    path = await sheets.last.get_attribute("href")
    assert path is not None
    head = await peramban.masuk(jejak, "dokter2", path, viewport={"width": 390, "height": 844})
    await expect(head.locator(".tutup-paraf button")).to_be_focused()
    await head.keyboard.press("Enter")
    await expect(head.locator(".sensus-atas .tanda")).to_contain_text("Ditandatangani")
    await expect(head.locator(".tutup-paraf")).to_have_count(0)
    await office.goto(path)
    await expect(office.locator(".tutup-edisi")).to_contain_text("ditandatangani")
    await office.goto("/sensus/penutupan")
    await expect(office.locator(f'#lewat a[href="{path}"]')).to_have_count(0)
