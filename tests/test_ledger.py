"""The ledger on both databases: gapless, chained, append-only."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, delete, select, update
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import DBAPIError

from engine import ledger
from engine import tables as t
from engine.database import writing
from engine.execute import Accepted
from engine.rows import Entry
from engine.workflow import Step
from engine.workflows.berkas import BERKAS
from schemas.commands import berkas as ask
from tests.buku import berkas_kini, satu_cerita
from tests.kit import GIGI, PAGI, PKM, UMUM, Arsip, wish


async def test_every_accepted_command_has_its_place_in_a_gapless_chain(arsip: Arsip) -> None:
    berkas = await arsip.daftar()
    first = await arsip.minta(ask.Ambil, berkas, tujuan=GIGI)
    second = await arsip.minta(ask.TerimaDiUnit, berkas, unit=GIGI)
    assert isinstance(first, Accepted)
    assert isinstance(second, Accepted)
    assert (first.seq, second.seq) == (2, 3)
    with arsip.engine.connect() as connection:
        assert list(ledger.verify(connection, PKM.kode)) == [3]


async def test_a_wrong_unit_is_told_the_right_one_and_the_sighting_is_kept(arsip: Arsip) -> None:
    berkas = await arsip.daftar()
    await arsip.minta(ask.Ambil, berkas, tujuan=GIGI)
    answer = await arsip.minta(ask.TerimaDiUnit, berkas, unit=UMUM)
    assert not isinstance(answer, Accepted)
    assert "ditujukan ke Poli Gigi" in answer.kalimat
    with arsip.engine.connect() as connection:
        assert (
            connection.execute(select(t.jejak.c.jenis).order_by(t.jejak.c.seq.desc())).scalar() == "berkas.terlihat.v1"
        )


async def test_the_database_itself_refuses_to_change_history(arsip: Arsip) -> None:
    await arsip.daftar()
    for statement in (update(t.jejak).values(pelaku="x"), delete(t.jejak)):
        with pytest.raises(DBAPIError, match="hanya boleh ditambah"), writing(arsip.engine).begin() as connection:
            connection.execute(statement)


def unlocked(engine: Engine) -> None:
    """Take the triggers away, as somebody with the database's password can."""
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql("ALTER TABLE jejak DISABLE TRIGGER ALL")
            return
        for name in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").scalars().all():
            connection.exec_driver_sql(f"DROP TRIGGER {name}")


async def a_few_lines(arsip: Arsip) -> None:
    """Six lines about two records."""
    for _ in range(2):
        berkas = await arsip.daftar()
        await arsip.minta(ask.Ambil, berkas, tujuan=GIGI)
        await arsip.minta(ask.TerimaDiUnit, berkas, unit=GIGI)


async def test_an_untouched_chain_verifies_page_by_page(arsip: Arsip) -> None:
    await a_few_lines(arsip)
    with arsip.engine.connect() as connection:
        assert [list(ledger.verify(connection, PKM.kode, page=page))[-1] for page in (1, 2, 4, 1000)] == [6] * 4


CHANGES: tuple[dict[str, object], ...] = (
    {"pelaku": "0190c7a0-0000-7000-8000-00000000dead"},
    {"terjadi_pada": PAGI},
    {"dicatat_pada": PAGI + timedelta(seconds=1)},
    {"data": '{"dari":"disimpan","ke":"di_poli"}'},
    {"di": "KIA"},
    {"cara": "pindai"},
    {"selisih_jam": 5},
    {"jenis": "berkas.dirakit.v1"},
    {"subjek": "0190c7a0-0000-7000-8000-00000000dead"},
    {"versi": 9},
    {"perintah_id": "0190c7a0-0000-7000-8000-00000000dead"},
    {"hash": bytes(32)},
)


async def test_a_changed_line_is_found_and_named_whatever_was_changed(arsip: Arsip) -> None:
    arsip.jam.langkah = timedelta(seconds=7)
    await a_few_lines(arsip)
    unlocked(arsip.engine)
    for change in CHANGES:
        with writing(arsip.engine).connect() as connection, connection.begin() as trial:
            connection.execute(update(t.jejak).where(t.jejak.c.seq == 4).values(change))
            with pytest.raises(ledger.LedgerBroken, match="baris 4"):
                list(ledger.verify(connection, PKM.kode))
            trial.rollback()
    with arsip.engine.connect() as connection:
        assert list(ledger.verify(connection, PKM.kode)) == [6]


async def test_a_removed_line_is_found_even_if_the_rest_moves_up(arsip: Arsip) -> None:
    await a_few_lines(arsip)
    unlocked(arsip.engine)
    for lost in (1, 3):
        with writing(arsip.engine).connect() as connection, connection.begin() as trial:
            connection.execute(delete(t.jejak).where(t.jejak.c.seq == lost))
            with pytest.raises(ledger.LedgerBroken, match=f"baris {lost}"):
                list(ledger.verify(connection, PKM.kode))
            for seq in range(lost + 1, 7):
                connection.execute(update(t.jejak).where(t.jejak.c.seq == seq).values(seq=seq - 1))
            with pytest.raises(ledger.LedgerBroken, match=f"baris {lost}"):
                list(ledger.verify(connection, PKM.kode))
            trial.rollback()


