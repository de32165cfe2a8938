"""What one visit adds to the census: its stays in wards, or its place among the visits of a clinic. Pure.

A visit is folded from what the ledger tells of it, in the order of its versions, so it does not matter in which order
the lines came, nor whether one came late or twice. What it adds is always read from its rows: taking a fact back takes
away exactly what it had added.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any, Final, NamedTuple

from engine.sensus.hari import hari_sensus, nama_zona
from schemas.names import CaraKeluar, JenisKunjungan, Macam

KELUAR: Final = {
    CaraKeluar.IZIN_DOKTER: Macam.PULANG,
    CaraKeluar.PULANG: Macam.PULANG,
    CaraKeluar.DIRAWAT: Macam.KELUAR_LAIN,
    CaraKeluar.DIRUJUK: Macam.DIRUJUK,
    CaraKeluar.ATAS_PERMINTAAN_SENDIRI: Macam.APS,
    CaraKeluar.KELUAR_LAIN: Macam.KELUAR_LAIN,
}
"""How the living leave, by column; who died is told apart by the hours."""
KELUAR_HIDUP: Final = (Macam.PULANG, Macam.DIRUJUK, Macam.APS, Macam.KELUAR_LAIN)
MATI: Final = (Macam.MATI_LT48, Macam.MATI_GE48)
AKHIR: Final = frozenset((*KELUAR_HIDUP, *MATI))
"""Ways out of the hospital."""
MASUK: Final = frozenset({Macam.MASUK, Macam.PINDAHAN})
"""What adds one to who is there."""
BERANGKAT: Final = AKHIR | {Macam.DIPINDAHKAN}
"""What takes one away."""
KELAS: Final = {Macam.PINDAHAN: Macam.PINDAHAN_KELAS, Macam.DIPINDAHKAN: Macam.DIPINDAHKAN_KELAS}
"""What of each is a move within a ward."""
RUANG: Final = {Macam.PINDAHAN: Macam.PINDAHAN_RUANG, Macam.DIPINDAHKAN: Macam.DIPINDAHKAN_RUANG}
"""What of each is a move within a class."""
_DETIK: Final = 19


class Babak(NamedTuple):
    """One fact of a visit, as far as the census needs it. `isi`: as `PERLU` names it."""

    versi: int
    seq: int
    apa: str
    saat: str
    """UTC, to the second."""
    isi: dict[str, Any]


class Ruas(NamedTuple):
    """One stay in a ward and class: a row of `sensus`. Days are census days."""

    kunjungan: str
    urut: int
    unit: str
    kelas: str
    bayi: int
    mulai: str
    hari_mulai: str
    macam_masuk: str
    dalam_masuk: int
    """Only the class changed, not the ward."""
    seq_mulai: int
    sampai: str | None
    hari_sampai: str | None
    macam_keluar: str | None
    dalam_keluar: int
    seq_sampai: int
    masuk_rs: str
    hari_masuk_rs: str
    dokter: str
    cara_bayar: str


class Singgah(NamedTuple):
    """One visit to a clinic or the emergency unit: a row of `sensus_kunjungan`."""

    kunjungan: str
    jenis: str
    unit: str
    dokter: str
    hari: str
    mulai: str
    kunjungan_baru: int
    kasus_baru: int | None
    cara_bayar: str
    asal_pasien: str
    surat_rujukan: int
    cara_keluar: str
    seq_mulai: int
    seq_sampai: int


class Arus(NamedTuple):
    """Where something is counted: a day and a cell, and as what."""

    hari: str
    unit: str
    kelas: str
    bayi: int
    macam: str


class Hasil(NamedTuple):
    """What a visit is, after some of its facts."""

    ruas: tuple[Ruas, ...] = ()
    singgah: Singgah | None = None
    kasus_baru: int | None = None


class Almanak:
    """What days are: by the facility's zone, the cut-off and the limit of an early death."""

    def __init__(self, zona: str, batas: time, mati: timedelta) -> None:
        self._mati = mati
        self.dasar = f"{nama_zona(zona)} {batas:%H:%M} {int(mati.total_seconds())}"
        """What the census is made with, besides the ledger."""

        @lru_cache(maxsize=65536)
        def hari(menit: str) -> str:
            return hari_sensus(datetime.fromisoformat(menit).replace(tzinfo=UTC), zona, batas).isoformat()

        self._hari = hari

    def hari(self, saat: str) -> str:
        """The census day of an instant; the cut-off is a whole minute."""
        return self._hari(saat[:16])

    def mati(self, masuk: str, meninggal: str) -> Macam:
        """Early or late: exactly the limit is late (FACTS B6 rule 10)."""
        lived = datetime.fromisoformat(meninggal) - datetime.fromisoformat(masuk)
        return Macam.MATI_GE48 if lived >= self._mati else Macam.MATI_LT48


