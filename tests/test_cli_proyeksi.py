"""`jejak proyeksi` and `jejak surat-mati`: where projections are, whether they are right, what could not be read."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update
from typer.testing import CliRunner, Result

from cli.main import app
from engine import tables as t
from engine.database import connect, writing
from engine.execute import FrontDoor
from engine.projections import recap
from tests.kit import PKM, Arsip, Jam
from tests.proyeksi import hari_kerja, proyektor, racun


@pytest.fixture
async def data(tmp_path: Path, sqlite_facility: Path) -> Path:
    """A data directory whose recap knows all but the last three lines; one line is poison."""
    folder = tmp_path / "data"
    folder.mkdir()
    shutil.copy(sqlite_facility, folder / "jejak.db")
    engine = connect(f"sqlite:///{folder / 'jejak.db'}")
    with FrontDoor(engine, PKM.kode) as door:
        arsip = Arsip(engine, door, Jam())
        await hari_kerja(arsip, 1)
        racun(engine)
        proyektor(engine).kejar()
        await arsip.daftar()
        await arsip.daftar()
        await arsip.daftar()
    engine.dispose()
    return folder


def jejak(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(app, [*words, "--data", str(folder)])


def told(folder: Path, *words: str) -> Any:
    result = jejak(folder, *words, "--json")
    return json.loads(result.stdout)


def test_each_projection_says_how_far_it_is(data: Path) -> None:
    found, *_ = told(data, "proyeksi")
    assert (found["nama"], found["seq"], found["buku"], found["tertinggal"]) == ("rekap_gerak", 5, 8, 3)
    assert found["surat_mati"] == 1
    assert found["tertinggal_detik"] >= 0
    assert "rekap_gerak" in jejak(data, "proyeksi").stdout


def test_a_comparison_exits_with_1_where_the_table_is_not_what_the_ledger_makes(data: Path) -> None:
    good = jejak(data, "proyeksi", "banding", "rekap_gerak")
    assert (good.exit_code, good.stdout) == (0, "rekap_gerak sama dengan buku jejak sampai baris 5.\n")
    assert told(data, "proyeksi", "banding", "rekap_gerak")["sama"] is True
    engine = connect(f"sqlite:///{data / 'jejak.db'}")
    with writing(engine).begin() as connection:
        connection.execute(update(t.rekap_gerak).where(t.rekap_gerak.c.unit == "UMUM").values(jumlah=7))
    engine.dispose()
    bad = jejak(data, "proyeksi", "banding", "rekap_gerak")
    assert bad.exit_code == 1
    assert "rekap_gerak berbeda di 2 tempat" in bad.stderr
    assert told(data, "proyeksi", "banding", "rekap_gerak")["jumlah_beda"] == 2
    assert (
        jejak(data, "proyeksi", "bangun-ulang", "rekap_gerak").stdout == "rekap_gerak dibangun ulang sampai baris 8.\n"
    )
    assert jejak(data, "proyeksi", "banding", "rekap_gerak").exit_code == 0


def test_a_projection_of_another_ledger_is_named_as_such(data: Path) -> None:
    engine = connect(f"sqlite:///{data / 'jejak.db'}")
    with writing(engine).begin() as connection:
        connection.execute(update(t.kursor).values(seq=99))
    engine.dispose()
    found = jejak(data, "proyeksi", "banding", "rekap_gerak")
    assert found.exit_code == 1
    assert "dibuat dari buku jejak lain" in found.stderr


def test_an_unknown_projection_is_refused_in_a_sentence(data: Path) -> None:
    for command in ("banding", "bangun-ulang"):
        found = jejak(data, "proyeksi", command, "rekap")
        assert found.exit_code == 1
        assert found.stderr == "Tidak ada proyeksi bernama rekap. Yang ada: rekap_gerak, analisis, sensus.\n"


def test_dead_letters_are_listed_and_tried_again(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "1 surat mati menunggu." in jejak(data, "surat-mati").stdout
    (letter,) = told(data, "surat-mati")
    assert (letter["seq"], letter["asal"], letter["jenis"], letter["galat"]) == (
        5,
        "buku",
        "berkas.diambil.v2",
        "KeyError",
    )
    again = jejak(data, "surat-mati", "coba-lagi")
    assert again.exit_code == 1
    assert again.stdout == "0 berhasil, 1 masih gagal.\n"
    monkeypatch.setitem(recap.TEMPAT, "berkas.diambil.v2", recap.TEMPAT["berkas.diambil.v1"])
    assert told(data, "surat-mati", "coba-lagi", "5") == {"berhasil": [5], "gagal": []}
    assert jejak(data, "surat-mati").stdout == "Tidak ada surat mati yang menunggu.\n"
    assert told(data, "surat-mati") == []
    assert [one["seq"] for one in told(data, "surat-mati", "--semua")] == [5]
    assert jejak(data, "proyeksi", "banding", "rekap_gerak").exit_code == 0
