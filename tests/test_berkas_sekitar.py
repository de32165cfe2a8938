"""What stands beside a record on its page: whose it is, for which visit, who waits; names for who needs them."""

from datetime import timedelta
from pathlib import Path

import pytest

from schemas.commands import berkas as ask_berkas
from schemas.commands import permintaan as ask_minta
from schemas.names import Peran
from tests.kit import GIGI, LOKET, UMUM
from tests.kit_web import Web
from tests.klinik import Klinik
from tests.test_pages import Inline, Orang
from tests.test_peminjaman import ajukan, oke


@pytest.fixture
def url(tmp_path: Path) -> str:
    """SQLite: what the page reads is held to both databases by the tests of the views."""
    return f"sqlite:///{tmp_path / 'jejak.db'}"


async def test_a_record_s_page_tells_whose_it_is_why_the_patient_is_here_and_who_waits(web: Web) -> None:
    klinik, berkas = Klinik(web.arsip), await web.arsip.daftar()
    visit = await klinik.terdaftar(unit=UMUM)
    oke(await web.arsip.minta(ask_berkas.Kaitkan, berkas, LOKET, pasien=visit.pasien))
    soon = web.arsip.jam.saat + timedelta(minutes=5)
    oke(await klinik.minta(ask_minta.Buat, berkas=berkas, unit=GIGI, dibutuhkan_pada=soon))
    await ajukan(web.arsip, berkas)
    page = await Orang(web, "dokter", Peran.DOKTER).buka(f"/berkas/{berkas}")
    assert page.status_code == 200
    for word in ("PASIEN CONTOH", f"/kunjungan/{visit.id}", "Poli Umum", "Poli Gigi", "Ditunggu", "Menunggu izin"):
        assert word.lower() in page.text.lower(), word
    parser = Inline()
    parser.feed(page.text)
    assert parser.found == []


async def test_who_needs_no_names_is_shown_none(web: Web) -> None:
    klinik, berkas = Klinik(web.arsip), await web.arsip.daftar()
    oke(await web.arsip.minta(ask_berkas.Kaitkan, berkas, LOKET, pasien=await klinik.pasien()))
    for peran in (Peran.AUDITOR, Peran.ADMIN):
        page = await Orang(web, f"si{peran}", peran).buka(f"/berkas/{berkas}")
        assert page.status_code == 200
        assert "contoh a" not in page.text.lower()
        assert "/pasien/" not in page.text


async def test_a_record_of_nobody_known_says_so(web: Web) -> None:
    page = await Orang(web, "permed", Peran.PEREKAM_MEDIS).buka(f"/berkas/{await web.arsip.daftar()}")
    assert "belum dikaitkan" in page.text
