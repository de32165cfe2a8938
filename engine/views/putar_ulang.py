"""Policy replay: what was owed in a period, and how much of it would have been late under one policy and another.

Read from the facts of that period, not from what was told late at the time: a deadline counts from the fact that began
it to the one that ended it, and is late where the policy's due time is not after that end (or has passed, where
nothing has ended it). What began before the period is not counted; what was undone never began or ended anything.

The facts are read record by record (`putar_fakta`), and each case is counted and forgotten: a year of a hospital takes
no more memory than a month.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from engine import rows, tempo
from engine import tables as t
from engine.aturan_tempo import AwalTempo
from engine.berlaku import Aturan
from engine.views.putar_fakta import Fakta, Maju, Masa, jejak_berkas, per_catatan
from engine.workflows.awal_tempo import mulai_melengkapi
from engine.workflows.kunjungan import Kunjungan
from schemas.events import berkas as told
from schemas.events import kekurangan as gap
from schemas.events import kunjungan as visit
from schemas.names import CaraKeluar, JenisTenggat

SEKALI: Final = 2000
"""Cases whose visits are looked up at once."""
_KEMBALI: Final = frozenset(
    kind.jenis for kind in (told.BerkasKembali, told.BerkasDiterima, told.BerkasDilaporkanHilang, told.BerkasDigabung)
)
_DILENGKAPI: Final = frozenset(
    kind.jenis for kind in (told.BerkasDirakit, told.BerkasDilengkapi, told.BerkasTidakLengkap, told.BerkasDigabung)
)
"""What ends a folder's clocks. A gap's ends with its last completion, a visit's when it is told to be filled in."""


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
    berkas: str | None = None
    """Of a gap: its folder."""


@dataclass(frozen=True, slots=True)
class Hasil:
    """Of one kind of deadline in one unit."""

    jenis: JenisTenggat
    unit: str
    banyak: int
    lewat_lama: int
    lewat_baru: int


def putar(  # noqa: PLR0913 - a period, two policies, where and when it is, and whom it tells
    connection: Connection,
    lama: Aturan,
    baru: Aturan,
    *,
    dari: datetime,
    sampai: datetime,
    zona: ZoneInfo,
    maju: Maju | None = None,
) -> list[Hasil]:
    """How much of what began in [dari, sampai) was late under each policy, as known at `sampai`; by kind and unit."""
    masa = Masa(dari, sampai)
    counted: dict[str, Counter[tuple[JenisTenggat, str]]] = {"banyak": Counter(), "lama": Counter(), "baru": Counter()}
    kasus = kasus_kasus(per_catatan(connection, masa, maju))
    while some := list(islice(kasus, SEKALI)):
        some = _dengan_berkas(connection, masa, some)
        pulang = _Pulang(connection, some)
        for one in some:
            key = (one.jenis, pulang.unit(one))
            counted["banyak"][key] += 1
            for nama, aturan in (("lama", lama), ("baru", baru)):
                due = pulang.tempo(one, aturan, zona)
                counted[nama][key] += due is not None and due <= (one.berakhir or sampai)
    return [
        Hasil(*key, banyak, counted["lama"][key], counted["baru"][key])
        for key, banyak in sorted(counted["banyak"].items())
    ]


def kasus_kasus(catatan: Iterator[Sequence[Fakta]]) -> Iterator[Kasus]:
    """What was owed, from the facts of one record after another. Pure."""
    for facts in catatan:
        match facts[0].jenis.partition(".")[0]:
            case "berkas":
                yield from _berkas(facts)
            case "kekurangan":
                yield from _kekurangan(facts)
            case "kunjungan":
                yield from _kunjungan(facts)


