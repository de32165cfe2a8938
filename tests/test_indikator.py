"""The inpatient indicators and the geometry of their graph: published figures, what holds always, and what is none."""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from sqlalchemy import create_engine, insert

from engine import tables as t
from engine.aturan_indikator import AturanIndikator, KeluarRuang, KodeIndikator
from engine.policy import KebijakanTidakSah, kebijakan, pakai
from engine.sensus import barber_johnson as bj
from engine.sensus.indikator import Bahan, Kosong, Letak, Nilai, bagian_tahun, batas, bulat, hitung
from engine.sensus.indikator_baca import Isi, Tempat
from engine.sensus.kapasitas import tempat_tidur, tempat_tidur_hari
from schemas.names import Macam

K = KodeIndikator
SETAHUN = Fraction(365)
SEBULAN = bagian_tahun(date(2026, 6, 1), date(2026, 6, 30))


def aturan(**isi: object) -> AturanIndikator:
    """Ours, with what a facility chose otherwise."""
    return kebijakan().indikator.model_copy(update=isi)


def bahan(tt: int = 100, hari: int = 30, **isi: int) -> Bahan:
    nought = {"hari_perawatan": 0, "lama_dirawat": 0, "keluar_hidup": 0, "mati_lt48": 0, "mati_ge48": 0}
    return Bahan(hari=hari, hari_tempat_tidur=Fraction(tt * hari), **(nought | isi))


def semua(made: Bahan, tahun: Fraction = SEBULAN, *, ruang: bool = False) -> dict[KodeIndikator, Nilai]:
    return dict(hitung(made, kebijakan().indikator, tahun, ruang=ruang))


def tampil(made: dict[KodeIndikator, Nilai], desimal: int) -> dict[str, str]:
    return {kode: str(bulat(one.nilai, desimal)) for kode, one in made.items() if one.nilai is not None}


LAMPIRAN = bahan(hari_perawatan=2250, lama_dirawat=2100, keluar_hidup=440, mati_lt48=4, mati_ge48=16)


def test_the_published_synthetic_month_gives_the_published_values() -> None:
    made = semua(LAMPIRAN)
    assert tampil(made, 3) == {
        "bor": "75.000", "avlos": "4.565", "toi": "1.630", "bto": "4.600", "ndr": "34.783", "gdr": "43.478"
    }  # fmt: skip
    assert made[K.NDR].letak is Letak.LEBIH
    assert made[K.GDR].letak is Letak.IDEAL
    assert made[K.BOR].letak is Letak.IDEAL


def test_a_public_example_that_prints_an_average_stay_of_4_29_and_an_interval_of_1_37_is_wrong() -> None:
    made = tampil(semua(bahan(hari_perawatan=2100, lama_dirawat=2100, keluar_hidup=465)), 3)
    assert made["avlos"] == "4.516"
    assert made["toi"] == "1.935"
    assert made["bor"] == "70.000"
    assert made["bto"] == "4.650"


def test_the_net_death_rate_counts_deaths_from_48_hours_on_not_until_then_as_a_public_page_prints() -> None:
    early = semua(bahan(hari_perawatan=900, lama_dirawat=900, keluar_hidup=90, mati_lt48=10))
    assert early[K.NDR].nilai == 0
    assert early[K.GDR].nilai == 100
    late = semua(bahan(hari_perawatan=900, lama_dirawat=900, keluar_hidup=90, mati_ge48=10))
    assert late[K.NDR].nilai == late[K.GDR].nilai == 100
    assert "keliru" in kebijakan().indikator.indikator[K.NDR].arti


def test_the_mean_of_seven_published_stays_is_76_over_7() -> None:
    made = semua(bahan(hari_perawatan=76, lama_dirawat=76, keluar_hidup=7))
    assert made[K.AVLOS].nilai == Fraction(76, 7)
    assert str(bulat(Fraction(76, 7), 3)) == "10.857"


