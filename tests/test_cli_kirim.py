"""`jejak kirim`: a file of scans through the front door of a running Jejak, once, however often it is sent."""

import asyncio
import csv
import json
import tracemalloc
from collections.abc import AsyncIterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import select
from typer.testing import CliRunner, Result

from cli import kiriman
from cli.main import app
from engine import people
from engine import tables as t
from engine.database import connect, writing
from engine.facility import Fasyankes, Unit
from engine.facility import create as create_facility
from engine.numbers import JenisKode, tulis_kode
from engine.refusals import Refusal
from engine.schema import upgrade
from schemas.names import KodeUnit, Peran
from tests.berjalan import Berjalan, jejak_up

PAGI = "2026-03-02T08:00:00+07:00"


class Penerima:
    """A running Jejak with one device's token."""

    def __init__(self, jejak: Berjalan, token: str, folder: Path) -> None:
        self.jejak = jejak
        self.token = token
        self.folder = folder

    def kirim(self, isi: str, *options: str, nama: str = "kiriman.csv") -> Result:
        file = self.folder / nama
        file.write_text(isi, encoding="utf-8")
        words = ["kirim", str(file), "--url", self.jejak.url, "--token", self.token, *options]
        return CliRunner().invoke(app, words)

    def ditolak(self, nama: str = "kiriman.csv") -> list[dict[str, str]]:
        path = self.folder / f"{nama}.ditolak.csv"
        if not path.exists():
            return []
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    def jejak_berkas(self, nomor: str) -> list[str]:
        found = self.jejak.ambil(f"/api/v1/berkas/{nomor}/jejak", self.token)
        return [line["jenis"].removeprefix("berkas.").removesuffix(".v1") for line in found["isi"]]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def server(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Berjalan]:
    folder = tmp_path_factory.mktemp("kirim") / "data"
    folder.mkdir()
    engine = connect(f"sqlite:///{folder / 'jejak.db'}")
    upgrade(engine)
    units = (
        Unit(KodeUnit("UMUM"), "Poli Umum", "rawat_jalan"),
        Unit(KodeUnit("GIGI"), "Poli Gigi", "rawat_jalan"),
    )
    with writing(engine).begin() as connection:
        create_facility(connection, Fasyankes("UJI", "Puskesmas Uji", "WIB"), units)
        secret = people.buat_perangkat(connection, "uji", (Peran.PEREKAM_MEDIS, Peran.PETUGAS_UNIT))
        assert not isinstance(secret, Refusal)
    engine.dispose()
    (folder / "rahasia").write_text(secret)
    with jejak_up(folder) as jejak:
        await jejak.lancar()
        yield jejak


@pytest.fixture
def penerima(server: Berjalan, tmp_path: Path) -> Penerima:
    return Penerima(server, (server.data / "rahasia").read_text(), tmp_path)


def daftar(*nomor: str) -> str:
    rows = [f"berkas.daftarkan,{one},{PAGI}" for one in nomor]
    return "\n".join(["jenis,nomor,terjadi_pada", *rows]) + "\n"


def test_a_csv_of_scans_moves_folders_and_sending_it_twice_changes_nothing(penerima: Penerima) -> None:
    assert penerima.kirim(daftar("100001", "100002"), nama="daftar.csv").exit_code == 0
    kode = tulis_kode(JenisKode.BERKAS, "100001")
    scans = (
        "kode;di;tujuan;terjadi_pada\n"
        f"{kode};RM;UMUM;2026-03-02T08:05:00+07:00\n"
        "100002;RM;UMUM;2026-03-02T08:05:10+07:00\n"
        f"{kode};UMUM;;2026-03-02T08:12:00+07:00\n"
    )
    first = penerima.kirim(scans)
    assert first.exit_code == 0, first.output
    assert "3 diterima, 0 sudah pernah, 0 ditolak" in first.stdout
    assert penerima.jejak_berkas("100001")[:3] == ["didaftarkan", "diambil", "diterima"]
    again = penerima.kirim(scans)
    assert "0 diterima, 3 sudah pernah, 0 ditolak" in again.stdout
    later = [kind for kind in penerima.jejak_berkas("100001") if kind != "lewat_tenggat"]  # it is long overdue by now
    assert later == ["didaftarkan", "diambil", "diterima"]


