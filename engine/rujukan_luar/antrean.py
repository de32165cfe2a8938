"""What goes to SISRUTE: one row a referral and step, claimed by one worker at a time, marked by whoever claimed it.

Repeat story: rows are made from the referrals themselves, so a crash makes none twice; a claim lasts a while and counts
the tries, and only that try is marked. A worker that dies after posting posts again under the same key: at least once.
The key is ours: a SISRUTE that does not look at it may know a referral twice after a lost answer.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, and_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from engine import tables as t
from engine.pengingat.kirim import Gagal
from engine.pengingat.tahap import Tahap
from schemas.names import ArahRujukan, KeadaanRujukan, LangkahPerujuk

SEJAK: Final = timedelta(days=2)
"""Referrals sent longer ago were sent before SISRUTE was turned on: they are not made known afterwards."""
BURUAN: Final = (Tahap.MENUNGGU, Tahap.DIAMBIL)
_c, _r = t.sisrute_kiriman.c, t.rujukan.c


class Langkah(StrEnum):
    """What SISRUTE is told of a referral."""

    BUAT = "buat"
    BATAL = "batal"


class Ambilan(NamedTuple):
    """One claimed step."""

    rujukan: str
    langkah: Langkah
    kali: int
    nomor: str | None
    """The number SISRUTE gave, once it gave one."""

    @property
    def kunci(self) -> str:
        """Its key outside."""
        return f"{self.rujukan}/{self.langkah}"


class Kiriman(NamedTuple):
    """A step, as those who look after it see it."""

    rujukan: str
    langkah: Langkah
    keadaan: Tahap
    kali: int
    nomor: str | None
    galat: str | None
    terakhir: datetime | None


def susun(connection: Connection, pada: datetime) -> int:
    """Rows for what was sent, and for what was called off after SISRUTE knew of it; how many are new."""
    sent = select(_r.id).where(
        _r.arah == ArahRujukan.KELUAR,
        _r.langkah_perujuk.in_((LangkahPerujuk.DIKIRIM, LangkahPerujuk.DITUTUP)),
        _r.dikirim > pada - SEJAK,
        _r.id.not_in(select(_c.rujukan).where(_c.langkah == Langkah.BUAT)),
    )
    known = select(_c.rujukan).where(_c.langkah == Langkah.BUAT, _c.keadaan == Tahap.TERKIRIM)
    gone = select(_r.id).where(
        _r.keadaan == KeadaanRujukan.DIBATALKAN,
        _r.id.in_(known),
        _r.id.not_in(select(_c.rujukan).where(_c.langkah == Langkah.BATAL)),
    )
    made = [
        {"rujukan": id_, "langkah": step, "keadaan": Tahap.MENUNGGU, "kali": 0, "berikut": pada, "dibuat": pada}
        for step, query in ((Langkah.BUAT, sent), (Langkah.BATAL, gone))
        for id_ in connection.execute(query).scalars()
    ]
    if made:
        kind: Any = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
        connection.execute(kind(t.sisrute_kiriman).on_conflict_do_nothing(), made)
    return len(made)


def jatuh_tempo(connection: Connection, pada: datetime, batas: int) -> list[tuple[str, Langkah]]:
    """What is to go now, the longest waiting first."""
    query = select(_c.rujukan, _c.langkah).where(_c.keadaan.in_(BURUAN), _c.berikut <= pada)
    rows = connection.execute(query.order_by(_c.berikut, _c.rujukan).limit(batas))
    return [(row.rujukan, Langkah(row.langkah)) for row in rows]


def ambil(connection: Connection, rujukan: str, langkah: Langkah, pada: datetime, sewa: timedelta) -> Ambilan | None:
    """Claim a step; None where another worker has it, or it is not to go any more."""
    ours = and_(_c.rujukan == rujukan, _c.langkah == langkah)
    due = and_(ours, _c.keadaan.in_(BURUAN), _c.berikut <= pada)
    claim = {"keadaan": Tahap.DIAMBIL, "kali": _c.kali + 1, "berikut": pada + sewa, "terakhir": pada}
    if not connection.execute(update(t.sisrute_kiriman).where(due).values(claim)).rowcount:
        return None
    state = connection.execute(select(_r.keadaan).where(_r.id == rujukan)).scalar()
    if langkah is Langkah.BUAT and state == KeadaanRujukan.DIBATALKAN:
        connection.execute(update(t.sisrute_kiriman).where(ours).values(keadaan=Tahap.GUGUR, galat="dibatalkan"))
        return None  # called off before SISRUTE heard of it
    kali = connection.execute(select(_c.kali).where(ours)).scalar_one()
    number = select(_c.nomor).where(_c.rujukan == rujukan, _c.langkah == Langkah.BUAT)
    return Ambilan(rujukan, langkah, kali, connection.execute(number).scalar())


def tandai(  # noqa: PLR0913 - what came of one try
    connection: Connection,
    ambilan: Ambilan,
    gagal: Gagal | None,
    nomor: str | None,
    pada: datetime,
    *,
    jeda: Sequence[timedelta],
) -> Tahap | None:
    """Say what came of a try; None where it was no longer ours to say."""
    ours = and_(
        _c.rujukan == ambilan.rujukan,
        _c.langkah == ambilan.langkah,
        _c.kali == ambilan.kali,
        _c.keadaan == Tahap.DIAMBIL,
    )
    if gagal is None:
        tahap, following = Tahap.TERKIRIM, pada
    elif gagal.tetap or ambilan.kali > len(jeda):
        tahap, following = Tahap.MATI, pada
    else:
        tahap, following = Tahap.MENUNGGU, pada + jeda[ambilan.kali - 1]
    values = {"keadaan": tahap, "berikut": following, "terakhir": pada, "galat": gagal.kode if gagal else None}
    if nomor is not None:
        values["nomor"] = nomor
    return tahap if connection.execute(update(t.sisrute_kiriman).where(ours).values(values)).rowcount else None


def coba_lagi(connection: Connection, pada: datetime, rujukan: str | None = None) -> int:
    """Let what failed for good go out again (one referral's, or all), with all its tries before it; how many."""
    dead = _c.keadaan == Tahap.MATI if rujukan is None else and_(_c.keadaan == Tahap.MATI, _c.rujukan == rujukan)
    values = {"keadaan": Tahap.MENUNGGU, "kali": 0, "berikut": pada}
    return int(connection.execute(update(t.sisrute_kiriman).where(dead).values(values)).rowcount)


def daftar(connection: Connection, rujukan: str | None = None, batas: int = 50) -> list[Kiriman]:
    """Steps, newest first; of one referral."""
    columns = (_c.rujukan, _c.langkah, _c.keadaan, _c.kali, _c.nomor, _c.galat, _c.terakhir)
    query = select(*columns).order_by(_c.dibuat.desc(), _c.rujukan, _c.langkah).limit(batas)
    rows = connection.execute(query if rujukan is None else query.where(_c.rujukan == rujukan))
    return [Kiriman._make(row)._replace(langkah=Langkah(row[1]), keadaan=Tahap(row[2])) for row in rows]
