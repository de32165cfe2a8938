"""The inpatient census: what each visit adds to it, and that it is what a count by hand finds. Nothing is stored."""

from collections import Counter, defaultdict
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from itertools import pairwise
from random import Random
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.projections.kinds import Berita
from engine.projections.sensus import babak
from engine.sensus.hari import antara, batas, hari_sensus, hari_terakhir, sudah_tutup
from engine.sensus.ruas import Almanak, Hasil, lama_dirawat, lipat, sumbangan, tanda
from schemas.names import Macam
from tests.sensus_dunia import Pencatat, berita, dunia
from tests.sensus_oracle import Hitungan, hitung

DARI, SAMPAI = date(2026, 2, 18), date(2026, 3, 31)
MATI: Final = timedelta(hours=48)
WIB: Final = Almanak("WIB", time(0), MATI)
A, B, C = ("MAWAR", "kelas_1"), ("MELATI", "kelas_1"), ("ANYELIR", "kelas_2")


def wib(*when: int) -> datetime:
    return datetime(*when, tzinfo=UTC) - timedelta(hours=7)  # type: ignore[misc,arg-type]


def lipatan(told: list[Berita], almanak: Almanak) -> list[Hasil]:
    """What each visit comes to."""
    visits: dict[str, list[Berita]] = defaultdict(list)
    for one in told:
        visits[one.subjek].append(one)
    made = []
    for kunjungan, lines in visits.items():
        facts = sorted(found for line in lines if (found := babak(line)))
        made.append(([Hasil(), *(hasil for _, hasil in lipat(kunjungan, facts, almanak))])[-1])
    return made


def arus_harian(told: list[Berita], almanak: Almanak) -> dict[tuple[str, str, int], dict[str, Counter[str]]]:
    """What flowed, by cell, day and kind."""
    found: dict[tuple[str, str, int], dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for one in lipatan(told, almanak):
        for arus, n in sumbangan(one.ruas).items():
            found[arus[1:4]][arus.hari][arus.macam] += n
    return found


def sensus(told: list[Berita], almanak: Almanak, dari: date = DARI, sampai: date = SAMPAI) -> Hitungan:
    """The census of the product's flows, added up the plain way."""
    found: Hitungan = Counter()
    for (unit, kelas, bayi), days in arus_harian(told, almanak).items():
        stock = 0
        for day in antara(dari, sampai):
            key = (day, unit, kelas, bool(bayi))
            flows = days.get(day.isoformat(), Counter())
            found[*key, "pasien_awal"] = stock
            for macam, n in flows.items():
                found[*key, str(macam)] = n
                stock += tanda(macam) * n
            found[*key, "sisa"] = stock
            found[*key, "hari_perawatan"] = stock + flows[Macam.SAMA_HARI]
    return Counter({key: n for key, n in found.items() if n})


def nilai(found: Hitungan, hari: date, tempat: tuple[str, str]) -> dict[str, int]:
    """One cell."""
    return {key[4]: n for key, n in found.items() if key[:3] == (hari, *tempat)}


def rawat(*pindah: tuple[datetime, tuple[str, str]], keluar: datetime | None = None, **akhir: Any) -> list[Berita]:
    """One admission: where from when on, and its end."""
    pencatat = Pencatat(1)
    pencatat.masuk(*pindah[0])
    for when, (unit, kelas) in pindah[1:]:
        pencatat(when, "dipindahkan", unit=unit, kelas=kelas)
    if keluar is not None:
        pencatat(keluar, "selesai", **{"cara_keluar": "izin_dokter"} | akhir)
    return berita([pencatat])


def satu(told: list[Berita], almanak: Almanak = WIB) -> Hasil:
    """The only visit."""
    (found,) = lipatan(told, almanak)
    return found


# ── the laws ────────────────────────────────────────────────────────────────────────────────────────


@settings(max_examples=1000, deadline=None)
@given(
    seed=st.integers(0, 2**32),
    banyak=st.integers(0, 6),
    zona=st.sampled_from(("WIB", "WITA", "WIT")),
    jam=st.sampled_from((0, 7)),
)
def test_a_thousand_random_months_are_what_a_count_by_hand_finds(seed: int, banyak: int, zona: str, jam: int) -> None:
    made = dunia(seed, banyak)
    ours = sensus(made.berita, Almanak(zona, time(jam), MATI))
    assert ours == hitung(made.rawat, DARI, SAMPAI, zona, jam)


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_what_a_day_begins_with_is_what_the_day_before_left_and_who_moves_out_moves_in(seed: int) -> None:
    found = sensus(dunia(seed, 6).berita, WIB)
    cells = {key[1:4] for key in found}
    for before, day in pairwise(antara(DARI, SAMPAI)):
        for cell in cells:
            assert found[day, *cell, "pasien_awal"] == found[before, *cell, "sisa"]
        for inward, outward in (
            ("pindahan", "dipindahkan"),
            ("pindahan_kelas", "dipindahkan_kelas"),
            ("pindahan_ruang", "dipindahkan_ruang"),
        ):
            assert _semua(found, day, inward) == _semua(found, day, outward)


def _semua(found: Hitungan, day: date, macam: str) -> int:
    return sum(n for key, n in found.items() if key[0] == day and key[4] == macam)


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**32), acak=st.randoms(use_true_random=False))
def test_the_remaining_are_those_at_the_beginning_and_who_came_less_who_left(seed: int, acak: Random) -> None:
    told = dunia(seed, 5).berita
    acak.shuffle(told)  # the order in which the lines come does not matter
    found = sensus(told, WIB)
    for day in antara(DARI, SAMPAI):
        for cell in {key[1:4] for key in found}:
            one = {str(macam): found[day, *cell, str(macam)] for macam in Macam}
            alive = one["pulang"] + one["dirujuk"] + one["aps"] + one["keluar_lain"]
            left = one["dipindahkan"] + alive + one["mati_lt48"] + one["mati_ge48"]
            assert one["sisa"] == one["pasien_awal"] + one["masuk"] + one["pindahan"] - left
            assert one["hari_perawatan"] == one["sisa"] + one["sama_hari"]


