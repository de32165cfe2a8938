"""`jejak federasi`: lanes, alarms, the directory and new keys, as words and as JSON."""

import json
from pathlib import Path

from typer.testing import CliRunner

from cli.main import app
from engine.database import connect, writing
from engine.federasi.galat import alarm
from engine.federasi.kunci import Laci
from engine.federasi.meja import Meja
from schemas.names.federasi import SebabGalat
from tests.federasi_kit import HUB, Distrik
from tests.kit import PAGI

RUNNER = CliRunner()


async def test_lanes_alarms_directory_and_keys_are_seen_from_the_command_line(
    tmp_path: Path, sqlite_facility: Path
) -> None:
    distrik = Distrik.buat(tmp_path, sqlite_facility, "PKM1", "RS1")
    pkm = distrik["PKM1"]
    pkm.titip("RS1", 2)
    await pkm.putaran()
    distrik.tutup()
    home = tmp_path / "data"
    home.mkdir()
    (tmp_path / "PKM1.db").rename(home / "jejak.db")
    (tmp_path / "PKM1" / "federasi").rename(home / "federasi")

    def jejak(*kata: str) -> tuple[int, str]:
        told = RUNNER.invoke(app, ["federasi", *kata, "--data", str(home)])
        return told.exit_code, told.output

    code, told = jejak("jalur", "--json")
    assert code == 0, told
    (lane,) = [one for one in json.loads(told) if one["jalur"] == "fed.PKM1.ref.RS1"]
    assert (lane["seq"], lane["belum_di_hub"], lane["belum_diterima"]) == (2, 0, 2)
    assert "fed.PKM1.ref.RS1" in jejak("jalur")[1]
    assert jejak("galat")[0] == 0
    engine = connect(f"sqlite:///{home / 'jejak.db'}")
    with writing(engine).begin() as connection:
        alarm(Meja(connection, HUB, PAGI), "fed.PKM1.bed.K3201", SebabGalat.HUB_MENOLAK)
    engine.dispose()
    code, told = jejak("galat", "--json")
    assert code == 1
    assert json.loads(told)["galat"][0]["sebab"] == "hub_menolak"
    code, told = jejak("direktori", "--json")
    assert {one["kode"] for one in json.loads(told)["sekutu"]} == {"PKM1", "RS1"}
    assert "pkm1-t1" in jejak("direktori")[1]
    code, told = jejak("putar-kunci", "--berkas", str(tmp_path / "mohon.json"))
    assert code == 0, told
    asked = json.loads((tmp_path / "mohon.json").read_text(encoding="utf-8"))
    assert {one["kid"] for one in asked["kunci"]} >= {"pkm1-t2", "pkm1-s2"}
    for secret in Laci.di(home).semua():
        assert secret.rahasia.hex() not in (tmp_path / "mohon.json").read_text(encoding="utf-8")
