"""The NATS protocol in a few lines of standard library: request and answer, for clients that import nothing of ours."""

import contextlib
import json
import os
import re
import socket
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self
from urllib.parse import urlsplit

TOKEN: Final = re.compile(r'token: "([^"]+)"')


class Terputus(OSError):
    """The server is not there, or went away."""


class Kawat:
    """One connection. Every call may raise Terputus or TimeoutError, after which it is of no more use."""

    def __init__(self, url: str, token: str | None, *, detik: float = 3.0) -> None:
        parts = urlsplit(url)
        try:
            self._socket = socket.create_connection((parts.hostname or "127.0.0.1", parts.port or 4222), detik)
        except OSError as error:
            raise Terputus(str(error)) from error
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._rest = b""
        self._inbox = f"_INBOX.{os.urandom(8).hex()}"
        self._count = 0
        self._socket.settimeout(detik)
        try:
            self._line()
            said = {"verbose": False, "pedantic": False, "headers": True, "no_responders": True, "lang": "uji"}
            said |= {"version": "0", "protocol": 1} | ({"auth_token": token} if token else {})
            self._send(b"CONNECT " + json.dumps(said).encode() + b"\r\nPING\r\n")
            self._sampai_pong()
            self._send(f"SUB {self._inbox}.* 1\r\n".encode())
        except BaseException:
            self.tutup()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.tutup()

    def tutup(self) -> None:
        """Close."""
        self._socket.close()

    def potong(self) -> None:
        """Cut it, from another thread: whoever waits on it is told at once."""
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)

    def minta(self, subjek: str, isi: bytes, kepala: dict[str, str] | None = None, *, detik: float = 5.0) -> bytes:
        """Ask and wait for the answer. Raises Terputus also where nobody listens on that subject."""
        self._count += 1
        inbox = f"{self._inbox}.{self._count}"
        self._socket.settimeout(detik)
        if kepala:
            head = b"NATS/1.0\r\n" + b"".join(f"{k}: {v}\r\n".encode() for k, v in kepala.items()) + b"\r\n"
            start = f"HPUB {subjek} {inbox} {len(head)} {len(head) + len(isi)}\r\n".encode()
            self._send(start + head + isi + b"\r\n")
        else:
            self._send(f"PUB {subjek} {inbox} {len(isi)}\r\n".encode() + isi + b"\r\n")
        while True:
            subject, head, body = self._message()
            if subject != inbox:
                continue  # the late answer to something given up
            if head.startswith(b"NATS/1.0 503"):
                raise Terputus("nobody listens")
            return body

    def _sampai_pong(self) -> None:
        while not (line := self._line()).startswith(b"PONG"):
            if line.startswith(b"-ERR"):
                raise Terputus(line.decode(errors="replace"))

    def _message(self) -> tuple[str, bytes, bytes]:
        while True:
            words = self._line().split()
            match words[:1]:
                case [b"MSG"]:
                    return words[1].decode(), b"", self._body(int(words[-1]))
                case [b"HMSG"]:
                    whole = self._body(int(words[-1]))
                    cut = int(words[-2])
                    return words[1].decode(), whole[:cut], whole[cut:]
                case [b"PING"]:
                    self._send(b"PONG\r\n")
                case [b"-ERR"]:
                    raise Terputus(b" ".join(words).decode(errors="replace"))
                case _:
                    continue

    def _send(self, data: bytes) -> None:
        try:
            self._socket.sendall(data)
        except TimeoutError:
            raise
        except OSError as error:
            raise Terputus(str(error)) from error

    def _read(self) -> None:
        try:
            more = self._socket.recv(65536)
        except TimeoutError:
            raise
        except OSError as error:
            raise Terputus(str(error)) from error
        if not more:
            raise Terputus("closed")
        self._rest += more

    def _line(self) -> bytes:
        while b"\r\n" not in self._rest:
            self._read()
        line, _, self._rest = self._rest.partition(b"\r\n")
        return line

    def _body(self, size: int) -> bytes:
        while len(self._rest) < size + 2:
            self._read()
        body, self._rest = self._rest[:size], self._rest[size + 2 :]
        return body


def alamat(folder: Path) -> tuple[str, str] | None:
    """Address and token of the nats-server that wrote its files in this folder last; None while there is none."""
    try:
        pid = int((folder / "nats.pid").read_text(encoding="ascii"))
        token = TOKEN.search((folder / "nats.conf").read_text(encoding="utf-8"))
        said = next(folder.glob(f"*_{pid}.ports")).read_text(encoding="utf-8")
        return (str(json.loads(said)["nats"][0]), token[1]) if token else None
    except (OSError, ValueError, KeyError, IndexError, StopIteration):
        return None


def aliran(url: str, token: str | None, *, detik: float = 3.0) -> list[dict[str, Any]]:
    """Every JetStream stream as the server tells of it: `config` and `state`. Raises Terputus, TimeoutError."""
    with Kawat(url, token, detik=detik) as kawat:
        found: list[dict[str, Any]] = []
        while True:
            ask = json.dumps({"offset": len(found)}).encode()
            answer = json.loads(kawat.minta("$JS.API.STREAM.LIST", ask, detik=detik))
            if "error" in answer:
                raise Terputus(str(answer["error"]))
            page = answer.get("streams") or []
            found += page
            if not page or len(found) >= int(answer.get("total", 0)):
                return found
