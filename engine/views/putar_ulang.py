"""Policy replay: what was owed in a period, and how much of it would have been late under one policy and another.

Read from the facts of that period, not from what was told late at the time: a deadline counts from the fact that began
it to the one that ended it, and is late where the policy's due time is not after that end (or has passed, where
nothing has ended it). What began before the period is not counted; what was undone never began or ended anything.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from engine import rows, tempo
from engine import tables as t
from engine.aturan_tempo import AwalTempo
from engine.berlaku import Aturan
from engine.lines import event_of
from engine.workflows.awal_tempo import mulai_melengkapi
from engine.workflows.kunjungan import Kunjungan
from schemas.events import berkas as told
from schemas.events import kekurangan as gap
from schemas.events import kunjungan as visit
from schemas.message import Event
from schemas.names import CaraKeluar, JenisTenggat

SEKALI: Final = 5000
_BERAKHIR: Final[dict[JenisTenggat, tuple[type[Event], ...]]] = {
    JenisTenggat.PENGEMBALIAN: (
        told.BerkasKembali,
        told.BerkasDiterima,
        told.BerkasDilaporkanHilang,
        told.BerkasDigabung,
    ),
    JenisTenggat.KELENGKAPAN: (
        told.BerkasDirakit,
        told.BerkasDilengkapi,
        told.BerkasTidakLengkap,
        told.BerkasDigabung,
    ),
}
"""What ends a folder's clock. A gap's ends with its last completion, a visit's when it is told to be filled in."""
DIBACA: Final = tuple(
    sorted(
        {kind.jenis for kinds in _BERAKHIR.values() for kind in kinds}
        | {told.GerakDiurungkan.jenis, told.BerkasDikembalikanKeUnit.jenis, told.BerkasDidaftarkan.jenis}
        | {gap.KekuranganTercatat.jenis, gap.KekuranganDinyatakanLengkap.jenis, gap.KekuranganDitolak.jenis}
        | {gap.KekuranganDihapuskan.jenis, visit.KunjunganSelesai.jenis, visit.KunjunganDibukaLagi.jenis}
        | {visit.KunjunganTerisiLengkap.jenis}
    )
)


class Kasus(NamedTuple):
    """One thing that was owed: from what, until when, and what a policy may count it from."""

    jenis: JenisTenggat
    subjek: str
    mulai: datetime
    """The fact that began it."""
    berakhir: datetime | None
    unit: str | None = None
    kunjungan: str | None = None
    diterima: datetime | None = None
    dikembalikan: datetime | None = None


@dataclass(frozen=True, slots=True)
class Hasil:
    """Of one kind of deadline in one unit."""

    jenis: JenisTenggat
    unit: str
    banyak: int
    lewat_lama: int
    lewat_baru: int


def putar(  # noqa: PLR0913 - a period, two policies, and where and when it is
    connection: Connection, lama: Aturan, baru: Aturan, *, dari: datetime, sampai: datetime, zona: ZoneInfo
) -> list[Hasil]:
    """How much of what began in [dari, sampai) was late under each policy, as known at `sampai`; by kind and unit."""
    kasus = list(kasus_kasus(_baca(connection, dari, sampai)))
    pulang = _Pulang(connection, kasus)
    counted: dict[str, Counter[tuple[JenisTenggat, str]]] = {"banyak": Counter(), "lama": Counter(), "baru": Counter()}
    for one in kasus:
        key = (one.jenis, pulang.unit(one))
        counted["banyak"][key] += 1
        for nama, aturan in (("lama", lama), ("baru", baru)):
            due = pulang.tempo(one, aturan, zona)
            counted[nama][key] += due is not None and due <= (one.berakhir or sampai)
    return [
        Hasil(*key, banyak, counted["lama"][key], counted["baru"][key])
        for key, banyak in sorted(counted["banyak"].items())
    ]


