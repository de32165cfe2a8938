"""The worker on a real nats-server: the recap follows the stream through everything a stream can do."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from engine.projections import letters
from engine.relay import NatsTujuan
from schemas import subjects
from tests.kit import PKM, Arsip
from tests.proyeksi import hari_kerja, jumlah, kepala, kursor, racun, rekap, sama_dengan_buku, surat
from tests.siaran import epoch_pembaca, isi_buku, jetstream, pekerjaan, sampai
from workers import projections as module
from workers import pull
from workers import relay as relay_module
from workers.carry import bangun_ulang
from workers.nats_server import NatsServer
from workers.projections import PekerjaProyeksi
from workers.relay import Relay


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[NatsServer]:
    """A nats-server of our own."""
    async with NatsServer(tmp_path) as made:
        yield made


@pytest.fixture(autouse=True)
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look often, so that a test need not wait."""
    monkeypatch.setattr(relay_module, "TILIK_DETIK", 0.1)
    monkeypatch.setattr(relay_module, "SAPU_DETIK", 0.1)
    monkeypatch.setattr(module, "TILIK_DETIK", 0.2)
    monkeypatch.setattr(module, "ULANG_DETIK", 0.05)


def pekerja_rekap(arsip: Arsip, nats: Callable[[], NatsTujuan | None]) -> PekerjaProyeksi:
    """The recap's worker."""
    return PekerjaProyeksi(arsip.engine, PKM.kode, rekap(), nats)


async def tersusul(arsip: Arsip) -> int:
    """Wait until the recap has all of the ledger; that it counts it right; the position."""
    last = kepala(arsip.engine)
    await sampai(lambda: kursor(arsip.engine) >= last, "rekap menyusul")
    assert (
        sama_dengan_buku(arsip.engine)
        == last
        == jumlah(arsip.engine) + len([one for one in surat(arsip.engine) if one[1] == letters.BUKU])
    )
    return last


async def epoch_lain(worker: PekerjaProyeksi, known: set[int | None]) -> None:
    """Wait until another epoch is followed."""
    await sampai(lambda: worker.epoch not in known, "epoch lain")


async def test_the_recap_follows_the_stream(arsip: Arsip, server: NatsServer) -> None:
    worker = pekerja_rekap(arsip, lambda: server.tujuan)
    relay = Relay(arsip.engine, PKM.kode, lambda: server.tujuan)
    async with pekerjaan(relay.run()), pekerjaan(worker.run()):
        await sampai(lambda: worker.epoch == 1)
        for berkas in (1, 40, 3):
            await hari_kerja(arsip, berkas)
            await tersusul(arsip)
        await isi_buku(arsip, 1500)
        await tersusul(arsip)
    assert surat(arsip.engine) == []


async def test_messages_are_acknowledged_only_after_the_commit_and_all_of_them(
    arsip: Arsip, server: NatsServer
) -> None:
    relay = Relay(arsip.engine, PKM.kode, lambda: server.tujuan)
    worker = pekerja_rekap(arsip, lambda: server.tujuan)
    async with pekerjaan(relay.run()), pekerjaan(worker.run()), jetstream(server) as js:
        await sampai(lambda: worker.epoch == 1)
        await isi_buku(arsip, 50)
        last = await tersusul(arsip)

        async def floor() -> bool:
            (info,) = await js.consumers_info(subjects.stream(PKM.kode, 1))
            assert info.ack_floor
            assert info.ack_floor.stream_seq <= kursor(arsip.engine)
            return info.ack_floor.stream_seq == last and not info.num_ack_pending

        await sampai(floor, "semua diakui")


async def test_without_nats_the_ledger_itself_is_followed_and_nats_is_taken_up_when_it_comes(
    arsip: Arsip, tmp_path: Path
) -> None:
    servers: list[NatsServer] = []

    def where() -> NatsTujuan | None:
        return servers[-1].tujuan if servers else None

    worker = pekerja_rekap(arsip, where)
    relay = Relay(arsip.engine, PKM.kode, where)
    async with pekerjaan(worker.run()), pekerjaan(relay.run()):
        await hari_kerja(arsip)
        await tersusul(arsip)
        for folder in ("satu", "dua"):
            (tmp_path / folder).mkdir()
            async with NatsServer(tmp_path / folder) as server:
                servers.append(server)
                await sampai(lambda: worker.epoch is not None, "mengikuti")
                await hari_kerja(arsip)
                await tersusul(arsip)
            await sampai(lambda: worker.epoch is None, "terputus")
            await hari_kerja(arsip)
            await tersusul(arsip)


async def test_a_stream_rebuilt_while_the_worker_runs_is_followed_without_loss(
    arsip: Arsip, server: NatsServer
) -> None:
    worker = pekerja_rekap(arsip, lambda: server.tujuan)
    relay = Relay(arsip.engine, PKM.kode, lambda: server.tujuan)
    async with pekerjaan(relay.run()), pekerjaan(worker.run()):
        for _ in range(3):
            await isi_buku(arsip, 60)
            await sampai(lambda: worker.epoch is not None)
            known = {None, worker.epoch}
            assert server.tujuan
            await bangun_ulang(arsip.engine, PKM.kode, server.tujuan)
            await isi_buku(arsip, 60)
            await epoch_lain(worker, known)
            await tersusul(arsip)
    assert surat(arsip.engine) == []