def test_a_stay_across_a_month_s_end_is_booked_whole_where_it_ends_and_its_days_where_they_were() -> None:
    """27 February to 3 March 2025: bed-days 2 and 2, length of stay 4, all of it in March."""
    february = semua(bahan(tt=1, hari=28, hari_perawatan=2))
    march = semua(bahan(tt=1, hari=31, hari_perawatan=2, lama_dirawat=4, keluar_hidup=1))
    assert february[K.AVLOS].kosong is Kosong.TANPA_KELUAR
    assert february[K.BOR].nilai == Fraction(200, 28)
    assert march[K.AVLOS].nilai == 4
    assert march[K.BOR].nilai == Fraction(200, 31)


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (bahan(hari=0), dict.fromkeys(K, Kosong.BELUM_ADA_HARI)),
        (bahan(tt=0), dict.fromkeys(K, Kosong.TIDAK_ADA_CATATAN)),
        (bahan(), {K.BOR: None} | dict.fromkeys((K.AVLOS, K.TOI, K.NDR, K.GDR), Kosong.TANPA_KELUAR) | {K.BTO: None}),
        (
            bahan(tt=0, hari_perawatan=3, lama_dirawat=3, keluar_hidup=1),
            dict.fromkeys((K.BOR, K.TOI, K.BTO), Kosong.TANPA_TEMPAT_TIDUR)
            | dict.fromkeys((K.AVLOS, K.NDR, K.GDR), None),
        ),
    ],
    ids=["no day has ended", "nothing is known", "nobody left", "no beds"],
)
def test_what_cannot_be_divided_says_why_and_is_never_nought(
    made: Bahan, expected: dict[KodeIndikator, Kosong | None]
) -> None:
    found = semua(made)
    assert {kode: one.kosong for kode, one in found.items()} == expected
    assert all((one.nilai is None) == (one.kosong is not None) for one in found.values())
    assert all((one.letak is None) == (one.kosong is not None) for one in found.values())


def test_beds_nobody_lay_in_are_an_occupancy_of_nought_and_a_turnover_of_nought() -> None:
    found = semua(bahan())
    assert found[K.BOR].nilai == found[K.BTO].nilai == 0
    assert found[K.BTO].letak is Letak.KURANG


def test_more_patients_than_beds_give_more_than_100_per_cent_and_an_interval_below_nought() -> None:
    made = bahan(tt=1, hari_perawatan=45, lama_dirawat=45, keluar_hidup=5)
    found = semua(made)
    assert made.melampaui
    assert not LAMPIRAN.melampaui
    assert found[K.BOR].nilai == 150
    assert found[K.TOI].nilai == -3
    assert found[K.TOI].letak is Letak.KURANG


def test_the_ideal_turnover_is_that_of_a_year_and_shrinks_with_the_period() -> None:
    rules = kebijakan().indikator
    assert batas(rules, K.BTO, Fraction(1)) == (Fraction(40), Fraction(50))
    assert batas(rules, K.BTO, SEBULAN) == (Fraction(40 * 30, 365), Fraction(50 * 30, 365))
    assert batas(rules, K.BOR, SEBULAN) == (Fraction(60), Fraction(85))
    assert batas(rules, K.NDR, SEBULAN) == (None, Fraction(25))
    monthly = bahan(hari_perawatan=2250, lama_dirawat=2100, keluar_hidup=380)
    assert semua(monthly)[K.BTO].letak is Letak.IDEAL
    assert semua(monthly, Fraction(1))[K.BTO].letak is Letak.KURANG


def test_a_whole_year_is_one_year_also_a_leap_year_and_days_of_two_years_are_parts_of_each() -> None:
    assert bagian_tahun(date(2024, 1, 1), date(2024, 12, 31)) == 1
    assert bagian_tahun(date(2026, 1, 1), date(2026, 12, 31)) == 1
    assert bagian_tahun(date(2024, 12, 1), date(2025, 1, 31)) == Fraction(31, 366) + Fraction(31, 365)
    assert bagian_tahun(date(2026, 2, 2), date(2026, 2, 1)) == 0


def test_a_bound_that_is_below_excludes_itself_and_one_that_is_until_includes_it() -> None:
    at_25 = semua(bahan(hari_perawatan=900, keluar_hidup=39, mati_ge48=1))
    assert at_25[K.NDR].nilai == 25
    assert at_25[K.NDR].letak is Letak.LEBIH
    at_45 = semua(bahan(hari_perawatan=900, keluar_hidup=191, mati_lt48=9))
    assert at_45[K.GDR].nilai == 45
    assert at_45[K.GDR].letak is Letak.IDEAL


def test_a_transferred_patient_never_left_the_hospital_and_leaves_a_ward_only_as_the_facility_says() -> None:
    made = bahan(hari_perawatan=2250, lama_dirawat=2100, keluar_hidup=440, mati_ge48=20, dipindahkan=40)
    turned = kebijakan().indikator.keluar_ruang.model_copy(update={"pilihan": KeluarRuang.DENGAN_PINDAH})
    own = aturan(keluar_ruang=turned)
    hospital, ward = hitung(made, own, SEBULAN, ruang=False), hitung(made, own, SEBULAN, ruang=True)
    assert hospital[K.TOI].penyebut == semua(made, ruang=True)[K.TOI].penyebut == 460
    assert ward[K.TOI].penyebut == ward[K.BTO].pembilang == 500
    assert {kode: ward[kode].penyebut for kode in (K.AVLOS, K.NDR, K.GDR)} == dict.fromkeys(
        (K.AVLOS, K.NDR, K.GDR), Fraction(460)
    )


