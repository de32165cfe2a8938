"""The ladder, the digest, the quiet hours and the link: pure, on the days and hours of the facility."""

import base64
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from engine.pengingat import kalimat, sumber, tautan
from engine.pengingat.hal import Bagian, Hal, Orang, Tingkat
from engine.pengingat.jam import Tenang, boleh_keluar, hari_harian, selang
from engine.pengingat.kalimat import Aturan
from engine.pengingat.ringkas import Saat, mendesak, ringkas
from engine.pengingat.tangga import ada_anak_tangga, hari_ke, perlu
from engine.policy import KebijakanTidakSah, kebijakan, pakai
from engine.settings import ZONA_INDONESIA

WIB, WITA, WIT = (ZoneInfo(name) for name in ZONA_INDONESIA.values())
ATURAN = kebijakan().pengingat
LAHIR = datetime(2026, 3, 1, 3, 0, tzinfo=UTC)
"""Sunday 10:00 WIB: day 0."""
TEMPO = LAHIR + timedelta(days=14)


def hal(orang: str = "dr", *, sejak: datetime = LAHIR, tempo: datetime | None = TEMPO, mendesak: bool = False) -> Hal:
    return Hal("kekurangan", str(uuid4()), str(uuid4()), orang, sejak, tempo, "UMUM", mendesak)


def orang(*aktif: str, kepala: dict[str, set[str]] | None = None, komite: set[str] = frozenset()) -> Orang:  # type: ignore[assignment]
    heads = {unit: frozenset(who) for unit, who in (kepala or {}).items()}
    return Orang(frozenset(aktif), heads, frozenset(komite))


def pagi(hari: date, zona: ZoneInfo = WIB) -> Saat:
    return Saat(hari, datetime.combine(hari, time(7), zona).astimezone(UTC), zona, ATURAN)


def hari(number: int) -> date:
    return date(2026, 3, 1) + timedelta(days=number)


def diingatkan(one: Hal, who: Orang, penerima: str, sampai: int = 40) -> list[int]:
    """The days on which somebody's digest goes out, each morning being looked at."""
    told: dict[str, date] = {}
    days = []
    for number in range(sampai):
        found = ringkas([one], pagi(hari(number)), who, told).get(penerima)
        if found is not None and found.perlu:
            told[penerima] = hari(number)
            days.append(number)
    return days


def test_the_ladder_is_days_1_7_12_14_then_every_three() -> None:
    assert diingatkan(hal(), orang("dr"), "dr", 27) == [1, 7, 12, 14, 17, 20, 23, 26]


def test_the_ladder_hangs_from_the_day_it_is_due_whatever_the_length_of_the_term() -> None:
    short = hal(tempo=LAHIR + timedelta(days=7))
    assert diingatkan(short, orang("dr"), "dr", 14) == [1, 5, 7, 10, 13]
    late = hal(sejak=LAHIR + timedelta(days=20))
    assert diingatkan(late, orang("dr"), "dr", 27)[0] == 21, "found after it was due: told the morning after"


def test_what_was_sent_back_is_told_the_morning_after_and_then_goes_on_with_its_ladder() -> None:
    back = hal(sejak=LAHIR + timedelta(days=8))
    assert diingatkan(back, orang("dr"), "dr", 18) == [9, 12, 14, 17]


def test_what_has_no_due_time_is_counted_from_its_beginning() -> None:
    assert diingatkan(hal(tempo=None), orang("dr"), "dr", 18) == [1, 7, 12, 14, 17]


def test_doctor_then_head_of_unit_then_committee() -> None:
    who = orang("dr", "ketua", "komite", kepala={"UMUM": {"ketua"}}, komite={"komite"})
    assert diingatkan(hal(), who, "ketua", 27) == [17, 20, 23, 26]
    assert diingatkan(hal(), who, "komite", 27) == [21, 23, 26]
    assert 17 in diingatkan(hal(), who, "dr", 27)


