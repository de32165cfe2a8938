"""Our own nats-server: private, checked, watched, ended."""

import asyncio
import os
import shutil
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from nats.errors import Error as NatsError

from engine.relay import NatsTujuan
from tests.siaran import jetstream, sampai
from workers import nats_child
from workers.nats_binary import BinaryNotTrusted, checked, pinned, platform_name, trusted_binary, wheel_binary
from workers.nats_child import command_line
from workers.nats_server import DirektoriTerpakai, NatsServer, berjalan, takes_messages
from workers.nats_store import Gudang
from workers.streams import buat, hapus, sambung


def alive(pid: int) -> bool:
    return "nats.conf" in command_line(pid)


async def dilihat(server: NatsServer, times: int) -> None:
    """Its files were looked at so many times more."""
    wanted = server.tilikan + times
    await sampai(lambda: server.tilikan >= wanted, "dilihat")


async def test_a_server_listens_on_the_loopback_with_a_token_only_its_own_config_knows(tmp_path: Path) -> None:
    async with NatsServer(tmp_path) as server:
        assert server.url
        assert server.url.startswith("nats://127.0.0.1:")
        assert server.token
        assert server.pid
        assert server.token not in command_line(server.pid)
        assert server.token not in repr(server.tujuan)
        for path in (tmp_path / "nats").iterdir():
            if path.is_file() and path.name != "nats.conf":
                assert server.token not in path.read_text(encoding="utf-8", errors="replace")
        if os.name == "posix":
            assert stat.S_IMODE((tmp_path / "nats" / "nats.conf").stat().st_mode) == 0o600
            assert stat.S_IMODE((tmp_path / "nats").stat().st_mode) == 0o700


async def test_a_client_without_the_token_is_turned_away(tmp_path: Path) -> None:
    async with NatsServer(tmp_path) as server:
        assert server.url
        with pytest.raises(NatsError):
            async with sambung(NatsTujuan(server.url, "bukan")):
                pass


async def test_the_child_ends_with_its_parent(tmp_path: Path) -> None:
    async with NatsServer(tmp_path) as server:
        pid = server.pid
        assert pid
        assert alive(pid)
    assert not alive(pid)
    assert server.tujuan is None


async def test_a_server_that_dies_is_started_again_and_its_new_address_told(tmp_path: Path) -> None:
    told: list[NatsTujuan] = []
    async with NatsServer(tmp_path, kabari=told.append) as server:
        first = server.tujuan
        assert server.pid
        os.kill(server.pid, signal.SIGTERM if os.name == "nt" else signal.SIGKILL)
        await sampai(lambda: server.tujuan not in {None, first}, "server baru")
        assert told == [first, server.tujuan]
        async with jetstream(server) as js:
            await js.account_info()


@pytest.mark.skipif(os.name == "nt", reason="open files cannot be deleted there")
@pytest.mark.parametrize("apa", ["semua", "gudang", "akun", "aliran", "blok", "pid", "konfig", "alamat", "kunci"])
async def test_a_server_whose_files_were_deleted_under_it_is_started_again_at_once(tmp_path: Path, apa: str) -> None:
    async with NatsServer(tmp_path) as server:
        first = server.pid
        async with jetstream(server) as js:
            await buat(js, "PKM1", 1, atomik=True)
            await js.publish("jejak.PKM1.1.a", b"x" * 1000)
        streams = tmp_path / "nats" / "jetstream" / "$G" / "streams"
        await sampai((streams / "JEJAK_PKM1_1" / "msgs" / "1.blk").exists)
        await dilihat(server, 2)
        files = {"blok": "jetstream/$G/streams/JEJAK_PKM1_1/msgs/1.blk", "pid": "nats.pid", "konfig": "nats.conf"}
        files |= {"alamat": f"nats-server_{first}.ports", "kunci": "kunci"}
        if apa in files:
            (tmp_path / "nats" / files[apa]).unlink()
        else:
            where = {"semua": "", "gudang": "jetstream", "akun": "jetstream/$G"}
            shutil.rmtree(tmp_path / "nats" / where.get(apa, "jetstream/$G/streams/JEJAK_PKM1_1"))
        await sampai(lambda: server.pid not in {None, first}, "server baru", 5)
        async with jetstream(server) as js:
            await js.add_stream(name="lain", subjects=["lain"])
            await js.publish("lain", b"")


async def test_a_stream_deleted_in_the_ordinary_way_is_no_reason_to_start_again(tmp_path: Path) -> None:
    async with NatsServer(tmp_path) as server:
        first = server.pid
        async with jetstream(server) as js:
            for epoch in range(1, 6):
                await buat(js, "PKM1", epoch, atomik=True)
                await js.publish(f"jejak.PKM1.{epoch}.a", b"x" * 1000)
                await dilihat(server, 1)
                await hapus(js, "PKM1", epoch)
                await dilihat(server, 2)
        assert server.pid == first


