"""Making notices: what is due is read first, and read again in the transaction that writes it.

Repeat story: a notice has one key (rule, subject, person, period), so a crash, a replay or a second worker finds it
said. What ended between the two readings is not in it; where nothing is left, nothing is said.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Any, Final

import structlog
from sqlalchemy import Connection, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from engine import tables as t
from engine.aturan_pengingat import AturanPengingat
from engine.facility import baru
from engine.pengingat import kalimat, ringkas, sumber
from engine.pengingat.hal import Isi, Tingkat
from engine.pengingat.jam import Tenang, boleh_keluar, selang
from engine.pengingat.kalimat import Aturan
from engine.pengingat.ringkas import Saat
from engine.pengingat.sumber import Saring
from engine.pengingat.tahap import Tahap
from engine.people.kontak import Kontak, kontak
from engine.policy import kebijakan

log = structlog.get_logger()

TANPA_SUBJEK: Final = "-"
"""The subject of a notice that is about a person's whole list."""


@dataclass(frozen=True, slots=True)
class Keadaan:
    """The present: when, on whose calendar, by which rules, and which ways out are set up."""

    pada: datetime
    zona: tzinfo
    aturan: AturanPengingat
    kanal: frozenset[str] = frozenset()

    def saat(self, hari: date | None = None) -> Saat:
        """For this day's digest; None: today's."""
        return Saat(hari or self.pada.astimezone(self.zona).date(), self.pada, self.zona, self.aturan)

    @property
    def mendesak_sejak(self) -> datetime:
        """What is older than this is urgent no more."""
        return self.pada - self.aturan.mendesak.paling_lama.batas

    @property
    def hidup(self) -> frozenset[str]:
        """The ways out that are set up and that policy lets be used."""
        return self.kanal & self.aturan.kanal.hidup()


def calon_harian(connection: Connection, kini: Keadaan, hari: date) -> list[str]:
    """Whose digest of this day is due and not said; only a first look."""
    found = ringkas.ringkas(
        sumber.semua(connection, kini.aturan, Saring(pada=kini.pada)),
        kini.saat(hari),
        sumber.orang(connection),
        _terakhir(connection),
    )
    said = _sudah(connection, Aturan.HARIAN, hari.isoformat())
    return sorted(who for who, one in found.items() if one.perlu and who not in said)


def tulis_harian(connection: Connection, petugas: str, kini: Keadaan, hari: date) -> str | None:
    """One person's digest, made of what is open at this moment; its id, or None where there is nothing to say now."""
    if petugas in _sudah(connection, Aturan.HARIAN, hari.isoformat(), petugas):
        return None
    people = sumber.orang(connection)
    own = None if sumber.di_atas(people, petugas) else petugas
    things = sumber.semua(connection, kini.aturan, Saring(own, pada=kini.pada))
    found = ringkas.ringkas(things, kini.saat(hari), people, _terakhir(connection, petugas), untuk=petugas)
    mine = found.get(petugas)
    if mine is None or not mine.perlu:
        log.info("pengingat_gugur", aturan=Aturan.HARIAN.value, petugas=petugas, sebab="tidak_ada_lagi")
        return None
    made = tulis(connection, Aturan.HARIAN, petugas, hari.isoformat(), isi=mine.isi, kini=kini)
    if made is not None:
        _gantikan(connection, petugas, made, kini.pada)
    return made


def calon_mendesak(connection: Connection, kini: Keadaan) -> list[str]:
    """Who has something urgent they were not told of."""
    things = sumber.semua(connection, kini.aturan, Saring(mendesak_sejak=kini.mendesak_sejak, pada=kini.pada))
    return sorted(ringkas.mendesak(things, kini.saat(), sumber.orang(connection), _mendesak_terakhir(connection)))


def tulis_mendesak(connection: Connection, petugas: str, kini: Keadaan) -> str | None:
    """One person's urgent notice: all that is urgent and new, once in a window of time."""
    things = sumber.semua(connection, kini.aturan, Saring(petugas, kini.mendesak_sejak, kini.pada))
    fresh = ringkas.mendesak(things, kini.saat(), sumber.orang(connection), _mendesak_terakhir(connection, petugas))
    mine = fresh.get(petugas)
    if not mine:
        return None
    isi: dict[tuple[str, Tingkat], Any] = {}
    for jenis in {one.jenis for one in mine}:
        isi[jenis, Tingkat.SENDIRI] = ringkas.jumlahkan((one for one in mine if one.jenis == jenis), kini.pada)
    width = kini.aturan.mendesak.selang.batas
    if any(one.segera for one in mine):
        width = min(width, kebijakan().rujukan.selang_darurat.batas)
    window = selang(kini.pada, width)
    return tulis(connection, Aturan.MENDESAK, petugas, window, isi=isi, kini=kini)