def test_a_unit_without_a_head_is_told_one_step_up_and_whoever_owes_it_is_never_told_of_themselves() -> None:
    one = pagi(hari(18))
    assert set(ringkas([hal()], one, orang("dr", "komite", komite={"komite"}), {})) == {"dr", "komite"}
    own_head = orang("dr", "komite", kepala={"UMUM": {"dr"}}, komite={"komite"})
    found = ringkas([hal()], one, own_head, {})
    assert list(found["dr"].isi) == [("kekurangan", Tingkat.SENDIRI)]
    assert list(found["komite"].isi) == [("kekurangan", Tingkat.KOMITE_MEDIK)], "they are no head of that unit"
    assert diingatkan(hal(), own_head, "komite", 22) == [17, 20], "on the days of a head"


def test_a_closed_account_owes_nothing_to_itself_and_its_head_is_told_at_once() -> None:
    who = orang("ketua", kepala={"UMUM": {"ketua"}})
    assert diingatkan(hal("pergi"), who, "ketua", 3) == [1]
    assert "pergi" not in ringkas([hal("pergi")], pagi(hari(1)), who, {})


def test_one_digest_says_what_is_ones_own_and_what_comes_from_below() -> None:
    who = orang("dr", "ketua", kepala={"UMUM": {"ketua"}})
    things = [*(hal() for _ in range(3)), hal("ketua", tempo=LAHIR + timedelta(days=30))]
    found = ringkas(things, pagi(hari(18)), who, {})["ketua"]
    assert kalimat.kalimat(Aturan.HARIAN, found.isi) == (
        "1 berkas belum lengkap. Dari unit Anda 3 berkas belum lengkap, milik 1 orang, 3 lewat batas."
    )


def test_at_the_very_instant_it_is_due_it_is_past_its_time() -> None:
    due = datetime.combine(hari(14), time(7), WIB)
    for early, late in ((1, 0), (0, 1), (-1, 1)):
        made = ringkas([hal(tempo=due + timedelta(microseconds=early))], pagi(hari(14)), orang("dr"), {})
        assert made["dr"].isi["kekurangan", Tingkat.SENDIRI].lewat == late


@pytest.mark.parametrize(("zona", "jam"), [(WIB, 17), (WITA, 16), (WIT, 15)])
def test_a_day_begins_at_midnight_of_the_facilitys_zone(zona: ZoneInfo, jam: int) -> None:
    midnight = datetime(2026, 3, 1, jam, tzinfo=UTC)  # the 2nd begins there
    before, after = (hal(sejak=midnight + timedelta(seconds=one), tempo=None) for one in (-1, 0))
    assert hari_ke(before, date(2026, 3, 2), ATURAN.tangga, zona) == 1
    assert hari_ke(after, date(2026, 3, 2), ATURAN.tangga, zona) == 0
    due = hal(tempo=midnight + timedelta(days=14))
    assert hari_ke(due, date(2026, 3, 16), ATURAN.tangga, zona) == 14


@pytest.mark.parametrize(("zona", "utc"), [(WIB, 0), (WITA, 23), (WIT, 22)])
def test_the_digest_of_a_day_is_due_from_seven_in_the_facilitys_zone(zona: ZoneInfo, utc: int) -> None:
    seven = datetime(2026, 3, 2 if zona is WIB else 1, utc, tzinfo=UTC)
    assert hari_harian(seven, ATURAN, zona) == date(2026, 3, 2)
    assert hari_harian(seven - timedelta(microseconds=1), ATURAN, zona) is None, "yesterday's is half a day late by now"
    assert hari_harian(seven + timedelta(hours=12) - timedelta(seconds=1), ATURAN, zona) == date(2026, 3, 2)
    assert hari_harian(seven + timedelta(hours=12), ATURAN, zona) is None


@given(st.integers(-3, 60), st.integers(0, 20), st.integers(-3, 60))
@settings(max_examples=60, deadline=None)
def test_a_rung_is_found_as_by_looking_at_each_day(sesudah: int, dari: int, sampai: int) -> None:
    rungs = {1, 7, 12, 14, *range(17, 200, 3)}
    slow = any(sesudah < day <= sampai and (day == dari or (day in rungs and day > dari)) for day in range(-5, 62))
    assert ada_anak_tangga(ATURAN.tangga, sesudah, sampai, dari) == slow


