"""A search follows its folder by itself: begun by the report, ended by the find, called off with the report."""

import pytest
from sqlalchemy import select

from engine import rows
from engine import tables as t
from engine.facility import baru
from engine.views import pencarian as view
from engine.workflows.pencarian import Pencarian
from schemas.commands import berkas as ask
from schemas.commands import pencarian as cari
from schemas.names import BerkasId, Cara, KeadaanPencarian, SebabHenti, SebabPencarian
from tests.buku import satu_cerita
from tests.kit import DI_GIGI, DI_UMUM, GIGI, KEPALA, PERMED, UMUM, Arsip
from tests.loket import Meja

S = KeadaanPencarian


@pytest.fixture
def meja(arsip: Arsip) -> Meja:
    return Meja(arsip)


def semua(arsip: Arsip) -> list[Pencarian]:
    """Every search, the oldest first."""
    with arsip.engine.connect() as connection:
        ids = connection.execute(select(t.pencarian.c.id).order_by(t.pencarian.c.terdaftar)).scalars().all()
        found = rows.records(connection, "pencarian", list(ids))
        return [found[id_] for id_ in ids]


async def test_a_report_of_loss_begins_a_search_once_however_often_its_line_is_read(meja: Meja) -> None:
    arsip = meja.arsip
    berkas = await arsip.daftar()
    await arsip.minta(ask.LaporkanHilang, berkas, PERMED)
    arsip.jam.maju(minutes=3)
    await meja.ikut()
    await meja.ikut()
    (one,) = semua(arsip)
    assert (one.keadaan, one.berkas, one.sebab) == (S.BERJALAN, berkas, SebabPencarian.DILAPORKAN_HILANG)
    assert satu_cerita(arsip.engine) == 3


async def test_a_scan_of_the_missing_folder_ends_its_search_where_it_was_scanned(meja: Meja) -> None:
    arsip = meja.arsip
    berkas = await arsip.daftar()
    await arsip.minta(ask.LaporkanHilang, berkas, PERMED)
    await meja.ikut()
    arsip.jam.maju(hours=2)
    await arsip.minta(ask.Pindai, berkas, DI_GIGI, di=GIGI, cara=Cara.PINDAI)
    await meja.ikut()
    (one,) = semua(arsip)
    assert (one.keadaan, one.letak_temuan) == (S.DITEMUKAN, f"unit:{GIGI}")


async def test_a_missing_folder_only_seen_stays_missing_and_its_search_goes_on(meja: Meja) -> None:
    arsip = meja.arsip
    berkas = await arsip.daftar()
    await arsip.minta(ask.LaporkanHilang, berkas, PERMED)
    await meja.ikut()
    arsip.jam.maju(hours=2)
    await arsip.minta(ask.Pindai, berkas, DI_GIGI, di=GIGI, cara=Cara.PINDAI, lihat_saja=True)
    await meja.ikut()
    assert [one.keadaan for one in semua(arsip)] == [S.BERJALAN]


async def test_an_undone_report_calls_its_search_off(meja: Meja) -> None:
    arsip = meja.arsip
    berkas = await arsip.daftar()
    await arsip.minta(ask.LaporkanHilang, berkas, PERMED)
    await meja.ikut()
    await arsip.minta(ask.Urungkan, berkas, PERMED)
    await meja.ikut()
    (one,) = semua(arsip)
    assert (one.keadaan, one.sebab_henti) == (S.DIHENTIKAN, SebabHenti.LAPORAN_KELIRU)


async def test_a_folder_not_on_its_shelf_is_found_by_any_scan_since(meja: Meja) -> None:
    arsip = meja.arsip
    berkas = await arsip.daftar()
    await arsip.minta(ask.Ambil, berkas, PERMED, tujuan=UMUM, cara=Cara.PINDAI)
    await meja.ikut()
    pencarian = BerkasId(baru())
    await arsip.minta(cari.Mulai, pencarian, PERMED, berkas=berkas)
    await meja.ikut()
    assert semua(arsip)[0].keadaan is S.BERJALAN, "what was scanned before says nothing"
    arsip.jam.maju(minutes=1)
    await arsip.minta(ask.TerimaDiUnit, berkas, DI_UMUM, unit=UMUM, cara=Cara.PINDAI)
    await meja.ikut()
    (one,) = semua(arsip)
    assert (one.keadaan, one.letak_temuan) == (S.DITEMUKAN, f"unit:{UMUM}")