def tulis(  # noqa: PLR0913 - the key of a notice, and what it says
    connection: Connection,
    aturan: Aturan,
    petugas: str,
    periode: str,
    *,
    isi: Isi,
    kini: Keadaan,
    kanal: Iterable[str] | None = None,
) -> str | None:
    """Into the inbox, and one delivery for each way the person wants; None where it was said before."""
    made = baru()
    row = {
        "id": made,
        "aturan": aturan.value,
        "subjek": TANPA_SUBJEK,
        "petugas": petugas,
        "periode": periode,
        "isi": kalimat.simpan(isi),
        "mendesak": aturan is Aturan.MENDESAK,
        "dibuat": kini.pada,
        "dibaca": None,
    }
    kind: Any = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    key = ["aturan", "subjek", "petugas", "periode"]
    written = (
        kind(t.pemberitahuan).values(row).on_conflict_do_nothing(index_elements=key).returning(t.pemberitahuan.c.id)
    )
    if connection.execute(written).first() is None:
        return None
    person = kontak(connection, petugas)
    quiet = jam_tenang(person, kini.aturan)
    first = boleh_keluar(kini.pada, quiet, kini.zona, mendesak=aturan is not Aturan.HARIAN)
    ways = sorted(person.kanal & kini.hidup if kanal is None else kanal)
    rows = [
        {
            "id": baru(),
            "pemberitahuan": made,
            "kanal": way,
            "petugas": petugas,
            "keadaan": Tahap.MENUNGGU,
            "kali": 0,
            "dibuat": kini.pada,
            "berikut": first,
        }
        for way in ways
    ]
    if rows:
        connection.execute(insert(t.kiriman), rows)
    return made


def jam_tenang(person: Kontak, aturan: AturanPengingat) -> Tenang:
    """A person's own quiet hours, else the facility's."""
    return Tenang(*(person.tenang or (aturan.tenang.mulai, aturan.tenang.sampai)))


def isi_kini(connection: Connection, petugas: str, dulu: Isi, aturan: Aturan, kini: Keadaan) -> Isi:
    """What a notice would say at this moment, of the kinds and offices it spoke of; empty: nothing is left of it."""
    people = sumber.orang(connection)
    own = all(tingkat is Tingkat.SENDIRI for _, tingkat in dulu)
    things: Iterable[Any] = sumber.semua(connection, kini.aturan, Saring(petugas if own else None, pada=kini.pada))
    if aturan is Aturan.MENDESAK:
        things = (one for one in things if one.mendesak)
    found = ringkas.ringkas(things, kini.saat(), people, {}, untuk=petugas).get(petugas)
    return {key: part for key, part in (found.isi if found else {}).items() if key in dulu}


def _terakhir(connection: Connection, petugas: str | None = None) -> dict[str, date]:
    c = t.pemberitahuan.c
    query = select(c.petugas, func.max(c.periode)).where(c.aturan == Aturan.HARIAN).group_by(c.petugas)
    if petugas is not None:
        query = query.where(c.petugas == petugas)
    return {who: date.fromisoformat(day) for who, day in connection.execute(query)}


def _mendesak_terakhir(connection: Connection, petugas: str | None = None) -> Mapping[str, datetime]:
    c = t.pemberitahuan.c
    query = select(c.petugas, func.max(c.dibuat)).where(c.aturan == Aturan.MENDESAK).group_by(c.petugas)
    if petugas is not None:
        query = query.where(c.petugas == petugas)
    return {row[0]: row[1] for row in connection.execute(query)}


def _sudah(connection: Connection, aturan: Aturan, periode: str, petugas: str | None = None) -> set[str]:
    c = t.pemberitahuan.c
    query = select(c.petugas).where(c.aturan == aturan, c.periode == periode)
    return set(connection.execute(query if petugas is None else query.where(c.petugas == petugas)).scalars())


def _gantikan(connection: Connection, petugas: str, kini: str, pada: datetime) -> None:
    """A newer digest says everything: older ones that have not gone out never will (a mail server back after days)."""
    c, p = t.kiriman.c, t.pemberitahuan.c
    older = select(p.id).where(p.petugas == petugas, p.aturan == Aturan.HARIAN, p.id != kini)
    left = (c.keadaan == Tahap.DIAMBIL) & (c.berikut <= pada)  # whoever took it died with it
    waiting = (c.petugas == petugas) & ((c.keadaan == Tahap.MENUNGGU) | left) & c.pemberitahuan.in_(older)
    values = {"keadaan": Tahap.GUGUR, "galat": "digantikan", "terakhir": pada}
    connection.execute(update(t.kiriman).where(waiting).values(values))
