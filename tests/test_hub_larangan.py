"""What a facility may not do on a hub: refused by the server itself, whatever the facility's program wants."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import pytest
from nats.errors import Error as NatsError

from engine import clock, nkey
from engine.hub import sertifikat
from schemas import subjects
from schemas.names.federasi import JenisFasyankes as J
from tests.hub_kit import BIASA, DuniaHub, buat_hub, masuk
from tests.siaran import sampai
from workers.streams import sambung

DILARANG_TERBIT = (
    "fed.PKM2.ref.RS1",
    "fed.PKM1.bed.K3201",
    "jejak.local",
    "$JS.API.STREAM.NAMES",
    "$JS.API.STREAM.PURGE.FED",
    "$JS.API.STREAM.MSG.GET.FED",
    "$JS.API.DIRECT.GET.FED",
    "$JS.API.DIRECT.GET.FED.fed.PKM2.ref.RS1",
    "$JS.API.CONSUMER.CREATE.FED.x",
    "$JS.API.CONSUMER.MSG.NEXT.FED.RS1",
    "JS.hub.API.CONSUMER.INFO.FED.RS1",
    "$JS.API.CONSUMER.INFO.FED.PKM1",
    "$JS.ACK.FED.RS1.1.1.1.1.0",
    "fed.PKM1.agg.RS1",
)
DILARANG_DENGAR = ("fed.>", ">", "_INBOX.>", "_INBOX_RS1.>", "$SYS.>", "$JS.ACK.>")


@pytest.fixture
async def dunia(tmp_path: Path) -> AsyncIterator[DuniaHub]:
    made = buat_hub(tmp_path / "hub")
    async with made.jalan():
        yield made


async def test_every_denied_publish_and_subscription_is_refused_by_the_server_and_stores_nothing(
    dunia: DuniaHub,
) -> None:
    async with masuk(dunia, "RS1") as (rs, _):
        answer = await rs.request("fed.RS1.ref.PKM1", b"rahasia", timeout=3)
        assert b'"seq":1' in answer.data
    for subject in DILARANG_TERBIT:
        async with masuk(dunia, "PKM1") as (client, galat):
            heard: list[bytes] = []
            inbox = client.new_inbox()

            async def tiba(message: object, heard: list[bytes] = heard) -> None:
                heard.append(getattr(message, "data", b""))

            await client.subscribe(inbox, cb=tiba)
            await client.publish(subject, b"", reply=inbox)
            await client.flush()
            await sampai(partial(len, galat), subject)
            assert "permissions violation for publish" in str(galat[0]), subject
            assert not heard, subject
    for subject in DILARANG_DENGAR:
        async with masuk(dunia, "PKM1") as (client, galat):
            await client.subscribe(subject)
            await client.flush()
            await sampai(partial(len, galat), subject)
            assert "permissions violation for subscription" in str(galat[0]), subject
    assert await dunia.terakhir() == 1


async def test_an_answer_cannot_be_sent_into_another_facilitys_lane_or_inbox(dunia: DuniaHub) -> None:
    async with masuk(dunia, "RS1") as (rs, _), masuk(dunia, "PKM1") as (pkm, _):
        heard: list[bytes] = []

        async def tiba(message: object) -> None:
            heard.append(getattr(message, "data", b""))

        await rs.subscribe("_INBOX_RS1.>", cb=tiba)
        await rs.flush()
        ask = subjects.tarikan(subjects.FED, "PKM1")
        for reply in ("fed.RS1.bed.K3201", "_INBOX_RS1.x"):
            await pkm.publish(ask, b'{"batch":1,"no_wait":true}', reply=reply)
            await pkm.publish(subjects.jalur_terakhir("fed.PKM1.ref.RS1"), b"", reply=reply)
        answer = await pkm.request("fed.PKM1.ref.RS1", b"x", timeout=3)
        assert b'"seq":1' in answer.data
        await rs.flush()
        assert heard == []
    assert await dunia.terakhir() == 1


async def test_who_is_not_enrolled_does_not_come_in(dunia: DuniaHub) -> None:
    with pytest.raises(NatsError, match="Authorization Violation"):
        async with sambung(dunia.tujuan("PKM1", benih=nkey.buat().benih)):
            pass


async def test_a_server_of_another_root_is_not_talked_to(dunia: DuniaHub) -> None:
    palsu = sertifikat.buat_akar("PALSU", clock.now()).sertifikat.decode()
    with pytest.raises(ssl.SSLCertVerificationError):
        async with sambung(dunia.tujuan("PKM1", ca=palsu)):
            pass


async def test_nobody_talks_to_a_hub_without_tls(dunia: DuniaHub) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", dunia.hub.port)
    await reader.readline()
    writer.write(b'CONNECT {"verbose":true}\r\nPING\r\n')
    assert b"PONG" not in await reader.read(200)
    writer.close()


async def test_who_is_enrolled_while_the_hub_runs_is_served_and_who_is_revoked_is_put_out(dunia: DuniaHub) -> None:
    async with masuk(dunia, "PKM2") as (lama, _):
        dunia.daftarkan(("3201", J.KLINIK), ("RS2", J.RS))
        await dunia.berlaku()
        async with masuk(dunia, "3201") as (baru, _):
            answer = await baru.request("fed.3201.ref.RS2", b"x", timeout=3)
            assert b'"seq":1' in answer.data
        assert lama.is_connected, "an enrolment disturbs nobody"
        dunia.cabut("PKM2")
        await dunia.berlaku()
        await sampai(lambda: not lama.is_connected, "the revoked one is put out")
    with pytest.raises(NatsError, match="Authorization Violation"):
        async with sambung(dunia.tujuan("PKM2")):
            pass
    async with dunia.admin() as js:
        names = {info.name for info in await js.consumers_info(subjects.FED)}
    assert names == {kode for kode, _ in BIASA} - {"PKM2"} | {"3201", "RS2"}