def _berkas(facts: Sequence[Fakta]) -> Iterator[Kasus]:
    diterima: datetime | None = None
    for place, fact in enumerate(facts):
        if fact.jenis == told.BerkasKembali.jenis:
            diterima = fact.saat
        elif fact.jenis == told.BerkasDiterima.jenis:
            ended = _pertama(facts, place, _KEMBALI)
            yield Kasus(JenisTenggat.PENGEMBALIAN, fact.subjek, fact.saat, ended, fact.isi["unit"])
        elif fact.jenis == told.BerkasTidakLengkap.jenis:
            ended = _pertama(facts, place, _DILENGKAPI)
            back = _pertama(facts, place, frozenset({told.BerkasDikembalikanKeUnit.jenis}))
            sent = back if back is not None and (ended is None or back <= ended) else None
            kunjungan = fact.isi.get("kunjungan")
            yield Kasus(JenisTenggat.KELENGKAPAN, fact.subjek, fact.saat, ended, None, kunjungan, diterima, sent)


def _kekurangan(facts: Sequence[Fakta]) -> Iterator[Kasus]:
    began = facts[0]
    if began.jenis != gap.KekuranganTercatat.jenis:
        return
    ended: datetime | None = None
    for fact in facts:
        if fact.jenis in {gap.KekuranganDinyatakanLengkap.jenis, gap.KekuranganDihapuskan.jenis}:
            ended = ended or fact.saat
        elif fact.jenis == gap.KekuranganDitolak.jenis:
            ended = None
    berkas, kunjungan = began.isi.get("berkas"), began.isi.get("kunjungan")
    yield Kasus(JenisTenggat.KEKURANGAN, began.subjek, began.saat, ended, None, kunjungan, berkas=berkas)


def _kunjungan(facts: Sequence[Fakta]) -> Iterator[Kasus]:
    for place, fact in enumerate(facts):
        if fact.jenis != visit.KunjunganSelesai.jenis or fact.isi.get("cara_keluar") == CaraKeluar.DIRAWAT:
            continue
        if not any(one.jenis == visit.KunjunganDibukaLagi.jenis for one in facts[place + 1 :]):
            ended = _pertama(facts, place, frozenset({visit.KunjunganTerisiLengkap.jenis}))
            yield Kasus(JenisTenggat.PENGISIAN, fact.subjek, fact.saat, ended, None, fact.subjek)


def _pertama(facts: Sequence[Fakta], after: int, kinds: frozenset[str]) -> datetime | None:
    return next((fact.saat for fact in facts[after + 1 :] if fact.jenis in kinds), None)


def _dengan_berkas(connection: Connection, masa: Masa, kasus: Sequence[Kasus]) -> list[Kasus]:
    """Gaps with what their folders tell: when they had come home, and when they were sent back to the unit."""
    folders = jejak_berkas(connection, masa, sorted({one.berkas for one in kasus if one.berkas is not None}))
    return [one if one.berkas is None else _lengkapi(one, folders.get(one.berkas, ())) for one in kasus]


def _lengkapi(kasus: Kasus, folder: Sequence[Fakta]) -> Kasus:
    home = [one.saat for one in folder if one.jenis == told.BerkasKembali.jenis and one.saat <= kasus.mulai]
    back = [one.saat for one in folder if one.jenis == told.BerkasDikembalikanKeUnit.jenis]
    until = kasus.berakhir
    sent = next((saat for saat in back if saat >= kasus.mulai and (until is None or saat <= until)), None)
    return kasus._replace(diterima=max(home, default=None), dikembalikan=sent)


Lama = tuple[str, datetime, datetime | None]
"""A visit of a patient: its kind, its beginning, its end."""


class _Pulang:
    """What the visits tell of cases: where, and when the patient left."""

    def __init__(self, connection: Connection, kasus: Sequence[Kasus]) -> None:
        ids = sorted({one.kunjungan for one in kasus if one.kunjungan})
        self._visits: dict[str, Kunjungan] = rows.records(connection, "kunjungan", ids) if ids else {}
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
        query = (
            select(b.id, k.jenis, k.masuk, k.keluar)
            .join(t.kunjungan, k.pasien == b.pasien)
            .where(b.id.in_(ids), k.keadaan != "dibatalkan")
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