@given(st.sets(st.integers(0, 60), min_size=1))
@settings(max_examples=40, deadline=None)
def test_days_nobody_looked_are_made_up_for_by_one_digest_and_none_is_lost(hidup: set[int]) -> None:
    """Whatever days Jejak was up: a day it was up is a digest day exactly where a rung passed since the last one."""
    one, last = hal(), None
    rungs = [1, 7, 12, 14, *range(17, 100, 3)]
    for number in sorted(hidup):
        wanted = any((last if last is not None else 0) < rung <= number for rung in rungs)
        found = perlu(
            one,
            hari(number),
            Tingkat.SENDIRI,
            terakhir=None if last is None else hari(last),
            aturan=ATURAN,
            zona=WIB,
        )
        assert found == wanted, (number, last)
        last = number if found else last


# ── quiet hours ─────────────────────────────────────────────────────────────────────────────────────

MALAM = Tenang(time(20), time(6))


@pytest.mark.parametrize("zona", [WIB, WITA, WIT])
@pytest.mark.parametrize(
    ("tenang", "jam", "keluar"),
    [
        (MALAM, "02 19:59:59", "02 19:59:59"),
        (MALAM, "02 20:00:00", "03 06:00:00"),
        (MALAM, "02 23:59:59", "03 06:00:00"),
        (MALAM, "03 00:00:00", "03 06:00:00"),
        (MALAM, "03 05:59:59", "03 06:00:00"),
        (MALAM, "03 06:00:00", "03 06:00:00"),
        (Tenang(time(6, 30), time(12)), "02 07:00:00", "02 12:00:00"),
        (Tenang(time(6, 30), time(12)), "02 12:00:00", "02 12:00:00"),
        (Tenang(time(0), time(0)), "02 00:00:00", "02 00:00:00"),
    ],
)
def test_nothing_goes_out_in_quiet_hours_but_what_is_urgent(
    zona: ZoneInfo, tenang: Tenang, jam: str, keluar: str
) -> None:
    now, then = (datetime.fromisoformat(f"2026-03-{one}").replace(tzinfo=zona) for one in (jam, keluar))
    assert boleh_keluar(now, tenang, zona) == then
    assert boleh_keluar(now, tenang, zona, mendesak=True) == now


def test_what_is_urgent_and_new_is_told_once_and_what_is_old_is_left_to_the_morning() -> None:
    one = hal(mendesak=True)
    saat = Saat(hari(0), LAHIR + timedelta(minutes=1), WIB, ATURAN)
    assert mendesak([one, hal()], saat, orang("dr"), {}) == {"dr": [one]}
    assert mendesak([one], saat, orang("dr"), {"dr": LAHIR}) == {}
    assert mendesak([one], saat, orang(), {}) == {}
    late = saat._replace(pada=LAHIR + timedelta(hours=24))
    assert mendesak([one], late, orang("dr"), {}) == {}
    assert selang(saat.pada, timedelta(hours=1)) == selang(LAHIR + timedelta(minutes=59), timedelta(hours=1))
    assert selang(saat.pada, timedelta(hours=1)) != selang(LAHIR + timedelta(minutes=60), timedelta(hours=1))


# ── words ───────────────────────────────────────────────────────────────────────────────────────────


def test_every_kind_of_open_thing_has_its_words_and_no_word_is_without_a_kind() -> None:
    assert {one.jenis for one in sumber.SUMBER} == set(kalimat.POLA)


def test_the_numbers_of_a_notice_are_kept_and_read_back_as_they_were() -> None:
    isi = {
        ("kekurangan", Tingkat.SENDIRI): Bagian(3, 1, 7, 1),
        ("kekurangan", Tingkat.KOMITE_MEDIK): Bagian(9, 9, 9, 4),
    }
    assert kalimat.baca(kalimat.simpan(isi)) == isi
    assert kalimat.kalimat(Aturan.MENDESAK, {("kekurangan", Tingkat.SENDIRI): Bagian(1, 0, 1, 1)}) == (
        "Mendesak: 1 berkas belum lengkap."
    )


