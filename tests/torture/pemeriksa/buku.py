"""The ledger, walked once: positions, versions, legal steps; and what the other rules need of each line."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from sys import intern
from typing import Final, NamedTuple

from tests.torture.pemeriksa.bukti import Baris, Bukti, Temuan, waktu
from tests.torture.pemeriksa.langkah import TERLIHAT
from tests.torture.pemeriksa.lipat import Jejak, Riwayat

Pendengar = Callable[[Jejak, Riwayat], None]
"""Sees each line after it was taken, with its record as it is then."""


BERKAS: Final = "berkas."


class Letak(NamedTuple):
    """What is kept of a line for the history rules."""

    seq: int
    versi: int
    jenis: str
    subjek: str
    ke: str
    cara: str
    data: str

    @property
    def terlihat(self) -> bool:
        """A sighting: moved nothing."""
        return self.jenis == TERLIHAT


@dataclass(slots=True)
class Buku:
    """The ledger as the checker knows it."""

    kepala: int = 0
    hash: str = ""
    oleh: dict[str, Letak] = field(default_factory=dict)
    """By the id of the command that asked for it."""
    berkas: dict[str, Riwayat] = field(default_factory=dict)


def jejak(baris: Baris) -> Jejak:
    """A ledger row, as a line of a record's life. Raises KeyError, TypeError, ValueError for a malformed one."""
    data = json.loads(baris["data"])
    if not isinstance(data, dict):
        raise TypeError("data bukan objek")
    return Jejak(
        seq=baris["seq"],
        id=baris["perintah_id"],
        jenis=intern(baris["jenis"]),
        subjek=baris["subjek"],
        versi=baris["versi"],
        terjadi=waktu(baris["terjadi_pada"]),
        dicatat=waktu(baris["dicatat_pada"]),
        pelaku=baris["pelaku"],
        di=baris["di"],
        selisih=baris["selisih_jam"],
        data=data,
    )


def baca_buku(
    bukti: Bukti, mentah: Iterator[Baris], pendengar: list[Pendengar], semua: Callable[[Jejak], None]
) -> Buku:
    """Walk the ledger in the order of its rows. `mentah` are those rows, read by whoever else looks at them too.

    `pendengar` see the lines of folders, `semua` every line.
    """
    buku = Buku()
    for baris in mentah:
        try:
            satu = jejak(baris)
            _ambil(buku, satu, baris, bukti.temuan)
            semua(satu)
            if satu.jenis.startswith(BERKAS):
                buku.berkas.setdefault(satu.subjek, Riwayat()).langkah(satu, partial(_kata, bukti.temuan, satu.seq))
                for dengar in pendengar:
                    dengar(satu, buku.berkas[satu.subjek])
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            bukti.temuan.catat("baris_rusak", baris.get("seq"), f"{type(error).__name__}: {error}")
    return buku


def _ambil(buku: Buku, satu: Jejak, baris: Baris, temuan: Temuan) -> None:
    if satu.seq != buku.kepala + 1:
        temuan.catat("seq_berlubang", satu.seq, f"sesudah {buku.kepala}")
    buku.kepala, buku.hash = satu.seq, str(baris["hash"])
    _kenali(buku, satu, baris, temuan)


def _kata(temuan: Temuan, seq: int, jenis: str, kata: str) -> None:
    temuan.catat(jenis, seq, kata)


def _kenali(buku: Buku, satu: Jejak, baris: Baris, temuan: Temuan) -> None:
    if satu.id in buku.oleh:
        temuan.catat("dua_kali", satu.seq, f"perintah {satu.id} sudah ada di {buku.oleh[satu.id].seq}")
        return
    buku.oleh[satu.id] = Letak(
        satu.seq,
        satu.versi,
        satu.jenis,
        satu.subjek,
        intern(str(satu.data.get("ke"))),
        intern(str(baris.get("cara"))),
        baris["data"],
    )