def test_the_directories_the_server_removes_with_its_last_stream_are_no_lost_store(tmp_path: Path) -> None:
    streams = tmp_path / "jetstream" / "$G" / "streams"
    (streams / "JEJAK_PKM1_1").mkdir(parents=True)
    store = Gudang(tmp_path)
    assert store.lihat() == (False, frozenset())
    shutil.rmtree(tmp_path / "jetstream" / "$G")
    assert store.lihat() == (False, frozenset({"JEJAK_PKM1_1"}))
    streams.mkdir(parents=True)
    assert store.lihat() == (False, frozenset())
    shutil.rmtree(tmp_path / "jetstream")
    assert store.lihat() == (True, frozenset())


@pytest.mark.skipif(os.name == "nt", reason="a process is frozen by a POSIX signal")
async def test_a_server_that_falls_silent_is_started_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workers.nats_server.BISU_DETIK", 0.3)
    monkeypatch.setattr("workers.nats_child.HENTI_DETIK", 0.3)
    async with NatsServer(tmp_path, denyut=0.1) as server:
        first = server.pid
        assert first
        os.kill(first, signal.SIGSTOP)
        await sampai(lambda: server.pid not in {None, first}, "server baru")
        assert not alive(first)


async def test_a_second_jejak_on_one_data_directory_is_refused(tmp_path: Path) -> None:
    async with NatsServer(tmp_path) as server:
        pid = server.pid
        with pytest.raises(DirektoriTerpakai, match="sedang dipakai"):
            async with NatsServer(tmp_path):
                pass
        assert server.pid == pid


@pytest.mark.skipif(os.name == "nt", reason="a parent is killed by a POSIX signal")
async def test_what_a_killed_parent_left_behind_is_ended_before_the_next_start(tmp_path: Path) -> None:
    script = (
        "import asyncio, sys\nfrom pathlib import Path\nfrom engine import log\n"
        "from workers.nats_server import NatsServer\nlog.configure('json')\n"
        "async def main():\n"
        "    async with NatsServer(Path(sys.argv[1])) as server:\n"
        "        print(server.pid, flush=True)\n"
        "        await asyncio.sleep(600)\n"
        "asyncio.run(main())\n"
    )
    parent = await asyncio.create_subprocess_exec(
        sys.executable, "-c", script, str(tmp_path), stdout=subprocess.PIPE, cwd=Path(__file__).parents[1]
    )
    assert parent.stdout
    orphan = int(await parent.stdout.readline())
    parent.kill()
    await parent.wait()
    assert alive(orphan)
    assert berjalan(tmp_path)
    async with NatsServer(tmp_path) as server:
        assert server.pid != orphan
        assert not alive(orphan)


async def test_a_stranger_with_the_pid_of_our_old_server_is_left_alone(tmp_path: Path) -> None:
    stranger = await asyncio.create_subprocess_exec(sys.executable, "-c", "import time; time.sleep(600)")
    folder = tmp_path / "nats"
    folder.mkdir()
    (folder / "nats.pid").write_text(str(stranger.pid), encoding="ascii")
    async with NatsServer(tmp_path) as server:
        assert server.tujuan
        assert stranger.returncode is None
    stranger.kill()
    await stranger.wait()


async def test_a_server_that_cannot_start_is_tried_again_and_holds_nobody_up(tmp_path: Path) -> None:
    broken = tmp_path / "rusak"
    broken.write_text("#!/bin/sh\necho maaf >&2\nexit 3\n", encoding="utf-8")
    broken.chmod(0o755)
    async with NatsServer(tmp_path, binary=broken) as server:
        assert server.tujuan is None
        broken.unlink()
        broken.symlink_to(wheel_binary())
        await sampai(lambda: server.tujuan, "server siap")


def test_the_binary_of_this_platform_is_the_pinned_one() -> None:
    assert platform_name() in pinned()
    assert trusted_binary() == wheel_binary()


def test_a_binary_with_one_changed_byte_does_not_run(tmp_path: Path) -> None:
    changed = tmp_path / "nats-server"
    content = bytearray(wheel_binary().read_bytes())
    content[-1] ^= 1
    changed.write_bytes(content)
    with pytest.raises(BinaryNotTrusted, match="bukan berkas yang dikenal"):
        checked(changed, pinned(), platform_name())


def test_a_binary_the_site_names_is_its_own_choice(tmp_path: Path) -> None:
    own = tmp_path / "nats-server"
    own.write_bytes(b"")
    assert trusted_binary(own) == own
    with pytest.raises(BinaryNotTrusted, match="tidak ada"):
        trusted_binary(tmp_path / "tiada")


async def test_a_live_server_takes_messages_and_a_dead_one_does_not(tmp_path: Path) -> None:
    async with NatsServer(tmp_path) as server:
        assert server.tujuan
        assert await takes_messages(server.tujuan)
        assert await takes_messages(server.tujuan)
        gone = server.tujuan
    assert not await takes_messages(gone)


def test_an_odd_folder_name_does_not_break_the_config(tmp_path: Path) -> None:
    folder = tmp_path / 'data "baru" $X'
    folder.mkdir()
    text = nats_child.write_config(folder, "t").read_text(encoding="utf-8")
    assert '\\"baru\\"' in text