def test_json_lines_take_scans_and_whole_commands(penerima: Penerima) -> None:
    lines: list[dict[str, Any]] = [
        {"jenis": "berkas.daftarkan", "data": {"nomor": "200001", "pembawa": "fisik"}, "terjadi_pada": PAGI},
        {"jenis": "berkas.daftarkan", "nomor": "200002", "terjadi_pada": PAGI},
    ]
    assert penerima.kirim("".join(json.dumps(line) + "\n" for line in lines), nama="a.jsonl").exit_code == 0
    scan = {"kode": "200001", "di": "RM", "tujuan": "GIGI", "lihat_saja": False}
    told = penerima.kirim(json.dumps(scan) + "\n\n", "--json", nama="b.jsonl")
    assert json.loads(told.stdout)["hasil"]["diterima"] == 1
    assert penerima.jejak_berkas("200001") == ["didaftarkan", "diambil"]


def test_refused_lines_are_written_with_number_kode_and_reason_and_do_not_hold_the_others(penerima: Penerima) -> None:
    penerima.kirim(daftar("300001"), nama="daftar.csv")
    lines = (
        "kode,di,tujuan,terjadi_pada\n"
        f"999999,RM,UMUM,{PAGI}\n"
        f"300001,RM,BULAN,{PAGI}\n"
        f"300001,RM,UMUM,kemarin\n"
        f"300001,RM,UMUM,{PAGI},lebih\n"
        f"300001,RM,UMUM,{PAGI}\n"
    )
    result = penerima.kirim(lines)
    assert result.exit_code == 1
    assert "1 diterima, 0 sudah pernah, 4 ditolak" in result.stdout
    assert sorted((int(row["baris"]), row["kode"]) for row in penerima.ditolak()) == [
        (2, "berkas_tidak_dikenal"),
        (3, "unit_tidak_dikenal"),
        (4, "isian_tidak_sah"),
        (5, "baris_rusak"),
    ]
    assert all(row["alasan"] for row in penerima.ditolak())
    assert penerima.jejak_berkas("300001")[-1] == "diambil"


def test_a_clean_run_removes_the_refusals_of_an_earlier_one(penerima: Penerima) -> None:
    assert penerima.kirim("kode,di\n999999,RM\n").exit_code == 1
    assert penerima.ditolak()
    assert penerima.kirim(daftar("310001")).exit_code == 0
    assert penerima.ditolak() == []


def test_broken_json_lines_are_refused_by_number(penerima: Penerima) -> None:
    result = penerima.kirim('{"jenis": "berkas.daftarkan", "nomor": "320001"}\n{"jenis": \n[1]\n', nama="c.jsonl")
    assert result.exit_code == 1
    assert [(row["baris"], row["kode"]) for row in penerima.ditolak("c.jsonl")] == [
        ("2", "json_rusak"),
        ("3", "json_rusak"),
    ]


