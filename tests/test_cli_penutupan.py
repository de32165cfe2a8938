"""`jejak sensus tutup`, `edisi`, `tandatangani`: closed by hand, once; what each edition says; signed by a head."""

import asyncio
import json
import shutil
from pathlib import Path

import pytest
from sqlalchemy import select
from typer.testing import CliRunner, Result

from cli.main import app
from engine import people
from engine import tables as t
from engine.database import connect, writing
from engine.execute import FrontDoor
from engine.refusals import Refusal
from schemas.message import Pelaku
from schemas.names import Peran, PetugasId
from tests.berjalan import jejak_up
from tests.kit import PKM, RANAP, UMUM, Arsip, Jam
from tests.klinik import klinik_baru
from tests.sensus_kit import angkat


@pytest.fixture
async def data(tmp_path: Path, sqlite_facility: Path) -> Path:
    """A data directory with beds and one inpatient, months ago."""
    shutil.copy(sqlite_facility, tmp_path / "jejak.db")
    engine = connect(f"sqlite:///{tmp_path / 'jejak.db'}")
    with FrontDoor(engine, PKM.kode) as door:
        await klinik_baru(Arsip(engine, door, Jam())).dirawat("M1-A")
    engine.dispose()
    return tmp_path


def jejak(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(app, ["sensus", *words, "--data", str(folder)])


def test_days_are_closed_by_hand_once_and_what_is_unsigned_is_named(data: Path) -> None:
    first = json.loads(jejak(data, "tutup", "--json").stdout)
    assert (first["ditutup"], first["terbit_lagi"]) == (7, 0), "as far back as policy says"
    assert {one["unit"] for one in first["lewat_batas"]} == {RANAP}
    again = jejak(data, "tutup")
    assert again.exit_code == 0
    assert again.stdout.startswith("0 lembar ditutup, 0 terbit lagi.")
    day = first["lewat_batas"][0]["hari"]
    told = jejak(data, "edisi", "--unit", RANAP, "--tanggal", day)
    assert told.stdout.startswith("Edisi 1, belum ditandatangani")
    missing = jejak(data, "edisi", "--unit", "UMUM", "--tanggal", day)
    assert (missing.exit_code, missing.stderr) == (1, f"Sensus UMUM {day} belum ditutup.\n")


async def test_a_head_signs_from_the_command_line_once_and_only_what_is_closed_and_their_own(data: Path) -> None:
    engine = connect(f"sqlite:///{data / 'jejak.db'}")
    with writing(engine).begin() as connection:
        token = people.buat_perangkat(connection, "karu", (Peran.PETUGAS_UNIT,))
        assert not isinstance(token, Refusal)
        head = connection.execute(select(t.petugas.c.id).where(t.petugas.c.nama == "karu")).scalar_one()
    angkat(engine, RANAP, Pelaku(PetugasId(head), frozenset(), frozenset()))
    engine.dispose()
    closed = await asyncio.to_thread(jejak, data, "tutup", "--json")
    day = json.loads(closed.stdout)["lewat_batas"][0]["hari"]
    with jejak_up(data) as running:
        await running.lancar()

        def sign(*words: str, unit: str = RANAP, hari: str = day, secret: str = token) -> Result:
            place = ("--unit", unit, "--tanggal", hari, "--token", secret, "--url", running.url)
            return jejak(data, "tandatangani", *place, *words)

        assert sign("--edisi", "2").exit_code == 1, "there is no second edition"
        good = sign()
        assert (good.exit_code, good.stdout) == (0, "Edisi 1 ditandatangani.\n")
        for bad in (sign(), sign(unit=UMUM), sign(hari="2020-01-01"), sign(secret="jejak_salah")):
            assert (bad.exit_code, bad.stdout) == (1, "")
            assert bad.stderr.strip()
            assert "Traceback" not in bad.stderr
        assert sign(hari="kemarin").exit_code == 2
    assert jejak(data, "edisi", "--unit", RANAP, "--tanggal", day).stdout.startswith("Edisi 1, ditandatangani karu")