def utc(saat: str | None) -> str | None:
    """An instant of an event's data: UTC, to the second."""
    return datetime.fromisoformat(saat).astimezone(UTC).isoformat()[:_DETIK] if saat else None


_TERBUKA: Final[dict[str, Any]] = {
    "sampai": None,
    "hari_sampai": None,
    "macam_keluar": None,
    "dalam_keluar": 0,
    "seq_sampai": 0,
}
"""A stay that goes on."""


# ── the fold ────────────────────────────────────────────────────────────────────────────────────────


def lipat(kunjungan: str, babak: Sequence[Babak], almanak: Almanak) -> Iterator[tuple[Babak, Hasil]]:
    """What the visit is after each of its facts. Without its first one it is nothing."""
    now = Hasil()
    for one in babak:
        now = PERUBAHAN[one.apa](now, one, almanak, kunjungan)
        yield one, now


def _terdaftar(_: Hasil, babak: Babak, almanak: Almanak, kunjungan: str) -> Hasil:
    isi = babak.isi
    masuk = isi["masuk"] or babak.saat
    hari, dokter, bayar = almanak.hari(masuk), isi["dokter"] or "", isi["cara_bayar"]
    if isi["jenis"] != JenisKunjungan.RAWAT_INAP:
        return Hasil(
            singgah=Singgah(
                kunjungan,
                isi["jenis"],
                isi["unit"],
                dokter,
                hari,
                masuk,
                isi["kunjungan_baru"],
                isi["kasus_baru"],
                bayar,
                isi["asal_pasien"],
                isi["surat_rujukan"],
                "",
                babak.seq,
                0,
            )
        )
    first = Ruas(
        kunjungan=kunjungan,
        urut=1,
        unit=isi["unit"],
        kelas=isi["kelas"] or "",
        bayi=isi["bayi"],
        mulai=masuk,
        hari_mulai=hari,
        macam_masuk=str(Macam.MASUK),
        dalam_masuk=0,
        seq_mulai=babak.seq,
        **_TERBUKA,
        masuk_rs=masuk,
        hari_masuk_rs=hari,
        dokter=dokter,
        cara_bayar=bayar,
    )
    return Hasil((first,))


def _dokter(now: Hasil, dokter: str | None) -> Hasil:
    if not dokter:
        return now
    singgah = now.singgah and now.singgah._replace(dokter=dokter)
    return now._replace(ruas=tuple(one._replace(dokter=dokter) for one in now.ruas), singgah=singgah)


def _kasus(now: Hasil, kasus: int | None) -> Hasil:
    if kasus is None or now.singgah is None:
        return now
    return now._replace(singgah=now.singgah._replace(kasus_baru=kasus))


def _dilayani(now: Hasil, babak: Babak, _almanak: Almanak, _kunjungan: str) -> Hasil:
    return _dokter(now, babak.isi["dokter"])


def _dipindahkan(now: Hasil, babak: Babak, almanak: Almanak, _kunjungan: str) -> Hasil:
    if not now.ruas:
        return now
    last, isi = now.ruas[-1], babak.isi
    if last.sampai is not None or (last.unit, last.kelas) == (isi["unit"], isi["kelas"]):
        return now  # another bed of the same ward and class
    inside = int(last.unit == isi["unit"])
    hari = almanak.hari(babak.saat)
    left = last._replace(
        sampai=babak.saat,
        hari_sampai=hari,
        macam_keluar=str(Macam.DIPINDAHKAN),
        dalam_keluar=inside,
        seq_sampai=babak.seq,
    )
    new = last._replace(
        urut=last.urut + 1,
        unit=isi["unit"],
        kelas=isi["kelas"],
        mulai=babak.saat,
        hari_mulai=hari,
        macam_masuk=str(Macam.PINDAHAN),
        dalam_masuk=inside,
        seq_mulai=babak.seq,
    )
    return now._replace(ruas=(*now.ruas[:-1], left, new))


def _selesai(now: Hasil, babak: Babak, almanak: Almanak, _kunjungan: str) -> Hasil:
    isi = babak.isi
    now = _kasus(_dokter(now, isi["dokter"]), isi["kasus_baru"])
    if now.singgah is not None:
        return now._replace(singgah=now.singgah._replace(cara_keluar=isi["cara_keluar"], seq_sampai=babak.seq))
    if not now.ruas:
        return now
    last = now.ruas[-1]
    macam = KELUAR.get(isi["cara_keluar"]) or almanak.mati(last.masuk_rs, isi["mati"] or babak.saat)
    left = last._replace(
        sampai=babak.saat,
        hari_sampai=almanak.hari(babak.saat),
        macam_keluar=str(macam),
        dalam_keluar=0,
        seq_sampai=babak.seq,
    )
    return now._replace(ruas=(*now.ruas[:-1], left))


