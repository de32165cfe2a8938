"""What comes back to a request: a return undone, a receipt that was scanned offline and came after it."""

import pytest

from engine.execute import Answer, FrontDoor
from engine.facility import baru
from engine.projections import letters
from engine.views.provision import Golongan, golongan
from schemas.commands import berkas as ask
from schemas.commands import permintaan as minta
from schemas.message import Command
from schemas.names import BerkasId, CaraKembali, KeadaanPermintaan, SebabTidakTerpenuhi
from tests import buku
from tests.kit import DI_GIGI, DI_UMUM, GIGI, LOKET, PERMED, PKM, UMUM, Arsip
from tests.loket import Meja

S = KeadaanPermintaan


@pytest.fixture
def meja(arsip: Arsip) -> Meja:
    return Meja(arsip)


async def test_an_undone_return_leaves_the_request_on_its_way_and_the_receipt_still_fulfils_it(meja: Meja) -> None:
    who, berkas = await meja.pasien()
    await meja.kunjungan(who)
    await meja.minta(ask.Ambil, berkas, LOKET, tujuan=GIGI)
    meja.arsip.jam.maju(minutes=2)
    await meja.minta(ask.TerimaKembali, berkas, LOKET, cara_kembali=CaraKembali.DIANTAR)
    await meja.ikut()
    (one,) = meja.untuk(berkas)
    assert golongan(one) is Golongan.TIDAK_SAMPAI
    meja.arsip.jam.maju(minutes=1)
    await meja.minta(ask.Urungkan, berkas, LOKET)
    await meja.ikut()
    await meja.ikut()
    again = meja.permintaan(one.id)
    assert (again.keadaan, again.sebab, again.selesai, again.dikirim) == (S.DIKIRIM, None, None, one.dikirim)
    assert golongan(again) is Golongan.MENUNGGU
    meja.arsip.jam.maju(minutes=1)
    await meja.minta(ask.TerimaDiUnit, berkas, DI_GIGI, unit=GIGI)
    await meja.ikut()
    got = meja.permintaan(one.id)
    assert (got.keadaan, got.diterima, golongan(got)) == (S.TERPENUHI, meja.arsip.jam(), Golongan.TEPAT)
    assert buku.satu_cerita(meja.arsip.engine) > 0


async def test_a_receipt_scanned_offline_fulfils_the_request_its_folder_came_home_from(meja: Meja) -> None:
    who, berkas = await meja.pasien()
    await meja.kunjungan(who)
    await meja.minta(ask.Ambil, berkas, LOKET, tujuan=GIGI)
    got = meja.arsip.jam.maju(minutes=4)
    meja.arsip.jam.maju(hours=1)
    await meja.minta(ask.TerimaKembali, berkas, LOKET, cara_kembali=CaraKembali.DIANTAR)
    await meja.ikut()
    (one,) = meja.untuk(berkas)
    assert one.sebab == SebabTidakTerpenuhi.PULANG_TANPA_DITERIMA
    meja.arsip.jam.maju(minutes=30)
    wrong = await meja.minta(ask.TerimaDiUnit, berkas, DI_UMUM, unit=UMUM, terjadi_pada=got)
    assert wrong.peristiwa == "berkas.terlihat.v1"
    await meja.ikut()
    assert meja.permintaan(one.id).keadaan is S.TIDAK_TERPENUHI, "another unit's scan is no receipt"
    await meja.minta(ask.TerimaDiUnit, berkas, DI_GIGI, unit=GIGI, terjadi_pada=got)
    await meja.ikut()
    await meja.ikut()
    done = meja.permintaan(one.id)
    assert (done.keadaan, done.diterima, done.selesai, done.sebab) == (S.TERPENUHI, got, got, None)
    assert golongan(done) is Golongan.TEPAT
    assert buku.baris(meja.arsip.engine)[-1]["jenis"] == "permintaan.terpenuhi_susulan.v1"
    assert buku.satu_cerita(meja.arsip.engine) > 0


async def test_a_late_receipt_of_another_journey_mends_nothing(meja: Meja) -> None:
    berkas = await meja.arsip.daftar()
    await meja.minta(ask.Ambil, berkas, LOKET, tujuan=GIGI)
    early = meja.arsip.jam.maju(minutes=1)
    meja.arsip.jam.maju(minutes=1)
    await meja.minta(ask.TerimaKembali, berkas, LOKET, cara_kembali=CaraKembali.DIANTAR)
    meja.arsip.jam.maju(minutes=1)
    one = await meja.tangan(berkas)
    await meja.minta(ask.Ambil, berkas, LOKET, tujuan=GIGI)
    meja.arsip.jam.maju(minutes=1)
    await meja.minta(ask.TerimaKembali, berkas, LOKET, cara_kembali=CaraKembali.DIANTAR)
    meja.arsip.jam.maju(minutes=1)
    await meja.minta(ask.TerimaDiUnit, berkas, DI_GIGI, unit=GIGI, terjadi_pada=early)
    await meja.ikut()
    assert meja.permintaan(one).keadaan is S.TIDAK_TERPENUHI


class MenyelaGabung(FrontDoor):
    """The real door; just before the first request of a machine it lets somebody merge that folder."""

    meja: Meja
    lain: BerkasId
    selaan = 0

    async def execute(self, command: Command) -> Answer:
        if isinstance(command, minta.Buat) and not self.selaan:
            self.selaan += 1
            await self.meja.minta(ask.Gabungkan, str(command.berkas), PERMED, ke_berkas=self.lain)
        return await super().execute(command)


@pytest.mark.parametrize("kapan", ["sebelum_dibaca", "sesudah_dibaca"])
async def test_a_folder_merged_before_it_could_be_asked_for_leaves_a_request_for_the_one_it_went_into(
    meja: Meja, kapan: str
) -> None:
    who, _ = await meja.pasien(dengan_berkas=False)
    await meja.kunjungan(who)
    await meja.ikut()
    new, lain = BerkasId(baru()), await meja.arsip.daftar()
    await meja.berkas(who, new)
    if kapan == "sebelum_dibaca":
        await meja.minta(ask.Gabungkan, new, PERMED, ke_berkas=lain)
        await meja.ikut()
    else:
        with MenyelaGabung(meja.arsip.engine, PKM.kode, now=meja.arsip.jam) as door:
            door.meja, door.lain = meja, lain
            await meja.reaksi.kejar(door)
            assert door.selaan == 1
    with meja.arsip.engine.connect() as connection:
        assert letters.daftar(connection) == []
    assert [(one.unit, one.keadaan) for one in meja.untuk(lain)] == [(GIGI, S.MENUNGGU)]
