"""Deadlines in a record's life: what starts one, what ends it, what an undo gives back; stories without any IO."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from sqlalchemy import delete, update

from engine import tables as t
from engine.alur import perubahan
from engine.database import writing
from engine.execute import Accepted
from engine.views import sums
from engine.workflows.berkas import BERKAS, Berkas
from engine.workflows.tenggat_berkas import berjalan, tanda_lewat
from schemas.commands import berkas as ask
from schemas.events import berkas as told
from schemas.message import Event
from schemas.names import BerkasId, Cara, CaraKembali, JenisTenggat, Keadaan
from tests import buku
from tests.kisah import Kisah, dari_meja, dari_rak
from tests.kit import GIGI, MESIN, PAGI, SERBA_BISA, UMUM, Arsip, wish
from tests.test_laws import lives

PENGEMBALIAN, KELENGKAPAN, PINJAMAN = JenisTenggat.PENGEMBALIAN, JenisTenggat.KELENGKAPAN, JenisTenggat.PINJAMAN
S = Keadaan


def di_poli() -> Kisah:
    kisah = dari_rak()
    kisah.terjadi(ask.Ambil)
    kisah.terjadi(ask.TerimaDiUnit)
    return kisah


def tidak_lengkap() -> Kisah:
    kisah = dari_meja()
    kisah.terjadi(ask.Rakit)
    kisah.terjadi(ask.NyatakanTidakLengkap)
    return kisah


def jalan(kisah: Kisah) -> set[JenisTenggat]:
    return set(berjalan(kisah.berkas))


def test_a_folder_is_owed_back_from_the_moment_a_unit_has_it_until_it_is_home() -> None:
    kisah = dari_rak()
    kisah.terjadi(ask.Ambil)
    assert jalan(kisah) == set()
    kisah.terjadi(ask.TerimaDiUnit)
    assert jalan(kisah) == {PENGEMBALIAN}
    kisah.terjadi(ask.KirimKembali)
    assert jalan(kisah) == {PENGEMBALIAN}
    kisah.terjadi(ask.TerimaKembali)
    assert jalan(kisah) == set()
    assert kisah.berkas.kembali_sebelum is None


def test_the_next_unit_owes_it_back_anew() -> None:
    kisah = di_poli()
    kisah.terjadi(ask.Alihkan, tujuan=UMUM)
    due = PAGI + timedelta(days=3)
    kisah.terjadi(ask.TerimaDiUnit, unit=UMUM, kembali_sebelum=due)
    assert berjalan(kisah.berkas) == {PENGEMBALIAN: due}


def test_nobody_owes_back_what_is_lost() -> None:
    kisah = di_poli()
    kisah.terjadi(ask.LaporkanHilang)
    assert jalan(kisah) == set()


def test_what_is_incomplete_is_owed_wherever_the_folder_goes_until_it_is_analysed_again() -> None:
    kisah = tidak_lengkap()
    due = berjalan(kisah.berkas)[KELENGKAPAN]
    kisah.terjadi(ask.KembalikanKeUnit)
    kisah.terjadi(ask.TerimaDiUnit)
    assert jalan(kisah) == {KELENGKAPAN, PENGEMBALIAN}
    kisah.terjadi(ask.TerimaKembali)
    assert berjalan(kisah.berkas) == {KELENGKAPAN: due}
    kisah.terjadi(ask.Rakit)
    assert jalan(kisah) == set()


def test_what_is_incomplete_and_lost_is_still_incomplete_when_it_is_found() -> None:
    kisah = tidak_lengkap()
    for kind in (ask.LaporkanHilang, ask.Temukan):
        kisah.terjadi(kind)
        assert jalan(kisah) == {KELENGKAPAN}


@pytest.mark.parametrize("way", [ask.Lengkapi, ask.Gabungkan])
def test_completing_or_merging_ends_what_was_owed(way: type) -> None:
    kisah = tidak_lengkap()
    kisah.terjadi(way)
    assert jalan(kisah) == set()


def test_a_loan_is_due_when_the_lender_said_until_it_is_back_or_lost() -> None:
    for way in (ask.KembalikanPinjaman, ask.LaporkanHilang):
        kisah = dari_rak()
        kisah.terjadi(ask.Pinjamkan)
        assert berjalan(kisah.berkas) == {PINJAMAN: PAGI + timedelta(days=7)}
        kisah.terjadi(way)
        assert jalan(kisah) == set()
        assert kisah.berkas.jatuh_tempo is None


def test_told_late_it_runs_no_more_and_is_known_still() -> None:
    kisah = di_poli()
    due = kisah.berkas.kembali_sebelum
    kisah.terjadi(ask.TandaiLewat, MESIN)
    assert jalan(kisah) == set()
    assert (kisah.berkas.kembali_sebelum, kisah.berkas.kembali_lewat) == (due, True)
    assert kisah.keadaan is S.DI_POLI


def test_a_line_from_before_there_were_deadlines_is_read_and_starts_none() -> None:
    line = {"unit": "GIGI", "dari": "diambil", "ke": "di_poli"}
    envelope = {
        "perintah_id": "0190c7a0-0000-7000-8000-0000000000c1",
        "subjek": "0190c7a0-0000-7000-8000-0000000000b1",
        "versi": 3,
        "terjadi_pada": PAGI,
        "dicatat_pada": PAGI,
        "pelaku": "0190c7a0-0000-7000-8000-0000000000a9",
        "cara": Cara.PINDAI,
    }
    event = told.BerkasDiterima(**envelope, **line)
    after = BERKAS.apply(Berkas(BerkasId(event.subjek), keadaan=S.DIAMBIL, versi=2), event)
    assert berjalan(after) == {}


@settings(max_examples=80, deadline=None)
@given(lives())
def test_the_rows_are_the_fold_of_the_changes_whatever_happens(life: tuple[list[Event], Berkas, list[object]]) -> None:
    record = Berkas(life[1].id)
    rows: dict[JenisTenggat, datetime] = {}
    for event in life[0]:
        before, record = record, BERKAS.apply(record, event)
        for jenis, due in perubahan(before, record).items():
            assert rows.pop(jenis, None) != due, "a change changes something"
            if due is not None:
                rows[jenis] = due
        assert rows == berjalan(record)
        if isinstance(event, told.BerkasLewatTenggat):
            assert event.tenggat not in rows
    assert not {KELENGKAPAN, PINJAMAN} <= rows.keys()
    if record.keadaan is S.DISIMPAN:
        assert not rows


# ── through the door: due times, and what an undo gives back ────────────────────────────────────────


async def ambil_terima(arsip: Arsip, berkas: BerkasId) -> None:
    assert isinstance(await arsip.minta(ask.Ambil, berkas, tujuan=GIGI), Accepted)
    assert isinstance(await arsip.minta(ask.TerimaDiUnit, berkas, unit=GIGI), Accepted)


async def tandai(arsip: Arsip, berkas: BerkasId) -> Accepted:
    ((_, jenis), (due, versi)) = next(item for item in buku.tenggat_kini(arsip.engine).items() if item[0][0] == berkas)
    answer = await arsip.door.execute(tanda_lewat(berkas, JenisTenggat(jenis), due, versi))
    assert isinstance(answer, Accepted), answer
    return answer


async def test_the_clock_begins_when_hands_did_it_and_never_after_it_was_recorded(arsip: Arsip) -> None:
    berkas = await arsip.daftar()
    arsip.jam.maju(hours=2)
    since = arsip.jam.saat
    await arsip.minta(ask.Ambil, berkas, tujuan=GIGI, terjadi_pada=since - timedelta(minutes=40))
    await arsip.minta(ask.TerimaDiUnit, berkas, unit=GIGI, terjadi_pada=since - timedelta(minutes=30))
    assert buku.berkas_kini(arsip.engine, berkas).kembali_sebelum == since + timedelta(hours=23, minutes=30)
    lain = await arsip.daftar()
    await arsip.minta(ask.Ambil, lain, tujuan=GIGI)
    await arsip.minta(ask.TerimaDiUnit, lain, unit=GIGI, terjadi_pada=since + timedelta(minutes=9))
    assert buku.berkas_kini(arsip.engine, lain).kembali_sebelum == since + timedelta(hours=24)


async def test_a_scan_starts_the_same_clock_as_the_command_it_means(arsip: Arsip) -> None:
    berkas = await arsip.daftar()
    await arsip.minta(ask.Ambil, berkas, tujuan=GIGI)
    await arsip.minta(ask.Pindai, berkas, di=GIGI)
    assert buku.berkas_kini(arsip.engine, berkas).kembali_sebelum == arsip.jam.saat + timedelta(hours=24)
    buku.satu_cerita(arsip.engine)


async def test_an_undone_return_runs_on_and_is_told_late_once(arsip: Arsip) -> None:
    berkas = await arsip.daftar()
    await ambil_terima(arsip, berkas)
    due = buku.berkas_kini(arsip.engine, berkas).kembali_sebelum
    await arsip.minta(ask.TerimaKembali, berkas, cara_kembali=CaraKembali.DIANTAR)
    assert buku.tenggat_kini(arsip.engine) == {}
    assert isinstance(await arsip.minta(ask.Urungkan, berkas), Accepted)
    assert [row[0] for row in buku.tenggat_kini(arsip.engine).values()] == [due]
    arsip.jam.maju(hours=24)
    await tandai(arsip, berkas)
    buku.satu_cerita(arsip.engine)


async def test_what_was_told_late_before_a_move_is_not_told_again_when_that_move_is_undone(arsip: Arsip) -> None:
    berkas = await arsip.daftar()
    await ambil_terima(arsip, berkas)
    arsip.jam.maju(hours=24)
    await tandai(arsip, berkas)
    await arsip.minta(ask.TerimaKembali, berkas, cara_kembali=CaraKembali.DIANTAR)
    assert isinstance(await arsip.minta(ask.Urungkan, berkas), Accepted)
    record = buku.berkas_kini(arsip.engine, berkas)
    assert record.kembali_lewat
    assert buku.tenggat_kini(arsip.engine) == {}
    buku.satu_cerita(arsip.engine)


async def test_what_is_told_late_after_a_move_stays_told_when_that_move_is_undone(arsip: Arsip) -> None:
    berkas = await arsip.daftar()
    await ambil_terima(arsip, berkas)
    arsip.jam.maju(hours=23, minutes=58)
    await arsip.minta(ask.KirimKembali, berkas)
    arsip.jam.maju(minutes=2)
    await tandai(arsip, berkas)
    assert isinstance(await arsip.minta(ask.Urungkan, berkas), Accepted)
    record = buku.berkas_kini(arsip.engine, berkas)
    assert (record.keadaan, record.kembali_lewat) == (S.DI_POLI, True)
    assert buku.tenggat_kini(arsip.engine) == {}
    buku.satu_cerita(arsip.engine)


async def test_an_undone_receipt_gives_back_the_deadline_it_replaced(arsip: Arsip) -> None:
    berkas = await arsip.daftar()
    await ambil_terima(arsip, berkas)
    first = buku.berkas_kini(arsip.engine, berkas).kembali_sebelum
    arsip.jam.maju(hours=3)
    await arsip.minta(ask.Alihkan, berkas, tujuan=UMUM)
    await arsip.minta(ask.TerimaDiUnit, berkas, unit=UMUM)
    assert buku.berkas_kini(arsip.engine, berkas).kembali_sebelum == first + timedelta(hours=3)  # type: ignore[operator]
    assert isinstance(await arsip.minta(ask.Urungkan, berkas), Accepted)
    assert [row[0] for row in buku.tenggat_kini(arsip.engine).values()] == [first]
    buku.satu_cerita(arsip.engine)


async def test_starting_and_ending_in_one_batch_leaves_no_row(arsip: Arsip) -> None:
    berkas = await arsip.daftar()
    wishes = (
        (ask.Ambil, {"tujuan": GIGI}),
        (ask.TerimaDiUnit, {"unit": GIGI}),
        (ask.TerimaKembali, {"cara_kembali": CaraKembali.DIANTAR}),
    )
    futures = [arsip.door.submit(wish(kind, berkas, SERBA_BISA, **isi)) for kind, isi in wishes]
    assert all(isinstance(future.result(), Accepted) for future in futures)
    assert buku.tenggat_kini(arsip.engine) == {}
    buku.satu_cerita(arsip.engine)


@pytest.mark.parametrize(("zona", "hari"), [("WIB", 7), ("WITA", 8), ("WIT", 9)])
async def test_days_are_counted_in_the_facilitys_zone(arsip: Arsip, zona: str, hari: int) -> None:
    with writing(arsip.engine).begin() as connection:
        connection.execute(update(t.fasyankes).values(zona=zona))
    berkas = await arsip.daftar()
    await ambil_terima(arsip, berkas)
    await arsip.minta(ask.TerimaKembali, berkas, cara_kembali=CaraKembali.DIANTAR)
    await arsip.minta(ask.Rakit, berkas)
    await arsip.kurang(berkas)
    await arsip.minta(ask.NyatakanTidakLengkap, berkas, penanggung_jawab=SERBA_BISA.id)
    due = buku.berkas_kini(arsip.engine, berkas).jatuh_tempo
    assert due is not None
    begun = arsip.jam.saat + timedelta(hours=hari)
    local = due + timedelta(hours=hari)
    assert (local.date() - begun.date(), local.time()) == (timedelta(days=14), begun.time())
    assert due.tzinfo is UTC


async def test_the_check_of_the_whole_finds_a_deadline_that_is_not_the_fold(arsip: Arsip) -> None:
    for _ in range(2):
        await ambil_terima(arsip, await arsip.daftar())
    with arsip.engine.connect() as connection:
        assert [wrong for _, found in sums.records(connection) for wrong in found] == []
    with writing(arsip.engine).begin() as connection:
        first = next(iter(buku.tenggat_kini(arsip.engine)))[0]
        connection.execute(delete(t.tenggat).where(t.tenggat.c.subjek == first))
    with arsip.engine.connect() as connection:
        assert [wrong.tercatat for _, found in sums.records(connection) for wrong in found] == ["tidak berjalan"]
