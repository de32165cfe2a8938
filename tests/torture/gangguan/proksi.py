"""A TCP proxy in a process of its own, between Jejak and NATS or PostgreSQL: slow, cut, deaf, and well again.

`python -m tests.torture.gangguan.proksi HOST:PORT` (or a path of a Unix socket) listens on the loopback, prints its
port, and takes one word a line on standard input: see `RAGAM`. The same port for its whole life.
"""

import asyncio
import contextlib
import json
import socket
import struct
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Final, Self

RAGAM: Final = ("lancar", "lambat", "putus", "setengah", "searah", "tolak")
"""lancar: as if it were not there; lambat: 150 ms each way, 64 kB/s; putus: every connection reset, new ones too;
setengah: connections are accepted, what comes in is swallowed, nothing comes out; searah: requests pass, answers are
swallowed; tolak: nobody listens."""
LAMBAT_DETIK: Final = 0.15
LAMBAT_LAJU: Final = 64 * 1024
POTONG: Final = 16 * 1024
RST: Final = struct.pack("ii", 1, 0)
JAWAB_DETIK: Final = 10.0


@dataclass(slots=True)
class Pipa:
    """The proxy itself: every connection that is open, and what is done to it at this moment."""

    tujuan: str
    ragam: str = "lancar"
    port: int = 0
    terbuka: set[asyncio.StreamWriter] = field(default_factory=set)
    server: asyncio.Server | None = None

    async def dengar(self) -> None:
        """Listen, on the port it had before if it had one."""
        self.server = await asyncio.start_server(self.terima, "127.0.0.1", self.port)
        self.port = self.server.sockets[0].getsockname()[1]

    async def terima(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, until either side ends it."""
        if self.ragam == "putus":
            _reset(writer)
            return
        self.terbuka.add(writer)
        try:
            if self.ragam == "setengah":
                await _telan(reader)
                return
            with contextlib.suppress(OSError):
                jauh_r, jauh_w = await self._sambung()
                self.terbuka.add(jauh_w)
                try:
                    pergi = asyncio.create_task(self.alir(reader, jauh_w, pulang=False))
                    pulang = asyncio.create_task(self.alir(jauh_r, writer, pulang=True))
                    await asyncio.wait({pergi, pulang}, return_when=asyncio.FIRST_COMPLETED)
                    for task in (pergi, pulang):
                        task.cancel()
                    await asyncio.gather(pergi, pulang, return_exceptions=True)
                finally:
                    self.terbuka.discard(jauh_w)
                    jauh_w.close()
        finally:
            self.terbuka.discard(writer)
            writer.close()

    async def _sambung(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if self.tujuan.startswith("/"):
            return await asyncio.open_unix_connection(self.tujuan)
        host, _, port = self.tujuan.rpartition(":")
        return await asyncio.open_connection(host, int(port))

    async def alir(self, dari: asyncio.StreamReader, ke: asyncio.StreamWriter, *, pulang: bool) -> None:
        """Carry bytes one way, as the mode of the moment has it."""
        with contextlib.suppress(OSError):
            while data := await dari.read(POTONG):
                if self.ragam == "setengah" or (self.ragam == "searah" and pulang):
                    continue
                if self.ragam == "lambat":
                    await asyncio.sleep(LAMBAT_DETIK + len(data) / LAMBAT_LAJU)
                ke.write(data)
                await ke.drain()

    async def ubah(self, ragam: str) -> None:
        """Take another mode, for connections that are open too."""
        if ragam not in RAGAM:
            raise ValueError(ragam)
        before, self.ragam = self.ragam, ragam
        if ragam in {"putus", "tolak"} or (before in {"setengah", "searah"} and ragam != before):
            # a connection that lost bytes must not go on: TCP would never lose some in the middle
            for writer in tuple(self.terbuka):
                _reset(writer)
        if ragam == "tolak":
            if self.server is not None:
                self.server.close()
            self.server = None
        elif self.server is None:
            await self.dengar()


def _reset(writer: asyncio.StreamWriter) -> None:
    """End a connection as a broken wire does: RST, and whatever was under way is gone."""
    sock = writer.get_extra_info("socket")
    if sock is not None and sock.family != socket.AF_UNIX:
        with contextlib.suppress(OSError):
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RST)
    writer.transport.abort()


async def _telan(reader: asyncio.StreamReader) -> None:
    with contextlib.suppress(OSError):
        while await reader.read(POTONG):
            continue


async def utama(tujuan: str) -> None:
    """Listen, say where, obey until standard input ends."""
    pipa = Pipa(tujuan)
    await pipa.dengar()
    print(json.dumps({"port": pipa.port}), flush=True)  # noqa: T201 - this is its answer
    kata = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(kata), sys.stdin)
    while line := await kata.readline():
        await pipa.ubah(line.decode().strip())
        print(json.dumps({"ragam": pipa.ragam, "terbuka": len(pipa.terbuka)}), flush=True)  # noqa: T201 - as above


class Proksi:
    """A running proxy, as a runner holds it. `alamat` is HOST:PORT of the loopback, for its whole life."""

    def __init__(self, tujuan: str) -> None:
        self._tujuan = tujuan
        self._lock = threading.Lock()
        self.port = 0

    @property
    def alamat(self) -> str:
        """Where to connect instead."""
        return f"127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        self._proses = subprocess.Popen(  # noqa: S603 - our own module
            [sys.executable, "-m", "tests.torture.gangguan.proksi", self._tujuan],
            cwd=Path(__file__).parents[3],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.port = int(str(self._baca()["port"]))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._proses.kill()
        self._proses.wait()
        for pipe in (self._proses.stdin, self._proses.stdout):
            if pipe:
                pipe.close()

    def ragam(self, ragam: str) -> None:
        """Change its mode; in force when this returns."""
        with self._lock:
            assert self._proses.stdin
            self._proses.stdin.write(f"{ragam}\n")
            self._proses.stdin.flush()
            assert self._baca()["ragam"] == ragam

    def _baca(self) -> dict[str, object]:
        assert self._proses.stdout
        line = self._proses.stdout.readline()
        if not line:
            raise OSError(f"proksi mati dengan kode {self._proses.poll()}")
        found: dict[str, object] = json.loads(line)
        return found


if __name__ == "__main__":
    asyncio.run(utama(sys.argv[1]))
