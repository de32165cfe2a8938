"""The outpatient and emergency census as documents: a clinic's sheet of one day, and a recap by what it is asked by."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from engine.sensus.orang import Kunjung
from schemas.names import AsalPasien, CaraKeluar
from web.i18n import N_
from web.pages import kata_kunjungan, sensus_edisi
from web.pages.kata_sensus import DIMENSI, JENIS_KELAMIN
from web.pages.sensus_dokumen import Dokumen, Paraf, Sel, Tabel, angka
from web.pages.sensus_lihat import UNIT_LAIN, Lihat
from web.pages.sensus_orang import daftar_jalan

RINCIAN: Final = "/sensus/jalan/rincian"
TAK_TERCATAT: Final = N_("Tidak tercatat")
BELUM: Final = N_("Belum selesai")
KOLOM: Final[dict[str, str]] = {
    "jumlah": N_("Kunjungan"),
    "baru": N_("Baru"),
    "lama": N_("Lama"),
    "kasus_baru": N_("Kasus baru"),
    "kasus_lama": N_("Kasus lama"),
    "laki_laki": N_("L"),
    "perempuan": N_("P"),
    "rujukan": N_("Dengan rujukan"),
    "pulang": N_("Pulang"),
    "dirawat": N_("Dirawat"),
    "dirujuk": N_("Dirujuk"),
    "keluar_lain": N_("Lain-lain"),
    "meninggal": N_("Meninggal"),
    "doa": N_("DOA"),
    "belum": N_("Belum selesai"),
}
"""What is counted of each group, in the order of the form (FACTS B8)."""
PULANG: Final = frozenset({CaraKeluar.PULANG, CaraKeluar.IZIN_DOKTER})
LAIN: Final = frozenset({CaraKeluar.ATAS_PERMINTAAN_SENDIRI, CaraKeluar.KELUAR_LAIN})
SARING: Final[Mapping[str, Callable[[Kunjung], bool]]] = {
    "jumlah": lambda _: True,
    "baru": lambda one: one.baru,
    "lama": lambda one: not one.baru,
    "kasus_baru": lambda one: one.kasus is True,
    "kasus_lama": lambda one: one.kasus is False,
    "laki_laki": lambda one: one.jenis_kelamin == "laki_laki",
    "perempuan": lambda one: one.jenis_kelamin == "perempuan",
    "rujukan": lambda one: one.rujukan,
    "pulang": lambda one: one.cara_keluar in PULANG,
    "dirawat": lambda one: one.cara_keluar == CaraKeluar.DIRAWAT,
    "dirujuk": lambda one: one.cara_keluar == CaraKeluar.DIRUJUK,
    "keluar_lain": lambda one: one.cara_keluar in LAIN,
    "meninggal": lambda one: one.cara_keluar == CaraKeluar.MENINGGAL,
    "doa": lambda one: one.cara_keluar == CaraKeluar.DOA,
    "belum": lambda one: not one.cara_keluar,
}
"""Which visits a column counts."""


LEMBAR: Final = ("dokter", "jenis_kelamin", "umur", "cara_bayar", "asal")
"""What a sheet is totalled by."""


def lembar(lihat: Lihat, unit: str, hari: date) -> Dokumen:
    """A clinic's sheet of one day: its totals, and for those who may see names its visits one by one."""
    say = lihat.say
    rows = lihat.jalan(hari, hari, unit=unit)
    where = {"mulai": hari.isoformat(), "sampai": hari.isoformat(), "unit": unit}
    found = sensus_edisi.edisi(lihat, unit, hari)
    mark = (found.edisi, found.ditandatangani) if found else None
    tables = [daftar_jalan(lihat, rows)] if lihat.boleh_unit(unit) else []
    tables += [_tabel(lihat, name, rows, where) for name in LEMBAR]
    return Dokumen(
        f"sensus-jalan-{unit.lower()}-{hari.isoformat()}",
        say(N_("Sensus harian gawat darurat") if lihat.gawat_darurat(unit) else N_("Sensus harian rawat jalan")),
        (lihat.nama_unit(unit), say.hari(hari), sensus_edisi.sebut(lihat, hari, mark)),
        tuple(tables),
        (sensus_edisi.paraf(lihat, say(N_("Kepala unit")), found), Paraf(say(N_("Dokter poliklinik")))),
        say.kini,
        sensus_edisi.lencana(lihat, unit, hari, mark),
        tuple(sensus_edisi.peringatan(lihat, unit, hari, found)),
        "" if lihat.boleh_unit(unit) else say(UNIT_LAIN),
    )


