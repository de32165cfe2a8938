"""A search follows its folder: it begins with the report of loss, and ends with the find or with the report undone.

A find undone opens it again.

Repeat story: each wish bears an id made from the fact that caused it, and a search begun by a report is made of that
report's id: asked again, it is the same wish about the same search.
"""

from typing import Final
from uuid import UUID, uuid5

from engine.reactions.lihat import Lihat
from engine.workflows.pencarian import TERBUKA, Pencarian
from schemas.commands import pencarian as ask
from schemas.events import berkas as told
from schemas.message import Command, Event, Pelaku
from schemas.names import (
    RUANG_REKAM_MEDIS,
    SISTEM,
    Cara,
    Keadaan,
    KeadaanPencarian,
    PeranMesin,
    PerintahId,
    SebabHenti,
    SebabPencarian,
)

RUMPUN: Final = UUID("6a656a61-6b00-5000-8000-63617269696e")
"""The name space of what follows here."""
PENGIKUT: Final = Pelaku(SISTEM, frozenset({PeranMesin.SISTEM}))
DI_TANGAN: Final = frozenset({Cara.PINDAI, Cara.KETIK})


def pencarian_dari(perintah: str) -> str:
    """The id of the search that a report of loss begins."""
    return str(uuid5(RUMPUN, f"mulai/{perintah}"))


def dilaporkan_hilang(event: told.BerkasDilaporkanHilang, lihat: Lihat) -> tuple[Command, ...]:
    """Reported missing: somebody looks for it from now on, unless somebody does already."""
    return (_mulai(event, lihat),)


def ditemukan(event: told.BerkasDitemukan, lihat: Lihat) -> tuple[Command, ...]:
    """Found: whoever looks for it may stop, and what was declared lost is not."""
    pencarian = lihat.pencarian(event.subjek)
    if pencarian is None or pencarian.keadaan is KeadaanPencarian.DITEMUKAN:
        return ()
    return (_temukan(event, lihat, pencarian, event.unit),)


def di_tangan(event: told.PeristiwaBerkas, lihat: Lihat) -> tuple[Command, ...]:
    """Somebody had it in hand since the search began: it is found, unless it is still told missing.

    A missing folder that was only seen stays missing; that is an alert, and a person decides.
    """
    if event.cara not in DI_TANGAN or event.di is None or event.ke is Keadaan.HILANG:
        return ()
    pencarian = lihat.pencarian(event.subjek)
    if pencarian is None or pencarian.keadaan not in TERBUKA or pencarian.terdaftar is None:
        return ()
    if min(event.terjadi_pada, event.dicatat_pada) <= pencarian.terdaftar:
        return ()
    return (_temukan(event, lihat, pencarian, event.di),)


def laporan_diurungkan(event: told.GerakDiurungkan, lihat: Lihat) -> tuple[Command, ...]:
    """The report of loss was undone: there is nothing to look for. One that began for another reason goes on."""
    if event.dari is not Keadaan.HILANG:
        return ()
    pencarian = lihat.pencarian(event.subjek)
    if pencarian is None or pencarian.keadaan not in TERBUKA:
        return ()
    if pencarian.sebab is not SebabPencarian.DILAPORKAN_HILANG:
        return ()
    henti = ask.Hentikan(
        command_id=_id("henti", event, lihat),
        subjek=pencarian.id,
        pelaku=PENGIKUT,
        cara=Cara.SISTEM,
        sebab=SebabHenti.LAPORAN_KELIRU,
    )
    return (henti,)


def temuan_diurungkan(event: told.GerakDiurungkan, lihat: Lihat) -> tuple[Command, ...]:
    """The find was undone, so it is missing again and somebody must look: the search goes on where it was.

    A folder whose search is not known gets one: what is missing is looked for.
    """
    if event.ke is not Keadaan.HILANG:
        return ()
    pencarian = lihat.pencarian(event.subjek)
    if pencarian is None:
        return (_mulai(event, lihat),)
    if pencarian.keadaan is not KeadaanPencarian.DITEMUKAN:
        return ()
    lagi = ask.BukaLagi(
        command_id=_id("buka_lagi", event, lihat), subjek=pencarian.id, pelaku=PENGIKUT, cara=Cara.SISTEM
    )
    return (lagi,)


def _mulai(event: told.BerkasDilaporkanHilang | told.GerakDiurungkan, lihat: Lihat) -> ask.Mulai:
    return ask.Mulai(
        command_id=_id("mulai", event, lihat),
        subjek=pencarian_dari(event.perintah_id),
        pelaku=PENGIKUT,
        cara=Cara.SISTEM,
        terjadi_pada=min(event.terjadi_pada, event.dicatat_pada),
        berkas=event.subjek,
        sebab=SebabPencarian.DILAPORKAN_HILANG,
    )


def _temukan(event: Event, lihat: Lihat, pencarian: Pencarian, unit: str) -> ask.Temukan:
    return ask.Temukan(
        command_id=_id("temukan", event, lihat),
        subjek=pencarian.id,
        pelaku=PENGIKUT,
        cara=Cara.SISTEM,
        letak="meja" if unit == RUANG_REKAM_MEDIS else f"unit:{unit}",
    )


def _id(apa: str, event: Event, lihat: Lihat) -> PerintahId:
    again = f"/{lihat.percobaan}" if lihat.percobaan else ""
    return PerintahId(str(uuid5(RUMPUN, f"perintah/{apa}/{event.perintah_id}{again}")))
