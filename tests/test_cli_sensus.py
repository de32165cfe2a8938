"""`jejak sensus`: a day as the wards see it, and whether it is what the ledger makes."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, update
from typer.testing import CliRunner, Result

from cli.main import app
from engine import tables as t
from engine.database import connect, writing
from engine.execute import FrontDoor
from engine.policy import kebijakan
from engine.projections import sensus
from engine.projections.projector import Proyektor
from tests.kit import PKM, RANAP, Arsip, Jam
from tests.klinik import klinik_baru


@pytest.fixture
async def data(tmp_path: Path, sqlite_facility: Path) -> Path:
    """A data directory with one inpatient and two visits, counted."""
    folder = tmp_path / "data"
    folder.mkdir()
    shutil.copy(sqlite_facility, folder / "jejak.db")
    engine = connect(f"sqlite:///{folder / 'jejak.db'}")
    with FrontDoor(engine, PKM.kode) as door:
        klinik = klinik_baru(Arsip(engine, door, Jam()))
        await klinik.dirawat("M1-A")
        await klinik.terdaftar()
        made = Proyektor(engine, PKM.kode, sensus.sensus(PKM.zona, kebijakan().sensus))
        made.mulai()
        made.kejar()
    engine.dispose()
    return folder


@pytest.fixture
def engine(data: Path) -> Iterator[Engine]:
    """The same database."""
    made = connect(f"sqlite:///{data / 'jejak.db'}")
    yield made
    made.dispose()


def jejak(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(app, ["sensus", *words, "--data", str(folder)])


def told(folder: Path, *words: str) -> Any:
    return json.loads(jejak(folder, *words, "--json").stdout)


def test_a_comparison_prints_the_cells_that_differ_and_exits_with_1(data: Path, engine: Engine) -> None:
    good = jejak(data, "hitung-ulang", "--banding")
    assert (good.exit_code, good.stdout) == (0, "Sensus sama dengan buku jejak sampai baris 5.\n")
    assert told(data, "hitung-ulang", "--banding")["sama"] is True
    with writing(engine).begin() as connection:
        connection.execute(update(t.sensus_hari).values(jumlah=7))
    bad = jejak(data, "hitung-ulang", "--banding")
    assert bad.exit_code == 1
    hari = _hari(engine)
    assert f"{hari} {RANAP} kelas_2 masuk: tercatat 7, seharusnya 1" in bad.stderr
    assert "berbeda di 1 sel" in bad.stderr
    (cell,) = told(data, "hitung-ulang", "--banding")["sel"]
    assert (cell["macam"], cell["tercatat"], cell["seharusnya"]) == ("masuk", 7, 1)
    assert jejak(data, "hitung-ulang").stdout == "Sensus dihitung ulang sampai baris 5.\n"
    assert jejak(data, "hitung-ulang", "--banding").exit_code == 0


def _hari(engine: Engine) -> str:
    with engine.connect() as connection:
        return str(connection.execute(t.sensus_hari.select()).one().hari)


def test_a_day_is_shown_by_ward_and_by_clinic(data: Path, engine: Engine) -> None:
    hari = _hari(engine)
    shown = jejak(data, "lihat", "--tanggal", hari)
    assert shown.exit_code == 0, shown.output
    assert f"Sensus {hari}" in shown.stdout
    assert RANAP in shown.stdout
    found = told(data, "lihat", "--tanggal", hari)
    assert [(one["unit"], one["masuk"], one["sisa"]) for one in found["rawat_inap"]] == [(RANAP, 1, 1)]
    assert sum(one["jumlah"] for one in found["rawat_jalan"]) == 2
    assert told(data, "lihat", "--tanggal", hari, "--unit", "LAIN")["rawat_inap"] == []
    assert "Tidak ada pasien." in jejak(data, "lihat", "--tanggal", "2020-01-01").stdout


def test_a_day_to_come_is_refused(data: Path) -> None:
    later = jejak(data, "lihat", "--tanggal", "2999-01-01")
    assert later.exit_code == 1
    assert "belum tiba" in later.stderr


def test_the_indicators_of_a_month_are_told_with_why_a_number_is_none(data: Path) -> None:
    (whole, ward) = told(data, "indikator", "--bulan", "2026-03")["isi"]
    assert (whole["unit"], ward["unit"]) == (None, RANAP)
    assert (whole["bor"]["nilai"], whole["toi"]["nilai"], whole["toi"]["kosong"]) == ("0.0", None, "tanpa_keluar")
    assert "tanpa keluar" in jejak(data, "indikator", "--bulan", "2026-03", "--unit", RANAP).stdout
    assert "Belum ada hari yang selesai." in jejak(data, "indikator", "--bulan", "2999-01").stdout
    wrong = jejak(data, "indikator", "--bulan", "Maret")
    assert (wrong.exit_code, wrong.stderr) == (1, "Maret bukan bulan. Tulis tahun dan bulannya, misalnya 2026-10.\n")