# ── one patient ─────────────────────────────────────────────────────────────────────────────────────


def test_three_wards_in_one_day_are_right_in_each() -> None:
    told = rawat((wib(2026, 3, 2, 8), A), (wib(2026, 3, 2, 12), B), (wib(2026, 3, 2, 20), C))
    found = sensus(told, WIB)
    day = date(2026, 3, 2)
    assert nilai(found, day, A) == {"masuk": 1, "dipindahkan": 1, "dipindahkan_ruang": 1}
    assert nilai(found, day, B) == {"pindahan": 1, "pindahan_ruang": 1, "dipindahkan": 1, "lewat": 1}
    assert nilai(found, day, C) == {"pindahan": 1, "sisa": 1, "hari_perawatan": 1}
    assert semua_macam(told)[Macam.LEWAT] == 1  # of ward B, where policy may count a day of care


def semua_macam(told: list[Berita]) -> Counter[str]:
    """All days and cells together."""
    found: Counter[str] = Counter()
    for days in arus_harian(told, WIB).values():
        for flows in days.values():
            found += flows
    return found


def test_another_class_in_the_same_ward_moves_between_classes_and_another_bed_not_at_all() -> None:
    low = (A[0], "kelas_2")
    told = rawat((wib(2026, 3, 2, 8), A), (wib(2026, 3, 2, 9), A), (wib(2026, 3, 3, 9), low))
    found = sensus(told, WIB)
    assert nilai(found, date(2026, 3, 2), A) == {"masuk": 1, "sisa": 1, "hari_perawatan": 1}
    assert nilai(found, date(2026, 3, 3), A) == {"pasien_awal": 1, "dipindahkan": 1, "dipindahkan_kelas": 1}
    assert nilai(found, date(2026, 3, 3), low) == {
        "pindahan": 1,
        "pindahan_kelas": 1,
        "sisa": 1,
        "hari_perawatan": 1,
    }


def test_in_and_out_the_same_day_is_a_day_of_care_and_a_day_of_stay() -> None:
    found = sensus(rawat((wib(2026, 3, 2, 8), A), keluar=wib(2026, 3, 2, 20)), WIB)
    assert nilai(found, date(2026, 3, 2), A) == {
        "masuk": 1,
        "pulang": 1,
        "sama_hari": 1,
        "hari_perawatan": 1,
        "lama_dirawat": 1,
    }


def test_a_patient_who_leaves_another_ward_the_same_day_is_counted_where_they_left() -> None:
    found = sensus(rawat((wib(2026, 3, 2, 8), A), (wib(2026, 3, 2, 9), B), keluar=wib(2026, 3, 2, 20)), WIB)
    assert nilai(found, date(2026, 3, 2), A) == {"masuk": 1, "dipindahkan": 1, "dipindahkan_ruang": 1}
    assert nilai(found, date(2026, 3, 2), B) == {
        "pindahan": 1,
        "pindahan_ruang": 1,
        "pulang": 1,
        "sama_hari": 1,
        "hari_perawatan": 1,
        "lama_dirawat": 1,
    }


@pytest.mark.parametrize(("detik", "macam"), [(-1, "mati_lt48"), (0, "mati_ge48"), (1, "mati_ge48")])
def test_exactly_48_hours_counts_as_late(detik: int, macam: str) -> None:
    """FACTS B6 rule 10; deaths are timed by the death, not by when the bed was left."""
    masuk = wib(2026, 3, 2, 8)
    mati = masuk + MATI + timedelta(seconds=detik)
    told = rawat((masuk, A), keluar=mati + timedelta(hours=3), cara_keluar="meninggal", meninggal_pada=mati.isoformat())
    assert satu(told).ruas[-1].macam_keluar == macam


