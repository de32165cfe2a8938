"""Real servers on loopback that take what leaves the application: SMTP (aiosmtpd) and plain HTTP, well or badly."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope

from tests.siaran import sampai


@dataclass(slots=True)
class KotakSurat:
    """What a mail server took; `jawaban` is what it says to the next ones, `diam`: it never answers."""

    port: int = 0
    surat: list[Message] = field(default_factory=list)
    mentah: list[bytes] = field(default_factory=list)
    kepada: list[str] = field(default_factory=list)
    jawaban: list[str] = field(default_factory=list)
    diam: asyncio.Event | None = None

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Envelope, address: str, _options: Any) -> str:  # noqa: N802 - the library's name for it
        """Is this receiver welcome?"""
        if self.diam is not None:
            await self.diam.wait()
        if self.jawaban:
            return self.jawaban.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Envelope) -> str:  # noqa: N802 - the library's name for it
        """Take a mail."""
        content = envelope.original_content or b""
        self.mentah.append(content)
        self.surat.append(message_from_bytes(content))
        self.kepada += envelope.rcpt_tos
        return "250 OK"

    @property
    def url(self) -> str:
        """As a setting."""
        return f"smtp+terbuka://127.0.0.1:{self.port}"


@asynccontextmanager
async def server_surel(tls: ssl.SSLContext | None = None, *, tersirat: bool = False) -> AsyncIterator[KotakSurat]:
    """An SMTP server in this loop, on a port of its own. `tls`: it offers STARTTLS; `tersirat`: from the first byte."""
    box = KotakSurat()
    loop = asyncio.get_running_loop()
    running: list[SMTP] = []

    def session() -> SMTP:
        running.append(SMTP(box, hostname="localhost", loop=loop, tls_context=None if tersirat else tls))
        return running[-1]

    server = await loop.create_server(session, "127.0.0.1", 0, ssl=tls if tersirat else None)
    box.port = server.sockets[0].getsockname()[1]
    try:
        yield box
    finally:
        if box.diam is not None:
            box.diam.set()
        server.close()
        await server.wait_closed()
        await sampai(lambda: all(one.transport is None for one in running), "sessions of the mail server")


@dataclass(slots=True)
class Gerbang:
    """What a message gateway was sent: head and body of each; it answers what was planned, then 204."""

    port: int = 0
    diterima: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    jawaban: list[bytes] = field(default_factory=list)
    diam: asyncio.Event | None = None

    @property
    def url(self) -> str:
        """As a setting."""
        return f"http://127.0.0.1:{self.port}/masuk?ruang=1"

    async def layani(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One request."""
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
            names = {name.lower(): value for name, _, value in (line.partition(": ") for line in head[1:] if line)}
            body = await reader.readexactly(int(names["content-length"]))
            self.diterima.append(({":": head[0], **names}, body))
            if self.diam is not None:
                await self.diam.wait()
            writer.write(self.jawaban.pop(0) if self.jawaban else b"HTTP/1.1 204 No Content\r\n\r\n")
            await writer.drain()
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()


@asynccontextmanager
async def server_gerbang(jawaban: Sequence[bytes] = ()) -> AsyncIterator[Gerbang]:
    """A gateway in this loop, on a port of its own."""
    made = Gerbang(jawaban=list(jawaban))
    server = await asyncio.start_server(made.layani, "127.0.0.1", 0)
    made.port = server.sockets[0].getsockname()[1]
    try:
        yield made
    finally:
        if made.diam is not None:
            made.diam.set()
        server.close()
        await server.wait_closed()
