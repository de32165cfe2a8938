"""The timer: each deadline is told late once, not before it is due, whatever happens to the timer."""

import asyncio
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
import pytest
from sqlalchemy import Engine, update

from engine import tables as t
from engine.database import writing
from engine.execute import Accepted, FrontDoor
from engine.points import Titik, hang
from engine.workflows.berkas import BERKAS
from engine.workflows.tenggat_berkas import tanda_lewat
from schemas.commands import berkas as ask
from schemas.message import Command
from schemas.names import BerkasId, CaraKembali, JenisTenggat
from tests import buku
from tests.kit import GIGI, PKM, RANAP, SERBA_BISA, Arsip, wish
from tests.siaran import pekerjaan, sampai
from workers.deadlines import HALAMAN, Deadlines

LEWAT = "berkas.lewat_tenggat.v1"
SETIAP_LEWAT = ".lewat_tenggat.v1"
"""Of whatever workflow."""


async def di_unit(arsip: Arsip, unit: str = GIGI) -> BerkasId:
    """A record received in a unit just now."""
    berkas = await arsip.daftar()
    assert isinstance(await arsip.minta(ask.Ambil, berkas, tujuan=unit), Accepted)
    assert isinstance(await arsip.minta(ask.TerimaDiUnit, berkas, unit=unit), Accepted)
    return berkas


async def banyak_di_unit(arsip: Arsip, jumlah: int) -> list[BerkasId]:
    """So many, all received at one instant."""
    return list(await asyncio.gather(*(di_unit(arsip) for _ in range(jumlah))))


def lewat(engine: Engine) -> list[tuple[str, str]]:
    """What was told late: record and kind, in order."""
    return [(row["subjek"], row["data"]) for row in buku.baris(engine) if row["jenis"] == LEWAT]


@pytest.fixture
def timer(arsip: Arsip) -> Deadlines:
    return Deadlines(arsip.engine, now=arsip.jam)


async def test_a_deadline_is_told_late_once_when_it_is_due(arsip: Arsip, timer: Deadlines) -> None:
    berkas = await di_unit(arsip)
    arsip.jam.maju(hours=23, minutes=59)
    await timer.lewatkan(arsip.door)
    assert lewat(arsip.engine) == []
    arsip.jam.maju(minutes=1)
    await timer.lewatkan(arsip.door)
    await timer.lewatkan(arsip.door)
    await Deadlines(arsip.engine, now=arsip.jam).lewatkan(arsip.door)
    assert [subjek for subjek, _ in lewat(arsip.engine)] == [berkas]
    assert '"susulan"' not in lewat(arsip.engine)[0][1]
    assert timer.ditandai == 1
    assert buku.tenggat_kini(arsip.engine) == {}
    buku.satu_cerita(arsip.engine)


async def test_a_folder_that_is_home_in_time_is_never_told_late(arsip: Arsip, timer: Deadlines) -> None:
    berkas = await di_unit(arsip)
    arsip.jam.maju(hours=20)
    await arsip.minta(ask.TerimaKembali, berkas, cara_kembali=CaraKembali.DIJEMPUT)
    arsip.jam.maju(days=30)
    await timer.lewatkan(arsip.door)
    assert lewat(arsip.engine) == []


async def test_after_an_outage_every_deadline_is_told_once_in_the_order_it_was_due_and_marked_late(
    arsip: Arsip, timer: Deadlines
) -> None:
    expected = []
    for _ in range(5):
        expected.append(await di_unit(arsip))
        arsip.jam.maju(hours=1)
    arsip.jam.maju(days=3)
    await timer.lewatkan(arsip.door)
    told = lewat(arsip.engine)
    assert [subjek for subjek, _ in told] == expected
    assert all('"susulan":true' in data for _, data in told)
    buku.satu_cerita(arsip.engine)


async def test_more_than_a_page_due_at_one_instant_is_told_to_the_last(arsip: Arsip, timer: Deadlines) -> None:
    jumlah = HALAMAN + 10
    expected = await banyak_di_unit(arsip, jumlah)
    arsip.jam.maju(hours=24)
    await timer.lewatkan(arsip.door)
    assert sorted(subjek for subjek, _ in lewat(arsip.engine)) == sorted(expected)


async def test_two_timers_at_once_tell_each_deadline_once(arsip: Arsip, timer: Deadlines) -> None:
    await banyak_di_unit(arsip, 50)
    arsip.jam.maju(hours=24)
    with FrontDoor(arsip.engine, PKM.kode, now=arsip.jam) as another:
        await asyncio.gather(
            timer.lewatkan(arsip.door),
            Deadlines(arsip.engine, now=arsip.jam).lewatkan(another),
            timer.lewatkan(another),
        )
    assert len(lewat(arsip.engine)) == len({subjek for subjek, _ in lewat(arsip.engine)}) == 50
    buku.satu_cerita(arsip.engine)


