"""Policy is data: every number says where it comes from; a wrong file names the entry that is wrong."""

from collections.abc import Iterator
from datetime import timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import BaseModel, ValidationError

from engine.facility import JENIS_UNIT
from engine.policy import Angka, Kebijakan, kebijakan
from engine.workflows.berkas import SEMUA
from schemas.names import Keadaan


def raw() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((files("policies") / "peredaran.yaml").read_text(encoding="utf-8"))
    return loaded


def numbers(part: object, path: str = "") -> Iterator[tuple[str, Angka]]:
    if isinstance(part, Angka):
        yield path, part
    elif isinstance(part, BaseModel):
        for name in type(part).model_fields:
            yield from numbers(getattr(part, name), f"{path}.{name}")
    elif isinstance(part, dict):
        for name, inner in part.items():
            yield from numbers(inner, f"{path}.{name}")


def test_every_number_of_the_field_has_a_source_a_confidence_and_a_meaning() -> None:
    found = list(numbers(kebijakan()))
    assert len(found) > 10
    for path, angka in found:
        assert angka.batas > timedelta(0), path
        assert len(angka.sumber) > 5, path
        assert angka.arti.endswith("."), path


def test_a_number_we_chose_ourselves_never_claims_more_than_low_confidence() -> None:
    for path, angka in numbers(kebijakan()):
        assert angka.sumber != "pilihan Jejak" or angka.yakin == "RENDAH", path


def test_the_kinds_of_unit_and_the_states_policy_speaks_of_exist() -> None:
    assert kebijakan().terlambat.keys() <= set(SEMUA)
    assert kebijakan().terlambat_di_unit.keys() <= JENIS_UNIT.keys()


@pytest.mark.parametrize("state", [Keadaan.DIAMBIL, Keadaan.DALAM_PERJALANAN, Keadaan.DI_POLI, Keadaan.TIDAK_LENGKAP])
def test_what_can_be_late_has_a_limit(state: Keadaan) -> None:
    assert state in kebijakan().terlambat


def test_the_limits_the_sources_give_are_the_ones_in_force() -> None:
    policy = kebijakan()
    assert policy.terlambat[Keadaan.DIAMBIL].batas == timedelta(minutes=10)
    assert policy.terlambat[Keadaan.DI_POLI].batas == timedelta(hours=24)
    assert policy.terlambat[Keadaan.TIDAK_LENGKAP].batas == timedelta(days=14)
    assert policy.terlambat_di_unit["rawat_inap"].batas == timedelta(hours=48)


def broken(path: tuple[str, ...], value: object) -> dict[str, Any]:
    policy = raw()
    place = policy
    for name in path[:-1]:
        place = place[name]
    if value is None:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    return policy


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("versi",), 0),
        (("waktu", "urungkan", "batas"), "sepuluh menit"),
        (("waktu", "urungkan", "sumber"), None),
        (("waktu", "pindai_ganda", "yakin"), "MUNGKIN"),
        (("waktu", "selisih_jam"), None),
        (("terlambat", "diambil", "arti"), None),
        (("terlambat", "diambil", "keterangan"), "catatan"),
        (("terlambat", "melayang"), {"batas": "PT1H", "sumber": "x", "yakin": "RENDAH", "arti": "x"}),
    ],
)
def test_a_wrong_file_names_the_entry_that_is_wrong(tmp_path: Path, path: tuple[str, ...], value: object) -> None:
    (tmp_path / "peredaran.yaml").write_text(yaml.safe_dump(broken(path, value)), encoding="utf-8")
    with pytest.raises(ValidationError) as error:
        kebijakan(tmp_path)
    assert ".".join(path) in ".".join(str(part) for part in error.value.errors()[0]["loc"])


def test_a_facility_may_put_its_own_file_in_force(tmp_path: Path) -> None:
    (tmp_path / "peredaran.yaml").write_text(
        yaml.safe_dump(broken(("waktu", "urungkan", "batas"), "PT1H")), encoding="utf-8"
    )
    assert kebijakan(tmp_path).waktu.urungkan.batas == timedelta(hours=1)
    assert isinstance(kebijakan(tmp_path), Kebijakan)
