"""A day begins at midnight where the facility is, in WIB, WITA and WIT alike: queue, lists, reports, numbers, recap."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, select, update

from engine import penyimpanan
from engine import tables as t
from engine.execute import FrontDoor
from engine.penyimpanan import Penyimpanan
from engine.projections import recap
from engine.settings import ZONA_INDONESIA
from engine.views import provision, visits
from schemas.names import Peran
from tests.kit import KEPALA, PAGI, PKM, UMUM, Arsip, Jam
from tests.kit_web import Web, aplikasi
from tests.klinik import klinik_baru
from tests.loket import Meja
from tests.test_pages import Orang
from tests.test_penomoran import daftar, rencana
from web.pages.daftar_kunjungan import hari_ini
from web.pages.tampil import Ucapan

ZONA = sorted(ZONA_INDONESIA)
HARI = date(2026, 3, 3)
SEDETIK = timedelta(seconds=1)


@pytest.fixture
def url(tmp_path: Path) -> str:
    """SQLite: both databases keep instants alike (`tests/test_views.py`)."""
    return f"sqlite:///{tmp_path / 'jejak.db'}"


def tengah_malam(zona: str, hari: date = HARI) -> datetime:
    """When that day begins there."""
    return datetime.combine(hari, time(), ZoneInfo(ZONA_INDONESIA[zona])).astimezone(UTC)


@given(
    zona=st.sampled_from(ZONA),
    di=st.sampled_from(["setempat", "utc"]),
    geser=st.timedeltas(min_value=timedelta(hours=-3), max_value=timedelta(hours=3)),
)
def test_whoever_asks_for_the_day_of_an_instant_gets_the_same_one(zona: str, di: str, geser: timedelta) -> None:
    """Around local midnight, and around midnight in Greenwich, which is an ordinary morning there."""
    saat = (tengah_malam(zona) if di == "setempat" else datetime.combine(HARI, time(), UTC)) + geser
    there = ZoneInfo(ZONA_INDONESIA[zona])
    hari = saat.astimezone(there).date()
    first, after = provision._batas(there, hari, hari)  # noqa: SLF001 - the bounds every figure of the report is made of
    assert first <= saat < after
    assert after - first == timedelta(days=1)
    assert hari_ini(Ucapan("id", zona, saat)) == hari.isoformat()
    assert recap.tanggal(saat.replace(tzinfo=None).isoformat(timespec="seconds"), zona) == hari.isoformat()


@asynccontextmanager
async def fasilitas(engine: Engine, zona: str, tmp_path: Path) -> AsyncIterator[Web]:
    """The sample facility, in another zone."""
    with engine.begin() as connection:
        connection.execute(update(t.fasyankes).values(zona=zona))
    jam = Jam()
    with FrontDoor(engine, PKM.kode, now=jam) as door:
        async with aplikasi(Arsip(engine, door, jam), tmp_path) as web:
            yield web


@pytest.mark.parametrize("zona", ZONA)
async def test_the_queue_the_lists_and_the_report_turn_over_at_midnight_there(
    engine: Engine, tmp_path: Path, zona: str
) -> None:
    """Two patients a second apart are the last of one day and the first of the next, whoever looks."""
    malam = tengah_malam(zona)
    async with fasilitas(engine, zona, tmp_path) as web:
        arsip = web.arsip
        arsip.jam.saat = malam - timedelta(minutes=30)
        klinik, meja = klinik_baru(arsip), Meja(arsip)
        people = [await klinik.pasien() for _ in range(4)]
        for pasien in people:
            await daftar(arsip, pasien=pasien)
        given_ = []
        for pasien, saat in zip(
            people, (malam - timedelta(minutes=20), malam - SEDETIK, malam, malam + SEDETIK), strict=True
        ):
            arsip.jam.saat = saat
            given_.append(await klinik.terdaftar(pasien, UMUM))
        besok = HARI.isoformat()
        kemarin = (HARI - timedelta(days=1)).isoformat()
        assert [(visit.tanggal, visit.antrean) for visit in given_] == [
            (kemarin, 1),
            (kemarin, 2),
            (besok, 1),
            (besok, 2),
        ]
        assert await meja.ikut() >= len(people)
        with engine.connect() as connection:
            for hari, wanted in ((kemarin, given_[:2]), (besok, given_[2:])):
                assert {row.kunjungan.id for row in visits.harian(connection, hari)} == {one.id for one in wanted}
                day = date.fromisoformat(hari)
                report = provision.laporan(connection, zona, day, day)
                assert sum(row.angka.jumlah for row in report.semua) == len(wanted)
        for saat, wanted in ((malam - SEDETIK, given_[:2]), (malam, given_[2:])):
            arsip.jam.saat = saat
            listed = await web.baca("kunjungan")
            assert {row["id"] for row in listed["isi"]} == {one.id for one in wanted}
            desk = Orang(web, f"kepala-{saat.second}", Peran.KEPALA)  # a session of its own: the clock was moved
            page = (await desk.buka("/kunjungan")).text
            assert {one.id for one in given_ if f"/kunjungan/{one.id}" in page} == {one.id for one in wanted}


@pytest.mark.parametrize("zona", ZONA)
async def test_plans_of_numbers_and_homes_begin_at_midnight_there(engine: Engine, tmp_path: Path, zona: str) -> None:
    malam = tengah_malam(zona)
    async with fasilitas(engine, zona, tmp_path) as web:
        arsip = web.arsip
        rencana(engine, HARI.isoformat(), "unit", mulai=9001)
        with engine.begin() as connection:
            plan = Penyimpanan(HARI, inap="RANAP")  # type: ignore[arg-type]
            assert penyimpanan.rencanakan(connection, plan, HARI, KEPALA.id, PAGI) is None
        arsip.jam.saat = malam - SEDETIK
        assert await daftar(arsip, layanan="rawat_inap") == "00-00-01"
        arsip.jam.saat = malam
        assert await daftar(arsip, layanan="rawat_inap") == "00-90-01"
        with engine.connect() as connection:
            homes = connection.execute(select(t.berkas.c.rumah).order_by(t.berkas.c.nomor)).scalars().all()
    assert homes == ["RM", "RANAP"]


async def test_a_child_born_today_is_not_born_tomorrow_though_it_is_yesterday_in_greenwich(
    engine: Engine, tmp_path: Path
) -> None:
    async with fasilitas(engine, "WIT", tmp_path) as web:
        web.arsip.jam.saat = tengah_malam("WIT") + timedelta(minutes=5)
        body = {"nama": "BAYI CONTOH REKAAN", "tanggal_lahir": HARI.isoformat(), "jenis_kelamin": "perempuan"}
        answer = await web.klien.post("/api/v1/pasien/periksa", json=body)
        assert answer.status_code == 200, answer.text
        assert "tanggal_lahir" not in answer.json()["peringatan"]
