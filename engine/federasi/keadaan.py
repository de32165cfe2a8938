"""How the exchange stands, for people: each lane, what waits on it, what was parked, what nobody looked at yet."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, RowMapping, func, select

from engine import tables as t
from engine.federasi.jalur import terbaru_menang
from schemas.names.federasi import ArahJalur, KeadaanJalur, KeadaanMasuk, MacamJalur


class JalurTilik(NamedTuple):
    """One lane."""

    jalur: str
    arah: ArahJalur
    asal: str
    macam: MacamJalur
    tujuan: str
    epoch: int
    seq: int
    belum_di_hub: int
    belum_diterima: int
    keadaan: KeadaanJalur
    terakhir: datetime | None


class Jumlah(NamedTuple):
    """What people must know at a glance."""

    belum_di_hub: int
    belum_diterima: int
    jalur_berhenti: int
    parkir: int
    """Messages the front door refused, or that nobody here receives."""
    galat: int
    """Alarms nobody has dealt with."""


def jalur(connection: Connection) -> list[JalurTilik]:
    """Every lane, out and in, by name. Of lanes on which only the newest counts no receipt is given."""
    c = t.fed_jalur.c
    query = select(
        c.jalur, c.arah, c.asal, c.macam, c.tujuan, c.epoch, c.seq, c.di_hub, c.diterima, c.keadaan, c.terakhir
    ).order_by(c.arah, c.jalur)
    return [_satu(row) for row in connection.execute(query).mappings()]


def _satu(row: RowMapping) -> JalurTilik:
    lane = {name: row[name] for name in ("jalur", "asal", "tujuan", "epoch", "seq", "terakhir")}
    arah, macam = ArahJalur(row["arah"]), MacamJalur(row["macam"])
    out = arah is ArahJalur.KELUAR
    receipted = out and not terbaru_menang(row["asal"], macam, row["tujuan"])
    return JalurTilik(
        **lane,
        arah=arah,
        macam=macam,
        belum_di_hub=row["seq"] - row["di_hub"] if out else 0,
        belum_diterima=row["seq"] - row["diterima"] if receipted else 0,
        keadaan=KeadaanJalur(row["keadaan"]),
    )


def jumlah(connection: Connection) -> Jumlah:
    """The sums."""
    lanes = jalur(connection)
    parked = select(func.count()).where(t.fed_masuk.c.keadaan == KeadaanMasuk.PARKIR)
    alarms = select(func.count()).where(t.fed_galat.c.selesai.is_(None))
    return Jumlah(
        sum(one.belum_di_hub for one in lanes),
        sum(one.belum_diterima for one in lanes),
        sum(one.keadaan is not KeadaanJalur.JALAN for one in lanes),
        int(connection.execute(parked).scalar_one()),
        int(connection.execute(alarms).scalar_one()),
    )


class Parkir(NamedTuple):
    """One message the apply step parked. Nothing of its content."""

    urut: int
    asal: str
    jenis: str
    sebab: str
    masuk: datetime
    kali: int


def parkir(connection: Connection, batas: int = 100) -> list[Parkir]:
    """What is parked, in the order it came."""
    c = t.fed_masuk.c
    query = select(c.urut, c.asal, c.jenis, c.sebab, c.masuk, c.kali).where(c.keadaan == KeadaanMasuk.PARKIR)
    return [Parkir(*row) for row in connection.execute(query.order_by(c.urut).limit(batas))]


class Ujung(NamedTuple):
    """The ends of a lane we tell on: since when its oldest message waits for a receipt, and when the last one came."""

    menunggu_sejak: datetime | None
    tanda: datetime | None


def ujung(connection: Connection) -> dict[str, Ujung]:
    """Of every lane we tell on, by name."""
    c, k = t.fed_keluar.c, t.fed_jalur.c
    oldest = select(c.jalur, func.min(c.dibuat).label("sejak")).where(c.diterima.is_(None)).group_by(c.jalur).subquery()
    query = select(k.jalur, oldest.c.sejak, k.tanda).outerjoin(oldest, oldest.c.jalur == k.jalur)
    return {
        row.jalur: Ujung(row.sejak, row.tanda) for row in connection.execute(query.where(k.arah == ArahJalur.KELUAR))
    }


def kunci_hampir_habis(connection: Connection, sebelum: datetime) -> list[tuple[str, datetime]]:
    """Our own newest keys, as the directories have them, that end before then: rotate them. Name and end."""
    c = t.sekutu_kunci.c
    own = select(t.fasyankes.c.kode).scalar_subquery()
    newest: dict[tuple[str, str], tuple[str, datetime]] = {}
    query = select(c.hub, c.guna, c.kid, c.sampai).where(c.fasyankes == own, c.dicabut.is_(None)).order_by(c.mulai)
    for row in connection.execute(query):
        newest[row.hub, row.guna] = (row.kid, row.sampai)
    return sorted({one for one in newest.values() if one[1] < sebelum})
