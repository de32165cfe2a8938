"""Sessions of logged-in browsers, kept by the server: the cookie is random, only its SHA-256 is stored.

A session not used for a while is locked (the page stays, the same person's password opens it again) and has an end
however busy it is. `terakhir` is written at most once a minute, so that reading pages costs no writes.
"""

import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from sqlalchemy import Connection, Engine, delete, insert, select, update

from engine import clock
from engine import tables as t
from engine.database import writing
from engine.people.accounts import Petugas, dari, dengan_id, dengan_nama, kolom
from engine.people.attempts import Percobaan
from engine.people.passwords import cocok, ramu, usang
from engine.refusals import Refusal
from engine.settings import Settings
from schemas.names import PetugasId

SEKALI: Final = timedelta(minutes=1)
"""How often `terakhir` is written at most."""
TERLAMA: Final = timedelta(hours=72)
"""No setting lets a session live longer; what is older is swept at the next login."""


@dataclass(frozen=True, slots=True)
class Sesi:
    """One browser's session, with the person it belongs to."""

    sidik: bytes
    petugas: Petugas
    csrf: str
    dibuat: datetime
    terakhir: datetime
    terkunci: bool


@dataclass(frozen=True, slots=True)
class Masuk:
    """A login that succeeded: the cookie's value, told once, and the session."""

    kuki: str
    sesi: Sesi


def masuk(  # noqa: PLR0913 - who, with what, from where, under which rules
    engine: Engine,
    percobaan: Percobaan,
    nama_pengguna: str,
    sandi: str,
    *,
    alamat: str,
    now: datetime | None = None,
) -> Masuk | Refusal:
    """Log in. Slow on purpose (argon2): call it off the event loop. Unknown users cost the same work."""
    if refusal := percobaan.catat(nama_pengguna, alamat):
        return refusal
    with engine.connect() as connection:
        petugas = dengan_nama(connection, nama_pengguna)
        stored = _sandi(connection, petugas.id) if petugas and petugas.aktif else None
    if not cocok(stored, sandi) or petugas is None:
        return Refusal("sandi_salah", "sandi")
    percobaan.berhasil(nama_pengguna)
    now = now or clock.now()
    kuki = secrets.token_urlsafe(32)
    sesi = Sesi(sidik(kuki), petugas, secrets.token_urlsafe(32), now, now, terkunci=False)
    with writing(engine).begin() as connection:
        connection.execute(delete(t.sesi).where(t.sesi.c.dibuat <= now - TERLAMA))
        connection.execute(
            insert(t.sesi),
            {
                "sidik": sesi.sidik,
                "petugas_id": petugas.id,
                "csrf": sesi.csrf,
                "dibuat": now,
                "terakhir": now,
                "terkunci": False,
            },
        )
        if stored and usang(stored):
            connection.execute(update(t.petugas).where(t.petugas.c.id == petugas.id).values(sandi=ramu(sandi)))
    return Masuk(kuki, sesi)


def baca(
    engine: Engine, kuki: str, settings: Settings, *, now: datetime | None = None, pasif: bool = False
) -> Sesi | None:
    """The session of this cookie, locked where it was idle too long; None when there is none or it has ended.

    `pasif`: the request was made by the page itself (a live board), so it does not count as use.
    """
    now = now or clock.now()
    with engine.connect() as connection:
        sesi = _read(connection, sidik(kuki))
    if sesi is None or not sesi.petugas.aktif:
        return None
    if now - sesi.dibuat >= timedelta(hours=settings.sesi_jam):
        _write(engine, sesi, None)
        return None
    if sesi.terkunci:
        return sesi
    if now - sesi.terakhir >= timedelta(minutes=settings.kunci_layar_menit):
        return _write(engine, sesi, replace(sesi, terkunci=True))
    if not pasif and now - sesi.terakhir >= SEKALI:
        return _write(engine, sesi, replace(sesi, terakhir=now))
    return sesi


def buka_kunci(  # noqa: PLR0913 - whose, with what, from where, under which rules
    engine: Engine, percobaan: Percobaan, sesi: Sesi, sandi: str, *, alamat: str, now: datetime | None = None
) -> Sesi | Refusal:
    """Unlock with the same person's password; the page and its form stay valid."""
    if refusal := percobaan.catat(sesi.petugas.nama_pengguna, alamat):
        return refusal
    with engine.connect() as connection:
        stored = _sandi(connection, sesi.petugas.id)
    if not cocok(stored, sandi):
        return Refusal("sandi_salah", "sandi")
    percobaan.berhasil(sesi.petugas.nama_pengguna)
    return _write(engine, sesi, replace(sesi, terkunci=False, terakhir=now or clock.now())) or Refusal("belum_masuk")


def kunci_layar(engine: Engine, sesi: Sesi) -> None:
    """Lock now: somebody leaves the counter."""
    _write(engine, sesi, replace(sesi, terkunci=True))


def keluar(engine: Engine, kuki: str) -> None:
    """Log out; unknown cookies are none of our business."""
    with writing(engine).begin() as connection:
        connection.execute(delete(t.sesi).where(t.sesi.c.sidik == sidik(kuki)))


def sidik(rahasia: str) -> bytes:
    """What is stored of a cookie or a token: enough to recognise it, not to use it."""
    return sha256(rahasia.encode("utf-8", "replace")).digest()


def _read(connection: Connection, key: bytes) -> Sesi | None:
    c = t.sesi.c
    query = (
        select(c.sidik, c.csrf, c.dibuat, c.terakhir, c.terkunci, *kolom())
        .join(t.petugas, t.petugas.c.id == c.petugas_id)
        .where(c.sidik == key)
    )
    row = connection.execute(query).first()
    if row is None:
        return None
    return Sesi(row.sidik, dari(row[5:]), row.csrf, row.dibuat, row.terakhir, row.terkunci)


def _write(engine: Engine, before: Sesi, after: Sesi | None) -> Sesi | None:
    """Store the change; None when the session was ended meanwhile."""
    where = t.sesi.c.sidik == before.sidik
    with writing(engine).begin() as connection:
        if after is None:
            connection.execute(delete(t.sesi).where(where))
            return None
        values = {"terakhir": after.terakhir, "terkunci": after.terkunci}
        return after if connection.execute(update(t.sesi).where(where).values(values)).rowcount else None


def _sandi(connection: Connection, petugas_id: PetugasId) -> str | None:
    return connection.execute(select(t.petugas.c.sandi).where(t.petugas.c.id == petugas_id)).scalar()


def segarkan(engine: Engine, sesi: Sesi) -> Sesi:
    """The session with its person as they are now (after a changed password, role or unit)."""
    with engine.connect() as connection:
        petugas = dengan_id(connection, sesi.petugas.id)
    return replace(sesi, petugas=petugas) if petugas else sesi