async def test_a_clock_set_back_makes_the_timer_wait_and_a_clock_set_forward_fires(
    arsip: Arsip, timer: Deadlines
) -> None:
    await di_unit(arsip)
    arsip.jam.maju(hours=25)
    due = await asyncio.to_thread(timer._due, None)  # noqa: SLF001 - the moment between the look and the wish
    arsip.jam.maju(hours=-10)
    assert await timer._tell(arsip.door, due)  # noqa: SLF001 - as above
    assert lewat(arsip.engine) == []
    await timer.lewatkan(arsip.door)
    assert lewat(arsip.engine) == []
    arsip.jam.maju(hours=10)
    await timer.lewatkan(arsip.door)
    assert len(lewat(arsip.engine)) == 1


async def test_another_timer_gets_past_a_wish_that_was_refused_as_too_early(arsip: Arsip, timer: Deadlines) -> None:
    berkas = await di_unit(arsip)
    (kunci, (due, versi)) = next(iter(buku.tenggat_kini(arsip.engine).items()))
    early = await arsip.door.execute(tanda_lewat(berkas, JenisTenggat(kunci[1]), due, versi))
    assert getattr(early, "kode", None) == "belum_jatuh_tempo"
    arsip.jam.maju(hours=24)
    await timer.lewatkan(arsip.door)
    await timer.lewatkan(arsip.door)
    assert len(lewat(arsip.engine)) == 1


async def test_a_deadline_that_cannot_be_told_is_parked_and_the_rest_go_on(arsip: Arsip, timer: Deadlines) -> None:
    poisoned = await di_unit(arsip)
    with writing(arsip.engine).begin() as connection:  # a row nobody wrote: no record of that id
        connection.execute(
            update(t.tenggat)
            .where(t.tenggat.c.subjek == poisoned)
            .values(subjek="0190c7a0-0000-7000-8000-00000000dead")
        )
    good = await banyak_di_unit(arsip, 3)
    arsip.jam.maju(hours=24)
    async with pekerjaan(timer.run(arsip.door)):
        await sampai(lambda: timer.ditandai == 3)
        another = await di_unit(arsip)
        arsip.jam.maju(hours=24)
        timer.wake()
        await sampai(lambda: timer.ditandai == 4)
    assert [subjek for subjek, _ in lewat(arsip.engine)][3] == another
    assert {subjek for subjek, _ in lewat(arsip.engine)} == {*good, another}


class Mati(BaseException):
    """The process ends here."""


BERSENJATA: list[Titik] = []
"""The points at which this process' timers die, once each."""


def _mati(point: Titik) -> None:
    if point in BERSENJATA:
        BERSENJATA.remove(point)
        raise Mati


hang(_mati)


@pytest.fixture
def titik() -> Iterator[list[Titik]]:
    yield BERSENJATA
    assert not BERSENJATA, "never came there"


@pytest.mark.parametrize("point", [point for point in Titik if point.value.startswith("tenggat.")])
async def test_a_timer_that_dies_anywhere_leaves_nothing_untold_and_nothing_told_twice(
    arsip: Arsip, timer: Deadlines, titik: list[Titik], point: Titik
) -> None:
    await banyak_di_unit(arsip, 40)
    arsip.jam.maju(hours=24)
    titik.append(point)
    with pytest.raises(Mati):
        await timer.lewatkan(arsip.door)
    await Deadlines(arsip.engine, now=arsip.jam).lewatkan(arsip.door)
    assert len({subjek for subjek, _ in lewat(arsip.engine)}) == len(lewat(arsip.engine)) == 40
    buku.satu_cerita(arsip.engine)


async def test_the_running_timer_wakes_for_a_deadline_a_commit_has_brought(arsip: Arsip, timer: Deadlines) -> None:
    async with pekerjaan(timer.run(arsip.door)):
        berkas = await arsip.daftar()
        due = arsip.jam.saat + timedelta(seconds=5)
        lent = await arsip.minta(ask.Pinjamkan, berkas, peminjam=SERBA_BISA.id, keperluan="klaim", jatuh_tempo=due)
        assert isinstance(lent, Accepted)
        arsip.jam.maju(seconds=5)
        timer.wake()
        await sampai(lambda: lewat(arsip.engine))
    assert '"tenggat":"pinjaman"' in lewat(arsip.engine)[0][1]


async def test_no_person_may_tell_a_deadline_late_whatever_their_roles(arsip: Arsip) -> None:
    berkas = await di_unit(arsip)
    arsip.jam.maju(hours=24)
    due = datetime(2026, 3, 3, 1, 0, tzinfo=UTC)
    answer = await arsip.minta(ask.TandaiLewat, berkas, tenggat=JenisTenggat.PENGEMBALIAN, jatuh_tempo=due)
    assert getattr(answer, "kode", None) == "peran_tidak_boleh"


async def test_a_deadline_told_late_leaves_the_last_move_as_it_was(arsip: Arsip, timer: Deadlines) -> None:
    berkas = await di_unit(arsip)
    before = buku.berkas_kini(arsip.engine, berkas)
    arsip.jam.maju(hours=24)
    await timer.lewatkan(arsip.door)
    after = buku.berkas_kini(arsip.engine, berkas)
    assert after == before._replace(versi=before.versi + 1, kembali_lewat=True)
    late = wish(ask.KirimKembali, berkas, terjadi_pada=arsip.jam.saat - timedelta(hours=23))
    answer = await arsip.door.execute(late)
    assert isinstance(answer, Accepted)
    assert answer.peristiwa == "berkas.dikirim_kembali.v1"


