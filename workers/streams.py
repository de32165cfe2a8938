"""JetStream as the relay and the boards use it: connect, list the epochs, make one, carry lines, read one back."""

import asyncio
import contextlib
import logging
import ssl
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any, Final

import orjson
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.errors import Error as NatsError
from nats.js import JetStreamContext
from nats.js.api import Header, RawStreamMsg, StorageType, StreamConfig, StreamInfo
from nats.js.errors import APIError, NotFoundError
from nats.nuid import NUID

from engine.points import Titik, passing
from engine.relay import Aliran, Baris, NatsTujuan, sekaligus
from schemas import subjects

SAMBUNG_DETIK: Final = 3
TUTUP_DETIK: Final = 1.0
JAWAB_DETIK: Final = 5.0
"""How long the server may take to acknowledge what it was given."""


H_ROMBONGAN: Final = "Nats-Batch-Id"
H_URUTAN: Final = "Nats-Batch-Sequence"
H_SAH: Final = "Nats-Batch-Commit"
ATOMIK_SEJAK: Final = (2, 12)
"""The server version that knows atomic batches; an older one would store their lines one by one."""

_nuid = NUID()


def _bukan_eof(record: logging.LogRecord) -> bool:
    """Asyncio tells at every end of a TLS connection that the library's answer to it has no effect."""
    return "eof_received" not in str(record.msg)


logging.getLogger("asyncio").addFilter(_bukan_eof)


class Beda(Exception):
    """The server's answer does not fit what was sent: the stream must be compared with the ledger again."""


class Macet(Beda):
    """The stream does not take what it is given, and does not say why."""


class Ganda(Beda):
    """The server says it has this id already: nothing was stored, whatever the stream holds at that place."""


class _Klien(Client):
    """Signs with our own nkeys: the library would want two more packages for it."""

    def _setup_nkeys_seed_connect(self) -> None:
        from engine import nkey  # noqa: PLC0415 - only who goes to a hub needs the cryptography

        pair = nkey.dari_benih(self._nkeys_seed_str or "")
        self._public_nkey = pair.publik
        self._signature_cb = lambda nonce: pair.tanda_tangani(nonce.encode())


@asynccontextmanager
async def sambung(
    tujuan: NatsTujuan, putus: Callable[[], None] | None = None, galat: Callable[[Exception], None] | None = None
) -> AsyncIterator[Client]:
    """A connection, closed at the end. `putus` is called when it is lost. Raises nats errors, OSError, ssl.SSLError.

    It does not reconnect by itself, because a restarted server of ours listens elsewhere; and what was handed to a
    connection that waits to be made again would be sent then, though nobody believes in it any more. `galat` is told
    what the server says beside its answers: that something is not allowed.
    """

    async def closed() -> None:
        if putus:
            putus()

    async def erred(error: Exception) -> None:
        """The library's own error log is not wanted: who uses the connection reports, once."""
        if galat:
            galat(error)

    client = _Klien()
    kartu = tujuan.kartu
    if kartu is None:
        asked: dict[str, Any] = {"token": tujuan.token}
    else:
        tls = ssl.create_default_context(cadata=kartu.ca)
        asked = {"tls": tls, "nkeys_seed_str": kartu.benih, "inbox_prefix": kartu.kotak.encode()}
    try:
        async with asyncio.timeout(SAMBUNG_DETIK):
            await client.connect(
                tujuan.url,
                **asked,
                allow_reconnect=False,
                max_reconnect_attempts=1,
                reconnect_time_wait=0,
                connect_timeout=SAMBUNG_DETIK,
                ping_interval=5,
                max_outstanding_pings=2,
                error_cb=erred,
                closed_cb=closed,
            )
        yield client
    finally:
        await _tutup(client)