def test_hours_are_counted_from_the_admission_not_from_the_ward() -> None:
    masuk = wib(2026, 3, 2, 8)
    mati = {"cara_keluar": "meninggal", "meninggal_pada": (masuk + MATI).isoformat()}
    told = rawat((masuk, A), (masuk + timedelta(hours=47), B), keluar=masuk + MATI, **mati)
    assert satu(told).ruas[-1].macam_keluar == "mati_ge48"


@pytest.mark.parametrize(("zona", "hari"), [("WIB", 1), ("WITA", 2), ("WIT", 2)])
def test_a_day_is_the_facilitys_own(zona: str, hari: int) -> None:
    saat = datetime(2026, 3, 1, 16, 30, tzinfo=UTC)  # 23:30 WIB, 00:30 WITA, 01:30 WIT
    assert hari_sensus(saat, zona, time(0)) == date(2026, 3, hari)


@pytest.mark.parametrize(("zona", "jam"), [("WIB", 0), ("WITA", 7), ("WIT", 20)])
def test_a_day_is_half_open_and_follows_the_one_before(zona: str, jam: int) -> None:
    pukul, day = time(jam), date(2026, 3, 1)
    mulai, sampai = batas(day, zona, pukul)
    assert sampai - mulai == timedelta(days=1)
    assert hari_sensus(mulai, zona, pukul) == hari_sensus(sampai - timedelta(microseconds=1), zona, pukul) == day
    assert hari_sensus(sampai, zona, pukul) == day + timedelta(days=1)
    assert sudah_tutup(day, sampai, zona, pukul)
    assert not sudah_tutup(day, sampai - timedelta(seconds=1), zona, pukul)
    assert hari_terakhir(sampai, zona, pukul) == day


# ── what people do to records ───────────────────────────────────────────────────────────────────────


def test_who_came_before_the_registration_is_counted_when_they_came() -> None:
    pencatat = Pencatat(1)
    pencatat.masuk(wib(2026, 3, 3, 6), A, datang=wib(2026, 3, 2, 23))
    found = sensus(berita([pencatat]), WIB)
    assert nilai(found, date(2026, 3, 2), A) == {"masuk": 1, "sisa": 1, "hari_perawatan": 1}


def test_a_visit_called_off_was_never_there() -> None:
    pencatat = Pencatat(1)
    pencatat.masuk(wib(2026, 3, 2, 8), A)
    pencatat(wib(2026, 3, 2, 9), "dipindahkan", unit=B[0], kelas=B[1])
    pencatat(wib(2026, 3, 4, 9), "dibatalkan", alasan_batal="salah_pasien")
    assert not sensus(berita([pencatat]), WIB)


def test_an_end_taken_back_takes_back_all_it_added() -> None:
    pencatat = Pencatat(1)
    pencatat.masuk(wib(2026, 3, 2, 8), A)
    before = sensus(berita([pencatat]), WIB)
    pencatat(wib(2026, 3, 4, 9), "selesai", cara_keluar="dirujuk")
    assert sensus(berita([pencatat]), WIB) != before
    pencatat(wib(2026, 3, 5, 9), "dibuka_lagi")
    assert sensus(berita([pencatat]), WIB) == before


def test_a_patient_known_later_changes_no_number_and_another_payer_only_the_payer() -> None:
    pencatat = Pencatat(1)
    pencatat.masuk(wib(2026, 3, 2, 8), A)
    pencatat(wib(2026, 3, 4, 9), "selesai", cara_keluar="dirujuk")
    before = sensus(berita([pencatat]), WIB)
    pencatat(wib(2026, 3, 5, 9), "dikenali", pasien="00000000-0000-7000-8000-0000000000d1")
    pencatat(wib(2026, 3, 5, 9), "cara_bayar_diubah", cara_bayar="umum", dari_cara_bayar="jkn")
    assert sensus(berita([pencatat]), WIB) == before
    assert [one.cara_bayar for one in satu(berita([pencatat])).ruas] == ["umum"]


def test_newborns_are_cells_of_their_own() -> None:
    pencatat = Pencatat(1)
    pencatat.masuk(wib(2026, 3, 2, 8), A, bayi=True)
    assert {key[3] for key in sensus(berita([pencatat]), WIB)} == {True}


def test_what_follows_a_lost_first_line_is_nothing() -> None:
    told = rawat((wib(2026, 3, 2, 8), A), (wib(2026, 3, 2, 9), B), keluar=wib(2026, 3, 2, 20))
    assert satu(told[1:]) == Hasil()


