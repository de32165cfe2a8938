"""The relay against a real nats-server: every line once, in order, whatever happens on the way."""

import asyncio
import os
import shutil
import signal
import sys
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from engine import ledger
from engine.relay import Baris, NatsTujuan
from schemas import subjects
from tests.kit import PKM, Arsip
from tests.siaran import epoch_pembaca, epochs, isi_buku, jetstream, pekerjaan, sampai, utuh
from workers import relay as relay_module
from workers.carry import Pembawa, bangun_ulang
from workers.compare import lines, periksa
from workers.nats_server import NatsServer
from workers.relay import Relay
from workers.streams import ambil, buat, sambung, tandai_selesai, terbitkan

MATI = signal.SIGTERM if os.name == "nt" else signal.SIGKILL


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[NatsServer]:
    """A nats-server of our own."""
    async with NatsServer(tmp_path) as made:
        yield made


@pytest.fixture(autouse=True)
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look at the stream's numbers often, so that a test need not wait."""
    monkeypatch.setattr(relay_module, "TILIK_DETIK", 0.1)
    monkeypatch.setattr(relay_module, "SAPU_DETIK", 0.1)


def relay_of(arsip: Arsip, server: NatsServer) -> Relay:
    """A relay for this facility."""
    return Relay(arsip.engine, PKM.kode, lambda: server.tujuan)


async def carried(arsip: Arsip, server: NatsServer) -> None:
    """Bring the stream up to the ledger, then stop."""
    relay = relay_of(arsip, server)
    with arsip.engine.connect() as connection:
        seq, _ = ledger.head(connection, PKM.kode)
    async with pekerjaan(relay.run()):
        await sampai(lambda: relay.terkirim == seq and not relay.tertunda, "semua terkirim")


async def test_every_line_arrives_once_in_order_with_its_hash(arsip: Arsip, server: NatsServer) -> None:
    relay = relay_of(arsip, server)
    async with pekerjaan(relay.run()):
        await isi_buku(arsip, 3)
        await sampai(lambda: relay.terkirim == 3)
        last = await isi_buku(arsip, 700)
        await sampai(lambda: relay.terkirim == last and not relay.tertunda)
    report = await utuh(arsip.engine, server)
    assert (report.epoch, report.aliran) == (1, 703)
    (line,) = await lines(arsip.engine, PKM.kode, 1, 1)
    async with jetstream(server) as js:
        message = await ambil(js, PKM.kode, 1, 2)
    assert message
    assert message.data == line.isi
    assert message.subject == "jejak.PKM1.1.berkas.didaftarkan.v1"
    headers = message.headers or {}
    assert headers["Nats-Msg-Id"] == line.perintah_id
    assert headers["Jejak-Hash"] == line.sidik
    assert headers["Content-Type"] == "application/cloudevents+json"


async def test_moves_are_accepted_while_nats_is_dead_and_delivered_after(arsip: Arsip, tmp_path: Path) -> None:
    servers: list[NatsServer] = []
    relay = Relay(arsip.engine, PKM.kode, lambda: servers[0].tujuan if servers else None)
    async with pekerjaan(relay.run()):
        assert await isi_buku(arsip, 40) == 40
        assert relay.tertunda
        assert relay.sejak
        assert relay.terkirim == 0
        async with NatsServer(tmp_path) as server:
            servers.append(server)
            await sampai(lambda: relay.terkirim == 40 and not relay.tertunda)
            await utuh(arsip.engine, server)


async def test_a_server_killed_in_mid_stream_loses_and_doubles_nothing(arsip: Arsip, server: NatsServer) -> None:
    relay = relay_of(arsip, server)
    async with pekerjaan(relay.run()):
        for _ in range(2):
            filling = asyncio.create_task(isi_buku(arsip, 400))
            before = relay.terkirim
            await sampai(lambda before=before: relay.terkirim > before, "sebagian terkirim")  # type: ignore[misc]
            first = server.pid
            assert first
            os.kill(first, MATI)
            last = await filling
            await sampai(lambda first=first: server.pid not in {None, first}, "server baru")  # type: ignore[misc]
            await sampai(lambda last=last: relay.terkirim == last and not relay.tertunda)  # type: ignore[misc]
            await utuh(arsip.engine, server)