async def test_a_stream_that_vanishes_is_followed_again_when_it_is_back(arsip: Arsip, server: NatsServer) -> None:
    worker = pekerja_rekap(arsip, lambda: server.tujuan)
    relay = Relay(arsip.engine, PKM.kode, lambda: server.tujuan)
    async with pekerjaan(relay.run()), pekerjaan(worker.run()):
        await hari_kerja(arsip)
        await sampai(lambda: worker.epoch == 1)
        async with jetstream(server) as js:
            await js.delete_stream(subjects.stream(PKM.kode, 1))
        await hari_kerja(arsip)
        await sampai(lambda: worker.epoch not in {None, 1}, "epoch baru")
        await hari_kerja(arsip)
        await tersusul(arsip)


async def test_a_worker_whose_consumer_was_deleted_makes_another(arsip: Arsip, server: NatsServer) -> None:
    worker = pekerja_rekap(arsip, lambda: server.tujuan)
    relay = Relay(arsip.engine, PKM.kode, lambda: server.tujuan)
    async with pekerjaan(relay.run()), pekerjaan(worker.run()), jetstream(server) as js:
        stream = subjects.stream(PKM.kode, 1)
        await sampai(lambda: worker.epoch == 1)
        (info,) = await js.consumers_info(stream)
        await js.delete_consumer(stream, info.name)
        await isi_buku(arsip, 20)
        await tersusul(arsip)

        async def another() -> bool:
            return [one.name for one in await js.consumers_info(stream)] not in ([], [info.name])

        await sampai(another, "konsumen lain")
        await isi_buku(arsip, 20)
        await tersusul(arsip)


async def test_poison_in_the_stream_and_in_the_ledger_stops_nothing(arsip: Arsip, server: NatsServer) -> None:
    worker = pekerja_rekap(arsip, lambda: server.tujuan)
    relay = Relay(arsip.engine, PKM.kode, lambda: server.tujuan)
    async with pekerjaan(worker.run()):
        async with pekerjaan(relay.run()):
            await hari_kerja(arsip)
            bad = racun(arsip.engine)
            await hari_kerja(arsip)
            await sampai(lambda: worker.epoch == 1)
            last = await tersusul(arsip)
            await sampai(lambda: relay.terkirim == last)
        async with jetstream(server) as js:
            address = subjects.event(PKM.kode, 1, "berkas.diambil.v1")
            for body in (b"bukan json", b"x" * 900_000, *[b'{"seq":1}'] * 20):
                await js.publish(address, body)
            await js.publish(address, b"", headers={"Status": "409"})  # as if the server ended the request
        await sampai(lambda: len(surat(arsip.engine)) == 24, "surat mati")
        assert await tersusul(arsip) == last
        async with pekerjaan(Relay(arsip.engine, PKM.kode, lambda: server.tujuan).run()):
            await hari_kerja(arsip, 8)
            assert await tersusul(arsip) > last + 23
            await sampai(lambda: worker.epoch == 2, "epoch baru")
    waiting = [one for one in surat(arsip.engine) if not one[4]]
    assert waiting == [(bad, "buku", "KeyError", 1, False)]
    assert await epoch_pembaca(server) == 2


async def test_two_workers_share_one_projection_in_peace(arsip: Arsip, server: NatsServer) -> None:
    one, other = (pekerja_rekap(arsip, lambda: server.tujuan) for _ in range(2))
    relay = Relay(arsip.engine, PKM.kode, lambda: server.tujuan)
    async with pekerjaan(relay.run()), pekerjaan(one.run()), pekerjaan(other.run()):
        await sampai(lambda: one.epoch == other.epoch == 1)
        for _ in range(5):
            await isi_buku(arsip, 60)
        await tersusul(arsip)


async def test_more_waiting_than_one_request_asks_for_arrives_whole(
    arsip: Arsip, server: NatsServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pull, "ROMBONGAN", 16)
    monkeypatch.setattr(pull, "TERBUKA_DETIK", 1)
    monkeypatch.setattr(pull, "MENUNGGU_ACK", 40)
    await test_the_recap_follows_the_stream(arsip, server)


async def test_trouble_is_told_once_and_its_end_too(arsip: Arsip, tmp_path: Path) -> None:
    place: list[NatsTujuan] = [NatsTujuan("nats://127.0.0.1:1")]
    worker = pekerja_rekap(arsip, lambda: place[0])
    relay = Relay(arsip.engine, PKM.kode, lambda: place[0])
    with capture_logs() as logs:
        async with pekerjaan(worker.run()), pekerjaan(relay.run()):
            await hari_kerja(arsip)
            await tersusul(arsip)
            async with NatsServer(tmp_path) as server:
                assert server.tujuan
                place[0] = server.tujuan
                await sampai(lambda: worker.epoch == 1)
    told = [log["event"] for log in logs if log["event"].startswith("proyeksi")]
    assert told[:2] == ["proyeksi_tertunda", "proyeksi_lancar"]
