"""The plainest HTTP client there is: kept connections, one request at a time on each. It costs little beside us."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

import orjson


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    body: bytes


class Wire:
    """Connections to one address; who asks while all are taken waits for one."""

    def __init__(self, address: str, token: str) -> None:
        parts = urlsplit(address)
        self._host, self._port = parts.hostname or "", parts.port or 80
        self._head = f"Host: {parts.netloc}\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\n"
        self._free: asyncio.Queue[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = asyncio.Queue()

    async def post(self, path: str, body: bytes) -> Answer:
        """One request and its answer."""
        reader, writer = await self._free.get()
        try:
            writer.write(f"POST {path} HTTP/1.1\r\n{self._head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
            head = await reader.readuntil(b"\r\n\r\n")
            length = next(int(line[15:]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
            return Answer(int(head[9:12]), await reader.readexactly(length))
        finally:
            self._free.put_nowait((reader, writer))

    async def ask(self, path: str, body: bytes) -> dict[str, object]:
        """The answer's JSON, which must be a 200."""
        answer = await self.post(path, body)
        if answer.status != 200:
            raise OSError(f"{answer.status}: {answer.body[:300]!r}")
        found: dict[str, object] = orjson.loads(answer.body)
        return found


@asynccontextmanager
async def wired(address: str, token: str, connections: int) -> AsyncIterator[Wire]:
    """That many open connections, until the block ends."""
    wire = Wire(address, token)
    opened = [await asyncio.open_connection(wire._host, wire._port) for _ in range(connections)]  # noqa: SLF001 - its maker
    for pair in opened:
        wire._free.put_nowait(pair)  # noqa: SLF001 - its maker
    try:
        yield wire
    finally:
        for _, writer in opened:
            writer.close()
