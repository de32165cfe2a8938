"""The moments a process may be made to die at: each stands where it says, and only a test can arm one."""

import ast
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

from hatchling.builders.wheel import WheelBuilder

from engine.points import Titik

ROOT = Path(__file__).parents[1]
ROOMS = ("schemas", "engine", "workers", "web", "cli", "policies", "migrations")
POINTS = "engine/points.py"
TEMPAT: dict[Titik, set[str]] = {
    Titik.PINTU_MENGAMBIL: {"engine/execute.py:_run"},
    Titik.TRANSAKSI_SEBELUM_MULAI: {"engine/execute.py:_transact"},
    Titik.TRANSAKSI_SESUDAH_MULAI: {"engine/execute.py:_commit"},
    Titik.TRANSAKSI_SESUDAH_PUTUSAN: {"engine/execute.py:_commit"},
    Titik.BUKU_SESUDAH_BERKAS: {"engine/ledger.py:write"},
    Titik.BUKU_SESUDAH_JEJAK: {"engine/ledger.py:write"},
    Titik.BUKU_SESUDAH_TENGGAT: {"engine/ledger.py:write"},
    Titik.TRANSAKSI_SEBELUM_COMMIT: {"engine/execute.py:_transact"},
    Titik.TRANSAKSI_SESUDAH_COMMIT: {"engine/execute.py:_transact"},
    Titik.JAWABAN_SESUDAH: {"engine/execute.py:_run"},
    Titik.RELAI_SEBELUM_TERBIT: {"workers/streams.py:terbitkan"},
    Titik.RELAI_TENGAH_TERBIT: {"workers/streams.py:_beruntun", "workers/streams.py:_rombongan"},
    Titik.RELAI_SEBELUM_ACK: {"workers/streams.py:_beruntun", "workers/streams.py:_rombongan"},
    Titik.RELAI_SESUDAH_ACK: {"workers/streams.py:terbitkan"},
    Titik.ALIRAN_SEBELUM_BUAT: {"workers/carry.py:_bangun"},
    Titik.ALIRAN_SESUDAH_BUAT: {"workers/carry.py:_bangun"},
    Titik.ALIRAN_SEBELUM_TANDA: {"workers/carry.py:_rapikan"},
    Titik.ALIRAN_SESUDAH_TANDA: {"workers/carry.py:_rapikan"},
    Titik.ALIRAN_SESUDAH_HAPUS: {"workers/carry.py:hapus_lama"},
    Titik.INTAKE_DITERIMA: {"workers/intake.py:_answered"},
    Titik.INTAKE_SEBELUM_JAWAB: {"workers/intake.py:_answered"},
    Titik.PROYEKSI_SEBELUM_TULIS: {"engine/projections/projector.py:_tulis"},
    Titik.PROYEKSI_SEBELUM_COMMIT: {
        "engine/projections/projector.py:_tulis",
        "engine/projections/rebuild.py:bangun_ulang",
    },
    Titik.PROYEKSI_SESUDAH_COMMIT: {
        "engine/projections/projector.py:_tulis",
        "engine/projections/rebuild.py:bangun_ulang",
    },
    Titik.PROYEKSI_SESUDAH_ACK: {"workers/projections.py:_ambil"},
    Titik.PROYEKSI_TENGAH_BANGUN: {
        "engine/projections/rebuild.py:bangun_ulang",
        "engine/projections/rebuild.py:isi",
    },
    Titik.TENGGAT_DITEMUKAN: {"workers/deadlines.py:lewatkan"},
    Titik.TENGGAT_SEBELUM_PERINTAH: {"workers/deadlines.py:_tell"},
    Titik.TENGGAT_SESUDAH_PERINTAH: {"workers/deadlines.py:_tell"},
    Titik.TENGGAT_DITEMUKAN: {"workers/deadlines.py:lewatkan"},
    Titik.TENGGAT_SEBELUM_PERINTAH: {"workers/deadlines.py:_tell"},
    Titik.TENGGAT_SESUDAH_PERINTAH: {"workers/deadlines.py:_tell"},
    Titik.PENGINGAT_DITEMUKAN: {"workers/notices.py:susun"},
    Titik.PENGINGAT_SEBELUM_COMMIT: {"workers/notices.py:_simpan"},
    Titik.PENGINGAT_SESUDAH_COMMIT: {"workers/notices.py:_simpan"},
    Titik.KIRIMAN_DITEMUKAN: {"workers/notices.py:kirimkan"},
    Titik.KIRIMAN_DIAMBIL: {"workers/notices.py:_antarkan"},
    Titik.KIRIMAN_SEBELUM_TANDA: {"workers/notices.py:_antarkan"},
    Titik.KIRIMAN_SESUDAH_TANDA: {"workers/notices.py:_antarkan"},
    Titik.SENSUS_DITEMUKAN: {"workers/census.py:langkah"},
    Titik.SENSUS_SEBELUM_PERINTAH: {"workers/census.py:_minta"},
    Titik.SENSUS_SESUDAH_PERINTAH: {"workers/census.py:_minta"},
    Titik.SENSUS_SEBELUM_KURSOR: {"workers/census.py:langkah"},
    Titik.FEDERASI_SEBELUM_KIRIM: {"engine/federasi/sambungan.py:_dorong"},
    Titik.FEDERASI_SESUDAH_KIRIM: {"engine/federasi/sambungan.py:_dorong"},
    Titik.FEDERASI_SEBELUM_COMMIT: {"engine/federasi/sambungan.py:_terima"},
    Titik.FEDERASI_SEBELUM_ACK: {"engine/federasi/sambungan.py:tarik"},
    Titik.FEDERASI_SESUDAH_ACK: {"engine/federasi/sambungan.py:tarik"},
    Titik.FEDERASI_SEBELUM_TERAP: {"engine/penerima/terap.py:terapkan"},
    Titik.FEDERASI_SESUDAH_TERAP: {"engine/penerima/terap.py:terapkan"},
    Titik.REAKSI_SEBELUM_PERINTAH: {"workers/reactions.py:_jawab"},
    Titik.REAKSI_SESUDAH_PERINTAH: {"workers/reactions.py:_jawab"},
    Titik.REAKSI_SEBELUM_KURSOR: {"workers/reactions.py:_taruh"},
}
"""Where each moment is passed: module and function."""


