"""What the sender knows of its lanes: how far the hub has them, how far they were received, and where to go on.

The hub's last message of a lane says what it holds; what it says is believed only where our own signature is on it.
Whoever has more of us than we have ourselves shows that our database was restored: a new epoch is begun, in which
everything not receipted is numbered anew under its old id, so that nothing comes into effect twice.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Final, NamedTuple

from sqlalchemy import ColumnElement, Connection, RowMapping, and_, bindparam, delete, func, not_, or_, select, update

from engine import tables as t
from engine.federasi.amplop import Luar
from engine.federasi.galat import alarm
from engine.federasi.jalur import terbaru_menang
from engine.federasi.meja import Meja
from schemas import subjects
from schemas.federasi.tanda_terima import SampaiMana, TandaTerima
from schemas.names.federasi import ArahJalur, MacamJalur, SebabGalat

HALAMAN: Final = 400
"""Messages in one batch; a hub takes at most 1,000."""
HALAMAN_BITA: Final = 4 * 1024 * 1024
AWAL: Final = datetime(2020, 1, 1, tzinfo=UTC)
JEDA_ULANG: Final = timedelta(minutes=1)
"""The same wish to send again is met once within this time: it is on its way."""


class JalurKeluar(NamedTuple):
    """A lane we tell on."""

    jalur: str
    macam: MacamJalur
    tujuan: str
    epoch: int
    seq: int
    di_hub: int
    diterima: int
    minta_dari: int | None
    terbaru: bool
    """Only its newest message counts."""

    @property
    def menunggu(self) -> bool:
        """Has it anything to send?"""
        return self.di_hub < self.seq or self.minta_dari is not None


class Surat(NamedTuple):
    """One message of the outbox."""

    id: str
    seq: int
    jenis: str
    isi: bytes | None
    sampai: datetime | None
    dibuat: datetime


def jalur_keluar(connection: Connection, hub: str, jalur: str | None = None) -> list[JalurKeluar]:
    """The lanes that go over this hub, to facilities that are active on it."""
    c, p = t.fed_jalur.c, t.sekutu.c
    query = (
        select(c.jalur, c.asal, c.macam, c.tujuan, c.epoch, c.seq, c.di_hub, c.diterima, c.minta_dari)
        .outerjoin(t.sekutu, p.kode == c.tujuan)
        .where(c.arah == ArahJalur.KELUAR, or_(c.tujuan == hub, and_(p.hub == hub, p.aktif)))
        .order_by(c.jalur)
    )
    if jalur is not None:
        query = query.where(c.jalur == jalur)
    return [_jalur(row) for row in connection.execute(query).mappings()]


def _jalur(row: RowMapping) -> JalurKeluar:
    macam = MacamJalur(row["macam"])
    told = {name: row[name] for name in ("jalur", "tujuan", "epoch", "seq", "di_hub", "diterima", "minta_dari")}
    return JalurKeluar(**told, macam=macam, terbaru=terbaru_menang(row["asal"], macam, row["tujuan"]))


def halaman(connection: Connection, jalur: JalurKeluar, mulai: int) -> list[Surat]:
    """What comes next on a lane, from this number: a batch. Of a lane whose newest wins, the newest alone."""
    c = t.fed_keluar.c
    query = select(c.id, c.seq, c.jenis, c.isi, c.sampai, c.dibuat).where(
        c.jalur == jalur.jalur, c.epoch == jalur.epoch, c.seq >= mulai
    )
    query = query.order_by(c.seq.desc()).limit(1) if jalur.terbaru else query.order_by(c.seq).limit(HALAMAN)
    found: list[Surat] = []
    size = 0
    for row in connection.execute(query):
        size += len(row.isi or b"")
        if found and size > HALAMAN_BITA:
            break
        found.append(Surat(*row))
    return found


def sampai_di_hub(connection: Connection, jalur: JalurKeluar, seq: int, now: datetime) -> None:
    """The hub has all up to this number: proof enough is its answer, or our own last message read back."""
    c, k = t.fed_keluar.c, t.fed_jalur.c
    connection.execute(
        update(t.fed_keluar)
        .where(c.jalur == jalur.jalur, c.epoch == jalur.epoch, c.seq <= seq, c.di_hub.is_(None))
        .values(di_hub=now)
    )
    connection.execute(
        update(t.fed_jalur)
        .where(k.jalur == jalur.jalur, k.epoch == jalur.epoch, k.di_hub < seq)
        .values(di_hub=seq, terakhir=now)
    )
    if jalur.terbaru:
        connection.execute(
            delete(t.fed_keluar).where(
                c.jalur == jalur.jalur, or_(c.epoch < jalur.epoch, and_(c.epoch == jalur.epoch, c.seq < seq))
            )
        )


def dikirim_ulang(connection: Connection, jalur: JalurKeluar) -> None:
    """What was asked for again is with the hub again; a newer wish stays."""
    k = t.fed_jalur.c
    connection.execute(
        update(t.fed_jalur).where(k.jalur == jalur.jalur, k.minta_dari == jalur.minta_dari).values(minta_dari=None)
    )


def bandingkan(meja: Meja, jalur: JalurKeluar, ujung: Luar | None) -> int:
    """Where to go on, by the last message of the lane the hub has (None: none that is ours).

    Begins a new epoch where the hub has more of us than we have; the answer is a number of the epoch the lane's row
    has afterwards. `masuk.minta_semua` should follow on that, and where `hilang`.
    """
    after = jalur.diterima + 1
    if jalur.terbaru and (ujung is None or hilang(jalur, ujung)):
        epoch_baru(meja, jalur, max(jalur.epoch + 1, _detik(meja.now)))
        return 1
    if ujung is None or ujung.epoch < jalur.epoch:
        _hanya_di_hub(meja.connection, jalur, jalur.diterima)
        return after
    if ujung.epoch > jalur.epoch or ujung.seq > jalur.seq or _lain(meja.connection, jalur, ujung.seq, ujung.id):
        epoch_baru(meja, jalur, max(ujung.epoch, jalur.epoch) + 1)
        alarm(meja, jalur.jalur, SebabGalat.DIPULIHKAN, {"Fed-Epoch": str(ujung.epoch)})
        return 1
    if ujung.seq < jalur.di_hub:
        _hanya_di_hub(meja.connection, jalur, max(ujung.seq, jalur.diterima))
    sampai_di_hub(meja.connection, jalur, ujung.seq, meja.now)
    return max(ujung.seq + 1, after)


def _detik(now: datetime) -> int:
    """An epoch no earlier life of the lane can have had: on lanes whose newest wins, an older number is skipped."""
    return int((now - AWAL).total_seconds())


def hilang(jalur: JalurKeluar, ujung: Luar | None) -> bool:
    """Has the hub less of a lane than it had?"""
    return jalur.di_hub > 0 and (ujung is None or (ujung.epoch, ujung.seq) < (jalur.epoch, jalur.di_hub))


def _hanya_di_hub(connection: Connection, jalur: JalurKeluar, seq: int) -> None:
    """The hub has lost what came after: it is not there any more, and goes again."""
    c, k = t.fed_keluar.c, t.fed_jalur.c
    connection.execute(
        update(t.fed_keluar)
        .where(c.jalur == jalur.jalur, c.epoch == jalur.epoch, c.seq > seq, c.di_hub.is_not(None))
        .values(di_hub=None)
    )
    connection.execute(update(t.fed_jalur).where(k.jalur == jalur.jalur, k.di_hub > seq).values(di_hub=seq))


def _lain(connection: Connection, jalur: JalurKeluar, seq: int, id_: str) -> bool:
    """Is it another message that bears this number with us? Superseded rows of newest-wins lanes are gone, no proof."""
    c = t.fed_keluar.c
    here = connection.execute(select(c.id).where(c.jalur == jalur.jalur, c.epoch == jalur.epoch, c.seq == seq)).scalar()
    return here != id_ if here is not None else not jalur.terbaru


def epoch_baru(meja: Meja, jalur: JalurKeluar, epoch: int, mulai: tuple[int, int] | None = None) -> None:
    """Begin an epoch: what was not receipted, and all from `mulai` (epoch, number) on, is numbered from 1, ids kept.

    What the policy has let us forget cannot be told again: that is an alarm, not a silence.
    """
    connection, c, k = meja.connection, t.fed_keluar.c, t.fed_jalur.c
    wanted: ColumnElement[bool] = c.diterima.is_(None)
    if mulai is not None:
        wanted = or_(wanted, c.epoch > mulai[0], and_(c.epoch == mulai[0], c.seq >= mulai[1]))
    rows = connection.execute(
        select(c.id, c.isi.is_(None).label("lupa")).where(c.jalur == jalur.jalur, wanted).order_by(c.epoch, c.seq)
    ).all()
    keep = [row.id for row in rows if not row.lupa]
    if jalur.terbaru:
        keep = keep[-1:]
        connection.execute(delete(t.fed_keluar).where(c.jalur == jalur.jalur, c.id.not_in(keep)))
    if len(keep) < len(rows) and not jalur.terbaru:
        told = {"Fed-Epoch": str(epoch), "hilang": str(len(rows) - len(keep))}
        alarm(meja, jalur.jalur, SebabGalat.BERLUBANG, told)
    if keep:
        connection.execute(
            update(t.fed_keluar)
            .where(c.id == bindparam("b_id"))
            .values(epoch=epoch, seq=bindparam("b_seq"), di_hub=None, diterima=None),
            [{"b_id": one, "b_seq": place} for place, one in enumerate(keep, 1)],
        )
    connection.execute(
        update(t.fed_jalur)
        .where(k.jalur == jalur.jalur)
        .values(epoch=epoch, seq=len(keep), di_hub=0, diterima=0, minta_dari=None, sejak=meja.now)
    )


def terima_tanda(meja: Meja, diri: str, asal: str, tanda: TandaTerima) -> bool:
    """Believe a receipt of `asal`. True where it shows that our own database was restored from a backup."""
    restored = False
    for one in tanda.jalur:
        name = subjects.jalur(diri, one.macam_jalur.value, asal)
        lanes = jalur_keluar(meja.connection, meja.hub, name) if one.tujuan == asal else []
        for jalur in lanes:
            restored |= _sampai(meja, jalur, one)
    return restored


def _sampai(meja: Meja, jalur: JalurKeluar, one: SampaiMana) -> bool:
    here = (jalur.epoch, jalur.seq)
    same = one.epoch == jalur.epoch
    if (
        (one.epoch, one.seq) > here
        or (same and one.bercabang)
        or (same and one.id_terakhir is not None and _lain(meja.connection, jalur, one.seq, one.id_terakhir))
    ):
        epoch_baru(meja, jalur, max(one.epoch, jalur.epoch) + 1)
        alarm(meja, jalur.jalur, SebabGalat.DIPULIHKAN, {"Fed-Epoch": str(one.epoch)})
        return True
    if same:
        _diterima(meja, jalur, one.seq)
    elif jalur.diterima:  # it was restored to before this epoch began, and has nothing of it
        _diterima(meja, jalur, 0)
    if one.minta_dari is not None:
        _minta(meja, jalur, (one.epoch, one.minta_dari))
    return False


def _diterima(meja: Meja, jalur: JalurKeluar, seq: int) -> None:
    """All up to this number is on the receiver's disk. What it had said before and says no more, it has lost."""
    connection, now, c, k = meja.connection, meja.now, t.fed_keluar.c, t.fed_jalur.c
    lane = and_(c.jalur == jalur.jalur, c.epoch == jalur.epoch)
    connection.execute(
        update(t.fed_keluar)
        .where(lane, c.seq <= seq, c.diterima.is_(None))
        .values(diterima=now, di_hub=func.coalesce(c.di_hub, now))
    )
    if seq < jalur.diterima:
        connection.execute(update(t.fed_keluar).where(lane, c.seq > seq).values(diterima=None))
    held = max(seq, jalur.di_hub)
    connection.execute(update(t.fed_jalur).where(k.jalur == jalur.jalur).values(diterima=seq, di_hub=held, tanda=now))


