"""A process that applies a projection, made to be killed: python -m tests.anak_proyeksi URL POINT WHAT [NAME]

POINT: the named moment at whose third passing the process ends, with nothing flushed; `-`: it lives.
WHAT: `terus` applies the ledger's lines, a few at a time, as stream messages; `bangun` rebuilds.
NAME: of the projection; the recap, if none is named.
"""

import os
import sys

from engine.database import connect
from engine.points import Titik, hang
from engine.projections import rebuild, recap
from tests.kit import PKM
from tests.proyeksi import bernama, kepala, pesan, proyektor

MATI = 9
SEKALI = 8


def die_at(point: str) -> None:
    """Make the third passing of this moment the last deed."""
    count = 0

    def hook(passed: Titik) -> None:
        nonlocal count
        count += passed == point
        if count == 3:
            os._exit(MATI)

    hang(hook)


def main(url: str, point: str, what: str, nama: str = recap.NAMA) -> None:
    """Work until done, or dead."""
    engine = connect(url)
    worker = proyektor(engine, bernama(nama))
    die_at(point)
    if what == "bangun":
        vars(rebuild)["HALAMAN"] = SEKALI  # pages small enough to die between them
        rebuild.bangun_ulang(engine, PKM.kode, bernama(nama))
        return
    last = kepala(engine)
    while (seq := worker.kursor.seq) < last:
        worker.terima(pesan(engine, max(1, seq - 2), seq + SEKALI))


if __name__ == "__main__":
    main(*sys.argv[1:])
