"""Faults seen in other systems' code (RIVALS, chapter 4), each as a test that they do not happen to requests here."""

import pytest

from schemas.commands import berkas as ask
from schemas.commands import kunjungan as visit
from schemas.names import CaraKembali, KeadaanPermintaan, Peran
from tests import buku
from tests.kit import DI_GIGI, DI_UMUM, GIGI, LOKET, PERMED, SERBA_BISA, UMUM
from tests.kit_web import Web
from tests.loket import Meja
from tests.test_pages import Orang

S = KeadaanPermintaan


@pytest.fixture
def meja(web: Web) -> Meja:
    return Meja(web.arsip)


async def test_khanza_a_row_that_was_never_sent_has_no_time_of_sending(meja: Meja) -> None:
    berkas = await meja.arsip.daftar()
    await meja.minta(ask.Ambil, berkas, LOKET, tujuan=GIGI)
    await meja.minta(ask.TerimaDiUnit, berkas, DI_GIGI, unit=GIGI)
    meja.arsip.jam.maju(minutes=1)
    one = await meja.tangan(berkas)
    await meja.ikut()
    assert (meja.permintaan(one).keadaan, meja.permintaan(one).dikirim) == (S.TERPENUHI, None)


async def test_khanza_a_second_trip_does_not_overwrite_the_first(meja: Meja) -> None:
    berkas = await meja.arsip.daftar()
    times = []
    for _ in range(2):
        one = await meja.tangan(berkas)
        await meja.minta(ask.Ambil, berkas, LOKET, tujuan=GIGI)
        meja.arsip.jam.maju(minutes=3)
        await meja.minta(ask.TerimaDiUnit, berkas, DI_GIGI, unit=GIGI)
        await meja.ikut()
        times.append((one, meja.permintaan(one).diterima))
        await meja.minta(ask.TerimaKembali, berkas, LOKET, cara_kembali=CaraKembali.DIJEMPUT)
        meja.arsip.jam.maju(minutes=20)
    await meja.ikut()
    assert [(one, meja.permintaan(one).diterima) for one, _ in times] == times
    assert len({when for _, when in times}) == 2


async def test_mlite_looking_at_or_printing_a_list_sends_nothing(web: Web, meja: Meja) -> None:
    berkas = await meja.arsip.daftar()
    one = await meja.tangan(berkas)
    await meja.ikut()
    before = len(buku.baris(web.arsip.engine))
    permed = Orang(web, "permed", Peran.PEREKAM_MEDIS)
    for page in ("/permintaan", f"/permintaan/{one}", "/permintaan?unit=GIGI"):
        assert (await permed.buka(page)).status_code == 200
    await meja.ikut()
    assert len(buku.baris(web.arsip.engine)) == before


async def test_mlite_the_time_in_the_queue_is_not_the_time_of_the_folder(meja: Meja) -> None:
    who, berkas = await meja.pasien()
    kunjungan = await meja.kunjungan(who, unit=UMUM)
    await meja.ikut()
    meja.arsip.jam.maju(minutes=5)
    await meja.minta(visit.Layani, kunjungan, SERBA_BISA)  # called in: the folder is not there
    await meja.ikut()
    (one,) = meja.untuk(berkas)
    assert (one.keadaan, one.dikirim, one.diterima) == (S.MENUNGGU, None, None)
    await meja.minta(ask.Ambil, berkas, PERMED, tujuan=UMUM)
    meja.arsip.jam.maju(minutes=5)
    await meja.minta(ask.TerimaDiUnit, berkas, DI_UMUM, unit=UMUM)
    await meja.ikut()
    assert meja.permintaan(one.id).diterima == meja.arsip.jam()


async def test_onbase_the_clock_names_the_cause_it_found_and_blames_no_clerk(meja: Meja) -> None:
    who, berkas = await meja.pasien()
    await meja.minta(ask.Ambil, berkas, LOKET, tujuan=UMUM)
    await meja.minta(ask.TerimaDiUnit, berkas, DI_UMUM, unit=UMUM)
    meja.arsip.jam.maju(minutes=1)
    await meja.kunjungan(who, unit=GIGI)
    await meja.ikut()
    (one,) = meja.untuk(berkas)
    assert str(one.keadaan_awal) == "di_luar"
    await meja.minta(ask.LaporkanHilang, berkas, PERMED)
    await meja.ikut()
    assert str(meja.permintaan(one.id).keadaan_awal) == "di_luar", "fixed when it was asked for"