def _minta(meja: Meja, jalur: JalurKeluar, dari: tuple[int, int]) -> None:
    """Somebody asks for it again, from this number of this epoch. What it never had of an older epoch comes anew."""
    connection, now, c, k = meja.connection, meja.now, t.fed_keluar.c, t.fed_jalur.c
    older = connection.execute(
        select(c.id)
        .where(
            c.jalur == jalur.jalur,
            c.epoch < jalur.epoch,
            or_(c.epoch > dari[0], and_(c.epoch == dari[0], c.seq >= dari[1])),
        )
        .limit(1)
    ).first()
    first = dari[1] if dari[0] == jalur.epoch else 1
    forgotten = connection.execute(
        select(c.id).where(c.jalur == jalur.jalur, c.epoch == jalur.epoch, c.seq >= first, c.isi.is_(None)).limit(1)
    ).first()
    if older or forgotten:
        epoch_baru(meja, jalur, jalur.epoch + 1, dari)
    elif first <= jalur.seq:
        lately = and_(k.diulang == first, k.diminta > now - JEDA_ULANG)  # receipts repeat a wish until it is met
        connection.execute(
            update(t.fed_jalur)
            .where(k.jalur == jalur.jalur, or_(k.diulang.is_(None), k.diminta.is_(None), not_(lately)))
            .values(minta_dari=first, diminta=now, diulang=first)
        )


