"""Receipts: how far a facility has taken what another told it, and what is missing."""

from typing import Annotated, ClassVar

from pydantic import Field

from schemas.federasi.isi import Isi
from schemas.names import UuidSubjek
from schemas.names.federasi import KodeFasyankes, MacamJalur

Urut = Annotated[int, Field(ge=0, le=2**53)]


class SampaiMana(Isi):
    """One lane of the facility this receipt goes to: taken whole up to here."""

    macam_jalur: MacamJalur
    tujuan: KodeFasyankes
    """Who is told on it: the facility that gives the receipt."""
    epoch: Urut
    seq: Urut
    """Cumulative: this and all before it are in the inbox, and on the disk."""
    id_terakhir: UuidSubjek | None = None
    """The `Fed-Id` of that one: a sender that has another there was restored from a backup, and begins anew."""
    bercabang: bool = False
    """Another message came with a number that was taken: begin a new epoch, please."""
    minta_dari: Urut | None = None
    """Send again from here, please: what came after does not follow on."""


class TandaTerima(Isi):
    """Everything one facility has taken from another; each receipt says all that those before it said."""

    jenis: ClassVar[str] = "tanda.terima;1"
    macam: ClassVar[MacamJalur] = MacamJalur.RCPT
    jalur: tuple[SampaiMana, ...]
    tanya: bool = False
    """Something was lost here or at the hub: say how far you have all of mine, please."""
