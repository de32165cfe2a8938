"""Codes on the pages to be printed: what a scanner reads from them is what was meant."""

import re

from engine.numbers import Kode, baca_kode
from schemas.names import Peran
from tests.kit_web import Web
from tests.test_pages import Orang, url
from web.kertas.kode import SELA
from web.pages import gambar

__all__ = ["url"]


async def test_printed_codes_are_read_back_whole(web: Web) -> None:
    admin = Orang(web, "semua", *Peran)
    await web.arsip.daftar(nomor="12-34-56")
    sheets = [
        await admin.buka("/label"),
        await admin.buka("/label?jenis=petugas"),
        await admin.kirim("/label", nomor="12-34-56\n99-99-99"),
    ]
    for sheet in sheets:
        codes = re.findall(r'<span class="nomor">(\w+)</span></article>', sheet.text)
        assert codes
        assert all(isinstance(baca_kode(code), Kode) for code in codes)
    assert "Tidak ada berkas bernomor 99-99-99." in sheets[2].text


def test_a_barcode_is_whole_code_128_symbols_with_its_quiet_zones() -> None:
    svg = str(gambar.code128("B123456X"))
    whole = int(re.search(r'viewBox="0 0 (\d+) 1"', svg)[1])  # type: ignore[index]
    assert (whole - 2 * SELA - 2) % 11 == 0
    starts = [int(x) for x in re.findall(r"M(\d+) 0", svg)]
    assert starts == sorted(starts)
    assert starts[0] == SELA