async def test_what_is_told_late_goes_by_the_kind_of_unit(arsip: Arsip, timer: Deadlines) -> None:
    ward = await di_unit(arsip, RANAP)
    clinic = await di_unit(arsip)
    arsip.jam.maju(hours=24)
    await timer.lewatkan(arsip.door)
    assert [subjek for subjek, _ in lewat(arsip.engine)] == [clinic]
    arsip.jam.maju(hours=24)
    await timer.lewatkan(arsip.door)
    assert [subjek for subjek, _ in lewat(arsip.engine)] == [clinic, ward]


LANGKAH: tuple[tuple[type[Command], dict[str, Any]], ...] = (
    (ask.Ambil, {"tujuan": GIGI}),
    (ask.Ambil, {"tujuan": RANAP}),
    (ask.TerimaDiUnit, {"unit": GIGI}),
    (ask.TerimaDiUnit, {"unit": RANAP}),
    (ask.Alihkan, {"tujuan": RANAP}),
    (ask.KirimKembali, {}),
    (ask.TerimaKembali, {"cara_kembali": CaraKembali.DIANTAR}),
    (ask.Rakit, {}),
    (ask.NyatakanTidakLengkap, {"penanggung_jawab": SERBA_BISA.id}),
    (ask.KembalikanKeUnit, {"tujuan": GIGI}),
    (ask.Lengkapi, {}),
    (ask.NyatakanLengkap, {}),
    (ask.Simpan, {}),
    (ask.Pinjamkan, {"peminjam": SERBA_BISA.id, "keperluan": "klaim"}),
    (ask.KembalikanPinjaman, {}),
    (ask.Urungkan, {}),
    (ask.Urungkan, {}),
)


def dimulai(line: Any, data: dict[str, Any]) -> Iterator[tuple[str, datetime]]:
    """The deadlines a line begins or gives back: kind and due time."""
    fields: dict[str, Any] = data | data.get("pulihan", {})
    if line["jenis"].endswith(SETIAP_LEWAT):
        return
    if due := fields.get("kembali_sebelum"):
        yield "pengembalian", datetime.fromisoformat(due)
    if due := fields.get("jatuh_tempo"):
        owed = "kelengkapan" if "penanggung_jawab" in fields else "pinjaman"
        yield "kekurangan" if "butir" in fields else owed, datetime.fromisoformat(due)


@pytest.mark.parametrize("benih", range(4))
async def test_whatever_people_do_each_deadline_that_comes_due_is_told_once_and_none_early(
    arsip: Arsip, timer: Deadlines, benih: int
) -> None:
    acak = random.Random(benih)  # noqa: S311 - a story that can be told again
    semua = [await arsip.daftar() for _ in range(6)]
    open_: dict[str, list[str]] = {}
    for _ in range(150):
        berkas = acak.choice(semua)
        possible = BERKAS.possible(buku.berkas_kini(arsip.engine, berkas))
        kind, isi = acak.choice([row for row in LANGKAH if row[0] in possible] or LANGKAH)
        if kind is ask.Pinjamkan:
            isi = isi | {"jatuh_tempo": arsip.jam.saat + timedelta(hours=acak.randrange(1, 60))}
        if kind is ask.NyatakanTidakLengkap and buku.berkas_kini(arsip.engine, berkas).keadaan == "dirakit":
            open_[berkas] = open_.get(berkas) or await arsip.kurang(berkas)
        if kind is ask.NyatakanLengkap:
            await arsip.lengkapi(*open_.pop(berkas, ()))
        await arsip.door.execute(wish(kind, berkas, **isi))
        arsip.jam.maju(minutes=acak.choice((0, 1, 1, 5, 60, 60 * 30)))
        if acak.random() < 0.7:
            await timer.lewatkan(arsip.door)
    arsip.jam.maju(days=15)
    await timer.lewatkan(arsip.door)
    assert buku.tenggat_kini(arsip.engine) == {}
    late = [line for line in buku.baris(arsip.engine) if line["jenis"].endswith(SETIAP_LEWAT)]
    assert timer.ditandai == len(late) > 3
    begun: dict[tuple[str, str], datetime] = {}
    told: set[tuple[str, str, datetime]] = set()
    for line in buku.baris(arsip.engine):
        data = orjson.loads(line["data"])
        begun |= {(line["subjek"], jenis): due for jenis, due in dimulai(line, data)}
        if line["jenis"].endswith(SETIAP_LEWAT):
            key, due = (line["subjek"], data["tenggat"]), datetime.fromisoformat(data["jatuh_tempo"])
            assert begun[key] == due <= line["dicatat_pada"]
            assert (*key, due) not in told
            assert bool(data.get("susulan")) == (line["dicatat_pada"] - due > timedelta(seconds=60))
            told.add((*key, due))
    buku.satu_cerita(arsip.engine)
