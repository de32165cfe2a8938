"""The inpatient census as documents: a ward's sheet of one day, all wards of a day, and the days of a month."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from schemas.names import KelasRawat
from web.i18n import N_
from web.pages import sensus_edisi
from web.pages.kata_kunjungan import KELAS
from web.pages.kata_sensus import ARTI_INAP, KOLOM_INAP, RUMUS
from web.pages.sensus_dokumen import Dokumen, Paraf, Sel, Tabel, angka
from web.pages.sensus_hitung import Hitungan, berurutan, jumlahkan, seluruhnya
from web.pages.sensus_lihat import UNIT_LAIN, Lihat
from web.pages.sensus_orang import daftar_inap

RINCIAN: Final = "/sensus/inap/rincian"


def lembar(lihat: Lihat, unit: str, hari: date) -> Dokumen:
    """A ward's sheet of one day: the numbers by class, then who came, went, died and stays."""
    say = lihat.say
    found = sensus_edisi.edisi(lihat, unit, hari)
    tables = [_ikhtisar(lihat, unit, hari), *daftar_inap(lihat, unit, hari)]
    mark = (found.edisi, found.ditandatangani) if found else None
    return Dokumen(
        f"sensus-inap-{unit.lower()}-{hari.isoformat()}",
        say(N_("Sensus harian rawat inap")),
        (
            lihat.nama_unit(unit),
            say.hari(hari),
            say(N_("Batas hari pukul {jam}")).format(jam=lihat.batas),
            sensus_edisi.sebut(lihat, hari, mark),
        ),
        tuple(tables),
        (sensus_edisi.paraf(lihat, say(N_("Kepala ruang")), found),),
        say.kini,
        sensus_edisi.lencana(lihat, unit, hari, mark),
        tuple(sensus_edisi.peringatan(lihat, unit, hari, found)),
        "" if lihat.boleh_unit(unit) else say(UNIT_LAIN),
    )


def _ikhtisar(lihat: Lihat, unit: str, hari: date) -> Tabel:
    say = lihat.say
    rows: list[tuple[Sel, ...]] = []
    total: list[int] = []
    for bayi in (False, True):
        group = {kelas: row for (kelas, anak), row in lihat.per_kelas(hari, unit).items() if anak is bayi}
        mine = [(kelas, group[kelas.value]) for kelas in KelasRawat if kelas.value in group]
        for kelas, row in mine:
            name = say(KELAS[kelas]) if not bayi else say(N_("Bayi, {kelas}")).format(kelas=say(KELAS[kelas]))
            rows.append(baris(name, row, _sel(hari, hari, unit=unit, kelas=kelas.value, bayi=bayi)))
        whole = lihat.per_unit(hari, hari).get((hari, unit, bayi))
        if whole is not None and (mine or not bayi):
            name = say(N_("Jumlah bayi")) if bayi else say(N_("Jumlah tanpa bayi"))
            rows.append(baris(name, whole, _sel(hari, hari, unit=unit, bayi=bayi)))
            total.append(len(rows) - 1)
    return Tabel("ikhtisar", say(N_("Ikhtisar")), kepala(lihat, N_("Kelas")), tuple(rows), say(RUMUS), frozenset(total))


def rekap(lihat: Lihat, hari: date) -> Dokumen:
    """All wards of a day, newborns apart, each with the edition its day is at."""
    say = lihat.say
    editions = sensus_edisi.terbit(lihat, hari, hari)
    tables = []
    for bayi, judul in ((False, N_("Rekap semua ruang")), (True, N_("Bayi lahir"))):
        found = {unit: row for (_, unit, anak), row in lihat.per_unit(hari, hari).items() if anak is bayi}
        rows = []
        for unit in sorted(found, key=lihat.nama_unit):
            cells = baris(lihat.nama_unit(unit), found[unit], _sel(hari, hari, unit=unit, bayi=bayi))
            first = Sel(cells[0].kata, None, f"/sensus/inap?unit={unit}&tanggal={hari.isoformat()}")
            rows.append(
                (
                    first,
                    *cells[1:],
                    Sel(
                        sensus_edisi.sebut(lihat, hari, editions.get((unit, hari))),
                        None,
                        sensus_edisi.tautan(unit, hari),
                    ),
                )
            )
        if not rows and bayi:
            continue
        if rows:
            total = baris(say(N_("Jumlah")), jumlahkan(found.values()), _sel(hari, hari, bayi=bayi))
            rows.append((*total, Sel("")))
        last = frozenset({len(rows) - 1}) if rows else frozenset()
        kode = "bayi" if bayi else "ruang"
        note = "" if bayi else say(RUMUS)
        heads = (*kepala(lihat, N_("Ruang")), say(N_("Edisi")))
        tables.append(Tabel(kode, say(judul), heads, tuple(rows), note, last))
    return Dokumen(
        f"sensus-inap-{hari.isoformat()}",
        say(N_("Rekap sensus harian rawat inap")),
        (say(N_("Semua ruang")), say.hari(hari), say(N_("Batas hari pukul {jam}")).format(jam=lihat.batas)),
        tuple(tables),
        (Paraf(say(N_("Petugas rekam medis"))), Paraf(say(N_("Kepala rekam medis")))),
        say.kini,
    )


