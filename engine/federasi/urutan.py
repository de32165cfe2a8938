"""In order, each once, and never past a gap: the rules of the receiver. Pure."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from schemas.names.federasi import KeadaanJalur


class Putusan(StrEnum):
    """What is done with a message, by its place in its lane."""

    AMBIL = "ambil"
    """It is the next one."""
    LEWAT = "lewat"
    """We have it already."""
    LUBANG = "lubang"
    """Something before it is missing: the lane stops, and the sender is asked for what is missing."""
    LAMA = "lama"
    """Of an epoch its sender has left, and we never had it."""
    TERPAKAI = "terpakai"
    """Another message bears this number with us: its sender was restored from a backup."""


def putuskan(posisi: tuple[int, int], pesan: tuple[int, int], *, dikenal: bool, terbaru: bool) -> Putusan:
    """By (epoch, number) of what was taken last, and of the message. `dikenal`: its `Fed-Id` is in the inbox.

    `terbaru`: on this lane the newest counts alone, so that a gap is nothing.
    """
    if terbaru:
        return Putusan.AMBIL if pesan > posisi else Putusan.LEWAT
    (epoch, seq), (ours, last) = pesan, posisi
    if epoch < ours:
        return Putusan.LEWAT if dikenal else Putusan.LAMA
    if epoch > ours:
        return Putusan.AMBIL if seq == 1 else Putusan.LUBANG
    if seq <= last:
        return Putusan.LEWAT if dikenal else Putusan.TERPAKAI
    return Putusan.AMBIL if seq == last + 1 else Putusan.LUBANG


@dataclass(slots=True)
class JalurMasuk:
    """A lane we listen to, as it changes within one page."""

    jalur: str
    epoch: int
    seq: int
    keadaan: KeadaanJalur
    sejak: datetime
    minta_dari: int | None
    diminta: datetime | None
    id_terakhir: str | None

    @property
    def posisi(self) -> tuple[int, int]:
        """What was taken last."""
        return self.epoch, self.seq

    def putuskan(self, pesan: tuple[int, int], *, dikenal: bool, terbaru: bool) -> Putusan:
        """As the rules say; of an epoch that forked nothing more is taken, its sender tells it all anew."""
        if self.keadaan is KeadaanJalur.BERCABANG and pesan[0] == self.epoch and not terbaru:
            return Putusan.LEWAT
        return putuskan(self.posisi, pesan, dikenal=dikenal, terbaru=terbaru)

    def bercabang(self, now: datetime) -> None:
        """Its sender was restored and counts again."""
        self.keadaan, self.sejak, self.minta_dari = KeadaanJalur.BERCABANG, now, None

    def ambil(self, epoch: int, seq: int, id_: str, now: datetime) -> bool:
        """Take one. True where an epoch began while something of the old one was missing: it may never come."""
        lost = epoch > self.epoch > 0 and self.keadaan is KeadaanJalur.BERHENTI
        self.epoch, self.seq, self.id_terakhir, self.minta_dari, self.diminta = epoch, seq, id_, None, None
        if self.keadaan is not KeadaanJalur.JALAN:
            self.keadaan, self.sejak = KeadaanJalur.JALAN, now
        return lost

    def berhenti(self, epoch: int, now: datetime) -> bool:
        """Stop before what is missing. True as in `ambil`."""
        lost = epoch > self.epoch > 0 and self.keadaan is KeadaanJalur.BERHENTI
        if epoch > self.epoch:
            self.epoch, self.seq, self.id_terakhir, self.diminta = epoch, 0, None, None
        if self.keadaan is not KeadaanJalur.BERHENTI:
            self.keadaan, self.sejak, self.diminta = KeadaanJalur.BERHENTI, now, None
        self.minta_dari = self.seq + 1
        return lost
