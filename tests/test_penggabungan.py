"""Serial-unit numbering from end to end: the old folder is asked for by itself, merged, and leaves its pointer."""

from sqlalchemy import insert, select

from engine import tables as t
from engine.database import writing
from engine.facility import baru
from schemas.commands import berkas as ask
from schemas.names import AsalPermintaan, BerkasId, CaraKembali, KeadaanAwal, KeadaanPermintaan, Peran
from tests import buku
from tests.kit import DI_GIGI, GIGI, LOKET, PERMED, Arsip
from tests.kit_web import Web
from tests.loket import Meja
from tests.test_pages import Orang
from tests.test_penomoran import rencana

S = KeadaanPermintaan


async def datang(meja: Meja, pasien: str) -> BerkasId:
    """Comes to the desk: a new folder with the next number, and the visit."""
    berkas = BerkasId(baru())
    await meja.minta(ask.Daftarkan, berkas, LOKET, pasien=pasien)
    await meja.kunjungan(pasien)
    await meja.ikut()
    return berkas


async def test_who_comes_back_has_the_old_folder_asked_for_merged_and_a_pointer_in_its_place(arsip: Arsip) -> None:
    rencana(arsip.engine, "2026-01-01", "serial_unit")
    meja = Meja(arsip)
    who, _ = await meja.pasien(dengan_berkas=False)
    old = await datang(meja, who)
    assert [one.unit for one in meja.untuk(old)] == [GIGI], "the first folder has nothing to be merged with"
    await meja.minta(ask.Ambil, old, LOKET, tujuan=GIGI)
    arsip.jam.maju(days=3)
    new = await datang(meja, who)
    await meja.ikut()
    (merging,) = [one for one in meja.untuk(old) if one.asal is AsalPermintaan.PENGGABUNGAN]
    assert (merging.keadaan, merging.unit, merging.sasaran) == (S.MENUNGGU, "RM", None)
    assert merging.keadaan_awal is KeadaanAwal.DI_LUAR, "it is out still, and waited for"
    assert [one.unit for one in meja.untuk(new)] == [GIGI], "the visit is written in the new one"
    await meja.minta(ask.TerimaKembali, old, LOKET, cara_kembali=CaraKembali.DIANTAR)
    arsip.jam.maju(minutes=10)
    await meja.minta(ask.Gabungkan, old, PERMED, ke_berkas=new)
    await meja.ikut()
    done = meja.permintaan(merging.id)
    assert (done.keadaan, done.diterima, done.berkas) == (S.TERPENUHI, arsip.jam(), old)
    with arsip.engine.connect() as connection:
        row = connection.execute(select(t.berkas).where(t.berkas.c.id == old)).one()
    assert (row.keadaan, row.digabung_ke, row.nomor) == ("digabung", new, "00-00-01")
    assert row.urutan is not None, "the pointer stands in the old place"
    assert buku.satu_cerita(arsip.engine) > 0


async def test_one_number_for_life_asks_for_nothing_to_be_merged(arsip: Arsip) -> None:
    meja = Meja(arsip)
    who, first = await meja.pasien()
    with writing(arsip.engine).begin() as connection:  # a second folder, as an import may bring one
        row = connection.execute(select(t.berkas).where(t.berkas.c.id == first)).one()._asdict()
        connection.execute(insert(t.berkas), row | {"id": baru(), "nomor": "X1", "kunci": "X1"})
    await meja.minta(ask.Daftarkan, BerkasId(baru()), LOKET, nomor="X2", pasien=who)
    await meja.ikut()
    assert meja.untuk(first) == []


async def test_the_pull_list_says_what_the_old_folder_is_wanted_for(web: Web) -> None:
    arsip = web.arsip
    rencana(arsip.engine, "2026-01-01", "serial_unit")
    meja = Meja(arsip)
    who, _ = await meja.pasien(dengan_berkas=False)
    old = await datang(meja, who)
    await meja.minta(ask.Ambil, old, LOKET, tujuan=GIGI)
    await meja.minta(ask.TerimaDiUnit, old, DI_GIGI, unit=GIGI)
    await meja.minta(ask.TerimaKembali, old, LOKET, cara_kembali=CaraKembali.DIANTAR)
    arsip.jam.maju(days=1)
    await datang(meja, who)
    permed = Orang(web, "permed", Peran.PEREKAM_MEDIS)
    page = (await permed.buka("/permintaan")).text
    assert "untuk digabung ke 00-00-02" in page
    assert 'value="semua:RM' not in page, "nothing is carried from the record room to itself"
    (row,) = [one for one in (await web.baca("permintaan"))["isi"] if one["unit"] == "RM"]
    assert (row["gabung_ke"], row["asal"], row["tahap"]) == ("00-00-02", "penggabungan", "tarik")
    answer = await permed.kirim("/permintaan/pindai", kode="00-00-01", command_id=baru())
    assert "00-00-01 diminta untuk digabung ke 00-00-02" in answer.text
    paper = await permed.buka("/cetak/tarik")
    assert "gabung ke" in paper.text
