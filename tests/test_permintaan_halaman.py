"""The pull list and the clock on the screens and in the API."""

from datetime import timedelta

import pytest

from schemas.commands import berkas as ask
from schemas.names import CaraKembali, KeadaanPermintaan
from tests.kit import DI_UMUM, GIGI, KIA, LOKET, UMUM
from tests.kit_web import Web
from tests.loket import Meja

S = KeadaanPermintaan


@pytest.fixture
def meja(web: Web) -> Meja:
    return Meja(web.arsip)


async def test_a_scan_of_a_folder_that_came_back_says_who_waits_for_it_since_when_and_how_many(
    web: Web, meja: Meja
) -> None:
    berkas = await meja.arsip.daftar(nomor="00-12-34")
    await meja.minta(ask.Ambil, berkas, LOKET, tujuan=UMUM)
    await meja.minta(ask.TerimaDiUnit, berkas, DI_UMUM, unit=UMUM)
    asked = meja.arsip.jam()
    await meja.tangan(berkas, unit=GIGI, dibutuhkan_pada=asked + timedelta(minutes=30))
    await meja.tangan(berkas, unit=KIA, dibutuhkan_pada=asked + timedelta(minutes=90))
    meja.arsip.jam.maju(minutes=12)
    there = (await web.pindai("00-12-34", "UMUM", lihat_saja=True)).json()
    assert there["ditunggu"] is None, "it is not here yet: nobody can pull it"
    home = (await web.pindai("00-12-34", "RM", cara_kembali=CaraKembali.DIANTAR)).json()
    assert home["peristiwa"] == "berkas.kembali.v1"
    waited = home["ditunggu"]
    assert (waited["unit"], waited["nama_unit"], waited["jumlah"]) == ("GIGI", "Poli Gigi", 2)
    assert waited["terdaftar"] == asked.isoformat().replace("+00:00", "Z")