async def test_a_folder_declared_lost_that_turns_up_is_found_after_all(meja: Meja) -> None:
    arsip = meja.arsip
    berkas = await arsip.daftar()
    await arsip.minta(ask.LaporkanHilang, berkas, PERMED)
    await meja.ikut()
    (one,) = semua(arsip)
    await arsip.minta(cari.PeriksaTempat, BerkasId(one.id), PERMED, letak="rak")
    await arsip.minta(cari.Hentikan, BerkasId(one.id), KEPALA, sebab=SebabHenti.DINYATAKAN_HILANG)
    arsip.jam.maju(days=40)
    await arsip.minta(ask.Temukan, berkas, DI_GIGI, unit=GIGI)
    await meja.ikut()
    assert semua(arsip)[0].keadaan is S.DITEMUKAN


async def test_an_undone_find_opens_its_search_again_with_what_was_looked_at_kept(meja: Meja) -> None:
    arsip = meja.arsip
    berkas = await arsip.daftar()
    await arsip.minta(ask.LaporkanHilang, berkas, PERMED)
    await meja.ikut()
    (one,) = semua(arsip)
    await arsip.minta(cari.PeriksaTempat, BerkasId(one.id), PERMED, letak="rak")
    await arsip.minta(cari.KlaimKembali, BerkasId(one.id), DI_GIGI, unit=GIGI)
    await arsip.minta(ask.Temukan, berkas, DI_GIGI, unit=GIGI)
    await meja.ikut()
    assert semua(arsip)[0].keadaan is S.DITEMUKAN
    await arsip.minta(ask.Urungkan, berkas, DI_GIGI)
    await meja.ikut()
    await meja.ikut()
    (again,) = semua(arsip)
    assert (again.id, again.keadaan, again.diperiksa) == (one.id, S.BERJALAN, 1)
    assert (again.letak_temuan, again.pemutus, again.unit_klaim) == (None, None, None)
    with arsip.engine.connect() as connection:
        found = view.rinci(connection, one.id)
    assert isinstance(found, view.Rinci)
    assert [look.letak for look in found.periksa] == ["rak"], "nobody looks there twice for nothing"
    await arsip.minta(ask.Temukan, berkas, DI_GIGI, unit=GIGI)
    await meja.ikut()
    assert semua(arsip)[0].keadaan is S.DITEMUKAN, "and it is found once more"
    assert satu_cerita(arsip.engine) > 0


async def test_a_find_undone_before_the_worker_came_leaves_its_search_open_once(meja: Meja) -> None:
    arsip = meja.arsip
    berkas = await arsip.daftar()
    await arsip.minta(ask.LaporkanHilang, berkas, PERMED)
    await arsip.minta(ask.Temukan, berkas, PERMED, unit=GIGI)
    await arsip.minta(ask.Urungkan, berkas, PERMED)
    await meja.ikut()
    assert [one.keadaan for one in semua(arsip)] == [S.BERJALAN]


async def test_a_folder_declared_lost_then_found_by_mistake_is_looked_for_again(meja: Meja) -> None:
    arsip = meja.arsip
    berkas = await arsip.daftar()
    await arsip.minta(ask.LaporkanHilang, berkas, PERMED)
    await meja.ikut()
    (one,) = semua(arsip)
    await arsip.minta(cari.PeriksaTempat, BerkasId(one.id), PERMED, letak="rak")
    await arsip.minta(cari.Hentikan, BerkasId(one.id), KEPALA, sebab=SebabHenti.DINYATAKAN_HILANG)
    arsip.jam.maju(days=2)
    await arsip.minta(ask.Temukan, berkas, DI_GIGI, unit=GIGI)
    await meja.ikut()
    await arsip.minta(ask.Urungkan, berkas, DI_GIGI)
    await meja.ikut()
    (again,) = semua(arsip)
    assert (again.keadaan, again.sebab_henti) == (S.BERJALAN, None)


async def test_only_the_machine_opens_a_search_again_and_never_beside_another(meja: Meja) -> None:
    arsip = meja.arsip
    berkas = await arsip.daftar()
    await arsip.minta(cari.Mulai, old := BerkasId(baru()), PERMED, berkas=berkas)
    await arsip.minta(cari.Temukan, old, PERMED, letak="rak")
    await arsip.minta(cari.Mulai, BerkasId(baru()), PERMED, berkas=berkas)
    assert getattr(await arsip.minta(cari.BukaLagi, old, PERMED), "kode", "") == "sudah_dicari_orang"
    berkas = await arsip.daftar()
    await arsip.minta(cari.Mulai, old := BerkasId(baru()), PERMED, berkas=berkas)
    await arsip.minta(cari.Temukan, old, PERMED, letak="rak")
    assert getattr(await arsip.minta(cari.BukaLagi, old, PERMED), "kode", "") == "peran_tidak_boleh"
