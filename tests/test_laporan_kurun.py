"""A report of any days at all: it equals its rows counted one by one, and reads the rows of a month at most."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

import pytest
from sqlalchemy import Engine, insert

from engine import tables as t
from engine.database import connect, writing
from engine.projections.analisis import analisis
from engine.projections.analisis_baris import Layanan, Macam, Siklus, Sumbangan
from engine.projections.laporan import Angka, Hitungan, Kurun, Saring, bagi, hitung, seketika
from tests.kit import PAGI
from web.pages import laporan_tren
from web.pages.laporan_isi import Titik
from web.pages.tampil import Ucapan

AWAL, HARI = date(2023, 11, 20), 210
"""The days of the sample: a leap February and the end of a year are among them."""
Baris = Siklus | Layanan


def contoh() -> list[Baris]:
    """Some rows a day, of every sort."""
    some, rows = Random(5), list[Baris]()  # noqa: S311 - an example, the same each time
    for number in range(900):
        day = (AWAL + timedelta(days=some.randrange(HARI))).isoformat()
        later = (date.fromisoformat(day) + timedelta(days=some.randrange(9))).isoformat()
        unit, dokter = some.choice(("UMUM", "GIGI", "")), some.choice(("a" * 36, "b" * 36, ""))
        jenis, tepat = some.choice(("rawat_jalan", "rawat_inap", "")), some.choice((0, 1, None))
        if number % 3 == 0:
            rows.append(
                Layanan(f"{number:036d}", unit, dokter, jenis, day, 1, int(number % 2), tepat, 0, some.randrange(3))
            )
            continue
        verdict = some.choice(("lengkap", "tidak_lengkap", "tidak_lengkap", ""))
        less = some.choice((",resume_medis.ada,", ",resume_medis.ada,identitas.tanggal,", ""))
        found = Siklus(
            f"{number:036d}", 2, number, some.choice((day, "")), tepat, unit, None, unit, dokter, jenis, verdict
        )
        if verdict:
            found = found._replace(tanggal=later, susunan=some.choice(("s1", "")), lewat_seq=some.choice((0, 9)))
        if verdict == "tidak_lengkap":
            found = found._replace(kurang=less, jatuh_tempo=f"{later}T01:00:00", selesai=some.choice((None, day, "9")))
        rows.append(found)
    return rows


ISI = contoh()


def taruh(engine: Engine) -> Engine:
    """The rows, and what they count."""
    counts = Counter(one.bulanan() for row in ISI for one in row.sumbangan())
    with writing(engine).begin() as connection:
        connection.execute(insert(t.analisis), [row._asdict() for row in ISI if isinstance(row, Siklus)])
        connection.execute(insert(t.analisis_kunjungan), [row._asdict() for row in ISI if isinstance(row, Layanan)])
        names = [column.name for column in t.analisis_hitungan.columns]
        connection.execute(
            insert(t.analisis_hitungan), [dict(zip(names, (*k, n), strict=True)) for k, n in counts.items()]
        )
    return engine


@pytest.fixture(scope="module")
def terisi() -> Iterator[Engine]:
    made = connect("sqlite://")
    with made.connect() as connection:
        for tabel in analisis("WIB").semua_tabel:
            tabel.create(connection)
        connection.commit()
    yield taruh(made)
    made.dispose()


def satu_satu(kurun: Kurun, saring: Saring) -> Hitungan:
    """Every row asked where it belongs, and counted there."""
    found = Hitungan()
    first, last = kurun.mulai.isoformat(), kurun.sampai.isoformat()
    for row in ISI:
        for one in row.sumbangan():
            if first <= one.tanggal <= last and cocok(one, saring):
                found.tambah(one.bulanan(), 1)
    return found


def cocok(one: Sumbangan, saring: Saring) -> bool:
    return all(value is None or getattr(one, name) == value for name, value in saring._asdict().items())


def sama(engine: Engine, kurun: Kurun, saring: Saring) -> None:
    with seketika(engine) as connection:
        found, naive = hitung(connection, kurun, saring), satu_satu(kurun, saring)
    assert +found.semua == naive.semua
    assert +found.rinci == naive.rinci
    assert {name: +cells for name, cells in found.menurut.items()} == naive.menurut
    assert min((*found.semua.values(), *found.rinci.values()), default=0) >= 0


def test_a_report_of_any_days_is_the_sum_of_its_rows(terisi: Engine) -> None:
    some = Random(9)  # noqa: S311 - an example, the same each time
    saringan = (Saring(), Saring(unit="UMUM"), Saring(dokter="", jenis="rawat_jalan"), Saring(dokter="b" * 36))
    for number in range(60):
        mulai = AWAL + timedelta(days=some.randrange(-5, HARI))
        sama(
            terisi, Kurun(mulai, mulai + timedelta(days=some.choice((0, 3, 25, 29, 31, 58, 200)))), saringan[number % 4]
        )


def test_both_databases_take_the_same_days_away_from_a_month(engine: Engine) -> None:
    taruh(engine)
    sama(engine, Kurun(date(2023, 12, 3), date(2024, 2, 28)), Saring())
    sama(engine, Kurun(date(2024, 1, 2), date(2024, 1, 30)), Saring(unit="UMUM"))
    with seketika(engine) as connection:
        found = hitung(connection, Kurun(date(2024, 1, 2), date(2024, 1, 30)), Saring())
        assert found.semua[Macam.DIPERIKSA]


def test_no_period_reads_the_rows_of_more_than_thirty_one_days() -> None:
    some = Random(3)  # noqa: S311 - an example, the same each time
    for _ in range(400):
        mulai = AWAL + timedelta(days=some.randrange(400))
        kurun = Kurun(mulai, mulai + timedelta(days=some.randrange(800)))
        months, beside = bagi(kurun)
        assert sum(one.hari for one, _ in beside) <= 31
        days = Counter(_hari(months))
        for part, kali in beside:
            for at in range(part.hari):
                days[part.mulai + timedelta(days=at)] += kali
        assert +days == Counter(kurun.mulai + timedelta(days=at) for at in range(kurun.hari))
        assert set(days.values()) <= {0, 1}


def _hari(bulan: tuple[str, str] | None) -> Iterator[date]:
    if bulan is None:
        return
    day = date.fromisoformat(f"{bulan[0]}-01")
    while day.isoformat()[:7] <= bulan[1]:
        yield day
        day += timedelta(days=1)


def test_the_numbers_of_a_trend_never_meet_and_a_month_without_data_has_no_point() -> None:
    def titik(nama: str, kurang: Angka, tepat: Angka) -> Titik:
        return Titik("2026-01", nama, kurang, tepat, "", "", {})

    months = [
        titik("Jan", Angka(60, 100), Angka(55, 100)),
        titik("Feb", Angka(0, 0), Angka(0, 0)),
        titik("Mar", Angka(50, 100), Angka(50, 100)),
        titik("Apr", Angka(0, 100), Angka(99, 100)),
    ]
    drawn = str(laporan_tren.gambar(months, Ucapan("id", "WIB", PAGI)))
    at = [float(y) for y in re.findall(r'<text class="nilai" x="[\d.]+" y="([\d.]+)"', drawn)]
    kurang, tepat = at[:3], at[3:]
    assert [abs(one - other) >= 24 for one, other in zip(kurang, tepat, strict=True)] == [True] * 3
    assert kurang[0] < tepat[0]
    assert kurang[1] > tepat[1]
    assert drawn.count('class="garis-kurang"') == 2  # a line between March and April, and the one of the key
    assert drawn.count('class="titik-tepat"') == 4
