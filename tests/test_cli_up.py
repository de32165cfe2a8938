"""`jejak up` as a real process: ready, alone on its directory, quick to end, and none the worse for a kill."""

import asyncio
import http.client
import json
import signal
import socket
import sqlite3
import stat
import sys
import uuid
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from cli.jalan import _listening
from engine import people
from engine.database import connect, writing
from engine.facility import Fasyankes, Unit
from engine.facility import create as create_facility
from engine.people import Petugas
from engine.schema import upgrade
from engine.settings import Settings
from schemas.names import KodeUnit, Peran
from tests.berjalan import Berjalan, jejak_up, perintah
from tests.siaran import sampai

PAMIT = 10.0
"""Seconds: one on an idle machine, below five on a slow one; the suite shares its cores with other tests."""
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals as POSIX knows them")


def _berkas(folder: Path) -> int:
    """How many folders its database has."""
    with closing(sqlite3.connect(folder / "jejak.db")) as connection:
        return int(connection.execute("SELECT count(*) FROM berkas").fetchone()[0])


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data directory with a small facility and nothing in it."""
    folder = tmp_path / "data"
    folder.mkdir()
    engine = connect(f"sqlite:///{folder / 'jejak.db'}")
    upgrade(engine)
    with writing(engine).begin() as connection:
        create_facility(
            connection, Fasyankes("UJI", "Puskesmas Uji", "WIB"), (Unit(KodeUnit("UMUM"), "Poli Umum", "rawat_jalan"),)
        )
        made = people.buat(connection, "penguji", "Penguji", (Peran.ADMIN,))
        assert isinstance(made, Petugas)
    engine.dispose()
    return folder


def kirim(jejak: Berjalan, token: str, nomor: str) -> int:
    """Register one record; its place in the ledger."""
    parts = urlsplit(jejak.url)
    message = {"command_id": str(uuid.uuid4()), "jenis": "berkas.daftarkan", "data": {"nomor": nomor}}
    with closing(http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=20)) as connection:
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        connection.request("POST", "/api/v1/perintah", json.dumps(message), headers)
        answer = json.load(connection.getresponse())
    assert "seq" in answer, answer
    seq: int = answer["seq"]
    return seq


class Aliran:
    """An open SSE stream, read as far as the test wants."""

    def __init__(self, jejak: Berjalan, token: str, setelah: int) -> None:
        parts = urlsplit(jejak.url)
        self._connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=20)
        self._connection.request(
            "GET", f"/api/v1/aliran?setelah={setelah}", headers={"Authorization": f"Bearer {token}"}
        )
        self._response = self._connection.getresponse()
        assert self._response.status == 200

    def posisi(self) -> Iterator[int]:
        """The ids of what comes."""
        for line in self._response:
            if line.startswith(b"id:") and line[3:].strip().isdigit():
                yield int(line[3:])

    def sampai_habis(self) -> None:
        """Read until the server ends it."""
        while self._response.readline():
            continue

    def close(self) -> None:
        self._response.close()
        self._connection.close()


async def test_up_says_where_it_is_and_is_ready_with_its_broadcast_on_time(data: Path) -> None:
    with jejak_up(data) as jejak:
        await jejak.lancar()
        assert jejak.url in jejak.kata()
        assert "Puskesmas Uji" in jejak.kata()
        assert jejak.ambil("/healthz")
        assert await jejak.berhenti() == 0
    assert not (data / "alamat").exists()
    assert "Traceback" not in jejak.kata()


async def test_the_first_admin_is_told_once_and_kept_in_a_file_only_its_owner_reads(tmp_path: Path) -> None:
    with jejak_up(tmp_path / "baru") as jejak:
        await sampai(jejak.siap, "menjawab")
        assert jejak.siap() == {"siap": False, "belum": ["fasyankes"]}
        note = tmp_path / "baru" / "admin.txt"
        assert stat.S_IMODE(note.stat().st_mode) == 0o600
        sandi = note.read_text(encoding="utf-8").split("sandi: ")[1].strip()
        assert jejak.kata().count(sandi) == 1
        await jejak.berhenti()
    note.unlink()
    with jejak_up(tmp_path / "baru") as jejak:
        await sampai(jejak.siap, "menjawab lagi")
        assert not note.exists()


async def test_a_second_jejak_on_the_same_directory_refuses_and_says_so(data: Path) -> None:
    with jejak_up(data) as jejak:
        await jejak.lancar()
        second = await asyncio.to_thread(perintah, "up", "--data", str(data), "--port", "0")
        assert second.returncode == 1
        assert "sedang dipakai Jejak lain" in second.stderr
        assert "Traceback" not in second.stderr
        assert jejak.siap() == {"siap": True, "belum": []}


async def test_a_port_that_is_taken_is_one_sentence(data: Path, tmp_path: Path) -> None:
    with jejak_up(data) as jejak:
        await jejak.lancar()
        port = str(urlsplit(jejak.url).port)
        second = await asyncio.to_thread(perintah, "up", "--data", str(tmp_path / "lain"), "--port", port)
    assert second.returncode == 1
    assert f"Port {port}" in second.stderr
    assert "Traceback" not in second.stderr


@pytest.mark.parametrize("sinyal", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_ends_it_within_seconds_though_a_board_is_open(data: Path, sinyal: int) -> None:
    with jejak_up(data) as jejak:
        await jejak.lancar()
        token = await asyncio.to_thread(jejak.token, "petugas_pendaftaran")
        with closing(await asyncio.to_thread(Aliran, jejak, token, 0)) as board:
            seq = await asyncio.to_thread(kirim, jejak, token, "000001")
            assert await asyncio.to_thread(next, board.posisi()) == seq
            assert await jejak.berhenti(sinyal, PAMIT) == 0
            await asyncio.to_thread(board.sampai_habis)
    assert "Traceback" not in jejak.kata()


async def test_killed_and_started_again_a_board_catches_up_with_nothing_missing_or_doubled(data: Path) -> None:
    with jejak_up(data) as jejak:
        await jejak.lancar()
        token = await asyncio.to_thread(jejak.token, "petugas_pendaftaran")
        before = [await asyncio.to_thread(kirim, jejak, token, f"{place:06d}") for place in range(1, 6)]
        await jejak.berhenti(signal.SIGKILL)
    with jejak_up(data) as jejak:
        await jejak.lancar()
        after = [await asyncio.to_thread(kirim, jejak, token, f"{place:06d}") for place in range(6, 9)]
        with closing(await asyncio.to_thread(Aliran, jejak, token, before[1])) as board:
            seen = board.posisi()
            wanted = [*before[2:], *after]
            assert [await asyncio.to_thread(next, seen) for _ in wanted] == wanted
        checked = await asyncio.to_thread(perintah, "db", "periksa", "--json", "--data", str(data))
        assert json.loads(checked.stdout)["utuh"], checked.stdout
        assert checked.returncode == 0


async def test_the_stream_is_rebuilt_beside_a_running_jejak_and_it_goes_on(data: Path) -> None:
    with jejak_up(data) as jejak:
        await jejak.lancar()
        token = await asyncio.to_thread(jejak.token, "petugas_pendaftaran")
        await asyncio.to_thread(kirim, jejak, token, "000001")
        rebuilt = await asyncio.to_thread(perintah, "db", "bangun-stream", "--data", str(data))
        assert rebuilt.returncode == 0, rebuilt.stderr
        assert "epoch 2" in rebuilt.stdout
        seq = await asyncio.to_thread(kirim, jejak, token, "000002")
        await jejak.lancar()
        checked = await asyncio.to_thread(perintah, "db", "periksa", "--json", "--data", str(data))
        told = json.loads(checked.stdout)["aliran"]
        assert (told["epoch"], told["aliran"]) == (2, seq)
    again = await asyncio.to_thread(perintah, "db", "bangun-stream", "--data", str(data))
    assert again.returncode == 0, "also while nothing runs: on a nats-server started for the purpose"
    assert "epoch 3" in again.stdout


async def test_up_with_the_sample_shows_its_accounts_and_leaves_a_real_facility_alone(
    data: Path, tmp_path: Path
) -> None:
    with jejak_up(tmp_path / "contoh", "--contoh") as jejak:
        await jejak.lancar()
        assert "FASILITAS CONTOH" in jejak.kata()
        assert "contoh-jejak" in jejak.kata()
        token = await asyncio.to_thread(jejak.token, "auditor")
        papan = await asyncio.to_thread(jejak.ambil, "/api/v1/papan", token)
        assert papan["jumlah"] == _berkas(tmp_path / "contoh") > 500
        assert papan["jumlah_terlambat"] > 10
    with jejak_up(data, "--contoh") as jejak:
        await jejak.lancar()
        assert "tidak mengubah apa pun" in jejak.kata()
        assert "FASILITAS CONTOH" not in jejak.kata()


def test_separate_processes_need_a_nats_of_their_own(data: Path) -> None:
    for command in ("web", "pekerja"):
        refused = perintah(command, "--data", str(data))
        assert refused.returncode == 1
        assert "JEJAK_NATS_URL" in refused.stderr


async def test_no_answer_is_held_back_until_the_caller_says_it_has_the_last(tmp_path: Path) -> None:
    """Nagle's delay would cost every second write of an answer some 40 ms."""
    accepted: asyncio.Queue[asyncio.StreamWriter] = asyncio.Queue()
    with _listening(Settings(data_dir=tmp_path, port=0)) as sock:
        server = await asyncio.start_server(lambda _, writer: accepted.put_nowait(writer), sock=sock)
        async with server:
            _, caller = await asyncio.open_connection(*sock.getsockname())
            answering = await accepted.get()
            own = answering.get_extra_info("socket")
            assert own.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
            for writer in (caller, answering):
                writer.close()
                await writer.wait_closed()
