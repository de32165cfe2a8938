"""The outbox: what leaves the application, claimed by one worker at a time, looked at again just before it goes.

Repeat story: a claim lasts a while and counts the tries; whoever took it marks only that try. A worker that dies after
sending leaves it claimed, so it goes out again under the same key: at least once, and recognisable.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, NamedTuple

import structlog
from sqlalchemy import Connection, delete, func, select, update

from engine import tables as t
from engine.aturan_pengingat import AturanPengingat
from engine.pengingat import kalimat
from engine.pengingat.hal import Isi
from engine.pengingat.jam import boleh_keluar
from engine.pengingat.kalimat import Aturan
from engine.pengingat.susun import Keadaan, isi_kini, jam_tenang
from engine.pengingat.tahap import Tahap
from engine.people import dengan_id
from engine.people.kontak import Kontak, kontak

log = structlog.get_logger()

BURUAN: Final = (Tahap.MENUNGGU, Tahap.DIAMBIL)
"""What may be taken when its time has come."""


@dataclass(frozen=True, slots=True)
class Muatan:
    """One delivery, ready to go: to whom, what, and its key. `kali` is the try it was claimed for."""

    id: str
    kali: int
    kanal: str
    petugas: str
    kontak: Kontak
    aturan: Aturan
    isi: Isi
    pada: datetime

    @property
    def kalimat(self) -> str:
        """The notice in one line."""
        return kalimat.kalimat(self.aturan, self.isi)


class Gagal(NamedTuple):
    """Why a delivery did not go out. `tetap`: trying again would change nothing."""

    kode: str
    tetap: bool = False


def jatuh_tempo(connection: Connection, pada: datetime, kanal: str, batas: int) -> list[str]:
    """The deliveries by this way whose time has come, the longest waiting first."""
    c = t.kiriman.c
    query = select(c.id).where(c.keadaan.in_(BURUAN), c.berikut <= pada, c.kanal == kanal)
    return list(connection.execute(query.order_by(c.berikut, c.id).limit(batas)).scalars())


def berikutnya(connection: Connection, kanal: str) -> datetime | None:
    """When the next delivery by this way is due."""
    c = t.kiriman.c
    found: datetime | None = connection.execute(
        select(c.berikut).where(c.keadaan.in_(BURUAN), c.kanal == kanal).order_by(c.berikut).limit(1)
    ).scalar()
    return found


def ambil(connection: Connection, kiriman: str, kini: Keadaan, sewa: timedelta) -> Muatan | None:
    """Claim a delivery, if it is still to go: its person still here, the way still wanted, something still open."""
    c, p = t.kiriman.c, t.pemberitahuan.c
    mine = (c.id == kiriman) & c.keadaan.in_(BURUAN) & (c.berikut <= kini.pada)
    claim = {"keadaan": Tahap.DIAMBIL, "kali": c.kali + 1, "berikut": kini.pada + sewa, "terakhir": kini.pada}
    if not connection.execute(update(t.kiriman).where(mine).values(claim)).rowcount:
        return None  # another worker has it
    query = select(c.kali, c.kanal, c.petugas, p.aturan, p.isi, p.dibuat)
    row = connection.execute(query.join(t.pemberitahuan, p.id == c.pemberitahuan).where(c.id == kiriman)).one()
    aturan, person = Aturan(row.aturan), kontak(connection, row.petugas)
    who = dengan_id(connection, row.petugas)
    if who is None or not who.aktif:
        _gugur(connection, kiriman, "akun_ditutup")
        return None
    if aturan is not Aturan.UJI and row.kanal not in person.kanal & kini.hidup:
        _gugur(connection, kiriman, "kanal_mati")
        return None
    quiet_until = boleh_keluar(
        kini.pada, jam_tenang(person, kini.aturan), kini.zona, mendesak=aturan is not Aturan.HARIAN
    )
    if quiet_until > kini.pada:
        later = {"keadaan": Tahap.MENUNGGU, "kali": c.kali - 1, "berikut": quiet_until}
        connection.execute(update(t.kiriman).where(c.id == kiriman).values(later))
        return None
    isi: Isi = {}
    if aturan is not Aturan.UJI:
        isi = isi_kini(connection, row.petugas, kalimat.baca(row.isi), aturan, kini)
        if not isi:
            _gugur(connection, kiriman, "tidak_ada_lagi")
            return None
    return Muatan(kiriman, row.kali, row.kanal, row.petugas, person, aturan, isi, kini.pada)


def tandai(
    connection: Connection, muatan: Muatan, gagal: Gagal | None, pada: datetime, aturan: AturanPengingat
) -> Tahap | None:
    """Say what came of a try; None where it was no longer ours to say."""
    c = t.kiriman.c
    ours = (c.id == muatan.id) & (c.kali == muatan.kali) & (c.keadaan == Tahap.DIAMBIL)
    pauses = aturan.ulangan.jeda
    if gagal is None:
        tahap, following = Tahap.TERKIRIM, pada
    elif gagal.tetap or muatan.kali > len(pauses):
        tahap, following = Tahap.MATI, pada
    else:
        tahap, following = Tahap.MENUNGGU, pada + pauses[muatan.kali - 1]
    values = {"keadaan": tahap, "berikut": following, "terakhir": pada, "galat": gagal.kode if gagal else None}
    return tahap if connection.execute(update(t.kiriman).where(ours).values(values)).rowcount else None


def parkir(connection: Connection, kiriman: str, gagal: Gagal, pada: datetime) -> None:
    """Put a delivery that cannot be read among the dead letters, whatever try it was at."""
    c = t.kiriman.c
    values = {"keadaan": Tahap.MATI, "berikut": pada, "terakhir": pada, "galat": gagal.kode}
    connection.execute(update(t.kiriman).where(c.id == kiriman, c.keadaan.in_(BURUAN)).values(values))


def coba_lagi(connection: Connection, pada: datetime, kiriman: str | None = None) -> int:
    """Let dead letters go out again (one, or all), with all their tries before them; how many there were."""
    c = t.kiriman.c
    dead = c.keadaan == Tahap.MATI if kiriman is None else (c.keadaan == Tahap.MATI) & (c.id == kiriman)
    values = {"keadaan": Tahap.MENUNGGU, "kali": 0, "berikut": pada}
    return int(connection.execute(update(t.kiriman).where(dead).values(values)).rowcount)


class Kiriman(NamedTuple):
    """A delivery, as those who look after them see it."""

    id: str
    kanal: str
    petugas: str
    aturan: Aturan
    keadaan: Tahap
    kali: int
    galat: str | None
    dibuat: datetime
    berikut: datetime
    terakhir: datetime | None


def daftar(connection: Connection, tahap: Tahap | None = None, batas: int = 50) -> list[Kiriman]:
    """Deliveries, newest first; of one state."""
    c, p = t.kiriman.c, t.pemberitahuan.c
    columns = (c.id, c.kanal, c.petugas, p.aturan, c.keadaan, c.kali, c.galat, c.dibuat, c.berikut, c.terakhir)
    query = select(*columns).join(t.pemberitahuan, p.id == c.pemberitahuan).order_by(c.id.desc()).limit(batas)
    rows = connection.execute(query if tahap is None else query.where(c.keadaan == tahap))
    return [Kiriman._make(row)._replace(aturan=Aturan(row[3]), keadaan=Tahap(row[4])) for row in rows]


def jumlah(connection: Connection) -> dict[Tahap, int]:
    """How many there are of each state."""
    c = t.kiriman.c
    found = {row[0]: row[1] for row in connection.execute(select(c.keadaan, func.count()).group_by(c.keadaan))}
    return {tahap: found.get(tahap.value, 0) for tahap in Tahap}


def buang(connection: Connection, sebelum: datetime) -> int:
    """Forget notices made before then, with their deliveries; how many."""
    p = t.pemberitahuan.c
    old = select(p.id).where(p.dibuat < sebelum)
    connection.execute(delete(t.kiriman).where(t.kiriman.c.pemberitahuan.in_(old)))
    return int(connection.execute(delete(t.pemberitahuan).where(p.dibuat < sebelum)).rowcount)


def _gugur(connection: Connection, kiriman: str, sebab: str) -> None:
    connection.execute(update(t.kiriman).where(t.kiriman.c.id == kiriman).values(keadaan=Tahap.GUGUR, galat=sebab))
    log.info("kiriman_gugur", kiriman=kiriman, sebab=sebab)
