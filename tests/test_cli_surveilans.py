"""`jejak surveilans`: counts, alerts and reports, for people and for programs; exit 1 where somebody must act."""

import json
import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update
from typer.testing import CliRunner, Result

from cli.main import app
from engine import clock
from engine import tables as t
from engine.database import connect, writing
from engine.execute import FrontDoor
from engine.facility import baru
from schemas.commands import w1 as ask_w1
from tests.kit import Jam
from tests.surveilans_kit import PUSKESMAS, Fasilitas, w1_isi


@pytest.fixture
async def data(tmp_path: Path, sqlite_facility: Path) -> Path:
    """A data directory of a Puskesmas with two cases of dengue now, an alert and an outbreak report."""
    shutil.copy(sqlite_facility, tmp_path / "jejak.db")
    engine = connect(f"sqlite:///{tmp_path / 'jejak.db'}")
    with writing(engine).begin() as connection:
        made = clock.now() - timedelta(days=30)
        connection.execute(update(t.fasyankes).values(induk="K3201", dibuat=made))
    jam = Jam(clock.now())
    with FrontDoor(engine, PUSKESMAS, now=jam) as door:
        one = Fasilitas(PUSKESMAS, engine, door, jam)
        for _ in range(2):
            await one.kasus("A91")
        await one.amati()
        await one.jadi(ask_w1.Susun, baru(), **w1_isi(one))
    engine.dispose()
    return tmp_path


def jejak(folder: Path, *words: str) -> Result:
    """The command line."""
    return CliRunner().invoke(app, ["surveilans", *words, "--data", str(folder)])


def test_counts_alerts_and_reports_are_told_to_people_and_programs(data: Path) -> None:
    week = jejak(data, "minggu", "--json")
    told = {one["kode"]: one for one in json.loads(week.stdout)["isi"]}
    assert (week.exit_code, told["C"]["kasus"], told["C"]["lewat_ambang"]) == (1, 2, True)
    assert "Suspek dengue" in jejak(data, "minggu").stdout
    assert jejak(data, "minggu", "--minggu", "2020-M09").exit_code == 0
    wrong = jejak(data, "minggu", "--minggu", "2020-M99")
    assert (wrong.exit_code, "Tidak ada minggu" in wrong.output) == (2, True)
    alerts = jejak(data, "sinyal", "--json")
    assert (alerts.exit_code, json.loads(alerts.stdout)["isi"][0]["penyakit"]) == (1, "C")
    assert "muncul" in jejak(data, "sinyal").stdout
    outbreak = jejak(data, "w1", "--json")
    assert (outbreak.exit_code, json.loads(outbreak.stdout)["isi"][0]["keadaan"]) == (0, "disusun")
    assert "1 W1; 0 lewat batas." in jejak(data, "w1").stdout
    assert len(json.loads(jejak(data, "w2", "--json").stdout)["isi"]) == 2
    assert "disusun" in jejak(data, "w2").stdout
