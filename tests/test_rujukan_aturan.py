"""The policy of referrals: what a facility may change, and what is refused with a sentence."""

from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import ValidationError

from engine.aturan_rujukan import UMUM
from engine.policy import kebijakan
from schemas.names.rujukan import Pengecualian


def _dengan(tmp_path: Path, isi: str) -> None:
    (tmp_path / "rujukan.yaml").write_text(isi, encoding="utf-8")


def test_the_exceptions_of_policy_are_the_five_of_the_rule() -> None:
    assert set(kebijakan().rujukan.pengecualian) == {one.value for one in Pengecualian}


def test_an_emergency_is_answered_in_minutes_and_the_planned_in_days() -> None:
    jawab = kebijakan().rujukan.jawab
    assert jawab.untuk(darurat=True).batas.lama < timedelta(hours=1)
    assert jawab.untuk(darurat=False).batas.hari >= 1


def test_a_facility_adds_a_capability_of_its_own_and_keeps_ours(tmp_path: Path) -> None:
    _dengan(tmp_path, "kemampuan: {geriatri: {nama: Geriatri, sumber: kami, yakin: RENDAH, arti: Lansia.}}")
    found = kebijakan(tmp_path).rujukan.kemampuan_aktif
    assert found["geriatri"] == "Geriatri"
    assert UMUM in found


@pytest.mark.parametrize(
    "isi",
    [
        "kemampuan: {umum: {aktif: false}}",
        "tempat_tidur: {segar: {batas: PT5M, sumber: x, yakin: RENDAH, arti: x}}",
        "tempat_tidur: {berlaku: {batas: PT29M, sumber: x, yakin: RENDAH, arti: x}}",
        "jawab: {darurat: {batas: PT0S, sumber: x, yakin: RENDAH, arti: x}}",
    ],
)
def test_what_would_make_no_sense_is_refused(tmp_path: Path, isi: str) -> None:
    _dengan(tmp_path, isi)
    with pytest.raises(ValidationError):
        kebijakan(tmp_path)
