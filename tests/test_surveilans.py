"""Alerts and the criteria of an outbreak, each at its boundary; weeks as the calendar of surveillance has them."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from engine.aturan_surveilans import AturanKlb, Penyakit, SebelumNol
from engine.policy import KebijakanTidakSah, kebijakan, pakai
from engine.surveilans import kriteria, minggu, sinyal
from engine.surveilans.kriteria import Penilaian
from engine.surveilans.minggu import Bulan, Pekan
from engine.surveilans.sinyal import Hitung, Sebab
from schemas.names import Kriteria

K = Kriteria
KINI = Pekan(2026, 30)
M = kebijakan().skdr.minggu


def penyakit(kode: str) -> Penyakit:
    return kebijakan().katalog.penyakit[kode]


def sinyal_dari(kode: str, kini: int, lalu: int | None) -> bool:
    return sinyal.nilai(penyakit(kode), kini, lalu, kebijakan().skdr.minggu_lalu_nol).sinyal


@pytest.mark.parametrize(
    ("kode", "kini", "lalu", "muncul"),
    [
        ("C", 1, 0, False),
        ("C", 2, 9, True),
        ("U", 2, 2, False),
        ("U", 3, 3, True),
        ("A", 40, 27, False),
        ("A", 41, 27, True),
        ("A", 3, 2, True),
        ("AA", 299, 200, False),
        ("AA", 300, 200, True),
        ("K", 0, 5, False),
        ("K", 1, 5, True),
        ("Y", 500, 1, False),
    ],
)
def test_an_alert_begins_exactly_at_the_threshold_of_its_disease(
    kode: str, kini: int, lalu: int, *, muncul: bool
) -> None:
    assert sinyal_dari(kode, kini, lalu) is muncul


def test_a_ratio_to_a_week_of_zero_has_its_own_rule_and_one_to_an_unreported_week_is_never_an_alert() -> None:
    nol = kebijakan().skdr.minggu_lalu_nol
    assert (sinyal_dari("A", nol.nilai - 1, 0), sinyal_dari("A", nol.nilai, 0)) == (False, True)
    assert sinyal.nilai(penyakit("A"), 9, 0, nol).nisbah is None
    never = nol.model_copy(update={"pilihan": "tidak_dinilai"})
    assert not sinyal.nilai(penyakit("A"), 900, 0, never).sinyal
    unreported = sinyal.nilai(penyakit("A"), 900, None, nol)
    assert (unreported.sinyal, unreported.sebab) == (False, Sebab.TAK_TERLAPOR)
    assert sinyal_dari("C", 2, None), "a count needs no week before it"


def deret(*kasus: int | None, mati: dict[int, int] | None = None, kunjungan: int = 100) -> dict[Pekan, Hitung]:
    """Weeks up to KINI, the last one first; None: not reported."""
    return {
        minggu.geser(KINI, -back, M): Hitung(cases, (mati or {}).get(back, 0), kunjungan)
        for back, cases in enumerate(kasus)
        if cases is not None
    }


def dinilai(mana: Kriteria, counts: dict[Pekan, Hitung], aturan: AturanKlb | None = None) -> Penilaian:
    return kriteria.nilai(counts, KINI, aturan or kebijakan().klb, M)[mana]


@pytest.mark.parametrize(
    ("mana", "kasus", "terpenuhi"),
    [
        (K.K1, (1, *(0,) * 52), True),
        (K.K1, (1, *(0,) * 51, 1), False),
        (K.K1, (1, *(0,) * 52, 1), True),
        (K.K1, (0, *(0,) * 52), False),
        (K.K1, (1, *(0,) * 51), None),
        (K.K1, (1, None, 1), False),
        (K.K2, (4, 3, 2, 1), True),
        (K.K2, (4, 3, 2, 2), False),
        (K.K2, (4, 3, 3, 1), False),
        (K.K2, (4, 3, None, 1), None),
        (K.K3, (20, 10), True),
        (K.K3, (19, 10), False),
        (K.K3, (5, 0), None),
        (K.K3, (5, None), None),
    ],
)
def test_each_weekly_criterion_holds_exactly_from_its_boundary_on(
    mana: Kriteria, kasus: tuple[int | None, ...], *, terpenuhi: bool | None
) -> None:
    assert dinilai(mana, deret(*kasus)).terpenuhi is terpenuhi


def bulanan(tahun: int, *kasus: int, minggu_ke: int = 0) -> dict[Pekan, Hitung]:
    """A year's months, each counted in one of its weeks."""
    found = {}
    for number, cases in enumerate(kasus, 1):
        week = minggu.geser(minggu.pekan(date(tahun, number, 15), M), minggu_ke, M)
        assert minggu.bulan(week, M) == Bulan(tahun, number)
        found[week] = Hitung(cases)
    return found


