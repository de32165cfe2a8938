"""Alarms: what was not believed or not taken, as it came, and what else people must look at. Nothing here crashes."""

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Final, NamedTuple

from sqlalchemy import Connection, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from engine import tables as t
from engine.federasi.amplop import KEPALA
from engine.federasi.kawat import Datang
from engine.federasi.meja import Meja
from schemas.names.federasi import SebabGalat

TERBANYAK: Final = 1000
"""Open alarms of one hub that are kept each by itself; more of a kind are counted on one row."""
_JALUR: Final = 128
_KEPALA: Final = 200


class Galat(NamedTuple):
    """One alarm. `kali`: how often the very same came."""

    sidik: str
    hub: str
    jalur: str
    sebab: SebabGalat
    kepala: Mapping[str, str]
    kali: int
    pertama: datetime
    terakhir: datetime
    selesai: datetime | None


def parkir(meja: Meja, datang: Datang, sebab: SebabGalat) -> None:
    """Keep a message that was not believed, whole, as an alarm. Its headers may be anything: only ours are kept."""
    kepala = {name: datang.kepala[name][:_KEPALA] for name in KEPALA if name in datang.kepala}
    flood = _open(meja) >= TERBANYAK
    _tulis(meja, datang.jalur, sebab, {} if flood else kepala, None if flood else datang.badan)


def alarm(meja: Meja, jalur: str, sebab: SebabGalat, kepala: Mapping[str, str] | None = None) -> None:
    """Say that people must look at something that is no message."""
    _tulis(meja, jalur, sebab, kepala or {}, None)


def terbuka(connection: Connection, batas: int = 200) -> list[Galat]:
    """Alarms nobody has dealt with, the newest first."""
    c = t.fed_galat.c
    query = (
        select(c.sidik, c.hub, c.jalur, c.sebab, c.kepala, c.kali, c.pertama, c.terakhir, c.selesai)
        .where(c.selesai.is_(None))
        .order_by(c.terakhir.desc(), c.sidik)
        .limit(batas)
    )
    return [Galat(*row)._replace(sebab=SebabGalat(row.sebab)) for row in connection.execute(query)]


def selesai(connection: Connection, sidik: str, now: datetime) -> bool:
    """Somebody looked at it. False where there is no such open alarm."""
    c = t.fed_galat.c
    changed = connection.execute(
        update(t.fed_galat).where(c.sidik == sidik, c.selesai.is_(None)).values(selesai=now, badan=None)
    )
    return bool(changed.rowcount)


def tersimpan(connection: Connection, hub: str) -> list[tuple[str, Datang]]:
    """Parked messages of a hub that may be believed after all, once we know more: in the order of their lanes."""
    c = t.fed_galat.c
    later = (SebabGalat.PENGIRIM_TIDAK_DIKENAL, SebabGalat.KUNCI_TIDAK_DIKENAL, SebabGalat.KUNCI_KEDALUWARSA)
    query = select(c.sidik, c.jalur, c.kepala, c.badan).where(
        c.hub == hub, c.selesai.is_(None), c.sebab.in_(later), c.badan.is_not(None)
    )
    found = [(row.sidik, Datang(row.jalur, 0, row.kepala, row.badan)) for row in connection.execute(query)]
    return sorted(found, key=lambda one: (one[1].jalur, _angka(one[1], "Fed-Epoch"), _angka(one[1], "Fed-Seq")))


def _angka(datang: Datang, name: str) -> int:
    value = datang.kepala.get(name, "")
    return int(value) if value.isascii() and value.isdigit() else 0


def _open(meja: Meja) -> int:
    c = t.fed_galat.c
    query = select(func.count()).select_from(t.fed_galat).where(c.hub == meja.hub, c.selesai.is_(None))
    return int(meja.connection.execute(query).scalar_one())


def _tulis(meja: Meja, jalur: str, sebab: SebabGalat, kepala: Mapping[str, str], badan: bytes | None) -> None:
    told = [meja.hub, jalur, sebab.value, *(f"{name}={value}" for name, value in sorted(kepala.items()))]
    sidik = sha256("\0".join(told).encode("utf-8", "replace") + b"\0" + (badan or b"")).hexdigest()
    kind = postgresql if meja.connection.dialect.name == "postgresql" else sqlite
    row = {
        "sidik": sidik,
        "hub": meja.hub,
        "jalur": jalur.encode("utf-8", "replace").decode()[:_JALUR],
        "sebab": sebab,
        "kepala": {name: value.encode("ascii", "replace").decode() for name, value in kepala.items()},
        "badan": badan,
        "kali": 1,
        "pertama": meja.now,
        "terakhir": meja.now,
    }
    again = {"kali": t.fed_galat.c.kali + 1, "terakhir": meja.now}
    meja.connection.execute(
        kind.insert(t.fed_galat).values(row).on_conflict_do_update(index_elements=[t.fed_galat.c.sidik], set_=again)
    )
