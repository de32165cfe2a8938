"""Where open things come from: one row per kind, each with the SQL that reads it as it is now.

A new kind (a referral without an answer, a missing folder, a census not made) is a row here and its words in
`kalimat.POLA`; the ladder, the digest and the ways out are the same.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Final, NamedTuple

from sqlalchemy import Connection, false, or_, select

from engine import tables as t
from engine.aturan_pengingat import AturanPengingat
from engine.pengingat import sumber_rujukan, sumber_sensus, sumber_surveilans
from engine.pengingat.hal import Hal, Orang
from schemas.names import SEMUA_UNIT, KeadaanKekurangan, Peran

KEPALA_UNIT: Final = "kepala_unit"
KOMITE_MEDIK: Final = "komite_medik"
SELURUHNYA: Final = "*"
"""The unit of an office that is not one unit's."""


class Sumber(NamedTuple):
    """One kind of open thing."""

    jenis: str
    baca: Callable[[Connection, AturanPengingat, "Saring"], Iterable[Hal]]
    """What is open now."""


class Saring(NamedTuple):
    """Which open things are wanted: all, or what one person owes, or the urgent ones that are newer than this."""

    untuk: str | None = None
    mendesak_sejak: datetime | None = None
    pada: datetime | None = None
    """The present; what becomes late by the hour alone is not read without it."""


def _kekurangan(connection: Connection, aturan: AturanPengingat, saring: Saring) -> list[Hal]:
    """Gaps that are open, also those sent back; what is said to be completed waits for record staff, not for them."""
    c, v = t.kekurangan.c, t.kunjungan.c
    query = (
        select(c.id, c.berkas, c.penanggung_jawab, c.sejak, c.jatuh_tempo, c.butir, v.unit)
        .select_from(t.kekurangan.outerjoin(t.kunjungan, v.id == c.kunjungan))
        .where(c.keadaan == KeadaanKekurangan.TERBUKA)
    )
    urgent = sorted(aturan.mendesak.formulir.pilihan)
    if saring.untuk is not None:
        query = query.where(c.penanggung_jawab == saring.untuk)
    if saring.mendesak_sejak is not None:
        if not urgent:
            return []
        forms = or_(false(), *(c.butir.startswith(f"{form}.", autoescape=True) for form in urgent))
        query = query.where(c.sejak > saring.mendesak_sejak, forms)
    rows = connection.execute(query).all()
    homes = _unit_petugas(connection) if any(row.unit is None for row in rows) else {}
    return [
        Hal(
            "kekurangan",
            row.id,
            row.berkas,
            row.penanggung_jawab,
            row.sejak,
            row.jatuh_tempo,
            row.unit or homes.get(row.penanggung_jawab),
            row.butir.partition(".")[0] in urgent,
        )
        for row in rows
    ]


def _sensus(connection: Connection, _aturan: AturanPengingat, saring: Saring) -> list[Hal]:
    """Sheets their heads are to sign. Never urgent: the hour of policy is told to the record office."""
    if saring.pada is None or saring.mendesak_sejak is not None:
        return []
    j = t.jabatan.c
    heads: dict[str, set[str]] = {}
    for row in connection.execute(select(j.unit, j.petugas).where(j.jabatan == KEPALA_UNIT)):
        heads.setdefault(row.unit, set()).add(row.petugas)
    found = sumber_sensus.tanda_tangan(connection, heads, saring.pada)
    return [one for one in found if saring.untuk in {None, one.orang}]


def _sensus_lewat(connection: Connection, _aturan: AturanPengingat, saring: Saring) -> list[Hal]:
    """Units unsigned or missing at the hour of policy."""
    if saring.pada is None:
        return []
    found = sumber_sensus.lewat(connection, saring.pada, saring.mendesak_sejak)
    return [
        one
        for one in found
        if saring.untuk in {None, one.orang} and (saring.mendesak_sejak is None or one.sejak > saring.mendesak_sejak)
    ]


def _menurut(jenis: str, read: sumber_rujukan.Baris) -> Sumber:
    """One kind of open thing about referrals or surveillance."""

    def baca(connection: Connection, _aturan: AturanPengingat, saring: Saring) -> list[Hal]:
        if saring.pada is None:
            return []
        found = read(connection, saring.pada, saring.mendesak_sejak)
        return [
            one
            for one in found
            if saring.untuk in {None, one.orang}
            and (saring.mendesak_sejak is None or one.sejak > saring.mendesak_sejak)
        ]

    return Sumber(jenis, baca)


SUMBER: Final = (
    Sumber("kekurangan", _kekurangan),
    Sumber(sumber_sensus.MENUNGGU, _sensus),
    Sumber(sumber_sensus.LEWAT, _sensus_lewat),
    *(_menurut(jenis, read) for jenis, read in (sumber_rujukan.BARIS | sumber_surveilans.BARIS).items()),
)


SEMUANYA: Final = Saring()


def semua(connection: Connection, aturan: AturanPengingat, saring: Saring = SEMUANYA) -> list[Hal]:
    """What is open now, of every kind."""
    return [hal for sumber in SUMBER for hal in sumber.baca(connection, aturan, saring)]


def orang(connection: Connection) -> Orang:
    """Who may be told, as it is now."""
    c = t.petugas.c
    people = connection.execute(select(c.id, c.peran).where(c.aktif)).all()
    heads: dict[str, set[str]] = {}
    committee: set[str] = set()
    j = t.jabatan.c
    for row in connection.execute(select(j.jabatan, j.unit, j.petugas)):
        if row.jabatan == KEPALA_UNIT:
            heads.setdefault(row.unit, set()).add(row.petugas)
        else:
            committee.add(row.petugas)
    active = frozenset(row.id for row in people)
    chiefs = {row.id for row in people if Peran.KEPALA in row.peran}
    return Orang(
        active,
        {unit: frozenset(who) for unit, who in heads.items()},
        frozenset(committee & active) or frozenset(chiefs),
    )


def di_atas(orang: Orang, petugas: str) -> bool:
    """May what others owe reach this person?"""
    return petugas in orang.komite or any(petugas in heads for heads in orang.kepala_unit.values())


def _unit_petugas(connection: Connection) -> dict[str, str]:
    """The unit of whoever serves in one only: where a gap names no visit, its head is the one to ask."""
    c = t.petugas.c
    rows = connection.execute(select(c.id, c.unit)).all()
    return {row.id: row.unit[0] for row in rows if len(row.unit) == 1 and row.unit[0] != SEMUA_UNIT}
