"""A round's dispatch book and a station's queue, from the ledger of a real database."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from engine import printing
from engine.database import writing
from engine.execute import Accepted
from engine.printing import Stasiun, Tahap
from engine.refusals import Refusal
from engine.views import dispatch, paper
from engine.views.dispatch import Putaran
from schemas.commands import berkas as ask
from schemas.names import CaraKembali, Keperluan, KodeUnit
from tests.kit import DOKTER, GIGI, PAGI, PERMED, UMUM, Arsip


def putaran(arsip: Arsip, unit: KodeUnit | None = None, dari: float = 0, sampai: float = 24) -> tuple[Putaran, ...]:
    """The book of these hours after the morning."""
    with arsip.engine.connect() as connection:
        found = dispatch.ekspedisi(connection, PAGI + timedelta(hours=dari), PAGI + timedelta(hours=sampai), unit)
    assert not isinstance(found, Refusal)
    return found


def stasiun(engine: Engine, arsip: Arsip, nama: str = "Rak") -> str:
    with writing(engine).begin() as connection:
        made = printing.buka(connection, nama, arsip.jam())
    assert isinstance(made, Stasiun)
    return made.kode


def antrean(engine: Engine, kode: str, arsip: Arsip) -> list[str]:
    """The folders whose slips wait, after the queue was made up to now."""
    with writing(engine).begin() as connection:
        assert printing.perbarui(connection, kode, arsip.jam())
    with engine.connect() as connection:
        return [tugas.berkas for tugas in printing.menunggu(connection, kode)]


async def test_a_round_tells_each_going_out_with_its_return(arsip: Arsip) -> None:
    berkas = await arsip.daftar()
    await arsip.minta(ask.Ambil, berkas, PERMED, tujuan=UMUM)
    out = arsip.jam()
    arsip.jam.maju(hours=1)
    await arsip.minta(ask.TerimaDiUnit, berkas, unit=UMUM)
    back = arsip.jam.maju(hours=1)
    await arsip.minta(ask.KirimKembali, berkas)
    await arsip.minta(ask.TerimaKembali, berkas, cara_kembali=CaraKembali.DIJEMPUT)
    (satu,) = putaran(arsip)
    assert (satu.keluar.tujuan, satu.keluar.waktu, satu.kembali) == (UMUM, out, back)
    assert (satu.batal, satu.lanjut) == (False, False)


async def test_the_book_of_one_unit_leaves_out_the_others(arsip: Arsip) -> None:
    for unit in (UMUM, GIGI, UMUM):
        await arsip.minta(ask.Ambil, await arsip.daftar(), PERMED, tujuan=unit)
    assert [satu.keluar.tujuan for satu in putaran(arsip, UMUM)] == [UMUM, UMUM]
    assert len(putaran(arsip)) == 3


async def test_a_folder_collected_in_a_later_round_stands_in_the_book_of_that_round_too(arsip: Arsip) -> None:
    berkas = await arsip.daftar()
    await arsip.minta(ask.Ambil, berkas, PERMED, tujuan=UMUM)
    await arsip.minta(ask.TerimaDiUnit, berkas, unit=UMUM)
    arsip.jam.maju(hours=5)
    await arsip.minta(ask.TerimaKembali, berkas, cara_kembali=CaraKembali.DIANTAR)
    morning, noon, evening = (putaran(arsip, UMUM, *hours) for hours in ((0, 4), (4, 8), (8, 24)))
    assert morning == noon
    assert len(noon) == 1
    assert evening == ()


async def test_a_called_off_or_undone_pull_is_told_as_what_it_was(arsip: Arsip) -> None:
    batal, urung = await arsip.daftar(), await arsip.daftar()
    await arsip.minta(ask.Ambil, batal, PERMED, tujuan=UMUM)
    await arsip.minta(ask.BatalAmbil, batal, PERMED)
    await arsip.minta(ask.Ambil, urung, PERMED, tujuan=UMUM)
    assert isinstance(await arsip.minta(ask.Urungkan, urung, PERMED), Accepted)
    assert [(satu.keluar.berkas, satu.batal) for satu in putaran(arsip)] == [(batal, True)]


async def test_a_folder_sent_on_has_a_line_for_each_stretch(arsip: Arsip) -> None:
    berkas = await arsip.daftar()
    await arsip.minta(ask.Ambil, berkas, PERMED, tujuan=UMUM)
    await arsip.minta(ask.TerimaDiUnit, berkas, unit=UMUM)
    assert isinstance(await arsip.minta(ask.Alihkan, berkas, tujuan=GIGI), Accepted)
    assert [(satu.keluar.tujuan, satu.lanjut) for satu in putaran(arsip)] == [(UMUM, True), (GIGI, False)]


async def test_a_round_too_large_for_a_book_is_refused_not_cut(arsip: Arsip, monkeypatch: pytest.MonkeyPatch) -> None:
    for _folder in range(3):
        await arsip.minta(ask.Ambil, await arsip.daftar(), PERMED, tujuan=UMUM)
    monkeypatch.setattr(dispatch, "PALING_BANYAK", 2)
    with arsip.engine.connect() as connection:
        found = dispatch.ekspedisi(connection, PAGI, PAGI + timedelta(hours=1))
    assert isinstance(found, Refusal)
    assert found.kode == "kurun_terlalu_banyak"


async def test_a_clock_that_was_set_back_loses_no_folder(arsip: Arsip) -> None:
    """The PC's battery was flat: some lines are recorded hours before those that stand before them."""
    arsip.jam.maju(hours=6)
    early = [await arsip.daftar() for _folder in range(5)]
    for berkas in early[:3]:
        await arsip.minta(ask.Ambil, berkas, PERMED, tujuan=UMUM)
    arsip.jam.maju(hours=-5)
    for berkas in early[3:]:
        late = await arsip.daftar()
        assert isinstance(await arsip.minta(ask.Ambil, late, PERMED, tujuan=GIGI), Accepted), berkas
    assert [satu.keluar.tujuan for satu in putaran(arsip, dari=1, sampai=2)] == [GIGI, GIGI]
    assert [satu.keluar.tujuan for satu in putaran(arsip, dari=6, sampai=7)] == [UMUM] * 3