def rekap(lihat: Lihat, mulai: date, sampai: date, saring: Mapping[str, str]) -> Dokumen:
    """A day, a week or a month: by unit, doctor, sex, age group, payer, origin and outcome; and day by day."""
    say = lihat.say
    rows = [one for one in lihat.jalan(mulai, sampai) if cocok(one, saring)]
    where = {"mulai": mulai.isoformat(), "sampai": sampai.isoformat()} | {k: v for k, v in saring.items() if v}
    tables = [_tabel(lihat, name, rows, where) for name in DIMENSI if not saring.get(name)]
    if sampai > mulai:
        tables.insert(1, _harian(lihat, rows, where))
    days = say.hari(mulai) if mulai == sampai else f"{say.hari(mulai, 'd MMM yyyy')} – {say.hari(sampai, 'd MMM yyyy')}"  # noqa: RUF001 - a range of days
    said = [sebut(lihat, name, value) for name, value in saring.items() if value]
    return Dokumen(
        f"sensus-jalan-{mulai.isoformat()}-{sampai.isoformat()}",
        say(N_("Rekap sensus rawat jalan dan gawat darurat")),
        (", ".join(said) or say(N_("Semua unit")), days, _edisi(lihat, mulai, sampai, saring.get("unit", ""))),
        tuple(tables),
        (Paraf(say(N_("Petugas rekam medis"))), Paraf(say(N_("Kepala rekam medis")))),
        say.kini,
    )


def _edisi(lihat: Lihat, mulai: date, sampai: date, unit: str) -> str:
    """How much of a period is closed, and signed."""
    found = sensus_edisi.terbit(lihat, mulai, sampai)
    if mulai == sampai:
        return sensus_edisi.sehari(lihat, found, mulai, unit)
    mine = [one for (where, _), one in found.items() if unit in {"", where}]
    said = lihat.say(N_("{n} sensus harian ditutup, {m} ditandatangani; selebihnya berjalan"))
    return said.format(n=len(mine), m=sum(1 for _, signed in mine if signed))


def cocok(one: Kunjung, saring: Mapping[str, str]) -> bool:
    """Is this visit among those asked for?"""
    return all(nilai(one, name) == value for name, value in saring.items() if value)


def nilai(one: Kunjung, dimensi: str) -> str:
    """What a visit is by one dimension, as an address says it; `-`: not recorded."""
    return str(getattr(one, dimensi) or "-")


def sebut(lihat: Lihat, dimensi: str, nilai_: str) -> str:
    """A value of a dimension in words."""
    say = lihat.say
    if nilai_ == "-":
        return say(BELUM) if dimensi == "cara_keluar" else say(TAK_TERCATAT)
    words: dict[str, Callable[[str], str]] = {
        "unit": lihat.nama_unit,
        "dokter": lihat.nama_dokter,
        "umur": lihat.nama_umur,
        "jenis_kelamin": lambda one: say(JENIS_KELAMIN.get(one, one)),
        "cara_bayar": lihat.nama_pembayar,
        "asal": lambda one: say(kata_kunjungan.ASAL[AsalPasien(one)]) if one in set(AsalPasien) else one,
        "cara_keluar": lambda one: say(kata_kunjungan.CARA_KELUAR[CaraKeluar(one)]) if one in set(CaraKeluar) else one,
    }
    return words[dimensi](nilai_)


def _tabel(lihat: Lihat, dimensi: str, rows: Sequence[Kunjung], where: Mapping[str, str]) -> Tabel:
    say = lihat.say
    groups: dict[str, list[Kunjung]] = {}
    for one in rows:
        groups.setdefault(nilai(one, dimensi), []).append(one)
    made = [
        baris(sebut(lihat, dimensi, key), groups[key], {**where, dimensi: key})
        for key in sorted(groups, key=lambda key: (key == "-", _urut(lihat, dimensi, key)))
    ]
    return _jadi(lihat, dimensi, say(DIMENSI[dimensi]), made, baris(say(N_("Jumlah")), rows, where))


def _harian(lihat: Lihat, rows: Sequence[Kunjung], where: Mapping[str, str]) -> Tabel:
    say = lihat.say
    days: dict[date, list[Kunjung]] = {}
    for one in rows:
        days.setdefault(one.hari, []).append(one)
    made = [
        baris(say.hari(day, "EEE, d MMM"), days[day], {**where, "mulai": day.isoformat(), "sampai": day.isoformat()})
        for day in sorted(days)
    ]
    return _jadi(lihat, "harian", say(N_("Hari")), made, baris(say(N_("Jumlah")), rows, where))


def _jadi(lihat: Lihat, kode: str, nama: str, made: list[tuple[Sel, ...]], jumlah: tuple[Sel, ...]) -> Tabel:
    say = lihat.say
    rows = (*made, jumlah) if made else ()
    title = say(N_("Menurut {dimensi}")).format(dimensi=nama.lower())
    heads = (nama, *(say(word) for word in KOLOM.values()))
    return Tabel(kode, title, heads, tuple(rows), jumlah=frozenset({len(made)}) if made else frozenset())


def baris(nama: str, rows: Iterable[Kunjung], where: Mapping[str, str]) -> tuple[Sel, ...]:
    """A row of numbers, each a link to the visits it counts."""
    mine = list(rows)
    cells = [angka(sum(map(SARING[kolom], mine)), RINCIAN, {"kolom": kolom} | dict(where)) for kolom in KOLOM]
    return (Sel(nama), *cells)


def _urut(lihat: Lihat, dimensi: str, key: str) -> str:
    return lihat.urutan_umur(key) if dimensi == "umur" else sebut(lihat, dimensi, key)