def _modules() -> Iterator[tuple[str, ast.Module]]:
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def _passed() -> dict[Titik, list[str]]:
    """Every moment named in the product outside its own module, with the function it is named in."""
    found: dict[Titik, list[str]] = {}
    for name, tree in _modules():
        if name == POINTS:
            continue
        for function in ast.walk(tree):
            if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            for call in ast.walk(function):
                if isinstance(call, ast.Call) and call.args and _is_point(call.args[0]):
                    point = call.args[0]
                    assert isinstance(point, ast.Attribute)
                    found.setdefault(Titik[point.attr], []).append(f"{name}:{function.name}")
    return found


def _is_point(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "Titik"


def test_every_moment_is_passed_where_it_says_and_nowhere_else() -> None:
    found = _passed()
    assert {point: sorted(places) for point, places in found.items()} == {
        point: sorted(places) for point, places in TEMPAT.items()
    }


def test_no_moment_has_a_name_without_a_place() -> None:
    assert set(TEMPAT) == set(Titik)


def test_the_product_knows_how_to_pass_a_moment_and_not_how_to_arm_one() -> None:
    for name, tree in _modules():
        if name == POINTS:
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module == "engine.points":
                assert {alias.name for alias in node.names} <= {"Titik", "passing"}, name
            if isinstance(node, ast.ImportFrom) and node.module == "engine":
                assert "points" not in {alias.name for alias in node.names}, name
            if isinstance(node, ast.Import):
                assert "engine.points" not in {alias.name for alias in node.names}, name
            if isinstance(node, ast.Constant):
                assert node.value != "engine.points", name


def test_the_module_of_moments_can_read_nothing_that_could_arm_one() -> None:
    tree = ast.parse((ROOT / POINTS).read_text(encoding="utf-8"))
    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert imported == {"collections.abc", "enum"}
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.Import)]


def test_a_started_product_has_hung_up_nothing_whatever_its_environment_says() -> None:
    modules = sorted(
        name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        for name, _ in _modules()
        if name.split("/")[0] in {"schemas", "engine", "workers", "web", "cli"} and "__main__" not in name
    )
    script = (
        f"import importlib; [importlib.import_module(name) for name in {modules!r}]; "
        "from engine import points; print(len(points._hooks))"
    )
    armed = {f"JEJAK_{word}": Titik.TRANSAKSI_SESUDAH_COMMIT.value for word in ("TITIK", "TITIK_HIT", "POINT")}
    told = subprocess.run(  # noqa: S603 - our own modules
        [sys.executable, "-c", script], cwd=ROOT, env=armed, capture_output=True, text=True, check=True
    )
    assert told.stdout.split() == ["0"]


def test_the_wheel_holds_the_rooms_and_no_test(tmp_path: Path) -> None:
    (built,) = WheelBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"])
    with zipfile.ZipFile(built) as wheel:
        tops = {name.split("/")[0] for name in wheel.namelist()}
        hooks = [name for name in wheel.namelist() if name.endswith(".py") and b"hang(" in wheel.read(name)]
    assert {top for top in tops if not top.endswith(".dist-info")} == set(ROOMS)
    assert hooks == [POINTS]