def _dibuka_lagi(now: Hasil, _babak: Babak, _almanak: Almanak, _kunjungan: str) -> Hasil:
    if now.singgah is not None:
        return now._replace(singgah=now.singgah._replace(cara_keluar="", seq_sampai=0))
    if not now.ruas:
        return now
    return now._replace(ruas=(*now.ruas[:-1], now.ruas[-1]._replace(**_TERBUKA)))


def _dikode(now: Hasil, babak: Babak, _almanak: Almanak, _kunjungan: str) -> Hasil:
    return _kasus(now, babak.isi["kasus_baru"])


def _bayar(now: Hasil, babak: Babak, _almanak: Almanak, _kunjungan: str) -> Hasil:
    bayar = babak.isi["cara_bayar"]
    singgah = now.singgah and now.singgah._replace(cara_bayar=bayar)
    return now._replace(ruas=tuple(one._replace(cara_bayar=bayar) for one in now.ruas), singgah=singgah)


def _dibatalkan(_now: Hasil, _babak: Babak, _almanak: Almanak, _kunjungan: str) -> Hasil:
    return Hasil()


PERUBAHAN: Final[dict[str, Callable[[Hasil, Babak, Almanak, str], Hasil]]] = {
    "terdaftar": _terdaftar,
    "dilayani": _dilayani,
    "dipindahkan": _dipindahkan,
    "selesai": _selesai,
    "dibuka_lagi": _dibuka_lagi,
    "dikode": _dikode,
    "cara_bayar_diubah": _bayar,
    "dibatalkan": _dibatalkan,
}
"""What each fact changes; the others change nothing in a census."""


# ── what the rows add ───────────────────────────────────────────────────────────────────────────────


def lama_dirawat(masuk: str, keluar: str) -> int:
    """Days between the census days of admission and end; the same day is 1 (FACTS B6 rule 7)."""
    return max(1, (date.fromisoformat(keluar) - date.fromisoformat(masuk)).days)


def sumbangan(ruas: Sequence[Ruas]) -> Counter[Arus]:
    """What the stays of one visit add to the flows of each day and cell."""
    found: Counter[Arus] = Counter()
    for _, arus, n in andil(ruas):
        found[arus] += n
    return found


def andil(ruas: Sequence[Ruas]) -> Iterator[tuple[Ruas, Arus, int]]:
    """The same, each with the stay it comes of."""
    arrived: Ruas | None = None
    """The stay with which the ward was reached."""
    for before, one, after in zip((None, *ruas), ruas, (*ruas[1:], None), strict=False):
        cell = (one.unit, one.kelas, one.bayi)
        yield one, Arus(one.hari_mulai, *cell, one.macam_masuk), 1
        if before is not None and before.kelas == one.kelas:
            yield one, Arus(one.hari_mulai, *cell, Macam.PINDAHAN_RUANG), 1
        if one.dalam_masuk:
            yield one, Arus(one.hari_mulai, *cell, Macam.PINDAHAN_KELAS), 1
        else:
            arrived = one
        hari = one.hari_sampai
        if hari is None or one.macam_keluar is None:
            continue
        yield one, Arus(hari, *cell, one.macam_keluar), 1
        if after is not None and after.kelas == one.kelas:
            yield one, Arus(hari, *cell, Macam.DIPINDAHKAN_RUANG), 1
        if one.dalam_keluar:
            yield one, Arus(hari, *cell, Macam.DIPINDAHKAN_KELAS), 1
        elif one.macam_keluar == Macam.DIPINDAHKAN:
            if arrived and arrived.macam_masuk == Macam.PINDAHAN and arrived.hari_mulai == hari:
                yield one, Arus(hari, *cell, Macam.LEWAT), 1
        else:
            yield one, Arus(hari, *cell, Macam.LAMA_DIRAWAT), lama_dirawat(one.hari_masuk_rs, hari)
            if one.hari_masuk_rs == hari:
                yield one, Arus(hari, *cell, Macam.SAMA_HARI), 1


def tanda(macam: str) -> int:
    """What a flow does to who is there: 1, -1 or 0."""
    return 1 if macam in MASUK else -1 if macam in BERANGKAT else 0