def test_numbers_are_rounded_half_up_only_when_shown() -> None:
    assert bulat(Fraction(5, 2), 0) == Decimal(3)
    assert str(bulat(Fraction(-1, 8), 2)) == "-0.13"
    assert str(bulat(Fraction(2, 3), 2)) == "0.67"
    assert str(bulat(Fraction(0), 2)) == "0.00"


def titik(toi: int | Fraction, los: int | Fraction) -> bj.Titik:
    return bj.Titik(Fraction(toi), Fraction(los))


# ── geometry ────────────────────────────────────────────────────────────────────────────────────────

BAHAN = st.builds(
    lambda tt, hari, share, out: Bahan(hari, Fraction(tt * hari), int(tt * hari * share), 0, out, 0, 0),
    st.integers(1, 900), st.integers(1, 366), st.fractions(0, 1), st.integers(1, 5000),
)  # fmt: skip


@given(BAHAN)
@settings(max_examples=25)
def test_interval_and_stay_make_up_the_bed_days_of_each_who_left_and_the_point_lies_on_all_four_lines(
    made: Bahan,
) -> None:
    at = bj.titik(made.hari_tempat_tidur, made.hari_perawatan, made.keluar)
    assert at is not None
    found = semua(made)
    assert at.toi == found[K.TOI].nilai
    assert at.toi + at.los == made.hari_tempat_tidur / made.keluar
    lines = bj.empat(at, Fraction(made.hari))
    assert [one.beda(at) for one in lines[:4]] == [0, 0, 0, 0]
    assert lines.persen == found[K.BOR].nilai
    assert lines.putaran == found[K.BTO].nilai
    again = bj.dari_bor_bto(lines.persen, lines.putaran, Fraction(made.hari))
    assert again == at


@given(BAHAN, st.integers(1, 30), st.integers(1, 30))
@settings(max_examples=25)
def test_a_line_is_drawn_from_edge_to_edge_of_the_frame_and_nowhere_beyond(made: Bahan, wide: int, tall: int) -> None:
    frame = bj.Bingkai(Fraction(wide), Fraction(tall))
    at = bj.titik(made.hari_tempat_tidur, made.hari_perawatan, made.keluar)
    assert at is not None
    for line in bj.empat(at, SETAHUN)[:4]:
        ends = bj.potong(line, frame)
        if ends is None:
            assert not frame.memuat(at) or {at.toi, at.los} <= {Fraction(0), frame.toi, frame.los}
            continue
        assert all(frame.memuat(end) and line.beda(end) == 0 for end in ends)
        assert all(end.toi in {0, wide} or end.los in {0, tall} for end in ends)


def test_the_efficient_zone_of_a_year_is_what_lies_within_all_four_bounds() -> None:
    frame = bj.Bingkai(Fraction(8), Fraction(14))
    corners = set(bj.daerah(kebijakan().indikator, SETAHUN, frame))
    most = SETAHUN / 30
    assert corners == {titik(1, 3), titik(3, 9), titik(3, most - 3), titik(1, most - 1)}
    inside = bj.titik(Fraction(3000), 2400, 400)  # BOR 80, TOI 1.5, L 6, 48 turns a year
    assert inside is not None
    bounds = bj.tepi(kebijakan().indikator, SETAHUN)
    assert all(one.beda(inside) <= 0 for one in bounds)
    idle = bj.titik(Fraction(3000), 1800, 400)  # BOR 60
    assert idle is not None
    assert any(one.beda(idle) > 0 for one in bounds)


def test_bounds_that_exclude_each_other_leave_no_zone() -> None:
    rules = kebijakan().indikator
    toi = rules.indikator[K.TOI].model_copy(
        update={"daerah": rules.indikator[K.TOI].ideal.model_copy(update={"dari": Decimal(6), "sampai": Decimal(7)})}
    )
    own = aturan(indikator=dict(rules.indikator) | {K.TOI: toi})
    assert bj.daerah(own, SETAHUN, bj.Bingkai(Fraction(8), Fraction(14))) == ()


def test_no_point_stands_where_nobody_left_or_no_bed_was() -> None:
    assert bj.titik(Fraction(3000), 100, 0) is None
    assert bj.titik(Fraction(0), 100, 5) is None


def test_the_axes_have_room_for_every_point_but_one_odd_month_does_not_flatten_the_others() -> None:
    least, most = bj.Bingkai(Fraction(6), Fraction(13)), bj.Bingkai(Fraction(30), Fraction(30))
    near, far = bj.Titik(Fraction(9), Fraction(4)), bj.Titik(Fraction(400), Fraction(2))
    frame = bj.bingkai([near, far], [], terkecil=least, terbesar=most)
    assert frame.memuat(near)
    assert not frame.memuat(far)
    assert frame == bj.Bingkai(Fraction(10), Fraction(13))


# ── policy ──────────────────────────────────────────────────────────────────────────────────────────