def bulanan(lihat: Lihat, awal: date, akhir: date, unit: str = "") -> Dokumen:
    """The days of a month, newborns apart: of one ward, or of all."""
    say = lihat.say
    tables = []
    found = lihat.per_unit(awal, akhir)
    editions = sensus_edisi.terbit(lihat, awal, akhir)
    for bayi, judul in ((False, N_("Tiap hari")), (True, N_("Bayi lahir, tiap hari"))):
        mine = {key: row for key, row in found.items() if key[2] is bayi and unit in {"", key[1]}}
        if not mine and bayi:
            continue
        days = [awal + timedelta(days=at) for at in range((akhir - awal).days + 1)]
        by_day = {day: [row for key, row in mine.items() if key[0] == day] for day in days}
        each = {day: jumlahkan(rows) if unit else seluruhnya(rows, lihat.aturan) for day, rows in by_day.items()}
        rows = []
        for day in days:
            cells = baris(say.hari(day, "d MMM"), each[day], _sel(day, day, unit=unit, bayi=bayi))
            there = f"/sensus/inap?tanggal={day.isoformat()}" + (f"&unit={unit}" if unit else "")
            said = sensus_edisi.sehari(lihat, editions, day, unit)
            rows.append((Sel(cells[0].kata, None, there), *cells[1:], Sel(said)))
        total = baris(say(N_("Jumlah")), berurutan(each.values()), _sel(awal, akhir, unit=unit, bayi=bayi))
        rows.append((*total, Sel("")))
        kode = "bayi" if bayi else "harian"
        note = "" if bayi else say(CATATAN_BULAN)
        heads = (*kepala(lihat, N_("Hari")), say(N_("Edisi")))
        tables.append(Tabel(kode, say(judul), heads, tuple(rows), note, frozenset({len(rows) - 1})))
    return Dokumen(
        f"sensus-inap-{awal.isoformat()[:7]}" + (f"-{unit.lower()}" if unit else ""),
        say(N_("Sensus rawat inap sebulan")),
        (lihat.nama_unit(unit) if unit else say(N_("Semua ruang")), say.hari(awal, "MMMM yyyy")),
        tuple(tables),
        (Paraf(say(N_("Petugas rekam medis"))), Paraf(say(N_("Kepala rekam medis")))),
        say.kini,
    )


CATATAN_BULAN: Final = N_(
    "Pada baris jumlah: pasien awal ialah pasien awal hari pertama, sisa ialah sisa hari terakhir; yang lain "
    "dijumlahkan."
)


def kepala(lihat: Lihat, pertama: str) -> tuple[str, ...]:
    """The heads of the columns, as the form has them; the beds last."""
    return (lihat.say(pertama), *(lihat.say(word) for word in KOLOM_INAP.values()), lihat.say(N_("TT")))


def baris(nama: str, row: Hitungan, sel: Mapping[str, str]) -> tuple[Sel, ...]:
    """A row of numbers, each a link to what it counts."""
    cells = [angka(row[kolom], RINCIAN, {"macam": kolom, **sel}) for kolom in KOLOM_INAP]
    beds = Sel("–") if row.tempat_tidur is None else Sel(str(row.tempat_tidur), row.tempat_tidur)  # noqa: RUF001 - a dash
    return (Sel(nama), *cells, beds)


def sel_hari(kolom: str, nilai: int, sel: Mapping[str, str]) -> Sel:
    """One number that leads to what it counts."""
    return angka(nilai, RINCIAN, {"macam": kolom, **sel})


def _sel(mulai: date, sampai: date, *, unit: str = "", kelas: str = "", bayi: bool) -> dict[str, str]:
    """Which rows a number is of, as an address says it."""
    asked = {"mulai": mulai.isoformat(), "sampai": sampai.isoformat(), "unit": unit, "kelas": kelas}
    return {name: value for name, value in asked.items() if value} | {"bayi": "1" if bayi else "0"}


def sebutan(kolom: str, lihat: Lihat) -> str:
    """A column in words, as the page of its rows is headed."""
    return f"{lihat.say(KOLOM_INAP[kolom])}: {lihat.say(ARTI_INAP[kolom])}"