async def test_a_deleted_store_is_built_again_from_the_ledger(arsip: Arsip, tmp_path: Path) -> None:
    async with NatsServer(tmp_path) as server:
        await isi_buku(arsip, 30)
        await carried(arsip, server)
        relay = relay_of(arsip, server)
        async with pekerjaan(relay.run()):
            await sampai(lambda: not relay.tertunda)
            pid = server.pid
            assert pid
            shutil.rmtree(tmp_path / "nats" / "jetstream")
            os.kill(pid, MATI)
            last = await isi_buku(arsip, 5)
            await sampai(lambda: server.pid not in {None, pid} and relay.terkirim == last and not relay.tertunda)
            await utuh(arsip.engine, server)


@pytest.mark.parametrize("damage", ["purge", "hole", "tail", "gone"])
async def test_a_stream_damaged_under_a_running_relay_becomes_a_new_epoch(
    arsip: Arsip, server: NatsServer, damage: str
) -> None:
    relay = relay_of(arsip, server)
    async with pekerjaan(relay.run()):
        last = await isi_buku(arsip, 25)
        await sampai(lambda: relay.terkirim == last)
        stream = subjects.stream(PKM.kode, 1)
        async with jetstream(server) as js:
            match damage:
                case "purge":
                    await js.purge_stream(stream)
                case "hole":
                    await js.delete_msg(stream, 9)
                case "tail":
                    await js.delete_msg(stream, last)
                case "gone":
                    await js.delete_stream(stream)
        last = await isi_buku(arsip, 1)

        async def whole() -> bool:
            return await epochs(server) == [2] and await epoch_pembaca(server) == 2

        await sampai(whole, "epoch baru")
        await sampai(lambda: relay.terkirim == last and relay.epoch == 2)
    await utuh(arsip.engine, server)


@pytest.mark.skipif(os.name == "nt", reason="open files cannot be deleted there")
@pytest.mark.parametrize("apa", ["nats", "nats/jetstream"])
async def test_a_directory_deleted_under_a_running_server_is_noticed_in_seconds_and_becomes_a_new_epoch(
    arsip: Arsip, tmp_path: Path, apa: str
) -> None:
    async with NatsServer(tmp_path) as server:
        relay = relay_of(arsip, server)
        async with pekerjaan(relay.run()):
            last = await isi_buku(arsip, 30)
            await sampai(lambda: relay.terkirim == last and not relay.tertunda)
            seen = server.tilikan
            await sampai(lambda: server.tilikan > seen, "dilihat")
            shutil.rmtree(tmp_path / apa)
            last = await isi_buku(arsip, 5)
            await sampai(lambda: relay.epoch == 2 and relay.terkirim == last and not relay.tertunda, "epoch baru", 8)
            await utuh(arsip.engine, server)
            assert await epochs(server) == [2]


async def test_the_number_of_an_epoch_never_comes_back(arsip: Arsip, tmp_path: Path) -> None:
    await isi_buku(arsip, 5)
    for wanted in (1, 2, 3):
        async with NatsServer(tmp_path / str(wanted)) as server:
            await carried(arsip, server)
            assert await epochs(server) == [wanted]
    async with NatsServer(tmp_path / "2") as old:
        await carried(arsip, old)
        assert await epochs(old) == [4]


