"""How a person is reached outside the application, and when not: their own to say, checked with plain sentences."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import time
from typing import Final

from sqlalchemy import Connection, select, update

from engine import tables as t
from engine.aturan_pengingat import KANAL
from engine.refusals import Refusal
from engine.ukuran import pukul

SUREL_TERPANJANG: Final = 254
_SUREL: Final = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}"
    r"@[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)+"
)
"""What HTML's own input type takes, with a domain of at least two parts; ASCII, so that every server takes it."""
_TELEPON: Final = re.compile(r"\+?[0-9]{6,15}")


@dataclass(frozen=True, slots=True)
class Kontak:
    """A person's contacts and wishes. Without quiet hours of their own the facility's hold."""

    surel: str | None = None
    telepon: str | None = None
    kanal: frozenset[str] = frozenset()
    tenang: tuple[time, time] | None = None


def kontak(connection: Connection, petugas_id: str) -> Kontak:
    """How this person is reached; nothing known: nothing."""
    c = t.petugas.c
    query = select(c.surel, c.telepon, c.kanal, c.tenang_mulai, c.tenang_sampai).where(c.id == petugas_id)
    row = connection.execute(query).first()
    if row is None:
        return Kontak()
    quiet = (pukul(row.tenang_mulai), pukul(row.tenang_sampai)) if row.tenang_mulai and row.tenang_sampai else None
    return Kontak(row.surel, row.telepon, frozenset(row.kanal or ()), quiet)


def ubah_kontak(  # noqa: PLR0913 - as many as the form has
    connection: Connection,
    petugas_id: str,
    *,
    surel: str,
    telepon: str,
    kanal: Collection[str],
    tenang_mulai: str,
    tenang_sampai: str,
) -> Kontak | Refusal:
    """Change one's own contacts; empty fields forget. A way out without its address is refused."""
    surel, telepon = surel.strip(), re.sub(r"[\s().-]+", "", telepon)
    if surel and (len(surel) > SUREL_TERPANJANG or not _SUREL.fullmatch(surel)):
        return _tidak_sah("surel", "harus seperti nama@rumahsakit.example, tanpa spasi")
    if telepon and not _TELEPON.fullmatch(telepon):
        return _tidak_sah("telepon", "6 sampai 15 angka, boleh diawali +")
    if unknown := sorted(set(kanal) - set(KANAL)):
        return _tidak_sah("kanal", f"tidak ada kanal {unknown[0][:20]}")
    if "surel" in kanal and not surel:
        return _tidak_sah("surel", "isi alamatnya, atau jangan pilih surel")
    if "webhook" in kanal and not telepon:
        return _tidak_sah("telepon", "isi nomornya, atau jangan pilih gerbang pesan")
    if "apprise" in kanal and not (telepon or surel):
        return _tidak_sah("telepon", "isi telepon atau surel, atau jangan pilih layanan pesan lain")
    quiet = _tenang(tenang_mulai.strip(), tenang_sampai.strip())
    if isinstance(quiet, Refusal):
        return quiet
    began, ends = (f"{one:%H:%M}" for one in quiet) if quiet else (None, None)
    values = {
        "surel": surel or None,
        "telepon": telepon or None,
        "kanal": sorted(kanal),
        "tenang_mulai": began,
        "tenang_sampai": ends,
    }
    changed = connection.execute(update(t.petugas).where(t.petugas.c.id == petugas_id).values(values)).rowcount
    return kontak(connection, petugas_id) if changed else Refusal("akun_tidak_dikenal", "petugas")


def _tenang(began: str, ends: str) -> tuple[time, time] | Refusal | None:
    if not began and not ends:
        return None
    if not began or not ends:
        return _tidak_sah("jam tenang", "isi keduanya, atau kosongkan keduanya")
    try:
        return pukul(began), pukul(ends)
    except ValueError:
        return _tidak_sah("jam tenang", "harus pukul, misalnya 21:00")


def _tidak_sah(field: str, sebab: str) -> Refusal:
    return Refusal("akun_tidak_sah", field, {"field": field, "sebab": sebab})