async def test_an_empty_ledger_has_an_empty_book(arsip: Arsip) -> None:
    assert putaran(arsip) == ()


async def test_every_pull_and_every_loan_makes_one_slip_and_nothing_else_does(arsip: Arsip) -> None:
    kode = stasiun(arsip.engine, arsip)
    pulled, lent = await arsip.daftar(), await arsip.daftar()
    await arsip.minta(ask.Ambil, pulled, PERMED, tujuan=UMUM)
    await arsip.minta(ask.TerimaDiUnit, pulled, unit=UMUM)
    loan: dict[str, Any] = {
        "peminjam": DOKTER.id,
        "keperluan": Keperluan.AUDIT,
        "jatuh_tempo": arsip.jam() + timedelta(days=1),
    }
    await arsip.minta(ask.Pinjamkan, lent, **loan)
    for _again in range(2):
        assert antrean(arsip.engine, kode, arsip)[:1] == [pulled]
    with arsip.engine.connect() as connection:
        last = paper.keluar_terakhir(connection, lent)
        waiting = printing.menunggu(connection, kode)
    assert len({tugas.seq for tugas in waiting}) == len(waiting)
    assert (lent in [tugas.berkas for tugas in waiting]) == (last is not None)


async def test_only_the_newest_slip_of_a_folder_is_printed(arsip: Arsip) -> None:
    kode = stasiun(arsip.engine, arsip)
    berkas = await arsip.daftar()
    for unit in (UMUM, GIGI):
        await arsip.minta(ask.Ambil, berkas, PERMED, tujuan=unit)
        await arsip.minta(ask.TerimaDiUnit, berkas, unit=unit)
        if unit == UMUM:
            await arsip.minta(ask.TerimaKembali, berkas, cara_kembali=CaraKembali.DIANTAR)
            await arsip.minta(ask.Rakit, berkas)
            await arsip.minta(ask.NyatakanLengkap, berkas)
            await arsip.minta(ask.Simpan, berkas)
    assert antrean(arsip.engine, kode, arsip) == [berkas]
    with arsip.engine.connect() as connection:
        (tugas,) = printing.menunggu(connection, kode)
        assert paper.keluar_pada(connection, [tugas.seq])[tugas.seq].tujuan == GIGI


async def test_printed_jobs_are_forgotten_after_a_week_and_waiting_ones_never(arsip: Arsip) -> None:
    kode = stasiun(arsip.engine, arsip)
    first, second = await arsip.daftar(), await arsip.daftar()
    await arsip.minta(ask.Ambil, first, PERMED, tujuan=UMUM)
    await arsip.minta(ask.Ambil, second, PERMED, tujuan=UMUM)
    assert antrean(arsip.engine, kode, arsip) == [first, second]
    with writing(arsip.engine).begin() as connection:
        seq = printing.menunggu(connection, kode)[0].seq
        assert printing.tandai(connection, kode, [seq], Tahap.DICETAK, arsip.jam()) == 1
        assert printing.tandai(connection, kode, [seq], Tahap.DICETAK, arsip.jam()) == 0
    arsip.jam.maju(days=printing.DISIMPAN_HARI + 1)
    assert antrean(arsip.engine, kode, arsip) == [second]
    with arsip.engine.connect() as connection:
        assert printing.lainnya(connection, kode) == []


async def test_a_station_taken_away_leaves_nothing_behind(arsip: Arsip) -> None:
    kode = stasiun(arsip.engine, arsip)
    await arsip.minta(ask.Ambil, await arsip.daftar(), PERMED, tujuan=UMUM)
    antrean(arsip.engine, kode, arsip)
    with writing(arsip.engine).begin() as connection:
        printing.hapus(connection, kode)
        assert printing.semua(connection) == []
        assert printing.menunggu(connection, kode) == []
        assert not printing.perbarui(connection, kode, arsip.jam())