async def test_two_swapped_lines_are_found(arsip: Arsip) -> None:
    await a_few_lines(arsip)
    unlocked(arsip.engine)
    with writing(arsip.engine).begin() as connection:
        for old, new in ((2, 99), (5, 2), (99, 5)):
            connection.execute(update(t.jejak).where(t.jejak.c.seq == old).values(seq=new))
    with arsip.engine.connect() as connection, pytest.raises(ledger.LedgerBroken, match="baris 2"):
        list(ledger.verify(connection, PKM.kode))


async def test_a_ledger_of_one_facility_is_not_taken_for_anothers(arsip: Arsip) -> None:
    await a_few_lines(arsip)
    with arsip.engine.connect() as connection, pytest.raises(ledger.LedgerBroken, match="baris 1"):
        list(ledger.verify(connection, "PKM2"))
    assert ledger.genesis("PKM1") != ledger.genesis("PKM2")


async def test_an_empty_ledger_is_whole(engine: Engine) -> None:
    with engine.connect() as connection:
        assert list(ledger.verify(connection, PKM.kode)) == []
        assert ledger.head(connection, PKM.kode) == (0, ledger.genesis(PKM.kode))


async def test_the_bytes_read_back_are_the_bytes_that_were_hashed(arsip: Arsip) -> None:
    """On both databases a time, a text and a number come back as they went in, to the microsecond."""
    arsip.jam.langkah = timedelta(microseconds=1_234_567)
    await a_few_lines(arsip)
    chain = ledger.genesis(PKM.kode)
    with arsip.engine.connect() as connection:
        lines = ledger.read(connection, PKM.kode, 0, 100)
    for telling, stored in lines:
        chain = sha256(chain + telling.amplop()).digest()
        assert chain == stored
        assert orjson.loads(telling.amplop())["dicatatpada"].endswith("Z")
    assert len({telling.dicatat_pada for telling, _ in lines}) == 6


async def test_reading_goes_on_after_any_position(arsip: Arsip) -> None:
    await a_few_lines(arsip)
    with arsip.engine.connect() as connection:
        for after in range(7):
            found = [telling.seq for telling, _ in ledger.read(connection, PKM.kode, after, 3)]
            assert found == list(range(after + 1, min(after + 3, 6) + 1))


async def test_every_part_of_a_record_number_is_kept_for_searching(arsip: Arsip) -> None:
    berkas = await arsip.daftar(nomor="00-12-3a")
    with arsip.engine.connect() as connection:
        query = select(t.nomor_akhiran.c.akhiran).where(t.nomor_akhiran.c.berkas_id == berkas)
        assert set(connection.execute(query).scalars()) == {"00123A", "0123A", "123A", "23A", "3A", "A"}
        row = connection.execute(select(t.berkas.c.nomor, t.berkas.c.kunci)).one()
        assert (row.nomor, row.kunci) == ("00-12-3a", "00123A")


async def test_a_carried_folder_counts_where_it_goes_and_one_that_is_gone_nowhere(arsip: Arsip) -> None:
    carried, gone, kept = [await arsip.daftar() for _ in range(3)]
    await arsip.minta(ask.Ambil, carried, tujuan=GIGI)
    await arsip.minta(ask.Gabungkan, gone, ke_berkas=kept)
    with arsip.engine.connect() as connection:
        counts = {(row.keadaan, row.unit): row.jumlah for row in connection.execute(select(t.hitungan)) if row.jumlah}
    assert counts == {("diambil", GIGI): 1, ("digabung", ledger.BELUM_ADA): 1, ("disimpan", "RM"): 1}
    satu_cerita(arsip.engine)


async def test_a_line_without_its_record_is_not_written(arsip: Arsip) -> None:
    """A record read at another version than the table's stops the whole write, and nothing of it stays."""
    berkas = await arsip.daftar()
    before = berkas_kini(arsip.engine, berkas)
    command = wish(ask.Ambil, berkas, tujuan=GIGI)
    stale = before._replace(versi=7)
    step = BERKAS.step(stale, command, PAGI)
    assert isinstance(step, Step)
    entry = Entry(command, bytes(32), step.event, stale, step.record)
    with pytest.raises(ledger.LedgerBroken), writing(arsip.engine).begin() as connection:
        ledger.write(connection, PKM.kode, ledger.head(connection, PKM.kode), [entry])
    assert satu_cerita(arsip.engine) == 1


@given(st.datetimes(datetime(1900, 1, 2), datetime(9998, 12, 30), timezones=st.just(UTC)))  # noqa: DTZ001 - hypothesis wants bounds without zone
def test_text_order_is_time_order_on_sqlite(saat: datetime) -> None:
    write = t.Utc().bind_processor(sqlite.dialect())
    read = t.Utc().result_processor(sqlite.dialect(), None)
    assert write
    assert read
    written, later = write(saat), write(saat + timedelta(microseconds=1))
    assert len(written) == len(later)
    assert written < later
    assert read(written) == saat


async def test_a_hole_wider_than_a_page_breaks_the_chain_too(arsip: Arsip) -> None:
    for _ in range(9):
        await arsip.daftar()
    unlocked(arsip.engine)
    with arsip.engine.begin() as connection:
        connection.execute(delete(t.jejak).where(t.jejak.c.seq.between(3, 8)))
    with arsip.engine.connect() as connection, pytest.raises(ledger.LedgerBroken):
        list(ledger.verify(connection, PKM.kode, page=2))