async def test_one_flipped_bit_in_a_long_stream_is_found_without_being_asked_for(
    arsip: Arsip, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After an orderly end nats-server trusts its index: its numbers are whole, one message cannot be read."""
    monkeypatch.setattr("workers.relay.SISIR_DETIK", 0.1)
    monkeypatch.setattr("workers.compare.SISIR", 50)
    async with NatsServer(tmp_path) as server:
        last = await isi_buku(arsip, 400)
        await carried(arsip, server)
        async with jetstream(server) as js:
            victim = await ambil(js, PKM.kode, 1, 203)
    assert victim
    assert victim.data
    (block,) = (tmp_path / "nats" / "jetstream").glob("**/JEJAK_PKM1_1/msgs/*.blk")
    content = bytearray(block.read_bytes())
    content[content.index(victim.data) + 40] ^= 1
    block.write_bytes(content)
    async with NatsServer(tmp_path) as server:
        relay = relay_of(arsip, server)
        async with pekerjaan(relay.run()):
            await sampai(lambda: relay.epoch == 2 and relay.terkirim == last and not relay.tertunda, "epoch baru")
            await utuh(arsip.engine, server)


async def handmade(server: NatsServer, epoch: int, made: list[Baris], *, selesai: bool = True) -> None:
    """A stream as somebody else might have left it."""
    assert server.tujuan
    async with sambung(server.tujuan) as client:
        js = client.jetstream()
        await buat(js, PKM.kode, epoch, atomik=True)
        await terbitkan(client, PKM.kode, epoch, made, atomik=False)
        if selesai:
            await tandai_selesai(js, PKM.kode, epoch, atomik=True)


def swapped(line: Baris, **changes: object) -> Baris:
    """The same line, but for this."""
    return replace(line, **changes)  # type: ignore[arg-type]


async def test_a_tampered_message_is_found_and_the_stream_built_anew(arsip: Arsip, server: NatsServer) -> None:
    await isi_buku(arsip, 12)
    made = await lines(arsip.engine, PKM.kode, 0, 12)
    made[6] = swapped(made[6], isi=made[6].isi.replace(b'"cara":"api"', b'"cara":"apx"'))
    await handmade(server, 1, made)
    await carried(arsip, server)
    assert await epochs(server) == [2]
    await utuh(arsip.engine, server)


async def test_a_stream_longer_than_the_ledger_is_built_anew(arsip: Arsip, server: NatsServer) -> None:
    await isi_buku(arsip, 4)
    made = await lines(arsip.engine, PKM.kode, 0, 4)
    made.append(swapped(made[0], seq=5, perintah_id="lain"))
    await handmade(server, 1, made)
    await carried(arsip, server)
    assert await epochs(server) == [2]


async def test_a_stream_that_is_merely_behind_is_continued(arsip: Arsip, server: NatsServer) -> None:
    await isi_buku(arsip, 20)
    await handmade(server, 7, await lines(arsip.engine, PKM.kode, 0, 11))
    await carried(arsip, server)
    assert await epochs(server) == [7]
    await utuh(arsip.engine, server)


async def test_readers_keep_the_whole_epoch_until_the_next_is_whole_and_a_killed_build_is_resumed(
    arsip: Arsip, server: NatsServer
) -> None:
    await isi_buku(arsip, 20)
    everything = await lines(arsip.engine, PKM.kode, 0, 20)
    await handmade(server, 1, everything)
    await handmade(server, 2, everything[:8], selesai=False)
    assert await epoch_pembaca(server) == 1
    await carried(arsip, server)
    assert await epochs(server) == [2]
    assert await epoch_pembaca(server) == 2
    await utuh(arsip.engine, server)


async def test_old_epochs_a_killed_relay_left_are_deleted(arsip: Arsip, server: NatsServer) -> None:
    await isi_buku(arsip, 5)
    everything = await lines(arsip.engine, PKM.kode, 0, 5)
    await handmade(server, 1, everything)
    await handmade(server, 2, everything)
    await carried(arsip, server)
    assert await epochs(server) == [2]


async def test_an_id_the_server_merely_remembers_does_not_count_as_published(arsip: Arsip, server: NatsServer) -> None:
    await isi_buku(arsip, 61)
    made = await lines(arsip.engine, PKM.kode, 0, 61)
    unsampled = 33
    made[unsampled - 1] = swapped(made[unsampled - 1], perintah_id=made[60].perintah_id)
    await handmade(server, 1, made[:60])
    await carried(arsip, server)
    assert await epochs(server) == [2]
    await utuh(arsip.engine, server)


async def test_two_relays_at_once_fence_each_other(arsip: Arsip, server: NatsServer) -> None:
    one, two = relay_of(arsip, server), relay_of(arsip, server)
    async with pekerjaan(one.run()), pekerjaan(two.run()):
        for size in (1, 40, 1, 300, 3):
            last = await isi_buku(arsip, size)
            await sampai(lambda last=last: one.terkirim == last == two.terkirim)  # type: ignore[misc]
    await utuh(arsip.engine, server)
    assert await epochs(server) == [1]


async def test_a_zombie_that_missed_a_rebuild_is_refused_by_the_server(arsip: Arsip, server: NatsServer) -> None:
    assert server.tujuan
    await isi_buku(arsip, 10)
    async with sambung(server.tujuan) as client:
        zombie = await Pembawa(client, arsip.engine, PKM.kode).mulai(1)
        await zombie.bawa()
        await bangun_ulang(arsip.engine, PKM.kode, server.tujuan)
        await isi_buku(arsip, 2)
        with pytest.raises(relay_module.SALAH):
            await zombie.bawa()
    await carried(arsip, server)
    assert await epochs(server) == [2]
    await utuh(arsip.engine, server)


async def test_a_rebuild_on_request_is_a_new_epoch_beside_a_running_relay(arsip: Arsip, server: NatsServer) -> None:
    assert server.tujuan
    relay = relay_of(arsip, server)
    async with pekerjaan(relay.run()):
        last = await isi_buku(arsip, 450)
        await sampai(lambda: relay.terkirim == last)
        assert await bangun_ulang(arsip.engine, PKM.kode, server.tujuan) == (2, last)
        last = await isi_buku(arsip, 3)
        await sampai(lambda: relay.terkirim == last and relay.epoch == 2)
    assert await epochs(server) == [2]
    await utuh(arsip.engine, server)


async def test_the_full_check_names_the_line_that_is_wrong(arsip: Arsip, server: NatsServer) -> None:
    assert server.tujuan
    await isi_buku(arsip, 600)
    made = await lines(arsip.engine, PKM.kode, 0, 600)
    made[122] = swapped(made[122], sidik="00" * 32)
    await handmade(server, 1, made)
    async with jetstream(server) as js:
        await js.delete_msg(subjects.stream(PKM.kode, 1), 555)
    report = await periksa(arsip.engine, PKM.kode, server.tujuan)
    assert report.beda == (123, 555)
    assert not report.utuh


async def test_an_absent_nats_is_told_once_and_not_in_a_storm(arsip: Arsip) -> None:
    tries: list[int] = []

    def nowhere() -> NatsTujuan:
        tries.append(1)
        return NatsTujuan("nats://127.0.0.1:1")

    with capture_logs() as told:
        relay = Relay(arsip.engine, PKM.kode, nowhere)
        async with pekerjaan(relay.run()):
            await sampai(lambda: len(tries) > 3)
    warned = [entry for entry in told if entry["log_level"] != "debug"]
    assert [entry["event"] for entry in warned] == ["siaran_tertunda"]


async def test_the_wire_and_the_logs_carry_no_record_number(arsip: Arsip, server: NatsServer) -> None:
    with capture_logs() as told:
        await arsip.daftar(nomor="98-76-54")
        await carried(arsip, server)
    async with jetstream(server) as js:
        message = await ambil(js, PKM.kode, 1, 1)
    assert message
    everything = f"{message.data!r} {message.subject} {message.headers} {told}"
    assert "98-76-54" not in everything
    assert "987654" not in everything


@pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="a file's growth is limited from outside on Linux only"
)
async def test_a_stream_that_never_takes_anything_after_one_failed_write_is_replaced(
    arsip: Arsip, server: NatsServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """nats-server gives up a stream at its first failed write, though its disk is well again and others work."""
    resource = pytest.importorskip("resource")
    monkeypatch.setattr("workers.streams.JAWAB_DETIK", 0.5)
    relay = relay_of(arsip, server)
    async with pekerjaan(relay.run()):
        last = await isi_buku(arsip, 20)
        await sampai(lambda: relay.terkirim == last and not relay.tertunda)
        pid = server.pid
        assert pid
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
        last = await isi_buku(arsip, 1)
        await sampai(lambda: relay.tertunda, "gagal menulis")
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        await sampai(lambda: relay.terkirim == last and relay.epoch == 2 and not relay.tertunda, "epoch baru")
        assert server.pid == pid
    await utuh(arsip.engine, server)
