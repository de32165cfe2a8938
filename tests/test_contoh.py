"""The sample facility is whole or it is finished on the next start; nothing in it is told twice."""

import asyncio
import signal
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from cli.contoh import buat_contoh
from engine import facility, ledger, sample
from engine import tables as t
from engine.database import connect, writing
from engine.facility import Fasyankes
from engine.schema import upgrade
from engine.views import board, sums
from tests.berjalan import jejak_up
from tests.siaran import sampai

SEPARUH = 100
"""Lines after which it is interrupted: far from the first, far from the last."""


@pytest.fixture
def kosong(url: str) -> Iterator[Engine]:
    """An empty database of each kind, at this version's schema."""
    made = connect(url)
    upgrade(made)
    yield made
    made.dispose()


def keadaan(engine: Engine) -> tuple[int, bytes, int]:
    """The ledger's head, and how many refusals are kept."""
    with engine.connect() as connection:
        refused = len(connection.execute(select(t.penolakan.c.perintah_id)).all())
        return *ledger.head(connection, sample.CONTOH.kode), refused


def test_a_sample_that_is_whole_stays_as_it_is(kosong: Engine) -> None:
    buat_contoh(kosong)
    made = keadaan(kosong)
    with kosong.connect() as connection:
        steps = sample.langkah(facility.born(connection))
        papan = board.papan(connection, steps[-1].pada)
    assert papan.jumlah == sample.JUMLAH
    wrong_doors = sum(takdir.jumlah for takdir in sample.TAKDIR if takdir.akhir == "salah_unit")
    assert (made[0], made[2]) == (len(steps), wrong_doors)  # a folder at the wrong door is refused, and seen there
    buat_contoh(kosong)
    assert keadaan(kosong) == made


def test_a_facility_that_only_bears_the_samples_code_is_left_alone(kosong: Engine) -> None:
    with writing(kosong).begin() as connection:
        facility.create(connection, Fasyankes(sample.CONTOH.kode, "Puskesmas Sungguhan", "WIT"), sample.UNITS)
    buat_contoh(kosong)
    assert keadaan(kosong)[0] == 0


SEMUA = "SELECT count(*) FROM jejak WHERE jenis != 'berkas.lewat_tenggat.v1'"


def baris(folder: Path) -> int:
    """Lines in the ledger that no timer wrote, seen from outside; 0 while there is none."""
    if not (folder / "jejak.db").exists():
        return 0
    with closing(sqlite3.connect(f"file:{folder / 'jejak.db'}?mode=ro", uri=True)) as connection:
        try:
            return int(connection.execute(SEMUA).fetchone()[0])
        except sqlite3.OperationalError:
            return 0


@pytest.mark.skipif(sys.platform == "win32", reason="signals as POSIX knows them")
async def test_a_sample_killed_in_the_middle_is_finished_on_the_next_start(tmp_path: Path) -> None:
    folder = tmp_path / "contoh"
    with jejak_up(folder, "--contoh") as jejak:
        await sampai(lambda: baris(folder) > SEPARUH, "separuh jalan")
        await jejak.berhenti(signal.SIGKILL)
    engine = connect(f"sqlite:///{folder / 'jejak.db'}")
    with engine.connect() as connection:
        wanted = len(sample.langkah(facility.born(connection)))
    assert SEPARUH < baris(folder) < wanted
    with jejak_up(folder) as jejak:  # whoever starts it, and however
        await jejak.lancar()
        assert (await asyncio.to_thread(baris, folder)) == wanted
        await jejak.berhenti()
    with engine.connect() as connection:
        assert board.papan(connection, facility.born(connection)).jumlah == sample.JUMLAH
        assert list(ledger.verify(connection, sample.CONTOH.kode))[-1] >= wanted  # the timer has told what is overdue
        assert sums.counts(connection) == []
    engine.dispose()