async def _tutup(client: Client) -> None:
    """Close, also a connection that never came about, whose socket the library leaves open."""
    transport = client._transport  # noqa: SLF001 - the library has no public way to it
    with contextlib.suppress(NatsError, OSError, TimeoutError):
        async with asyncio.timeout(TUTUP_DETIK):  # after a refused certificate the library would wait for ever
            with contextlib.suppress(NatsError, OSError):
                await client.close()
            if transport is not None:
                transport.close()  # type: ignore[no-untyped-call]
                await transport.wait_closed()  # type: ignore[no-untyped-call]


def tahu_rombongan(client: Client) -> bool:
    """Does this server know atomic batches?"""
    version = client.connected_server_version
    return (version.major, version.minor) >= ATOMIK_SEJAK


def _config(fasyankes: str, epoch: int, *, selesai: bool, atomik: bool) -> StreamConfig:
    return StreamConfig(
        name=subjects.stream(fasyankes, epoch),
        subjects=[subjects.events(fasyankes, epoch)],
        storage=StorageType.FILE,
        allow_direct=True,
        allow_atomic=atomik or None,
        max_msgs=-1,
        max_bytes=-1,
        max_age=0,
        metadata={subjects.M_SELESAI: "ya" if selesai else "tidak"},
    )


async def buat(js: JetStreamContext, fasyankes: str, epoch: int, *, atomik: bool) -> None:
    """An empty stream for this epoch, not yet marked whole. Harmless where it is there already."""
    await js.add_stream(_config(fasyankes, epoch, selesai=False, atomik=atomik))


async def tandai_selesai(js: JetStreamContext, fasyankes: str, epoch: int, *, atomik: bool) -> None:
    """Mark this epoch as built whole: from now on readers follow it."""
    await js.update_stream(_config(fasyankes, epoch, selesai=True, atomik=atomik))


async def hapus(js: JetStreamContext, fasyankes: str, epoch: int) -> None:
    """Delete an epoch. Harmless where it is gone already."""
    try:
        await js.delete_stream(subjects.stream(fasyankes, epoch))
    except NotFoundError:
        return


async def semua(js: JetStreamContext, fasyankes: str) -> list[Aliran]:
    """What each of this facility's streams says of itself."""
    found: list[Aliran] = []
    offset = 0
    while page := await js.streams_info(offset=offset):
        for info in page:
            epoch = subjects.epoch_of(fasyankes, info.config.name or "")
            if epoch is not None:
                found.append(_aliran(info, fasyankes, epoch))
        offset += len(page)
    return found


def _aliran(info: StreamInfo, fasyankes: str, epoch: int) -> Aliran:
    config, state = info.config, info.state
    wanted = _config(fasyankes, epoch, selesai=True, atomik=True)
    fits = (
        config.subjects == wanted.subjects
        and config.storage == wanted.storage
        and (config.max_msgs, config.max_bytes, config.max_age or 0) == (-1, -1, 0)
        and config.max_msgs_per_subject == -1
        and not config.subject_transform
        and bool(config.allow_direct)
        and (config.retention or "limits") == "limits"
    )
    return Aliran(
        epoch=epoch,
        selesai=(config.metadata or {}).get(subjects.M_SELESAI) == "ya",
        pertama=state.first_seq,
        terakhir=state.last_seq,
        jumlah=state.messages,
        terhapus=state.num_deleted or 0,
        setelan=fits,
    )


async def ambil(js: JetStreamContext, fasyankes: str, epoch: int, seq: int) -> RawStreamMsg | None:
    """The message at this position, or None where there is none."""
    try:
        return await js.get_msg(subjects.stream(fasyankes, epoch), seq, direct=True)
    except NotFoundError:
        return None


async def terbitkan(client: Client, fasyankes: str, epoch: int, baris: Sequence[Baris], *, atomik: bool) -> None:
    """Carry lines in order; each must land on its own `seq`, or nothing after it does.

    Raises Ganda, Macet, Beda, APIError, nats errors. After any of them the stream's end is unknown.
    """
    passing(Titik.RELAI_SEBELUM_TERBIT)
    carry = _rombongan if sekaligus(baris, atomik=atomik) else _beruntun
    try:
        await carry(client, fasyankes, epoch, baris)
    except TimeoutError as error:
        raise Macet(f"aliran tidak menjawab dalam {JAWAB_DETIK:g} detik") from error
    passing(Titik.RELAI_SESUDAH_ACK)


