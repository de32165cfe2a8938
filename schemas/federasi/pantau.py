"""How a referral stands, for the Dinkes above: who sent it where and when it was answered. Nothing about a patient."""

from typing import Annotated, ClassVar

from pydantic import Field

from schemas.federasi.isi import Isi
from schemas.message import Waktu
from schemas.names import KeadaanRujukan, UuidSubjek
from schemas.names.federasi import KodeFasyankes, MacamJalur


class RujukanPantau(Isi):
    """One referral as whoever sent it knows it. The highest `versi` holds, in whatever order they come."""

    jenis: ClassVar[str] = "rujukan.pantau;1"
    macam: ClassVar[MacamJalur] = MacamJalur.AGG
    rujukan: UuidSubjek
    versi: Annotated[int, Field(ge=1, le=2**31 - 1)]
    perujuk: KodeFasyankes
    tujuan: KodeFasyankes
    darurat: bool
    keadaan: KeadaanRujukan
    dikirim: Waktu
    """Since when it waits, by the clock of whoever sent it."""
    jawab_sebelum: Waktu | None = None
    dijawab: Waktu | None = None
    tiba: Waktu | None = None
    dibalas: Waktu | None = None
    tingkat: Annotated[int, Field(ge=0, le=3)] = 0
    """How far up it was taken because nobody answered: 0 told only, 1 late, 2 and more passed on by an office."""
