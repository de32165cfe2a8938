"""The census closes on time, is signed, and is issued again when a late event changes it. Never a silent change."""


import pytest

from engine.execute import Accepted
from tests.buku import baris, satu_cerita
from tests.kit import DOKTER, Arsip
from tests.klinik import klinik_baru, kode
from tests.sensus_kit import KARU, Sensus, angkat, penutupan_baru


@pytest.fixture
def sensus(arsip: Arsip) -> Sensus:
    made = penutupan_baru(klinik_baru(arsip))
    angkat(arsip.engine)
    return made


async def test_a_day_is_closed_after_its_cut_off_with_all_its_cells_and_signed_by_the_head_of_the_ward(
    sensus: Sensus,
) -> None:
    lies = await sensus.klinik.dirawat("M1-A")
    await sensus.tutup()
    assert not sensus.edisi(), "the day goes on"
    sensus.esok()
    await sensus.tutup()
    (one,) = sensus.edisi()
    assert (one.edisi, one.nilai("kelas_2", "masuk"), one.nilai("kelas_2", "sisa")) == (1, 1, 1)
    assert one.sel == sensus.sel()
    assert not one.beda
    assert kode(await sensus.tanda_tangan(pelaku=DOKTER)) == "kepala_unit_itu"
    assert isinstance(await sensus.tanda_tangan(), Accepted)
    assert kode(await sensus.tanda_tangan()) == "sudah_ditandatangani"
    (signed,) = sensus.edisi()
    assert (signed.penanda, signed.ditandatangani) == (KARU.id, sensus.arsip.jam.saat)
    assert lies.id not in str([row["data"] for row in baris(sensus.arsip.engine) if row["jenis"].startswith("sensus.")])
    satu_cerita(sensus.arsip.engine)
