"""Random months of a small hospital: what truly happened, and the ledger lines that tell it, with every detour."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from random import Random
from typing import Any, Final

from engine.projections.kinds import Berita
from tests.sensus_oracle import Rawat, Tempat

AWAL: Final = datetime(2026, 2, 20, tzinfo=UTC)
HARI: Final = 30
BANGSAL: Final = ("MAWAR", "MELATI", "ANYELIR")
KELAS: Final = ("kelas_1", "kelas_2")
CARA: Final = ("izin_dokter", "dirujuk", "atas_permintaan_sendiri", "keluar_lain", "meninggal")
JAM: Final = (0, 17, 16, 15, 7)
"""Hours (UTC) near a cut-off of some zone."""


@dataclass
class Dunia:
    """What happened, and what the ledger says of it, each visit's lines in their order."""

    rawat: list[Rawat] = field(default_factory=list)
    batal: int = 0
    berita: list[Berita] = field(default_factory=list)


class Pencatat:
    """Writes the lines of one visit."""

    def __init__(self, nomor: int) -> None:
        self.kunjungan = f"{nomor:08x}-1111-7000-8000-000000000000"
        self.baris: list[tuple[datetime, str, dict[str, Any]]] = []

    def __call__(self, saat: datetime, apa: str, **data: Any) -> None:
        """One fact."""
        self.baris.append((saat, f"kunjungan.{apa}.v1", data))

    def masuk(self, saat: datetime, tempat: Tempat, *, bayi: bool = False, datang: datetime | None = None) -> None:
        """Admitted."""
        self(
            saat,
            "terdaftar",
            jenis_kunjungan="rawat_inap",
            unit=tempat[0],
            kelas=tempat[1],
            kunjungan_baru=False,
            cara_bayar="jkn",
            asal_pasien="datang_sendiri",
            surat_rujukan=False,
            **({"bayi_lahir": True} if bayi else {}),
            **({"datang_pada": datang.isoformat()} if datang else {}),
        )


def berita(pencatat: list[Pencatat]) -> list[Berita]:
    """All lines, numbered in the order in which they happened; a visit's own order is kept."""
    told = [
        (saat, place, versi, one.kunjungan, jenis, data)
        for place, one in enumerate(pencatat)
        for versi, (saat, jenis, data) in enumerate(one.baris, 1)
    ]
    told.sort(key=lambda row: row[:3])
    return [
        Berita(seq, jenis, kunjungan, versi, saat.astimezone(UTC).isoformat()[:19], None, data)
        for seq, (saat, _, versi, kunjungan, jenis, data) in enumerate(told, 1)
    ]


def dunia(seed: int, banyak: int) -> Dunia:
    """A random month of so many admissions; the same one for the same numbers."""
    some, made, writers = Random(seed), Dunia(), []  # noqa: S311 - an example, the same each time
    for nomor in range(banyak):
        pencatat = Pencatat(nomor)
        _kunjungan(some, made, pencatat)
        writers.append(pencatat)
    made.berita = berita(writers)
    return made


def _saat(some: Random) -> datetime:
    day = AWAL + timedelta(days=some.randrange(HARI))
    if some.random() < 0.3:  # at a cut-off, or a second beside it
        edge = datetime.combine(day.date(), time(some.choice(JAM)), UTC)
        return edge + timedelta(seconds=some.choice((-1, 0, 1)))
    return day + timedelta(seconds=some.randrange(86400))


def _lama(some: Random) -> timedelta:
    if some.random() < 0.2:
        return some.choice((timedelta(hours=48), timedelta(hours=24), timedelta(0), timedelta(hours=48, seconds=-1)))
    return timedelta(seconds=some.randrange(int(86400 * some.choice((0.3, 1, 5)))))


def _kunjungan(some: Random, made: Dunia, pencatat: Pencatat) -> None:
    masuk = _saat(some)
    bayi = some.random() < 0.15
    known = masuk + (timedelta(hours=some.randrange(1, 30)) if some.random() < 0.2 else timedelta(0))
    where = (some.choice(BANGSAL), some.choice(KELAS))
    one = Rawat(masuk, [(masuk, where)], bayi=bayi)
    pencatat.masuk(known, where, bayi=bayi, datang=masuk if known != masuk else None)
    now = known
    if some.random() < 0.5:
        pencatat(now, "dilayani", dokter="00000000-0000-7000-8000-000000000001")
    while some.random() < 0.45:
        now += _lama(some) / some.choice((1, 4, 50))
        where = (some.choice(BANGSAL), some.choice(KELAS))
        one.tempat.append((now, where))
        pencatat(now, "dipindahkan", unit=where[0], kelas=where[1])
    if some.random() < 0.8:
        now += _lama(some)
        cara = some.choice(CARA)
        if some.random() < 0.25:  # a mistake, taken back; the true end comes later, or not at all
            pencatat(now, "selesai", cara_keluar="dirujuk")
            pencatat(now, "dibuka_lagi")
            if some.random() < 0.4:
                made.rawat.append(one)
                return
            now += _lama(some)
        mati = {"meninggal_pada": now.isoformat()} if cara == "meninggal" else {}
        pencatat(now, "selesai", cara_keluar=cara, **mati)
        one.keluar, one.cara, one.mati = now, cara, now if mati else None
        if some.random() < 0.3:
            pencatat(now, "cara_bayar_diubah", cara_bayar="umum", dari_cara_bayar="jkn")
    elif some.random() < 0.4:
        pencatat(now, "dibatalkan", alasan_batal="salah_pasien")
        made.batal += 1
        return
    if some.random() < 0.1:
        pencatat(now, "dikenali", pasien="00000000-0000-7000-8000-0000000000d1")
    made.rawat.append(one)
