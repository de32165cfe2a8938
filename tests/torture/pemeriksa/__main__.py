"""`python -m tests.torture.pemeriksa FOLDER`: print what was counted and what is wrong; exit 1 if anything is."""

import sys
from pathlib import Path

from tests.torture.pemeriksa.periksa import periksa_lengkap


def main(arguments: list[str]) -> int:
    """The command."""
    if len(arguments) != 1:
        sys.stderr.write("pakai: python -m tests.torture.pemeriksa FOLDER\n")
        return 2
    hasil = periksa_lengkap(Path(arguments[0]))
    kata = [f"{nama:24} {jumlah:>10,}" for nama, jumlah in hasil.angka.items()]
    kata += [f"PELANGGARAN {salah}" for salah in hasil.pelanggaran]
    sys.stdout.write("\n".join([*kata, f"{len(hasil.pelanggaran)} pelanggaran", ""]))
    return 1 if hasil.pelanggaran else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
