"""Whose days are closed: of wards while there are beds or people, of clinics the day itself and no other."""

from datetime import timedelta

import pytest
from sqlalchemy import insert, update

from engine import tables as t
from engine.database import writing
from engine.execute import Accepted
from engine.sensus import susulan
from engine.sensus.giliran import harus_ditutup, kalender
from tests.kit import GIGI, PKM, UMUM, Arsip
from tests.klinik import klinik_baru
from tests.sensus_kit import HARI, Sensus, penutupan_baru, susul

SATU_HARI = timedelta(days=1)


@pytest.fixture
def sensus(arsip: Arsip) -> Sensus:
    return penutupan_baru(klinik_baru(arsip))


async def test_a_ward_whose_last_bed_was_taken_away_is_closed_for_as_long_as_somebody_lies_there(
    sensus: Sensus,
) -> None:
    lies = await sensus.klinik.dirawat("M1-A")
    sensus.esok()
    with writing(sensus.arsip.engine).begin() as connection:
        connection.execute(update(t.tempat_tidur).values(sampai=sensus.arsip.jam.saat))
    sensus.esok(2)
    assert isinstance(await sensus.pulang(lies, sensus.arsip.jam.saat - timedelta(hours=1)), Accepted)
    sensus.esok(2)
    await sensus.tutup()
    days = [HARI + n * SATU_HARI for n in range(5)]
    editions = [sensus.edisi(day) for day in days]
    assert [len(found) for found in editions] == [1, 1, 1, 0, 0]
    assert [found[0].nilai("kelas_2", "sisa") for found in editions[:3]] == [1, 1, 0]


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
async def test_a_late_visit_to_a_clinic_has_no_other_day_counted_again(sensus: Sensus) -> None:
    for _ in range(3):
        await sensus.klinik.terdaftar(unit=UMUM)
        sensus.esok()
        await sensus.tutup()
    before = sensus.arsip.jam.saat
    late = before - 2 * SATU_HARI - timedelta(hours=15)
    assert isinstance(await sensus.klinik.daftar(unit=UMUM, terjadi_pada=late), Accepted)
    susul(sensus.arsip.engine)
    with sensus.arsip.engine.connect() as connection:
        kini = sensus.kini(connection)
        lines = susulan.sampai(connection), susulan.kepala(connection, PKM.kode)
        found = susulan.terpengaruh(connection, *lines, before, kini)
    day = kini.hari(late)
    assert day == HARI
    assert [(one.hari, one.unit) for one in found] == [(day, UMUM)]


async def test_a_clinic_nobody_came_to_for_two_years_is_closed_for_the_day_somebody_comes_again(
    sensus: Sensus,
) -> None:
    now = sensus.arsip.jam.saat
    with writing(sensus.arsip.engine).begin() as connection:
        connection.execute(
            insert(t.sensus_penutupan).values(
                id="00000000-0000-7000-8000-000000000001",
                keadaan="ditandatangani",
                versi=1,
                unit=GIGI,
                hari=(HARI - 730 * SATU_HARI).isoformat(),
                layanan="rawat_jalan",
                edisi=1,
                sampai_seq=1,
                susulan=False,
                terbit=now,
                sejak=now,
                terakhir=now,
                terdaftar=now,
            )
        )
    await sensus.klinik.terdaftar(unit=GIGI)
    sensus.esok()
    susul(sensus.arsip.engine)
    with sensus.arsip.engine.connect() as connection:
        kini = kalender(connection)
        assert kini is not None
        due = harus_ditutup(connection, sensus.arsip.jam.saat, kini)
    assert [one.hari for one in due if one.unit == GIGI] == [HARI]
