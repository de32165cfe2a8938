"""Canaries: names, numbers and secrets that were planted must stand in no log, no message and no fact."""

import json
import re
from collections.abc import Iterator
from typing import Any

from tests.torture.pemeriksa.bukti import Bukti

DICARI_DI = ("log/*", "siaran.jsonl", "jejak.jsonl", "surat_mati.jsonl")


def periksa_kenari(bukti: Bukti) -> int:
    """Search everything that leaves the database. How many canaries there are."""
    kata = sorted({satu for satu in _kata(bukti.satu("kenari.json")) if satu})
    if not kata:
        bukti.temuan.catat("bukti_kosong", "kenari.json", "tidak satu kenari pun ditanam")
        return 0
    pola = re.compile("|".join(_ejaan(satu) for satu in kata).encode(), re.IGNORECASE)
    for nama in [berkas for tempat in DICARI_DI for berkas in bukti.nama(tempat)]:
        with (bukti.folder / nama).open("rb") as file:
            for nomor, baris in enumerate(file, 1):
                if found := pola.search(baris):
                    bukti.temuan.catat("kenari_bocor", f"{nama}:{nomor}", repr(found[0].decode(errors="replace")))
    return len(kata)


def _kata(isi: Any) -> Iterator[str]:
    if isinstance(isi, str):
        yield isi
    elif isinstance(isi, dict):
        for satu in isi.values():
            yield from _kata(satu)
    elif isinstance(isi, list):
        for satu in isi:
            yield from _kata(satu)


def _ejaan(kata: str) -> str:
    """A word as it is, and as JSON would write it."""
    return "|".join(sorted({re.escape(kata), re.escape(json.dumps(kata)[1:-1])}))