def kasus_kasus(riwayat: Iterable[Event]) -> Iterator[Kasus]:
    """What was owed, from facts in the order of the ledger. Pure."""
    own: defaultdict[str, list[Event]] = defaultdict(list)
    for event in riwayat:
        own[event.subjek].append(event)
    for subjek, events in own.items():
        undone = {event.versi_diurungkan for event in events if isinstance(event, told.GerakDiurungkan)}
        facts = [event for event in events if event.versi not in undone]
        match events[0].jenis.partition(".")[0]:
            case "berkas":
                yield from _berkas(subjek, facts)
            case "kekurangan":
                yield from _kekurangan(subjek, facts, own)
            case "kunjungan":
                yield from _kunjungan(subjek, facts)


def _berkas(subjek: str, facts: Sequence[Event]) -> Iterator[Kasus]:
    diterima: datetime | None = None
    for place, event in enumerate(facts):
        later = facts[place + 1 :]
        if isinstance(event, told.BerkasKembali):
            diterima = _saat(event)
        elif isinstance(event, told.BerkasDiterima):
            ended = _pertama(later, _BERAKHIR[JenisTenggat.PENGEMBALIAN])
            yield Kasus(JenisTenggat.PENGEMBALIAN, subjek, _saat(event), ended, event.unit)
        elif isinstance(event, told.BerkasTidakLengkap):
            ended = _pertama(later, _BERAKHIR[JenisTenggat.KELENGKAPAN])
            back = _pertama(later, (told.BerkasDikembalikanKeUnit,))
            sent = back if back is not None and (ended is None or back <= ended) else None
            yield Kasus(JenisTenggat.KELENGKAPAN, subjek, _saat(event), ended, None, event.kunjungan, diterima, sent)


def _kekurangan(subjek: str, facts: Sequence[Event], own: Mapping[str, list[Event]]) -> Iterator[Kasus]:
    began = facts[0]
    if not isinstance(began, gap.KekuranganTercatat):
        return
    ended: datetime | None = None
    for event in facts:
        if isinstance(event, gap.KekuranganDinyatakanLengkap | gap.KekuranganDihapuskan):
            ended = ended or _saat(event)
        elif isinstance(event, gap.KekuranganDitolak):
            ended = None
    mulai = _saat(began)
    folder = own.get(began.berkas, ())
    home = [_saat(event) for event in folder if isinstance(event, told.BerkasKembali) and _saat(event) <= mulai]
    back = [_saat(event) for event in folder if isinstance(event, told.BerkasDikembalikanKeUnit)]
    sent = next((saat for saat in back if saat >= mulai and (ended is None or saat <= ended)), None)
    kunjungan = began.kunjungan
    yield Kasus(JenisTenggat.KEKURANGAN, subjek, mulai, ended, None, kunjungan, max(home, default=None), sent)


def _kunjungan(subjek: str, facts: Sequence[Event]) -> Iterator[Kasus]:
    for place, event in enumerate(facts):
        if not isinstance(event, visit.KunjunganSelesai) or event.cara_keluar is CaraKeluar.DIRAWAT:
            continue
        later = facts[place + 1 :]
        if not any(isinstance(one, visit.KunjunganDibukaLagi) for one in later):
            ended = _pertama(later, (visit.KunjunganTerisiLengkap,))
            yield Kasus(JenisTenggat.PENGISIAN, subjek, _saat(event), ended, None, subjek)


def _pertama(events: Sequence[Event], kinds: tuple[type[Event], ...]) -> datetime | None:
    return next((_saat(event) for event in events if isinstance(event, kinds)), None)


def _saat(event: Event) -> datetime:
    return tempo.efektif(event.terjadi_pada, event.dicatat_pada)


Lama = tuple[str, datetime, datetime | None]
"""A visit of a patient: its kind, its beginning, its end."""