# ── the link ────────────────────────────────────────────────────────────────────────────────────────

KUNCI = b"k" * 32


def test_a_link_says_for_whom_and_until_when_and_nothing_else_can_be_made_of_it() -> None:
    who, until = str(uuid4()), LAHIR
    word = tautan.buat(KUNCI, who, until)
    assert tautan.baca(KUNCI, word) == (who, until)
    assert tautan.baca(b"x" * 32, word) is None
    for place in range(len(word)):
        for letter in "AB_":
            other = word[:place] + letter + word[place + 1 :]
            assert other == word or tautan.baca(KUNCI, other) is None, place
    raw = base64.urlsafe_b64decode(word + "==")
    assert len(raw) == 38


@given(st.text(max_size=80))
@settings(max_examples=40, deadline=None)
def test_no_text_is_taken_for_a_link_or_makes_it_fall(kata: str) -> None:
    assert tautan.baca(KUNCI, kata) is None


# ── policy ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def milik(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path
    pakai(None)


def test_a_facility_replaces_one_entry_and_the_rest_stays_ours(milik: Path) -> None:
    (milik / "pengingat.yaml").write_text(
        'harian:\n  pukul: "06:15"\n  sumber: SK 1/2026\n  yakin: TINGGI\n  arti: Lebih pagi.\n'
        "mendesak:\n  formulir:\n    pilihan: [laporan_operasi]\n    sumber: SK 1/2026\n    yakin: TINGGI\n"
        "    arti: Ya.\n",
        encoding="utf-8",
    )
    made = pakai(milik).pengingat
    assert (made.harian.pukul, made.mendesak.formulir.pilihan) == (time(6, 15), frozenset({"laporan_operasi"}))
    assert (made.mendesak.selang.batas, made.tangga.hari) == (timedelta(hours=1), (1, 7, 12, 14))


SUMBER = "sumber: uji, yakin: RENDAH, arti: Uji."


@pytest.mark.parametrize(
    ("isi", "bagian"),
    [
        ('harian: {pukul: "25:00", %s}', "harian.pukul"),
        ("tangga: {hari: [7, 1], ulang: 3, %s}", "tangga.hari"),
        ("tangga: {hari: [1], ulang: 0, %s}", "tangga.ulang"),
        ("ulangan: {jeda: [], %s}", "ulangan.jeda"),
        ("ulangan: {jeda: [PT0S], %s}", "ulangan.jeda"),
        ("kanal: {merpati: {pilihan: hidup, %s}}", "kanal.merpati"),
        ("kanal: {surel: {pilihan: mungkin, %s}}", "kanal.surel.pilihan"),
        ("mendesak: {formulir: {pilihan: [Resume Medis], %s}}", "mendesak.formulir.pilihan"),
        ('harian: {pukul: "06:00"}', "harian.sumber"),
    ],
)
def test_a_wrong_entry_is_named_with_its_file(milik: Path, isi: str, bagian: str) -> None:
    (milik / "pengingat.yaml").write_text(isi.replace("%s", SUMBER), encoding="utf-8")
    with pytest.raises(KebijakanTidakSah, match=rf"pengingat\.yaml, {bagian}"):
        pakai(milik)


def test_every_entry_says_that_its_number_is_ours_and_unregulated() -> None:
    """No regulation names the ladder (FACTS B5: "is ours, not regulated"), so none may claim more than RENDAH."""

    def entries(part: object) -> Iterator[Any]:
        for value in vars(part).values() if isinstance(part, BaseModel) else ():
            yield from ([value] if hasattr(value, "sumber") else entries(value))

    found = list(entries(ATURAN))
    assert len(found) > 12
    assert {(one.sumber, one.yakin) for one in found} == {("pilihan Jejak", "RENDAH")}
    assert all(one.arti.endswith(".") for one in found)