def test_every_indicator_says_its_formula_its_ideal_its_source_and_how_sure_it_is() -> None:
    for one in kebijakan().indikator.indikator.values():
        assert one.rumus
        assert one.sumber
        assert one.yakin
        assert one.ideal.dari is not None or one.ideal.atas is not None


def test_a_facility_replaces_an_indicator_whole_so_that_its_own_range_never_bears_our_source(tmp_path: Path) -> None:
    ours = kebijakan().indikator.indikator[K.BOR].model_dump(mode="json", exclude_none=True)
    own = ours | {"ideal": {"dari": 70, "sampai": 80}, "sumber": "keputusan direktur"}
    (tmp_path / "indikator.yaml").write_text(yaml.safe_dump({"indikator": {"bor": own}}), encoding="utf-8")
    found = kebijakan(tmp_path).indikator.indikator
    assert found[K.BOR].ideal.dari == 70
    assert found[K.BOR].sumber == "keputusan direktur"
    assert found[K.TOI] == kebijakan().indikator.indikator[K.TOI]
    (tmp_path / "indikator.yaml").write_text(
        yaml.safe_dump({"indikator": {"bor": {"ideal": {"dari": 70}}}}), encoding="utf-8"
    )
    with pytest.raises(ValidationError):
        kebijakan(tmp_path)


@pytest.mark.parametrize(
    ("isi", "kata"),
    [
        ({"ideal": {"dari": 85, "sampai": 60}}, "dari harus lebih kecil"),
        ({"ideal": {}}, "harus ada dari"),
        ({"ideal": {"sampai": 85, "di_bawah": 85}}, "bukan keduanya"),
        ({"daerah": {"dari": 120}}, "lebih dari 100"),
        ({"daerah": None}, "daerah harus ada"),
        ({"per_tahun": True}, "per_tahun hanya"),
    ],
)
def test_a_range_that_makes_no_sense_is_refused_with_its_place(
    tmp_path: Path, isi: dict[str, object], kata: str
) -> None:
    ours = kebijakan().indikator.indikator[K.BOR].model_dump(mode="json", exclude_none=True)
    (tmp_path / "indikator.yaml").write_text(yaml.safe_dump({"indikator": {"bor": ours | isi}}), encoding="utf-8")
    with pytest.raises(KebijakanTidakSah, match=r"indikator\.yaml, indikator") as found:
        pakai(tmp_path)
    assert kata in str(found.value)


@given(st.lists(st.tuples(st.integers(-100, 900), st.integers(1, 500) | st.none()), max_size=6), st.integers(0, 20))
@settings(max_examples=25)
def test_bed_days_reckoned_from_the_ends_of_beds_are_the_beds_of_each_day_added_up(
    beds: list[tuple[int, int | None]], days: int
) -> None:
    """Hours from the month's beginning, at a cut-off of 07:00 and at midnight; some beds still stand."""
    engine = create_engine("sqlite://")
    t.tempat_tidur.create(engine)
    start = datetime(2026, 3, 1, tzinfo=UTC)
    period = date(2026, 3, 3), date(2026, 3, 3) + timedelta(days=days)
    rows = [
        {
            "kode": str(place),
            "mulai": start + timedelta(hours=begin),
            "sampai": None if length is None else start + timedelta(hours=begin + length),
            "kamar": "M", "unit": "RANAP", "kelas": "kelas_2", "bayi": False,
        }
        for place, (begin, length) in enumerate(beds)
    ]  # fmt: skip
    with engine.begin() as connection:
        if rows:
            connection.execute(insert(t.tempat_tidur), rows)
        for jam in ("00:00", "07:00"):
            day = kebijakan().sensus.batas_hari.model_copy(update={"pukul": time.fromisoformat(jam)})
            rules = kebijakan().sensus.model_copy(update={"batas_hari": day})
            each = tempat_tidur(connection, "WITA", rules, *period)
            total = tempat_tidur_hari(connection, "WITA", rules, *period)
            assert sum(total.values()) == sum(one.jumlah for one in each)
    engine.dispose()


def test_of_a_class_over_all_wards_a_move_to_its_beds_elsewhere_is_no_exit_and_to_another_class_is() -> None:
    """`dengan_pindah`: two moved out of class 2, one of them only to another ward."""
    counts = {Macam.DIPINDAHKAN: 2, Macam.DIPINDAHKAN_RUANG: 1, Macam.PULANG: 3}
    isi = Isi(30, {Tempat("MAWAR", "kelas_2", bayi=False): Counter(counts)}, {})
    assert isi.bahan(kelas="kelas_2").putaran(KeluarRuang.DENGAN_PINDAH) == 4
    assert isi.bahan(unit="MAWAR", kelas="kelas_2").putaran(KeluarRuang.DENGAN_PINDAH) == 5
    assert isi.bahan().putaran(KeluarRuang.DENGAN_PINDAH) == 3
