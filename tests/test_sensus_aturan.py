"""The rules of the census: one cut-off for all wards, and the ages of a day."""

from datetime import date, time
from pathlib import Path

import pytest

from engine.aturan_sensus import AturanSensus
from engine.policy import KebijakanTidakSah, kebijakan, pakai

HARI = date(2026, 3, 2)


def aturan() -> AturanSensus:
    return kebijakan().sensus


@pytest.mark.parametrize(
    "isi",
    [
        'batas_hari: {MAWAR: "20:00", MELATI: "23:00"}',
        'batas_hari: {pukul: {MAWAR: "20:00", MELATI: "23:00"}}',
        'bangsal: {MAWAR: "20:00", MELATI: "23:00"}',
        'batas_hari: {MAWAR: {pukul: "20:00"}, MELATI: {pukul: "23:00"}, sumber: x, yakin: TINGGI, arti: x}',
    ],
)
def test_wards_with_cut_offs_of_their_own_are_refused_by_name(tmp_path: Path, isi: str) -> None:
    """RIVALS: A at 20:00 and B at 23:00 count whoever moves at 21:00 twice (FACTS B6 rule 4)."""
    (tmp_path / "sensus.yaml").write_text(isi, encoding="utf-8")
    with pytest.raises(KebijakanTidakSah, match=r"sama di semua bangsal.*MAWAR 20:00, MELATI 23:00.*dua kali"):
        pakai(tmp_path)


def test_the_cut_off_of_a_facility_may_be_seven(tmp_path: Path) -> None:
    text = 'batas_hari: {pukul: "07:00", sumber: SIMRS lama, yakin: SEDANG, arti: x}'
    (tmp_path / "sensus.yaml").write_text(text, encoding="utf-8")
    assert kebijakan(tmp_path).sensus.batas == time(7)


@pytest.mark.parametrize(
    ("lahir", "golongan"),
    [
        (None, "tidak_diketahui"),
        (date(2026, 3, 2), "h0_6"),
        (date(2026, 2, 24), "h0_6"),
        (date(2026, 2, 23), "h7_27"),
        (date(2026, 2, 2), "h28_1"),
        (date(2025, 3, 3), "h28_1"),
        (date(2025, 3, 2), "t1_4"),
        (date(1961, 3, 2), "t65"),
    ],
)
def test_an_age_is_that_of_the_day(lahir: date | None, golongan: str) -> None:
    assert aturan().golongan_umur.golongan(lahir, HARI) == golongan
