"""`jejak hilang`: what is searched for, where to look, what looks wrong; as people read it and as JSON."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from cli.main import app
from engine.database import connect
from engine.execute import Accepted, FrontDoor
from engine.facility import baru
from schemas.commands import berkas as ask
from schemas.commands import pencarian as cari
from schemas.names import BerkasId
from tests.kit import DI_GIGI, GIGI, PERMED, PKM, wish


@pytest.fixture
def data(sqlite_facility: Path, tmp_path: Path) -> Path:
    """A facility where one folder is searched for and another was only reported."""
    shutil.copy(sqlite_facility, tmp_path / "jejak.db")
    engine = connect(f"sqlite:///{tmp_path / 'jejak.db'}")
    with FrontDoor(engine, PKM.kode) as door:
        ids = [BerkasId(baru()) for _ in range(3)]
        pencarian = BerkasId(baru())
        wishes = [wish(ask.Daftarkan, one, PERMED, nomor=f"00-12-3{at}") for at, one in enumerate(ids)]
        wishes += [
            wish(ask.Ambil, ids[0], PERMED, tujuan=GIGI),
            wish(ask.TerimaDiUnit, ids[0], DI_GIGI, unit=GIGI),
            wish(ask.LaporkanHilang, ids[0], PERMED),
            wish(ask.LaporkanHilang, ids[1], PERMED),
            wish(cari.Mulai, pencarian, PERMED, berkas=ids[0]),
            wish(cari.KlaimKembali, pencarian, DI_GIGI, unit=GIGI),
        ]
        for one in wishes:
            assert isinstance(door.submit(one).result(20), Accepted)
    engine.dispose()
    return tmp_path


def jejak(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(app, [*words, "--data", str(folder)])


def told(folder: Path, *words: str) -> Any:
    result = jejak(folder, *words, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_the_list_tells_searches_and_what_nobody_searches_for(data: Path) -> None:
    found = told(data, "hilang")
    assert [(one["nomor"], one["keadaan"], one["unit_klaim"]) for one in found["isi"]] == [
        ("00-12-30", "diklaim_kembali", GIGI)
    ]
    assert [one["nomor"] for one in found["belum_dicari"]] == ["00-12-31"]
    plain = jejak(data, "hilang").stdout
    assert "diklaim kembali" in plain
    assert "belum dicari: 00-12-31" in plain


def test_a_number_tells_where_to_look_and_why_also_before_anybody_searches(data: Path) -> None:
    found = told(data, "hilang", "00-12-30")
    assert found["pencarian"]["keadaan"] == "diklaim_kembali"
    assert {"meja", "rak", f"unit:{GIGI}"} <= {one["letak"] for one in found["letak"]}
    why = {row["jenis"]: row for one in found["letak"] for row in one["alasan"]}
    assert why["klaim"]["kalimat"] == "Poli Gigi mengatakan sudah mengembalikannya"
    assert why["klaim"]["baris"] == [9]
    assert told(data, "hilang", "00-12-31")["pencarian"] is None
    plain = jejak(data, "hilang", "00-12-31").stdout
    assert "raknya sendiri" in plain


def test_an_unknown_number_is_refused_in_a_sentence_and_nothing_suspicious_is_an_empty_list(data: Path) -> None:
    result = jejak(data, "hilang", "99-99-99")
    assert result.exit_code == 1
    assert "tidak ada di sini" in result.stderr
    assert told(data, "hilang", "--dicurigai") == {"isi": []}