def test_a_clinics_visit_is_a_row_with_all_it_is_counted_by() -> None:
    pencatat = Pencatat(1)
    pencatat(
        wib(2026, 3, 2, 8),
        "terdaftar",
        jenis_kunjungan="rawat_jalan",
        unit="UMUM",
        kunjungan_baru=True,
        cara_bayar="umum",
        asal_pasien="puskesmas",
        surat_rujukan=True,
    )
    pencatat(wib(2026, 3, 2, 9), "dilayani", dokter="d1")
    pencatat(wib(2026, 3, 2, 10), "selesai", cara_keluar="dirawat", kasus_baru=True)
    pencatat(wib(2026, 3, 2, 11), "dikode", jumlah_kode=1, kasus_baru=False)
    hasil = satu(berita([pencatat]))
    assert hasil.ruas == ()
    assert hasil.singgah is not None
    assert hasil.singgah[1:] == (
        *("rawat_jalan", "UMUM", "d1", "2026-03-02", "2026-03-02T01:00:00"),
        *(1, 0, "umum", "puskesmas", 1, "dirawat", 1, 3),
    )


# ── published examples (FACTS B6, appendix 2) ───────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("masuk", "keluar", "hari"),
    [("2025-05-20", "2025-06-07", 18), ("2025-02-27", "2025-03-03", 4), ("2025-05-20", "2025-05-20", 1)],
)
def test_the_length_of_stay_is_the_difference_of_the_days_and_the_same_day_is_one(
    masuk: str, keluar: str, hari: int
) -> None:
    assert lama_dirawat(masuk, keluar) == hari


def test_the_mean_stay_of_the_published_seven_is_76_sevenths() -> None:
    """Patients A to H of the published example: A stays 7 days, B one, the last 18; together 76 (10.86)."""
    days, awal = (7, 1, 12, 9, 15, 14, 18), wib(2026, 3, 1, 9)
    writers = []
    for nomor, n in enumerate(days):
        pencatat = Pencatat(nomor)
        pencatat.masuk(awal, A)
        out = awal + (timedelta(hours=4) if n == 1 else timedelta(days=n))
        pencatat(out, "selesai", cara_keluar="izin_dokter")
        writers.append(pencatat)
    total = semua_macam(berita(writers))
    assert Fraction(total[Macam.LAMA_DIRAWAT], total[Macam.PULANG]) == Fraction(76, 7)


def test_a_stay_across_the_end_of_a_month_has_its_days_of_care_in_both_and_its_length_where_it_ends() -> None:
    """27 Feb to 3 Mar 2025: care Feb 2, Mar 2; length 4, in March (a public example splits it: wrong)."""
    told = rawat((wib(2025, 2, 27, 10), A), keluar=wib(2025, 3, 3, 10))
    found = sensus(told, WIB, date(2025, 2, 1), date(2025, 3, 31))
    sums: Counter[tuple[int, str]] = Counter()
    for key, n in found.items():
        sums[key[0].month, key[4]] += n
    assert (sums[2, "hari_perawatan"], sums[3, "hari_perawatan"]) == (2, 2)
    assert (sums[2, "lama_dirawat"], sums[3, "lama_dirawat"]) == (0, 4)


def test_the_form_of_the_example_adds_up() -> None:
    """Appendix 2: 10 there, 4 in (1 of them out again), 1 moved in, 2 out, 3 left alive, 1 died early: 9 remain."""
    awal, hari = wib(2026, 3, 1, 9), wib(2026, 3, 2, 9)
    writers = [Pencatat(nomor) for nomor in range(15)]
    for pencatat in writers[:10]:
        pencatat.masuk(awal, A)
    for pencatat in writers[10:14]:
        pencatat.masuk(hari, A)
    writers[14].masuk(awal, B)
    writers[14](hari, "dipindahkan", unit=A[0], kelas=A[1])
    for pencatat in writers[:2]:
        pencatat(hari, "dipindahkan", unit=B[0], kelas=B[1])
    for pencatat in (writers[2], writers[3], writers[10]):
        pencatat(hari + timedelta(hours=2), "selesai", cara_keluar="izin_dokter")
    mati = {"cara_keluar": "meninggal", "meninggal_pada": hari.isoformat()}
    writers[4](hari + timedelta(hours=2), "selesai", **mati)
    found = sensus(berita(writers), WIB)
    cell = nilai(found, date(2026, 3, 2), A)
    assert (cell["pasien_awal"], cell["masuk"], cell["pindahan"], cell["dipindahkan"]) == (10, 4, 1, 2)
    assert (cell["pulang"], cell["mati_lt48"], cell["sama_hari"]) == (3, 1, 1)
    assert (cell["sisa"], cell["hari_perawatan"]) == (9, 10)
    assert nilai(found, date(2026, 3, 3), A)["pasien_awal"] == 9
