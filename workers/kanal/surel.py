"""E-mail, over the SMTP server of the settings. At least once: the same delivery has the same Message-ID.

Encrypted unless the settings say `smtp+terbuka`: a server that offers no TLS, or bears a certificate that is not
trusted or not its own, is given no password and no mail, and the delivery log says which of these it was.
"""

import contextlib
import ssl
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Final
from urllib.parse import unquote, urlsplit

import aiosmtplib

from engine.pengingat.kirim import Gagal
from engine.settings import Settings
from workers.kanal.kiriman import Surat, galat_tls

PORT: Final = {"smtp": 587, "smtps": 465, "smtp+terbuka": 25}
NANTI: Final = 500
"""Answers below this are temporary: greylisting (450, 451), a full queue (452), a server shutting down (421)."""
PAMIT_DETIK: Final = 2.0
"""How long a server may take to say goodbye."""
SETELAN: Final = frozenset({530, 534, 535, 538})
"""The server wants another login: nothing is wrong with the mail."""


class Surel:
    """The mail server of the settings."""

    def __init__(self, settings: Settings) -> None:
        url = urlsplit(settings.smtp_url.get_secret_value() if settings.smtp_url else "")
        self._host = url.hostname or ""
        self._port = url.port or PORT.get(url.scheme, 25)
        self._skema = url.scheme
        self._nama = unquote(url.username) if url.username else None
        self._sandi = unquote(url.password) if url.password else None
        self._dari = settings.surel_dari

    async def kirim(self, surat: Surat) -> Gagal | None:
        """One mail. Raises OSError, TimeoutError."""
        if not self._dari:
            return Gagal("surel_tanpa_pengirim", tetap=True)
        if not surat.kontak.surel:
            return Gagal("kontak_kosong", tetap=True)
        try:
            await self._antar(self.pesan(surat, surat.kontak.surel))
        except aiosmtplib.SMTPRecipientsRefused as error:
            return _gagal(error.recipients[0].code)
        except aiosmtplib.SMTPResponseException as error:
            return _gagal(error.code)
        except aiosmtplib.SMTPException as error:
            if (kode := galat_tls(error) or _tanpa_tls(error)) is not None:
                return Gagal(kode)
            return Gagal(f"smtp_{type(error).__name__.removeprefix('SMTP').lower()}"[:32])
        return None

    async def _antar(self, pesan: EmailMessage) -> None:
        """Hand it to the server. What happens after it was taken changes nothing: saying no more is not a failure."""
        client = aiosmtplib.SMTP(
            hostname=self._host,
            port=self._port,
            username=self._nama,
            password=self._sandi,
            use_tls=self._skema == "smtps",
            start_tls=self._skema == "smtp",
            tls_context=ssl.create_default_context(),
            timeout=None,  # the worker's own clock ends it
        )
        try:
            await client.connect()
            await client.send_message(pesan)
            with contextlib.suppress(aiosmtplib.SMTPException, OSError, TimeoutError):
                await client.quit(timeout=PAMIT_DETIK)
        finally:
            client.close()  # at once: the library's own way out would wait for a server that hangs

    def pesan(self, surat: Surat, ke: str) -> EmailMessage:
        """The mail: what the notice says, and nothing of anybody else."""
        made = EmailMessage(SMTP)
        made["From"] = self._dari
        made["To"] = ke
        made["Subject"] = f"Jejak: {surat.kalimat}"
        made["Date"] = format_datetime(datetime.fromtimestamp(surat.pada, UTC))
        made["Message-ID"] = f"<{surat.id}@{self._dari.rpartition('@')[2] or 'jejak'}>"
        made["Auto-Submitted"] = "auto-generated"
        made.set_content(f"{surat.kalimat}\n\nBuka: {surat.tautan}\n")
        return made


def _tanpa_tls(error: aiosmtplib.SMTPException) -> str | None:
    """A server that does not offer what was asked of it: the library says so in words only."""
    return "tls_tidak_ditawarkan" if "STARTTLS" in str(error) else None


def _gagal(code: int) -> Gagal:
    return Gagal(f"smtp_{code}", tetap=code >= NANTI and code not in SETELAN)
