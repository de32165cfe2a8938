"""`jejak pinjaman`, as people run it: what waits, what may be collected, what is out, what is late."""

import json
import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

from typer.testing import CliRunner, Result

from cli.main import app
from engine.database import connect
from engine.execute import Accepted, FrontDoor
from engine.facility import baru
from schemas.commands import berkas as ask_berkas
from schemas.commands import peminjaman as ask
from schemas.names import BerkasId
from tests.kit import DOKTER, LOKET, PERMED, PKM, SERBA_BISA, UMUM, Jam, wish


def perintah(*words: str) -> Result:
    """What `jejak` says to these words, in this process."""
    return CliRunner().invoke(app, list(words))


def lent(path: Path) -> None:
    """A loan that waits, one that may be collected, and one that is long late."""
    engine, jam = connect(f"sqlite:///{path}"), Jam()
    due = jam.saat + timedelta(days=5)
    outside = {"pihak": "pengadilan", "nama_peminjam": "Panitera Contoh", "jatuh_tempo": due}
    with FrontDoor(engine, PKM.kode, now=jam) as door:
        folders = [BerkasId(baru()) for _ in range(3)]
        asked = [
            *(wish(ask_berkas.Daftarkan, one, SERBA_BISA, nomor=f"00-00-0{n}") for n, one in enumerate(folders)),
            wish(ask.Ajukan, BerkasId(baru()), LOKET, berkas=folders[0], keperluan="pengadilan", **outside),
            wish(ask.Ajukan, BerkasId(baru()), LOKET, berkas=folders[1], keperluan="klaim", unit=UMUM, **outside),
            wish(ask_berkas.Pinjamkan, folders[2], PERMED, peminjam=DOKTER.id, keperluan="audit", jatuh_tempo=due),
        ]
        for command in asked:
            answer = door.submit(command).result(10)
            assert isinstance(answer, Accepted), answer
    engine.dispose()


def test_each_part_is_told_as_a_table_and_as_json(tmp_path: Path, sqlite_facility: Path) -> None:
    shutil.copy(sqlite_facility, tmp_path / "jejak.db")
    lent(tmp_path / "jejak.db")

    def dalam_json(bagian: str) -> dict[str, Any]:
        ended = perintah("pinjaman", bagian, "--json", "--data", str(tmp_path))
        assert ended.exit_code == 0, ended.output
        found: dict[str, Any] = json.loads(ended.stdout)
        return found

    waits = dalam_json("menunggu")["isi"]
    assert [(row["nomor"], row["keadaan"], row["pihak"]) for row in waits] == [("00-00-00", "diajukan", "pengadilan")]
    assert [row["nomor"] for row in dalam_json("siap")["isi"]] == ["00-00-01"]
    assert [row["nomor"] for row in dalam_json("keluar")["isi"]] == ["00-00-02"]
    late = dalam_json("lewat")
    assert ([row["nomor"] for row in late["isi"]], late["jumlah"], late["masih_dirawat"]) == (["00-00-02"], 1, 0)
    table = perintah("pinjaman", "lewat", "--data", str(tmp_path))
    assert "00-00-02" in table.stdout
    assert "Tidak dihitung: 0 yang pasiennya masih dirawat." in table.stdout
    assert perintah("pinjaman", "entah", "--data", str(tmp_path)).exit_code == 2