def test_a_wrong_token_or_file_ends_in_one_sentence(penerima: Penerima, tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_text("kode,di\n1,RM\n")
    wrong = CliRunner().invoke(app, ["kirim", str(file), "--url", penerima.jejak.url, "--token", "jejak_salah"])
    assert wrong.exit_code == 1
    assert wrong.stderr
    file.write_text("nama,umur\nx,3\n")
    bad = CliRunner().invoke(app, ["kirim", str(file), "--url", penerima.jejak.url, "--token", penerima.token])
    assert bad.exit_code == 1
    assert "baris judul" in bad.stderr
    for result in (wrong, bad):
        assert "Traceback" not in result.output
    assert CliRunner().invoke(app, ["kirim", str(file)], env={"JEJAK_TOKEN": ""}).exit_code in {1, 2}
    assert CliRunner().invoke(app, ["kirim", str(tmp_path / "tiada"), "--token", "x"]).exit_code == 2


def test_a_server_out_of_reach_is_said_after_patience_ends(tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_text("kode,di\n1,RM\n")
    words = ["kirim", str(file), "--url", "http://127.0.0.1:1", "--token", "x", "--sabar", "0.1"]
    result = CliRunner().invoke(app, words)
    assert result.exit_code == 1
    assert "tidak menjawab" in result.stderr


class Gagap(BaseHTTPRequestHandler):
    """A server in trouble: hangs up, says 503, says 503 for one line, and only then takes it all."""

    ids: list[list[str]]

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.ids.append([one["command_id"] for one in body["perintah"]])
        turn = len(self.ids)
        if turn == 1:
            self.close_connection = True
            return
        answers = [{"indeks": place, "status": 200} for place in range(len(body["perintah"]))]
        if turn == 3:
            answers[-1]["status"] = 503
        self.send_response(503 if turn == 2 else 200)
        payload = json.dumps({"jawaban": answers}).encode()
        self.send_header("Content-Length", str(len(payload)))
        self.end_headers()
        self.wfile.write(payload)

    def log_message(self, *_: object) -> None:
        """Quiet."""


def test_connection_loss_and_503_are_tried_again_with_the_same_ids(tmp_path: Path) -> None:
    Gagap.ids = []
    with ThreadingHTTPServer(("127.0.0.1", 0), Gagap) as web:
        thread = Thread(target=web.serve_forever)
        thread.start()
        file = tmp_path / "x.csv"
        file.write_text("kode,di\n1,RM\n2,RM\n")
        url = f"http://127.0.0.1:{web.server_address[1]}"
        result = CliRunner().invoke(app, ["kirim", str(file), "--url", url, "--token", "x"])
        web.shutdown()
        thread.join()
    assert result.exit_code == 0, result.output
    assert len(Gagap.ids) == 4
    assert len({tuple(ids) for ids in Gagap.ids}) == 1


def ids(path: Path) -> list[str]:
    return [str((baris.perintah or {})["command_id"]) for baris in kiriman.read(path)]


def test_a_line_with_its_time_is_the_same_command_in_any_file_and_one_without_only_in_its_own(tmp_path: Path) -> None:
    one, other = tmp_path / "a.csv", tmp_path / "b.csv"
    one.write_text(f"kode,di,terjadi_pada\n1,RM,{PAGI}\n1,RM,\n1,RM,\n")
    other.write_text(f"terjadi_pada;di;kode\n{PAGI};RM;1\n;RM;1\n")
    first, second = ids(one), ids(other)
    assert first[0] == second[0]
    assert len({*first, *second}) == 4
    assert ids(one) == first


def test_a_given_command_id_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("command_id,kode,di\n018f0000-0000-7000-8000-000000000001,1,RM\n")
    assert ids(file) == ["018f0000-0000-7000-8000-000000000001"]


def test_a_long_file_is_read_in_constant_memory(tmp_path: Path) -> None:
    peaks = []
    for lines in (2_000, 20_000):
        file = tmp_path / f"{lines}.csv"
        with file.open("w") as out:
            out.write("kode,di,terjadi_pada\n")
            out.writelines(f"{n:08d},RM,{PAGI}\n" for n in range(lines))
        tracemalloc.start()
        assert sum(1 for _ in kiriman.read(file)) == lines
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] * 2 + 2_000_000


async def test_the_ledger_holds_each_line_once_after_a_run_that_was_cut_off(server: Berjalan, tmp_path: Path) -> None:
    penerima = Penerima(server, (server.data / "rahasia").read_text(), tmp_path)
    numbers = [f"4{n:05d}" for n in range(1200)]
    half = daftar(*numbers[:700])
    await asyncio.to_thread(penerima.kirim, half)
    whole = await asyncio.to_thread(penerima.kirim, daftar(*numbers))
    assert "500 diterima, 700 sudah pernah, 0 ditolak" in whole.stdout
    engine = connect(f"sqlite:///{server.data / 'jejak.db'}")
    with engine.connect() as connection:
        found = connection.execute(select(t.berkas.c.nomor).where(t.berkas.c.nomor.like("4_____"))).scalars().all()
    engine.dispose()
    assert sorted(found) == numbers