@pytest.mark.parametrize(("kini", "terpenuhi"), [(19, False), (20, True)])
def test_a_month_is_compared_with_the_mean_month_of_the_year_before(kini: int, *, terpenuhi: bool) -> None:
    counts = bulanan(2025, *(10,) * 12) | {KINI: Hitung(kini)}
    assert minggu.bulan(KINI, M) == Bulan(2026, 7)
    assert dinilai(K.K4, counts) == Penilaian(terpenuhi, kini, 10.0)
    spread = counts | {KINI: Hitung(kini - 5), minggu.geser(KINI, -1, M): Hitung(5)}
    assert dinilai(K.K4, spread).terpenuhi is terpenuhi, "a month is all of its weeks"
    assert dinilai(K.K4, {KINI: Hitung(99)}).terpenuhi is None, "no month of last year is known"


@pytest.mark.parametrize(("terakhir", "terpenuhi"), [(19, False), (20, True)])
def test_a_year_is_compared_with_the_year_before_it_month_for_month(terakhir: int, *, terpenuhi: bool) -> None:
    old = bulanan(2024, *(10,) * 12) | bulanan(2025, *(10,) * 7)
    here = {week: counted for week, counted in bulanan(2025, *(20,) * 12).items() if minggu.bulan(week, M).bulan > 7}
    here |= bulanan(2026, *(20,) * 6)
    counts = old | here | {KINI: Hitung(terakhir)}
    assert dinilai(K.K5, counts).terpenuhi is terpenuhi
    del counts[minggu.pekan(date(2025, 3, 15), M)]
    assert dinilai(K.K5, counts).terpenuhi is None, "a month nobody reported is no zero"


@pytest.mark.parametrize(("mati", "terpenuhi"), [(29, False), (30, True)])
def test_a_case_fatality_rate_that_rises_by_half_is_a_criterion_and_one_from_nothing_is_not_judged(
    mati: int, *, terpenuhi: bool
) -> None:
    assert dinilai(K.K6, deret(1000, 1000, mati={0: mati, 1: 20})).terpenuhi is terpenuhi
    assert dinilai(K.K6, deret(10, 10, mati={0: 1})).terpenuhi is None
    assert dinilai(K.K6, deret(0, 10, mati={1: 1})).terpenuhi is None


def test_the_share_of_all_visits_is_compared_and_not_the_number_of_cases() -> None:
    before = minggu.geser(KINI, -1, M)
    assert dinilai(K.K7, {KINI: Hitung(10, 0, 100), before: Hitung(10, 0, 200)}).terpenuhi is True
    assert dinilai(K.K7, {KINI: Hitung(10, 0, 101), before: Hitung(10, 0, 200)}).terpenuhi is False
    assert dinilai(K.K7, {KINI: Hitung(40, 0, 400), before: Hitung(10, 0, 100)}).terpenuhi is False
    assert dinilai(K.K7, {KINI: Hitung(40), before: Hitung(10, 0, 100)}).terpenuhi is None


def test_a_facility_may_let_a_multiple_of_nothing_count() -> None:
    klb = kebijakan().klb
    counts = SebelumNol(pilihan="terpenuhi", sumber="SK Kepala Dinas", yakin="SEDANG", arti="Begitu.")
    said = klb.model_copy(update={"sebelum_nol": counts})
    assert dinilai(K.K3, deret(1, 0), said).terpenuhi is True
    assert dinilai(K.K3, deret(0, 0), said).terpenuhi is False
    assert dinilai(K.K6, deret(10, 10, mati={0: 1}), said).terpenuhi is True