async def _di_kabel(point: Titik) -> None:
    """Let the library hand what it holds to the socket, so that this moment is what its name says."""
    await asyncio.sleep(0)
    passing(point)


def _headers(baris: Baris) -> dict[str, str]:
    return {
        Header.MSG_ID.value: baris.perintah_id,
        subjects.H_SIDIK: baris.sidik,
        subjects.H_ISI: subjects.ISI_CLOUDEVENT,
    }


async def _beruntun(client: Client, fasyankes: str, epoch: int, baris: Sequence[Baris]) -> None:
    """One by one, all on the wire before the first answer; each fenced by its predecessor's position."""
    inbox = client.new_inbox()
    answers: dict[str, bytes] = {}
    enough = asyncio.Event()

    async def answered(message: Msg) -> None:
        answers[message.subject] = message.data if not message.headers else b""
        if len(answers) == len(baris):
            enough.set()

    subscription = await client.subscribe(f"{inbox}.*", cb=answered)
    try:
        for place, line in enumerate(baris):
            if place and place == len(baris) // 2:
                await _di_kabel(Titik.RELAI_TENGAH_TERBIT)
            headers = _headers(line) | {Header.EXPECTED_LAST_SEQUENCE.value: str(line.seq - 1)}
            subject = subjects.event(fasyankes, epoch, line.jenis)
            await client.publish(subject, line.isi, reply=f"{inbox}.{line.seq}", headers=headers)
        await _di_kabel(Titik.RELAI_SEBELUM_ACK)
        async with asyncio.timeout(JAWAB_DETIK):
            await enough.wait()
    finally:
        if client.is_connected:
            await subscription.unsubscribe()
    for line in baris:
        _check(answers[f"{inbox}.{line.seq}"], line.seq)


async def _rombongan(client: Client, fasyankes: str, epoch: int, baris: Sequence[Baris]) -> None:
    """All or nothing: one fsync for the lot. The first line's fence holds for all of them."""
    batch = _nuid.next().decode()
    last = len(baris)
    inbox = client.new_inbox()
    subscription = await client.subscribe(inbox)
    try:
        for place, line in enumerate(baris, 1):
            headers = _headers(line) | {H_ROMBONGAN: batch, H_URUTAN: str(place)}
            if place == 1:
                headers[Header.EXPECTED_LAST_SEQUENCE.value] = str(line.seq - 1)
            if place == last:
                headers[H_SAH] = "1"
            subject = subjects.event(fasyankes, epoch, line.jenis)
            await client.publish(subject, line.isi, reply=inbox if place == last else "", headers=headers)
            if place == last // 2:
                await _di_kabel(Titik.RELAI_TENGAH_TERBIT)
        await _di_kabel(Titik.RELAI_SEBELUM_ACK)
        reply = await subscription.next_msg(timeout=JAWAB_DETIK)
    finally:
        if client.is_connected:
            await subscription.unsubscribe()
    answer = _check(reply.data, baris[-1].seq)
    if answer.get("batch") != batch or answer.get("count") != last:
        raise Beda("rombongan tidak utuh")


def _check(data: bytes, seq: int) -> dict[str, object]:
    """The acknowledgement, if it says what was hoped: stored now, at this position."""
    if not data:
        raise Beda("tidak ada aliran yang menerima")
    answer: dict[str, object] = orjson.loads(data)
    if isinstance(error := answer.get("error"), dict):
        raise APIError.from_error(error)
    if answer.get("duplicate"):
        raise Ganda(f"baris {seq} dianggap sudah ada")
    if answer.get("seq") != seq:
        raise Beda(f"baris {seq} mendapat tempat {answer.get('seq')}")
    return answer
