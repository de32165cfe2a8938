"""A signed POST to a gateway of the facility's own. At least once: the same delivery has the same Idempotency-Key.

Only hosts of the settings are spoken to, at addresses that may be (`alamat.py`). A redirect is an answer, not a way.
"""

import asyncio
import hmac
import ssl
from hashlib import sha256
from typing import Final
from urllib.parse import urlsplit

import orjson

from engine.pengingat.kirim import Gagal
from engine.settings import Settings
from workers.kanal.alamat import alamat, daftar
from workers.kanal.kiriman import Surat

KUNCI_TERPENDEK: Final = 16
BARIS_TERPANJANG: Final = 2048
"""How much of the answer is read: its first line."""
BERHASIL: Final = range(200, 300)
DIALIHKAN: Final = range(300, 400)
NANTI: Final = frozenset({408, 409, 421, 425, 429})
"""Refusals that a later try may not meet."""
GALAT_SERVER: Final = 500


class Webhook:
    """The gateway of the settings."""

    def __init__(self, settings: Settings) -> None:
        self._url = settings.webhook_url.get_secret_value() if settings.webhook_url else ""
        self._kunci = settings.webhook_kunci.get_secret_value().encode() if settings.webhook_kunci else b""
        self._boleh = daftar(settings.webhook_boleh)

    async def kirim(self, surat: Surat) -> Gagal | None:
        """One POST. Raises OSError, TimeoutError."""
        url = urlsplit(self._url)
        if url.scheme not in {"http", "https"} or not url.hostname:
            return Gagal("webhook_alamat", tetap=True)
        if len(self._kunci) < KUNCI_TERPENDEK:
            return Gagal("webhook_kunci_pendek", tetap=True)
        if url.hostname.lower() not in self._boleh:
            return Gagal("webhook_host_ditolak", tetap=True)
        port = url.port or (443 if url.scheme == "https" else 80)
        address = await alamat(url.hostname, port, self._boleh)
        if address is None:
            return Gagal("webhook_alamat_dalam", tetap=True)
        context = ssl.create_default_context() if url.scheme == "https" else None
        name = url.hostname if context else None
        reader, writer = await asyncio.open_connection(
            address, port, ssl=context, server_hostname=name, limit=BARIS_TERPANJANG
        )
        try:
            path = (url.path or "/") + (f"?{url.query}" if url.query else "")
            writer.write(self._permintaan(surat, path, url.netloc.rpartition("@")[2]))
            await writer.drain()
            first = await reader.readuntil(b"\n")
        except (asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            return Gagal("webhook_jawaban")
        finally:
            writer.transport.abort()  # the rest of the answer is of no interest, however long or slow
        return _arti(first)

    def _permintaan(self, surat: Surat, path: str, host: str) -> bytes:
        body = isi(surat)
        head = (
            f"POST {path} HTTP/1.1",
            f"Host: {host}",
            "User-Agent: Jejak",
            "Content-Type: application/json",
            f"Content-Length: {len(body)}",
            f"Idempotency-Key: {surat.id}",
            f"Jejak-Tanda: {tanda(self._kunci, surat.pada, body)}",
            "Connection: close",
        )
        return "\r\n".join(head).encode("ascii") + b"\r\n\r\n" + body


def isi(surat: Surat) -> bytes:
    """What is posted."""
    return orjson.dumps(
        {
            "id": surat.id,
            "aturan": surat.aturan,
            "petugas": surat.petugas,
            "telepon": surat.kontak.telepon,
            "kalimat": surat.kalimat,
            "tautan": surat.tautan,
            "isi": surat.isi,
        }
    )


def tanda(kunci: bytes, pada: int, body: bytes) -> str:
    """The signature: of the time and the body together, so that neither can be kept and the other changed."""
    return f"t={pada},v1={hmac.new(kunci, b'%d.' % pada + body, sha256).hexdigest()}"


def _arti(first: bytes) -> Gagal | None:
    version, _, rest = first.partition(b" ")
    if not version.startswith(b"HTTP/1.") or not rest[:3].isdigit():
        return Gagal("webhook_jawaban")
    number = int(rest[:3])
    if number in BERHASIL:
        return None
    if number in DIALIHKAN:
        return Gagal("webhook_dialihkan", tetap=True)
    return Gagal(f"http_{number}", tetap=number < GALAT_SERVER and number not in NANTI)
