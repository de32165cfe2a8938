"""Policy is data: every number says where it comes from; a wrong file names the entry that is wrong."""

from collections.abc import Iterator
from datetime import timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import BaseModel, ValidationError

from engine.aturan_tempo import BAWAAN
from engine.facility import JENIS_UNIT
from engine.policy import Kebijakan, KebijakanTidakSah, kebijakan, pakai
from engine.ukuran import Angka, Batas, Jangka
from engine.workflows.berkas import SEMUA
from schemas.names import Keadaan
from tests.berjalan import perintah


def raw() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((files("policies") / "peredaran.yaml").read_text(encoding="utf-8"))
    return loaded


def numbers(part: object, path: str = "") -> Iterator[tuple[str, Angka | Batas]]:
    if isinstance(part, Angka | Batas):
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
        assert len(angka.sumber) > 5, path
        assert angka.arti.endswith("."), path


def test_a_number_we_chose_ourselves_never_claims_more_than_low_confidence() -> None:
    for path, angka in numbers(kebijakan()):
        assert angka.sumber != "pilihan Jejak" or angka.yakin == "RENDAH", path


def test_the_kinds_of_unit_and_the_states_policy_speaks_of_exist() -> None:
    assert kebijakan().terlambat.keys() <= set(SEMUA)
    assert kebijakan().tenggat.pengembalian.keys() <= {*JENIS_UNIT, BAWAAN}


@pytest.mark.parametrize("state", [Keadaan.DIAMBIL, Keadaan.DALAM_PERJALANAN, Keadaan.KEMBALI])
def test_what_can_be_late_has_a_limit(state: Keadaan) -> None:
    assert state in kebijakan().terlambat


def test_a_limit_has_one_owner_a_deadline_or_a_state() -> None:
    assert kebijakan().terlambat.keys().isdisjoint({Keadaan.DI_POLI, Keadaan.TIDAK_LENGKAP, Keadaan.DIPINJAM})


@pytest.mark.parametrize("jenis", sorted({*JENIS_UNIT} - {"rekam_medis"}))
def test_every_kind_of_unit_owes_a_record_back(jenis: str) -> None:
    assert kebijakan().tenggat.pengembalian_dari(jenis).batas.lama >= timedelta(hours=24)


def test_the_limits_the_sources_give_are_the_ones_in_force() -> None:
    policy = kebijakan()
    assert policy.terlambat[Keadaan.DIAMBIL].batas == timedelta(minutes=10)
    assert policy.tenggat.pengembalian_dari("rawat_jalan").batas == Jangka(0, timedelta(hours=24))
    assert policy.tenggat.pengembalian_dari("gawat_darurat").batas == Jangka(0, timedelta(hours=24))
    assert policy.tenggat.pengembalian_dari("rawat_inap").batas == Jangka(0, timedelta(hours=48))
    assert policy.tenggat.kelengkapan.batas == Jangka(14, timedelta(0))
    assert policy.tenggat.toleransi.batas == timedelta(seconds=60)


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


@pytest.fixture
def ours_again() -> Iterator[None]:
    """The policy in force is this process'; the next test must not inherit another."""
    yield
    pakai(None)


MILIK: dict[str, Any] = {"batas": "PT6H", "sumber": "SK Direktur", "yakin": "TINGGI", "arti": "Pulang hari itu juga."}


@pytest.mark.usefixtures("ours_again")
def test_a_facility_names_only_what_differs_and_the_rest_stays_ours(tmp_path: Path) -> None:
    (tmp_path / "tenggat.yaml").write_text(yaml.safe_dump({"pengembalian": {"rawat_jalan": MILIK}}), encoding="utf-8")
    ours = kebijakan()
    assert pakai(tmp_path) is kebijakan()
    limit = kebijakan().tenggat.pengembalian_dari("rawat_jalan")
    assert (limit.batas, limit.sumber) == (Jangka(0, timedelta(hours=6)), "SK Direktur")
    assert kebijakan().tenggat.pengembalian_dari("rawat_inap") == ours.tenggat.pengembalian_dari("rawat_inap")
    assert (kebijakan().waktu, kebijakan().terlambat) == (ours.waktu, ours.terlambat)
    assert pakai(None) == ours


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("tenggat.yaml", {"pengembalian": {"rawat_jalan": {"batas": "PT6H"}}}, "pengembalian.rawat_jalan.sumber"),
        ("tenggat.yaml", {"pengembalian": {"rawat_jaln": MILIK}}, "pengembalian: "),
        ("tenggat.yaml", {"kelengkapan": MILIK | {"batas": "dua minggu"}}, "kelengkapan.batas: "),
        ("tenggat.yaml", {"kelengkapan": MILIK | {"batas": "PT0S"}}, "kelengkapan.batas: "),
        ("tenggat.yaml", {"pinjaman": MILIK}, "pinjaman: "),
        ("tenggat.yaml", "[1, 2]", "harus berisi entri bernama"),
        ("tenggat.yaml", "a: [", "tidak terbaca"),
        ("peredaran.yaml", {"waktu": {"urungkan": MILIK | {"yakin": "PASTI"}}}, "waktu.urungkan.yakin: "),
        ("peredaran.yaml", {"tenggat": {}}, "tempatnya di tenggat.yaml"),
        ("tengat.yaml", {}, "bukan nama berkas kebijakan"),
    ],
)
@pytest.mark.usefixtures("ours_again")
def test_an_override_that_is_wrong_names_the_file_and_the_entry_and_changes_nothing(
    tmp_path: Path, name: str, content: object, told: str
) -> None:
    before = kebijakan()
    (tmp_path / name).write_text(content if isinstance(content, str) else yaml.safe_dump(content), encoding="utf-8")
    with pytest.raises(KebijakanTidakSah) as error:
        pakai(tmp_path)
    assert str(error.value).startswith(name)
    assert told in str(error.value)
    assert kebijakan() is before


def test_jejak_does_not_start_with_a_policy_it_cannot_read(tmp_path: Path) -> None:
    (tmp_path / "tenggat.yaml").write_text(yaml.safe_dump({"kelengkapan": {"batas": "P14D"}}), encoding="utf-8")
    ended = perintah("up", "--port", "0", "--data", str(tmp_path / "data"), JEJAK_KEBIJAKAN_DIR=str(tmp_path))
    assert ended.returncode == 1
    assert "tenggat.yaml, kelengkapan.sumber" in ended.stderr
    assert "Traceback" not in ended.stderr
