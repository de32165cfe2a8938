"""The census as the projection keeps it: equal to a count by hand and to its rebuild, whatever happens on the way."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, time, timedelta
from random import Random
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, select

from engine import ruang
from engine import tables as t
from engine.aturan_sensus import AturanSensus
from engine.database import connect, writing
from engine.execute import Accepted
from engine.policy import kebijakan
from engine.projections import cursor, letters, sensus, ulangi
from engine.projections.cursor import BukuLain
from engine.projections.kinds import Berita, Proyeksi, terapkan
from engine.projections.projector import Proyektor
from engine.projections.rebuild import banding
from engine.sensus import baca
from engine.sensus.baca import PilihInap
from engine.sensus.indikator_baca import Pembaca
from engine.sensus.ruas import PERUBAHAN
from schemas.commands import kunjungan as ask
from schemas.events import EVENTS
from schemas.names import AlasanBatal, CaraKeluar, KelasRawat, Macam
from tests.kit import PAGI, PKM, RANAP, Arsip
from tests.klinik import Klinik, klinik_baru
from tests.proyeksi import pesan
from tests.sensus_dunia import Dunia, Pencatat, berita, dunia
from tests.sensus_oracle import Hitungan, hitung

DARI, SAMPAI = date(2026, 2, 18), date(2026, 3, 31)
HARI = date(2026, 3, 2)


def aturan() -> AturanSensus:
    return kebijakan().sensus


def proyeksi() -> Proyeksi:
    return sensus.sensus(PKM.zona, aturan())


def baca_semua(connection: Connection, dari: date = DARI, sampai: date = SAMPAI) -> Hitungan:
    found: Hitungan = Counter()
    for one in baca.inap(connection, PKM.zona, aturan(), dari, sampai):
        for macam, n in one.isi.items():
            found[one.hari, one.unit, one.kelas, one.bayi, str(macam)] = n
    return Counter({key: n for key, n in found.items() if n})


def isi(connection: Connection) -> list[tuple[Any, ...]]:
    """Every row of the projection."""
    return sorted(
        ((tabel.name, *row) for tabel in proyeksi().semua_tabel for row in connection.execute(select(tabel))), key=str
    )


@pytest.fixture
def coretan() -> Iterator[Connection]:
    """The projection's own tables, empty, in memory."""
    engine = connect("sqlite://")
    with engine.connect() as connection:
        for tabel in proyeksi().semua_tabel:
            tabel.create(connection)
        yield connection
    engine.dispose()


def acak(seed: int) -> Random:
    """The same each time."""
    return Random(seed)  # noqa: S311 - an example


def bagi(told: list[Berita], some: Random) -> Iterator[list[Berita]]:
    """In pieces of any size."""
    start = 0
    while start < len(told):
        size = some.randrange(1, 30)
        yield told[start : start + size]
        start += size


def kosongkan(connection: Connection) -> None:
    for tabel in proyeksi().semua_tabel:
        connection.execute(tabel.delete())


def isikan(connection: Connection, told: list[Berita], some: Random) -> None:
    for piece in bagi(told, some):
        assert terapkan(connection, proyeksi(), piece) == []


def test_random_months_through_the_projection_are_what_a_count_by_hand_finds(engine: Engine) -> None:
    for seed in range(4):
        made = dunia(seed, 25)
        with writing(engine).begin() as connection:
            kosongkan(connection)
            isikan(connection, made.berita, acak(seed))
            assert baca_semua(connection) == hitung(made.rawat, DARI, SAMPAI, PKM.zona, 0)


