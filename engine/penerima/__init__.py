"""What is done with messages of other facilities: one module a domain, one function a kind.

A receiver makes a command of a message, or nothing where there is nothing to do; the front door decides. It is
called within a reading transaction, and may be called again for the same message: what it makes of it must bear the
same `command_id` (`id_perintah`), so that it is granted once.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from sqlalchemy import Connection

from engine.federasi.masuk import Masuk
from engine.penerima import pantau, rujukan, surveilans, tempat_tidur
from schemas.federasi import surveilans as klb
from schemas.federasi.pantau import RujukanPantau
from schemas.federasi.tempat_tidur import TempatTidurKosong
from schemas.message import Command

Penerima = Callable[[Connection, Masuk], Command | None]
"""Makes a command of a message that was believed. None: nothing to ask for, it is done with."""

Pencatat = Callable[[Connection, Masuk], None]
"""Keeps what a message says, where nothing is to be asked of the front door: twice is once."""

PENCATAT: Final[Mapping[str, Pencatat]] = MappingProxyType(
    {TempatTidurKosong.jenis: tempat_tidur.simpan, RujukanPantau.jenis: pantau.simpan}
)
"""Kinds that are figures of others and no facts of ours: kept in the writing transaction that marks them done."""

PENERIMA: Final[Mapping[str, Penerima]] = MappingProxyType(
    {
        klb.MingguanDikirim.jenis: surveilans.mingguan,
        klb.MingguanDiterima.jenis: surveilans.mingguan_diterima,
        klb.SinyalMuncul.jenis: surveilans.sinyal_muncul,
        klb.SinyalDiputus.jenis: surveilans.sinyal_diputus,
        klb.KlbDikirim.jenis: surveilans.klb,
        klb.KlbDitandai.jenis: surveilans.klb_ditandai,
        klb.KlbDiperbarui.jenis: surveilans.klb_diperbarui,
        klb.KlbDitutup.jenis: surveilans.klb_ditutup,
        **dict.fromkeys(rujukan.KABAR, rujukan.perintah),
    }
)
"""By kind (`rujukan.dikirim;1`). A domain adds its own here."""