def kirim_ulang_tanpa_tanda(meja: Meja, sebelum: datetime) -> list[str]:
    """Lanes whose oldest message has been at the hub since before `sebelum` without a receipt: all from it again."""
    connection, c, k = meja.connection, t.fed_keluar.c, t.fed_jalur.c
    again = []
    for jalur in jalur_keluar(connection, meja.hub):
        if jalur.terbaru or jalur.minta_dari is not None or jalur.di_hub <= jalur.diterima:
            continue
        first = c.seq == jalur.diterima + 1
        old = connection.execute(
            select(c.id)
            .join(t.fed_jalur, k.jalur == c.jalur)
            .where(c.jalur == jalur.jalur, c.epoch == jalur.epoch, first, c.di_hub < sebelum)
            .where(or_(k.diminta.is_(None), k.diminta < sebelum))
        ).first()
        if old:
            connection.execute(
                update(t.fed_jalur)
                .where(k.jalur == jalur.jalur)
                .values(minta_dari=jalur.diterima + 1, diminta=meja.now)
            )
            again.append(jalur.jalur)
    return again


def lupakan(connection: Connection, sebelum: datetime) -> int:
    """Forget the content of what was receipted before then. That it went, and when it came, stays. How many."""
    c = t.fed_keluar.c
    gone = connection.execute(update(t.fed_keluar).where(c.diterima < sebelum, c.isi.is_not(None)).values(isi=None))
    return gone.rowcount


def lubang(surat: Sequence[Surat], mulai: int, *, terbaru: bool) -> bool:
    """Is the next page not what must come next: a number missing, or a content forgotten?"""
    if terbaru:
        return any(one.isi is None for one in surat)
    return any(one.isi is None or one.seq != mulai + place for place, one in enumerate(surat))
