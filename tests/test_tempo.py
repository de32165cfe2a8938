"""When a limit ends: the worked examples of the field, in every zone, by the calendar and by working days."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from engine.policy import kebijakan
from engine.settings import ZONA_INDONESIA
from engine.tempo import Kalender, efektif, jatuh_tempo
from engine.ukuran import Batas, Hitungan

LIBUR = kebijakan().libur.kalender
SENIN_JUMAT = frozenset(range(5))
ZONA = [ZoneInfo(name) for name in ZONA_INDONESIA.values()]
WIB = ZoneInfo(ZONA_INDONESIA["WIB"])


def batas(lama: str, hitungan: str = "kalender") -> Batas:
    return Batas.model_validate(
        {"batas": lama, "hitungan": hitungan, "sumber": "uji", "yakin": "RENDAH", "arti": "Uji."}
    )


@pytest.mark.parametrize("zona", ZONA, ids=ZONA_INDONESIA)
def test_fourteen_days_from_discharge_end_at_the_same_time_of_day_across_a_leap_day(zona: ZoneInfo) -> None:
    """FACTS appendix 2, 9: 2024-02-20T10:00+07 + P14D = 2024-03-05T10:00+07."""
    due = jatuh_tempo(datetime(2024, 2, 20, 10, 0, tzinfo=zona), batas("P14D"), zona, LIBUR)
    assert due.tzinfo is UTC
    assert due.astimezone(zona) == datetime(2024, 3, 5, 10, 0, tzinfo=zona)


def test_the_same_wall_clock_is_another_instant_in_each_zone() -> None:
    due = {
        jatuh_tempo(datetime(2024, 2, 20, 10, 0, tzinfo=zona), batas("P14D"), zona, LIBUR).isoformat() for zona in ZONA
    }
    assert due == {"2024-03-05T03:00:00+00:00", "2024-03-05T02:00:00+00:00", "2024-03-05T01:00:00+00:00"}


def test_a_discharge_told_in_utc_is_counted_on_the_facilitys_calendar() -> None:
    just_before_midnight = datetime(2024, 2, 28, 17, 30, tzinfo=UTC)  # 29 February 00.30 WIB
    due = jatuh_tempo(just_before_midnight, batas("P1D"), WIB, LIBUR)
    assert due.astimezone(WIB) == datetime(2024, 3, 1, 0, 30, tzinfo=WIB)


def test_twice_twenty_four_hours_are_hours_whatever_the_days_between() -> None:
    saturday = datetime(2026, 8, 15, 9, 0, tzinfo=WIB)
    assert jatuh_tempo(saturday, batas("PT48H"), WIB, LIBUR) == datetime(2026, 8, 17, 9, 0, tzinfo=WIB)


def test_a_day_is_not_twenty_four_hours_where_clocks_are_changed() -> None:
    elsewhere = ZoneInfo("Europe/Amsterdam")
    evening = datetime(2026, 3, 28, 20, 0, tzinfo=elsewhere)  # the clock goes forward that night
    day, hours = batas("P1D"), batas("PT24H")
    assert jatuh_tempo(evening, day, elsewhere, LIBUR) == datetime(2026, 3, 29, 20, 0, tzinfo=elsewhere)
    assert jatuh_tempo(evening, hours, elsewhere, LIBUR) == datetime(2026, 3, 29, 21, 0, tzinfo=elsewhere)


@pytest.mark.parametrize(
    ("mulai", "lama", "akhir"),
    [
        ("2026-08-14T10:00", "P1D", "2026-08-18T10:00"),  # Friday; Monday is 17 August
        ("2026-08-15T10:00", "P1D", "2026-08-18T10:00"),  # Saturday: no working day is used up by it
        ("2026-08-17T10:00", "P1D", "2026-08-18T10:00"),  # on the holiday itself
        ("2026-04-30T08:00", "P2D", "2026-05-05T08:00"),  # 1 May is a Friday
        ("2025-12-24T23:59", "P1DT4H", "2025-12-27T03:59"),  # over Christmas; the hours run on into the Saturday
        ("2025-12-24T12:00", "P5D", "2026-01-02T12:00"),  # two holidays and a week-end in between
    ],
)
def test_working_days_pass_over_weekends_and_holidays(mulai: str, lama: str, akhir: str) -> None:
    began = datetime.fromisoformat(mulai).replace(tzinfo=WIB)
    due = jatuh_tempo(began, batas(lama, "kerja"), WIB, LIBUR)
    assert due.astimezone(WIB) == datetime.fromisoformat(akhir).replace(tzinfo=WIB)


def test_a_holiday_the_facility_adds_counts_as_the_fixed_ones_do() -> None:
    thursday = datetime(2026, 3, 19, 10, 0, tzinfo=WIB)
    lebaran = Kalender(SENIN_JUMAT, frozenset(), frozenset({date(2026, 3, 20), date(2026, 3, 23)}))
    assert jatuh_tempo(thursday, batas("P1D", "kerja"), WIB, lebaran) == datetime(2026, 3, 24, 10, 0, tzinfo=WIB)


def test_our_holidays_are_the_five_whose_date_never_moves_and_nothing_else() -> None:
    assert Kalender(SENIN_JUMAT, frozenset({(1, 1), (5, 1), (6, 1), (8, 17), (12, 25)})) == LIBUR


def test_working_hours_are_no_unit_a_limit_may_use() -> None:
    with pytest.raises(ValidationError, match="hari"):
        batas("PT24H", "kerja")


def test_a_clock_begins_when_hands_did_it_and_never_after_it_was_recorded() -> None:
    now = datetime(2026, 1, 5, tzinfo=UTC)
    assert efektif(None, now) == now
    assert efektif(now - timedelta(hours=3), now) == now - timedelta(hours=3)
    assert efektif(now + timedelta(minutes=2), now) == now


@settings(max_examples=60)
@given(
    st.datetimes(datetime(2000, 1, 1), datetime(2090, 1, 1)),  # noqa: DTZ001 - the zone is drawn beside it
    st.sampled_from(ZONA),
    st.integers(1, 40),
    st.integers(0, 100),
    st.frozensets(st.integers(0, 6), min_size=1),
)
def test_working_days_are_counted_one_by_one(
    mulai: datetime, zona: ZoneInfo, hari: int, jam: int, hari_kerja: frozenset[int]
) -> None:
    kalender = Kalender(hari_kerja, LIBUR.tetap)
    began = mulai.replace(tzinfo=zona)
    due = jatuh_tempo(began, batas(f"P{hari}DT{jam}H", Hitungan.KERJA), zona, kalender)
    last = (due - timedelta(hours=jam)).astimezone(zona)
    between = [began.date() + timedelta(days=day) for day in range(1, (last.date() - began.date()).days + 1)]
    assert sum(kalender.bekerja(day) for day in between) == hari
    assert kalender.bekerja(last.date())
    assert last.time() == began.time()
    assert due >= jatuh_tempo(began, batas(f"P{hari}DT{jam}H"), zona, kalender)
