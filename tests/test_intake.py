"""Commands over NATS: the same words, the same answers and the same refusals as over HTTP."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import orjson
import pytest
from nats.aio.client import Client

from engine import people
from engine.database import writing
from engine.facility import baru
from engine.people import Cakupan
from engine.refusals import Refusal
from schemas import subjects
from schemas.names import Peran
from tests.kit import PKM, Arsip
from tests.siaran import sampai
from workers.app import pekerja
from workers.nats_server import NatsServer
from workers.streams import sambung


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[NatsServer]:
    """A nats-server of our own."""
    async with NatsServer(tmp_path) as made:
        yield made


def token(arsip: Arsip, *cakupan: Cakupan, peran: Peran = Peran.PEREKAM_MEDIS) -> str:
    """A device's token."""
    with writing(arsip.engine).begin() as connection:
        made = people.buat_perangkat(connection, "Perangkat Contoh", [peran], cakupan=cakupan or tuple(Cakupan))
    assert not isinstance(made, Refusal)
    return made


async def ask(client: Client, rahasia: str | None, body: object) -> dict[str, Any]:
    """One request, its reply as JSON."""
    data = body if isinstance(body, bytes) else orjson.dumps(body)
    headers = {subjects.H_TOKEN: rahasia} if rahasia else None
    reply = await client.request(subjects.perintah(PKM.kode), data, timeout=10, headers=headers)
    answer: dict[str, Any] = orjson.loads(reply.data)
    return answer


def registration(nomor: str, **changes: object) -> dict[str, object]:
    """A well-formed registration."""
    return {"command_id": baru(), "jenis": "berkas.daftarkan", "data": {"nomor": nomor}} | changes


async def test_a_command_over_nats_is_answered_like_one_over_http(arsip: Arsip, server: NatsServer) -> None:
    assert server.tujuan
    async with pekerja(arsip.engine, PKM.kode, lambda: server.tujuan, door=arsip.door) as running:
        await sampai(lambda: running.intake.siap)
        async with sambung(server.tujuan) as client:
            rahasia = token(arsip)
            wish = registration("00-00-01")
            answer = await ask(client, rahasia, wish)
            assert answer == {
                "seq": 1,
                "versi": 1,
                "keadaan": "disimpan",
                "peristiwa": "berkas.didaftarkan.v1",
                "subjek": wish["command_id"],
            }
            assert await ask(client, rahasia, wish) == answer | {"diulang": True}
            moved = {"command_id": baru(), "jenis": "berkas.ambil", "subjek": "000001", "data": {"tujuan": "GIGI"}}
            assert (await ask(client, rahasia, moved))["seq"] == 2
            await sampai(lambda: running.relay.terkirim == 2)


async def test_each_bad_request_gets_its_own_problem_and_writes_nothing(arsip: Arsip, server: NatsServer) -> None:
    assert server.tujuan
    async with pekerja(arsip.engine, PKM.kode, lambda: server.tujuan, door=arsip.door) as running:
        await sampai(lambda: running.intake.siap)
        async with sambung(server.tujuan) as client:
            rahasia = token(arsip)
            cases: list[tuple[str | None, object, str, int]] = [
                (None, registration("1"), "token_tidak_sah", 401),
                ("jejak_salah", registration("1"), "token_tidak_sah", 401),
                (token(arsip, Cakupan.BACA), registration("1"), "cakupan_kurang", 403),
                (token(arsip, peran=Peran.AUDITOR), registration("1"), "peran_tidak_boleh", 403),
                (rahasia, b"{", "json_rusak", 422),
                (rahasia, b"x" * 70_000, "terlalu_besar", 413),
                (rahasia, b"", "json_rusak", 422),
                (rahasia, [1], "isian_tidak_sah", 422),
                (rahasia, registration("1\x00"), "isian_tidak_sah", 422),
                (rahasia, registration("1", jenis="berkas.terbangkan"), "perintah_tidak_dikenal", 422),
                (
                    rahasia,
                    registration("1", jenis="berkas.simpan", subjek=baru(), data={}),
                    "berkas_tidak_dikenal",
                    404,
                ),
            ]
            for who, body, kode, _status in cases:
                problem = await ask(client, who, body)
                assert problem["kode"] == kode, (body, problem)
                assert problem["type"].endswith(kode)
                assert problem["detail"]
            assert {(await ask(client, who, body))["status"] for who, body, _, _ in cases} <= {401, 403, 404, 413, 422}


async def test_workers_alone_open_a_door_of_their_own(arsip: Arsip, server: NatsServer) -> None:
    assert server.tujuan
    async with pekerja(arsip.engine, PKM.kode, lambda: server.tujuan) as running:
        await sampai(lambda: running.intake.siap)
        async with sambung(server.tujuan) as client:
            rahasia = token(arsip)
            answers = await asyncio.gather(*(ask(client, rahasia, registration(f"{n:06d}")) for n in range(40)))
        assert sorted(answer["seq"] for answer in answers) == list(range(1, 41))
        await sampai(lambda: running.relay.terkirim == 40)


async def test_the_intake_comes_back_with_a_restarted_server(arsip: Arsip, server: NatsServer) -> None:
    async with pekerja(arsip.engine, PKM.kode, lambda: server.tujuan, door=arsip.door) as running:
        await sampai(lambda: running.intake.siap)
        first = server.pid
        assert first
        os.kill(first, signal.SIGTERM if os.name == "nt" else signal.SIGKILL)
        await sampai(lambda: server.pid not in {None, first} and running.intake.siap, "pintu terbuka lagi")
        assert server.tujuan
        async with sambung(server.tujuan) as client:
            assert (await ask(client, token(arsip), registration("000009")))["seq"] == 1
