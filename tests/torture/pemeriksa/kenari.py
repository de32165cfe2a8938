"""Canaries: names, numbers and secrets that were planted must stand in no log, no message and no fact."""

import json
from collections.abc import Iterator
from typing import Any, Final

from tests.torture.pemeriksa.bukti import Bukti

SEKALIGUS: Final = 1 << 20
"""Bytes searched at once."""
DICARI_DI: Final = ("log/*", "siaran.jsonl", "jejak.jsonl", "surat_mati.jsonl")


def periksa_kenari(bukti: Bukti) -> int:
    """Search everything that leaves the database. How many canaries there are."""
    kata = sorted({satu for satu in _kata(bukti.satu("kenari.json")) if satu})
    if not kata:
        bukti.temuan.catat("bukti_kosong", "kenari.json", "tidak satu kenari pun ditanam")
        return 0
    dicari = sorted({ejaan.lower().encode() for satu in kata for ejaan in (satu, json.dumps(satu)[1:-1])})
    for nama in [berkas for tempat in DICARI_DI for berkas in bukti.nama(tempat)]:
        _cari(bukti, nama, dicari)
    return len(kata)


def _cari(bukti: Bukti, nama: str, dicari: list[bytes]) -> None:
    """Many lines at once; only where something was found is the line looked for."""
    nomor = 0
    with (bukti.folder / nama).open("rb") as file:
        while rombongan := file.readlines(SEKALIGUS):
            sekaligus = b"".join(rombongan).lower()
            for kata in dicari:
                if kata in sekaligus:
                    di = next(n for n, baris in enumerate(rombongan, nomor + 1) if kata in baris.lower())
                    bukti.temuan.catat("kenari_bocor", f"{nama}:{di}", repr(kata.decode()))
            nomor += len(rombongan)


def _kata(isi: Any) -> Iterator[str]:
    if isinstance(isi, str):
        yield isi
    elif isinstance(isi, dict):
        for satu in isi.values():
            yield from _kata(satu)
    elif isinstance(isi, list):
        for satu in isi:
            yield from _kata(satu)
