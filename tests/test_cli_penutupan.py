"""`jejak sensus tutup` and `edisi`: the census closed by hand, once, and what each edition says."""

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from cli.main import app
from engine.database import connect
from engine.execute import FrontDoor
from tests.kit import PKM, RANAP, Arsip, Jam
from tests.klinik import klinik_baru


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
