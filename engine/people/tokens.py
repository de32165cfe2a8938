"""Tokens of devices: random, stored hashed, limited to a scope, revocable, each with an account that acts."""

import re
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import Connection, Engine, bindparam, insert, select, update

from engine import clock
from engine import tables as t
from engine.database import writing
from engine.facility import baru
from engine.people.accounts import Petugas, buat, dari, dengan_id, kolom
from engine.people.sessions import SEKALI, sidik
from engine.refusals import Refusal
from schemas.names import SEMUA_UNIT, KodeUnit, Peran

AWALAN: Final = "jejak_"
"""What every token begins with, so that a leaked one is recognised for what it is."""


class Cakupan(StrEnum):
    """What a device may do at all; its roles and the Move rows decide the rest."""

    BACA = "baca"
    PERINTAH = "perintah"
    PINDAI = "pindai"
    ELEKTRONIK = "elektronik"
    """Saying what electronic records contain."""


@dataclass(frozen=True, slots=True)
class Token:
    """A token as the admin sees it: never the secret itself."""

    id: str
    nama: str
    cakupan: frozenset[Cakupan]
    dibuat: datetime
    terakhir: datetime | None
    dicabut: datetime | None
    petugas: Petugas


def terbitkan(connection: Connection, petugas_id: str, nama: str, cakupan: Collection[Cakupan]) -> str | Refusal:
    """A new token for an account; the secret is returned once and not kept."""
    petugas = dengan_id(connection, petugas_id)
    if petugas is None or not petugas.aktif:
        return Refusal("akun_tidak_dikenal", "petugas")
    if not cakupan:
        return Refusal("akun_tidak_sah", "cakupan", {"field": "cakupan", "sebab": "pilih sedikitnya satu"})
    rahasia = AWALAN + secrets.token_urlsafe(32)
    connection.execute(
        insert(t.token),
        {
            "id": baru(),
            "petugas_id": petugas_id,
            "nama": nama.strip() or petugas.nama,
            "sidik": sidik(rahasia),
            "cakupan": sorted(cakupan),
            "dibuat": clock.now(),
        },
    )
    return rahasia


def buat_perangkat(
    connection: Connection,
    nama: str,
    peran: Collection[Peran],
    *,
    unit: Collection[KodeUnit] = (SEMUA_UNIT,),
    cakupan: Collection[Cakupan] = tuple(Cakupan),
) -> str | Refusal:
    """An account for a device, without password, and its token."""
    slug = re.sub(r"[^a-z0-9]+", "-", nama.lower()).strip("-")[:40]
    account = f"perangkat-{slug}-{secrets.token_hex(3)}" if slug else f"perangkat-{secrets.token_hex(4)}"
    made = buat(connection, account, nama, peran, unit=unit, mesin=True)
    return made if isinstance(made, Refusal) else terbitkan(connection, made.id, nama, cakupan)


def kenali(engine: Engine, rahasia: str, *, now: datetime | None = None) -> Token | None:
    """Whose token this is; None for an unknown or revoked one, or a closed account."""
    if not rahasia.startswith(AWALAN):
        return None
    with engine.connect() as connection:
        row = connection.execute(_DIKENALI, {"rahasia": sidik(rahasia)}).first()
    token = _of(row) if row else None
    if token is None or token.dicabut is not None or not token.petugas.aktif:
        return None
    now = now or clock.now()
    if token.terakhir is None or now - token.terakhir >= SEKALI:
        with writing(engine).begin() as connection:
            connection.execute(update(t.token).where(t.token.c.id == token.id).values(terakhir=now))
    return token


def cabut(connection: Connection, token_id: str) -> Token | Refusal:
    """Revoke: the next request with it is refused."""
    row = connection.execute(_READ.where(t.token.c.id == token_id, t.token.c.dicabut.is_(None))).first()
    if row is None:
        return Refusal("token_tidak_dikenal", "token")
    connection.execute(update(t.token).where(t.token.c.id == token_id).values(dicabut=clock.now()))
    return _of(row)


def daftar(connection: Connection) -> list[Token]:
    """Every token, newest first."""
    return [_of(row) for row in connection.execute(_READ.order_by(t.token.c.id.desc()))]


_c = t.token.c
_READ: Final = select(_c.id, _c.nama, _c.cakupan, _c.dibuat, _c.terakhir, _c.dicabut, *kolom()).join(
    t.petugas, t.petugas.c.id == _c.petugas_id
)

_DIKENALI: Final = _READ.where(_c.sidik == bindparam("rahasia"))
"""Made once: every request of a device asks it."""


def _of(row: Any) -> Token:  # noqa: ANN401 - a Row of _READ
    nomor, nama, cakupan, dibuat, terakhir, dicabut, *petugas = row
    return Token(nomor, nama, frozenset(map(Cakupan, cakupan)), dibuat, terakhir, dicabut, dari(petugas))
