"""`jejak kebijakan` as people run it: compared, adopted once, and a wrong file named."""

import asyncio
import json
import shutil
from pathlib import Path
from typing import Any

import yaml
from typer.testing import CliRunner

from cli.main import app
from engine.database import connect
from engine.execute import Accepted, FrontDoor
from schemas.commands import berkas as ask
from tests.kit import PKM, UMUM, Arsip, Jam

MILIK = {"sumber": "SK Direktur 1/2026", "yakin": "TINGGI", "arti": "Untuk diuji."}


def jejak(data: Path, folder: Path, *words: str) -> tuple[int, str]:
    """In this process: starting one for each would cost a second each."""
    ended = CliRunner().invoke(app, ["kebijakan", *words, "--folder", str(folder), "--data", str(data)])
    return ended.exit_code, ended.output


async def diterima(data: Path) -> None:
    """A folder that a unit received long ago."""
    engine = connect(f"sqlite:///{data / 'jejak.db'}")
    with FrontDoor(engine, PKM.kode, now=Jam()) as door:
        arsip = Arsip(engine, door, Jam())
        berkas = await arsip.daftar()
        assert isinstance(await arsip.minta(ask.Ambil, berkas, tujuan=UMUM), Accepted)
        assert isinstance(await arsip.minta(ask.TerimaDiUnit, berkas, unit=UMUM), Accepted)
    engine.dispose()


def test_a_facilitys_limit_is_compared_and_adopted_from_the_command_line(tmp_path: Path, sqlite_facility: Path) -> None:
    data, folder = tmp_path / "data", tmp_path / "kebijakan"
    data.mkdir()
    folder.mkdir()
    shutil.copy(sqlite_facility, data / "jejak.db")
    asyncio.run(diterima(data))
    limit = folder / "tenggat.yaml"
    limit.write_text(yaml.safe_dump({"pengembalian": {"rawat_jalan": {"batas": "P9999D"} | MILIK}}), encoding="utf-8")
    code, text = jejak(data, folder, "banding", "--json")
    found: dict[str, Any] = json.loads(text)
    assert code == 0
    assert (found["berubah"], found["menjadi_lewat"], found["tidak_lagi_lewat"]) == (1, 0, 1)
    assert [one["entri"] for one in found["beda"]] == ["tenggat.pengembalian.rawat_jalan"]
    code, text = jejak(data, folder, "terapkan", "--ya")
    assert (code, "1 tenggat dihitung ulang" in text) == (0, True), text
    code, text = jejak(data, folder, "terapkan", "--ya")
    assert (code, "sudah berlaku" in text) == (0, True), text
    limit.write_text("kelengkapan: {batas: besok}", encoding="utf-8")
    code, text = jejak(data, folder, "periksa")
    assert (code, "tenggat.kelengkapan" in text, "Traceback" in text) == (1, True, False), text