class _Pulang:
    """What the visits tell of cases: where, and when the patient left."""

    def __init__(self, connection: Connection, kasus: Sequence[Kasus]) -> None:
        ids = sorted({one.kunjungan for one in kasus if one.kunjungan})
        self._visits: dict[str, Kunjungan] = {}
        for start in range(0, len(ids), SEKALI):
            self._visits |= rows.records(connection, "kunjungan", ids[start : start + SEKALI])
        units = connection.execute(select(t.unit.c.kode, t.unit.c.jenis))
        self._jenis = {row.kode: row.jenis for row in units}
        self._keluar = self._pasien(connection, kasus)

    @staticmethod
    def _pasien(
        connection: Connection, kasus: Sequence[Kasus]
    ) -> dict[str, list[tuple[str, datetime, datetime | None]]]:
        """Of each folder that a unit received: its patient's visits, by kind, with beginning and end."""
        b, k = t.berkas.c, t.kunjungan.c
        ids = sorted({one.subjek for one in kasus if one.jenis is JenisTenggat.PENGEMBALIAN})
        found: defaultdict[str, list[Lama]] = defaultdict(list)
        for start in range(0, len(ids), SEKALI):
            query = (
                select(b.id, k.jenis, k.masuk, k.keluar)
                .join(t.kunjungan, k.pasien == b.pasien)
                .where(b.id.in_(ids[start : start + SEKALI]), k.keadaan != "dibatalkan")
            )
            for row in connection.execute(query):
                found[row.id].append((row.jenis, row.masuk, row.keluar))
        return found

    def unit(self, kasus: Kasus) -> str:
        """The unit a case is counted in; "" where none is known."""
        known = self._visits.get(kasus.kunjungan or "")
        return kasus.unit or (known.unit if known else "")

    def tempo(self, kasus: Kasus, aturan: Aturan, zona: ZoneInfo) -> datetime | None:
        """When it was due under this policy; None where no clock ran."""
        tenggat, libur = aturan.tenggat, aturan.libur.kalender
        known = self._visits.get(kasus.kunjungan or "")
        if kasus.jenis is JenisTenggat.PENGEMBALIAN:
            limit = tenggat.pengembalian_dari(self._jenis.get(kasus.unit or "", ""))
            mulai = self._kembali(kasus) if limit.mulai is AwalTempo.PULANG else kasus.mulai
            return None if mulai is None else tempo.jatuh_tempo(mulai, limit, zona, libur)
        if kasus.jenis is JenisTenggat.PENGISIAN:
            return tempo.jatuh_tempo(kasus.mulai, tenggat.pengisian, zona, libur)
        mulai = mulai_melengkapi(
            tenggat.awal_kelengkapan.pilihan,
            kasus.mulai,
            pulang=known.keluar if known else None,
            diterima=kasus.diterima,
            dikembalikan=kasus.dikembalikan,
        )
        return tempo.jatuh_tempo(mulai, tenggat.kelengkapan, zona, libur)

    def _kembali(self, kasus: Kasus) -> datetime | None:
        """What a folder's return is counted from where that is discharge; None while the patient was there."""
        jenis = self._jenis.get(kasus.unit or "", "")
        there = [
            keluar
            for kind, masuk, keluar in self._keluar.get(kasus.subjek, ())
            if kind == jenis
            and (kasus.berakhir is None or masuk <= kasus.berakhir)
            and (keluar is None or keluar >= kasus.mulai)
        ]
        if any(keluar is None or (kasus.berakhir is not None and keluar > kasus.berakhir) for keluar in there):
            return None
        return max((keluar for keluar in there if keluar is not None), default=kasus.mulai)


def _baca(connection: Connection, dari: datetime, sampai: datetime) -> Iterator[Event]:
    """The facts that begin or end something, recorded in the period, in order."""
    c = t.jejak.c
    query = select(t.jejak).where(c.jenis.in_(DIBACA), c.dicatat_pada >= dari, c.dicatat_pada < sampai).order_by(c.seq)
    for row in connection.execute(query.execution_options(yield_per=SEKALI)):
        yield event_of(row)