def test_lines_in_any_order_and_pieces_and_told_twice_leave_the_same_rows(coretan: Connection) -> None:
    for seed in range(6):
        made, some = dunia(seed, 12), acak(seed)
        kosongkan(coretan)
        isikan(coretan, made.berita, some)
        before = isi(coretan)
        shuffled = made.berita + some.sample(made.berita, len(made.berita) // 2)
        some.shuffle(shuffled)
        kosongkan(coretan)
        isikan(coretan, shuffled, some)
        assert isi(coretan) == before


def test_months_and_days_say_the_same_by_whatever_they_are_added_up(coretan: Connection) -> None:
    made = dunia(7, 40)
    isikan(coretan, made.berita, acak(7))
    for menurut in ((), ("unit",), ("kelas",), ("unit", "kelas", "bayi"), ("bulan", "unit"), ("bulan", "bayi")):
        ours = baca.jumlah(coretan, PKM.zona, aturan(), DARI, SAMPAI, menurut=menurut)
        plain = _tambahkan(made, menurut)
        assert {tuple(row[:5]): dict(row.isi) for row in ours} == plain, menurut


def _tambahkan(made: Dunia, menurut: tuple[str, ...]) -> dict[tuple[object, ...], dict[Macam, int]]:
    """The same from the count by hand."""
    found: dict[tuple[object, ...], Counter[Macam]] = {}
    by_hand = hitung(made.rawat, DARI, SAMPAI, PKM.zona, 0)
    for (day, unit, kelas, bayi, apa), n in by_hand.items():
        month = day.isoformat()[:7]
        first = max(DARI, day.replace(day=1)) if "bulan" in menurut else DARI
        last = min(SAMPAI, (day.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1))
        last = last if "bulan" in menurut else SAMPAI
        key = (
            None,
            month if "bulan" in menurut else None,
            unit if "unit" in menurut else None,
            kelas if "kelas" in menurut else None,
            bayi if "bayi" in menurut else None,
        )
        cell = found.setdefault(key, Counter(dict.fromkeys(Macam, 0)))
        if (apa == "pasien_awal" and day != first) or (apa == "sisa" and day != last):
            continue
        if apa.endswith("_kelas") and "kelas" not in menurut:
            cell[Macam(apa.removesuffix("_kelas"))] -= n
        elif apa.endswith("_ruang") and "kelas" in menurut and "unit" not in menurut:
            cell[Macam(apa.removesuffix("_ruang"))] -= n
        else:
            cell[Macam(apa)] += n
    return {key: dict(isi) for key, isi in found.items()}


def test_every_number_is_the_sum_of_the_rows_it_opens(coretan: Connection) -> None:
    isikan(coretan, dunia(3, 30).berita, acak(3))
    opened = 0
    for one in baca.inap(coretan, PKM.zona, aturan(), date(2026, 3, 1), date(2026, 3, 8)):
        for macam, n in one.isi.items():
            pilih = PilihInap(macam, one.hari, one.hari, one.unit, one.kelas, one.bayi)
            rows = baca.rincian(coretan, aturan(), pilih)
            assert sum(row.jumlah for row in rows) == n, (one, macam)
            assert all(row.seq for row in rows)
            opened += len(rows)
    assert opened
    (whole,) = baca.jumlah(coretan, PKM.zona, aturan(), DARI, SAMPAI)
    for macam, n in whole.isi.items():
        rows = baca.rincian(coretan, aturan(), PilihInap(macam, DARI, SAMPAI, menurut_kelas=False))
        assert sum(row.jumlah for row in rows) == n, macam
    for by_class in baca.jumlah(coretan, PKM.zona, aturan(), DARI, SAMPAI, menurut=("kelas",)):
        for macam, n in by_class.isi.items():
            rows = baca.rincian(coretan, aturan(), PilihInap(macam, DARI, SAMPAI, kelas=by_class.kelas))
            assert sum(row.jumlah for row in rows) == n, (by_class.kelas, macam)


def test_a_ward_passed_through_in_a_day_has_a_day_of_care_where_policy_says_so(coretan: Connection) -> None:
    """No source says whether it has (FACTS B6 rule 11): the facility chooses, and nothing is counted anew."""
    pencatat = Pencatat(1)
    pencatat.masuk(PAGI, ("MAWAR", "kelas_1"))
    t.tempat_tidur.create(coretan)  # of which the indicators ask too
    for hours, ward in ((1, "MELATI"), (2, "ANYELIR")):
        pencatat(PAGI + timedelta(hours=hours), "dipindahkan", unit=ward, kelas="kelas_1")
    isikan(coretan, berita([pencatat]), acak(1))
    choice = aturan().lewat_sehari
    for pilihan in (False, True):
        lain = aturan().model_copy(update={"lewat_sehari": choice.model_copy(update={"pilihan": pilihan})})
        care = {one.unit: one.isi[Macam.HARI_PERAWATAN] for one in baca.inap(coretan, PKM.zona, lain, HARI, HARI)}
        assert care == {"MAWAR": 0, "MELATI": int(pilihan), "ANYELIR": 1}
        opened = baca.rincian(coretan, lain, PilihInap(Macam.HARI_PERAWATAN, HARI, HARI, "MELATI"))
        assert len(opened) == int(pilihan)
        for whole in baca.jumlah(coretan, PKM.zona, lain, HARI, HARI, menurut=("kelas",)):
            assert whole.isi[Macam.HARI_PERAWATAN] == 1, "of the hospital one day, wherever they were"
        opened = baca.rincian(coretan, lain, PilihInap(Macam.HARI_PERAWATAN, HARI, HARI))
        assert sum(row.jumlah for row in opened) == 1
        read = Pembaca(coretan, PKM.zona, lain, kebijakan().indikator, HARI).isi(HARI, HARI)
        assert read.bahan().hari_perawatan == read.bahan(kelas="kelas_1").hari_perawatan == 1
        assert read.bahan(unit="MELATI").hari_perawatan == int(pilihan)


# ── through the ledger ──────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def klinik(arsip: Arsip) -> Klinik:
    return klinik_baru(arsip)


async def boleh(answer: Any) -> None:
    assert isinstance(answer, Accepted), answer


def proyektor(engine: Engine) -> Proyektor:
    made = Proyektor(engine, PKM.kode, proyeksi())
    made.mulai()
    return made


def sama(engine: Engine) -> None:
    found = banding(engine, PKM.kode, proyeksi())
    assert found.sama, found.beda


def kini(engine: Engine, dari: date = HARI, sampai: date = HARI) -> dict[tuple[int, str, str], dict[str, int]]:
    with engine.connect() as connection:
        return {
            (one.hari.day, one.unit, one.kelas): {str(macam): n for macam, n in one.isi.items() if n}
            for one in baca.inap(connection, PKM.zona, aturan(), dari, sampai)
        }


async def test_a_day_on_the_wards_from_the_front_door_to_the_census(klinik: Klinik) -> None:
    arsip = klinik.arsip
    worker = proyektor(arsip.engine)
    one, two = await klinik.dirawat("M1-A"), await klinik.dirawat("M1-B")
    arsip.jam.maju(hours=2)
    await boleh(await klinik.minta(ask.Pindahkan, subjek=one.id, tempat_tidur="M3-A"))
    await boleh(await klinik.minta(ask.Selesaikan, subjek=two.id, cara_keluar=CaraKeluar.DIRUJUK))
    worker.terima(pesan(arsip.engine))
    assert kini(arsip.engine) == {
        (2, RANAP, "kelas_2"): {
            "masuk": 2, "dipindahkan": 1, "dipindahkan_kelas": 1, "dirujuk": 1,
            "sama_hari": 1, "hari_perawatan": 1, "lama_dirawat": 1,
        },
        (2, RANAP, "kelas_3"): {"pindahan": 1, "pindahan_kelas": 1, "sisa": 1, "hari_perawatan": 1},
    }  # fmt: skip
    sama(arsip.engine)
    arsip.jam.maju(days=1)
    await boleh(await klinik.minta(ask.BukaLagi, subjek=two.id))  # not referred after all
    last = klinik.kini(one.id)
    await boleh(await klinik.minta(ask.Selesaikan, subjek=one.id, cara_keluar=CaraKeluar.IZIN_DOKTER))
    while worker.kejar():
        pass
    assert kini(arsip.engine)[2, RANAP, "kelas_2"]["sisa"] == 1
    sama(arsip.engine)
    with arsip.engine.connect() as connection:
        cells = baca.rincian(connection, aturan(), PilihInap(Macam.PULANG, HARI, HARI + timedelta(days=1)))
        assert [row.ruas.kunjungan for row in cells] == [last.id]
        changed = baca.penyebab(connection, RANAP, HARI, 0)
        assert baca.penyebab(connection, RANAP, HARI, changed[-1]) == []
        kinds = {row.seq: row.jenis for row in connection.execute(select(t.jejak.c.seq, t.jejak.c.jenis))}
    assert [kinds[seq] for seq in changed] == [
        "kunjungan.terdaftar.v1",
        "kunjungan.terdaftar.v1",
        "kunjungan.dipindahkan.v1",
        "kunjungan.selesai.v1",
        "kunjungan.dibuka_lagi.v1",
    ]


async def test_a_late_fact_changes_its_own_day_and_says_which_line_did(klinik: Klinik) -> None:
    arsip = klinik.arsip
    worker = proyektor(arsip.engine)
    one = await klinik.dirawat("M1-A")
    arsip.jam.maju(days=2)
    worker.terima(pesan(arsip.engine))
    with arsip.engine.connect() as connection:
        before = cursor.baca(connection, sensus.NAMA)
    assert before is not None
    late = PAGI + timedelta(hours=3)
    await boleh(
        await klinik.minta(ask.Selesaikan, subjek=one.id, cara_keluar=CaraKeluar.KELUAR_LAIN, terjadi_pada=late)
    )
    worker.terima(pesan(arsip.engine))
    assert kini(arsip.engine)[2, RANAP, "kelas_2"]["sama_hari"] == 1
    with arsip.engine.connect() as connection:
        assert len(baca.penyebab(connection, RANAP, HARI + timedelta(days=1), before.seq)) == 1
    sama(arsip.engine)


async def test_a_visit_called_off_leaves_no_number(klinik: Klinik) -> None:
    arsip = klinik.arsip
    worker = proyektor(arsip.engine)
    one = await klinik.dirawat("M1-A")
    poli = await klinik.terdaftar()
    worker.terima(pesan(arsip.engine))
    assert kini(arsip.engine)
    for visit in (one, poli):
        await boleh(await klinik.minta(ask.Batalkan, subjek=visit.id, alasan_batal=AlasanBatal.SALAH_PASIEN))
    worker.terima(pesan(arsip.engine))
    assert kini(arsip.engine) == {}
    with arsip.engine.connect() as connection:
        assert [one.unit for one in baca.jalan(connection, PKM.zona, aturan(), HARI, HARI)] == [poli.unit]
        assert connection.execute(select(t.sensus_bulan)).all() == []
    sama(arsip.engine)


async def test_a_clinics_visits_are_counted_by_all_that_is_known_of_them(klinik: Klinik) -> None:
    one = await klinik.terdaftar(cara_bayar="jkn")
    await klinik.terdaftar(cara_bayar="jkn")
    await boleh(await klinik.minta(ask.Selesaikan, subjek=one.id, cara_keluar=CaraKeluar.PULANG))
    proyektor(klinik.arsip.engine).kejar()
    with klinik.arsip.engine.connect() as connection:
        found = baca.jalan(connection, PKM.zona, aturan(), HARI, HARI)
        assert baca.jalan(connection, PKM.zona, aturan(), HARI, HARI, unit="LAIN") == []
    assert sorted((one.unit, one.cara_bayar, one.cara_keluar or "", one.umur, one.jumlah) for one in found) == [
        (one.unit, "jkn", "", "tidak_diketahui", 1),
        (one.unit, "jkn", "pulang", "tidak_diketahui", 1),
    ]
    sama(klinik.arsip.engine)


async def test_a_line_parked_and_applied_later_leaves_what_a_rebuild_makes(
    klinik: Klinik, monkeypatch: pytest.MonkeyPatch
) -> None:
    arsip = klinik.arsip
    one = await klinik.dirawat("M1-A")
    arsip.jam.maju(hours=5)
    await boleh(await klinik.minta(ask.Pindahkan, subjek=one.id, tempat_tidur="M3-A"))
    arsip.jam.maju(days=3)
    await boleh(await klinik.minta(ask.Selesaikan, subjek=one.id, cara_keluar=CaraKeluar.IZIN_DOKTER))

    def tak_terbaca(_apa: str, data: dict[str, Any]) -> dict[str, Any]:
        if "dari_tempat_tidur" in data:
            raise KeyError("kelas")
        return semula(_apa, data)

    semula = sensus._isi  # noqa: SLF001 - an older version, which cannot read a transfer
    with monkeypatch.context() as older:
        older.setattr(sensus, "_isi", tak_terbaca)
        proyektor(arsip.engine).kejar()
        assert kini(arsip.engine)[2, RANAP, "kelas_2"]["sisa"] == 1
    assert not banding(arsip.engine, PKM.kode, proyeksi()).sama
    with arsip.engine.connect() as connection:
        assert letters.menunggu(connection, sensus.NAMA) == 1
    (good,) = ulangi.coba_lagi(arsip.engine, PKM.kode, proyeksi()).berhasil
    assert good
    assert kini(arsip.engine)[2, RANAP, "kelas_3"]["sisa"] == 1
    sama(arsip.engine)


async def test_another_cut_off_makes_the_census_again_by_itself(klinik: Klinik) -> None:
    arsip = klinik.arsip
    arsip.jam.saat = PAGI - timedelta(hours=4)  # 04:00 WIB
    await klinik.dirawat("M1-A")
    proyektor(arsip.engine).kejar()
    assert {key[0] for key in kini(arsip.engine)} == {2}
    lain = aturan().model_copy(update={"batas_hari": aturan().batas_hari.model_copy(update={"pukul": time(7)})})
    made = Proyektor(arsip.engine, PKM.kode, sensus.sensus(PKM.zona, lain))
    with pytest.raises(BukuLain), writing(arsip.engine).begin() as connection:
        sensus.sensus(PKM.zona, lain).terapkan(connection, [berita_lain()])  # nothing is added to what others made
    assert not banding(arsip.engine, PKM.kode, sensus.sensus(PKM.zona, lain)).sama
    made.mulai()
    assert {key[0] for key in kini(arsip.engine, HARI - timedelta(days=1), HARI - timedelta(days=1))} == {1}
    assert banding(arsip.engine, PKM.kode, sensus.sensus(PKM.zona, lain)).sama


def berita_lain() -> Berita:
    return Berita(
        99, "kunjungan.dilayani.v1", "00000000-0000-7000-8000-000000000001", 1, "2026-03-02T01:00:00", None, {}
    )


DIAM = {"dikenali", "terisi_lengkap", "lewat_tenggat", "dijadwalkan_ulang"}
"""Facts of a visit that are no matter of the census; who the patient is, is looked up when it is read."""


def test_of_every_fact_of_a_visit_it_was_decided_whether_the_census_counts_it() -> None:
    told = {jenis.split(".")[1] for jenis in EVENTS if jenis.startswith("kunjungan.")}
    assert told == PERUBAHAN.keys() | DIAM


# ── beds ────────────────────────────────────────────────────────────────────────────────────────────


def test_beds_are_counted_when_the_day_ends_each_in_its_class_of_that_day(arsip: Arsip) -> None:
    klinik_baru(arsip)
    noon = PAGI + timedelta(days=2, hours=4)
    with writing(arsip.engine).begin() as connection:
        ruang.remove_bed(connection, "M1-A", now=noon)
        ruang.change_room(connection, "M3", "Melati", KelasRawat.KELAS_1, now=noon + timedelta(days=1))
        found = baca.tempat_tidur(connection, PKM.zona, aturan(), date(2026, 3, 1), date(2026, 3, 5))
        total = baca.tempat_tidur_hari(connection, PKM.zona, aturan(), date(2026, 3, 1), date(2026, 3, 5))
    assert [(one.hari.day, one.kelas, one.jumlah) for one in found] == [
        *[(2, "kelas_2", 2), (2, "kelas_3", 2), (3, "kelas_2", 2), (3, "kelas_3", 2)],
        *[(4, "kelas_2", 1), (4, "kelas_3", 2), (5, "kelas_1", 2), (5, "kelas_2", 1)],
    ]
    assert {key[1]: n for key, n in total.items()} == {"kelas_2": 6, "kelas_3": 6, "kelas_1": 2}