def test_weeks_run_from_sunday_to_saturday_and_the_first_of_a_year_has_four_of_its_days() -> None:
    assert minggu.pekan(date(2026, 3, 1), M) == minggu.pekan(date(2026, 3, 7), M) == Pekan(2026, 9)
    assert minggu.pekan(date(2026, 2, 28), M) == Pekan(2026, 8)
    assert minggu.pekan(date(2026, 1, 3), M) == Pekan(2025, 53), "three days of January are not enough"
    assert minggu.pekan(date(2025, 12, 31), M) == Pekan(2025, 53)
    assert minggu.pekan(date(2024, 12, 29), M) == Pekan(2025, 1)
    day = date(2019, 12, 1)
    while day < date(2032, 1, 1):
        one = minggu.pekan(day, M)
        assert minggu.hari_pertama(one, M) <= day <= minggu.hari_terakhir(one, M)
        assert minggu.baca(str(one), M) == one
        assert minggu.geser(minggu.geser(one, 1, M), -1, M) == one
        day += timedelta(days=3)
    assert minggu.baca("2026-M53", M) is None
    assert minggu.baca("2025-M53", M) == Pekan(2025, 53)
    assert minggu.baca("2026-M9", M) is None


def test_a_weekly_report_is_due_on_the_facilitys_clock_at_the_hour_of_its_level() -> None:
    jam, week = kebijakan().skdr.w2, Pekan(2026, 9)
    wib, wit = ZoneInfo("Asia/Jakarta"), ZoneInfo("Asia/Jayapura")
    assert minggu.jatuh_tempo(week, jam.fasilitas, M, wib) == datetime(2026, 3, 9, 3, tzinfo=UTC)
    assert minggu.jatuh_tempo(week, jam.fasilitas, M, wit) == datetime(2026, 3, 9, 1, tzinfo=UTC)
    assert minggu.jatuh_tempo(week, jam.dinkes_kabupaten, M, wib) == datetime(2026, 3, 10, 3, tzinfo=UTC)
    assert minggu.berakhir(week, M, wib) == datetime(2026, 3, 7, 17, tzinfo=UTC)


@pytest.mark.parametrize(
    ("icd", "umur", "kode"),
    [
        ("A09.9", 30, ("A",)),
        ("a099", 30, ("A",)),
        ("K59.0", 30, ()),
        ("A91", 30, ("C",)),
        ("B50", 30, ("B",)),
        ("B54.9", 30, ("B",)),
        ("B55", 30, ()),
        ("J18.9", 2, ("D",)),
        ("J22", 2, ("Y", "AA")),
        ("G61.0", 14, ("N",)),
        ("G61.0", 15, ()),
        ("G61.0", None, ("N",)),
        ("A20.0", 30, ("PES",)),
        ("I10", 30, ()),
    ],
)
def test_a_coded_diagnosis_is_a_case_of_the_diseases_whose_codes_it_falls_under(
    icd: str, umur: int | None, kode: tuple[str, ...]
) -> None:
    assert kebijakan().katalog.milik(icd, umur) == kode


def test_the_catalogue_has_the_24_diseases_of_skdr_and_the_17_of_the_regulation_each_with_its_source() -> None:
    assert (len(kebijakan().skdr.penyakit), len(kebijakan().klb.penyakit)) == (24, 17)
    for one in (*kebijakan().skdr.penyakit.values(), *kebijakan().klb.penyakit.values()):
        assert len(one.sumber) > 5
        assert one.arti.endswith(".")
    assert {one.skdr for one in kebijakan().klb.penyakit.values() if one.skdr} <= kebijakan().skdr.penyakit.keys()


@pytest.mark.parametrize(
    ("berkas", "isi", "kata"),
    [
        ("skdr.yaml", "penyakit: {A: {nama: X, icd10: [diare], ambang: tren, sumber: x, yakin: RENDAH, arti: x}}", "A"),
        ("skdr.yaml", "penyakit: {A: {nama: X, icd10: [A09], ambang: nisbah, sumber: x, yakin: RENDAH, arti: x}}", "A"),
        ("skdr.yaml", "minggu: {mulai: sunday, terkecil: 4, sumber: x, yakin: RENDAH, arti: x}", "minggu.mulai"),
        ("klb.yaml", "memicu: {pilihan: [K9], sumber: x, yakin: RENDAH, arti: x}", "memicu.pilihan"),
    ],
)
def test_a_facilitys_own_file_that_cannot_be_used_is_refused_by_name(
    tmp_path: Path, berkas: str, isi: str, kata: str
) -> None:
    (tmp_path / berkas).write_text(isi, encoding="utf-8")
    with pytest.raises(KebijakanTidakSah) as told:
        pakai(tmp_path)
    assert berkas in str(told.value)
    assert kata in str(told.value)
