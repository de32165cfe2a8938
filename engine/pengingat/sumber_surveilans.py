"""Alerts nobody looked at, outbreak reports that wait or of which no receipt came, weekly reports not sent or missing.

The watch is the surveillance officers'; where there are none, the heads'. A level that is silent is told to the heads
too, at once: somebody telephones. Nothing here names a disease, a place or a person.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from engine import tables as t
from engine.pengingat.hal import Hal
from engine.policy import kebijakan
from engine.settings import ZONA_INDONESIA
from engine.surveilans.jenjang import kita
from engine.surveilans.pantau import tidak_melapor
from schemas.names import KeadaanSinyal, KeadaanW1, KeadaanW2, Peran

SINYAL: Final = "sinyal"
"""An alert waits for somebody to look; urgent when its time is over."""
W1: Final = "w1"
"""An outbreak report is to be sent on; urgent."""
SENYAP: Final = "w1_senyap"
"""The level above has not said that it has it; urgent."""
W2: Final = "w2"
"""A weekly report is to be checked and sent."""
HILANG: Final = "w2_hilang"
"""A facility below has not reported by its hour."""
_s, _w1, _w2 = t.sinyal.c, t.w1.c, t.w2.c


def _orang(connection: Connection, *, kepala: bool = False) -> list[str]:
    """The surveillance officers; the heads where there are none, or beside them."""
    c = t.petugas.c
    people = connection.execute(select(c.id, c.peran).where(c.aktif).order_by(c.id)).all()
    watch = [row.id for row in people if Peran.PETUGAS_SURVEILANS in row.peran]
    heads = [row.id for row in people if Peran.KEPALA in row.peran]
    return sorted({*watch, *heads}) if kepala or not watch else watch


def _sinyal(connection: Connection, _pada: datetime, sejak: datetime | None) -> Iterator[Hal]:
    """Those of facilities below only once they are silent."""
    query = select(_s.id, _s.terdaftar, _s.verifikasi_sebelum, _s.lewat).where(
        _s.keadaan == KeadaanSinyal.MUNCUL, _s.lewat | ~_s.kabar
    )
    if sejak is not None:
        query = query.where(_s.lewat, _s.verifikasi_sebelum > sejak)
    for row in connection.execute(query).all():
        since = row.verifikasi_sebelum if row.lewat else row.terdaftar
        for who in _orang(connection, kepala=row.lewat):
            yield Hal(SINYAL, row.id, row.id, who, since, row.verifikasi_sebelum, mendesak=row.lewat)


def _wait(connection: Connection, _pada: datetime, sejak: datetime | None) -> Iterator[Hal]:
    query = select(_w1.id, _w1.terdaftar, _w1.kirim_sebelum, _w1.lewat_kirim).where(
        _w1.keadaan.in_((KeadaanW1.DISUSUN, KeadaanW1.DITERIMA)), _w1.kirim_sebelum.is_not(None)
    )
    for row in connection.execute(query).all():
        since = row.kirim_sebelum if row.lewat_kirim else row.terdaftar
        if sejak is None or since > sejak:
            for who in _orang(connection, kepala=row.lewat_kirim):
                yield Hal(W1, row.id, row.id, who, since, row.kirim_sebelum, mendesak=True)


def _senyap(connection: Connection, _pada: datetime, sejak: datetime | None) -> Iterator[Hal]:
    query = select(_w1.id, _w1.tanda_sebelum).where(
        _w1.keadaan.in_((KeadaanW1.DIKIRIM, KeadaanW1.DITERUSKAN)), _w1.lewat_tanda, _w1.tanda_pada.is_(None)
    )
    if sejak is not None:
        query = query.where(_w1.tanda_sebelum > sejak)
    for row in connection.execute(query).all():
        for who in _orang(connection, kepala=True):
            yield Hal(SENYAP, row.id, row.id, who, row.tanda_sebelum, row.tanda_sebelum, mendesak=True)


def _mingguan(connection: Connection, _pada: datetime, sejak: datetime | None) -> Iterator[Hal]:
    if sejak is not None:
        return
    query = select(_w2.id, _w2.terdaftar, _w2.kirim_sebelum).where(
        _w2.keadaan.in_((KeadaanW2.DISUSUN, KeadaanW2.DIPERIKSA)), _w2.edisi > _w2.terkirim
    )
    for row in connection.execute(query).all():
        for who in _orang(connection):
            yield Hal(W2, row.id, row.id, who, row.terdaftar, row.kirim_sebelum)


def _hilang(connection: Connection, pada: datetime, sejak: datetime | None) -> Iterator[Hal]:
    satu = kita(connection)
    if sejak is not None or satu is None or not satu.kantor:
        return
    zona = ZoneInfo(ZONA_INDONESIA[satu.zona])
    for who, week, due in tidak_melapor(connection, kebijakan(), satu, pada.astimezone(zona)):
        for one in _orang(connection):
            name = f"{who}|{week}"
            yield Hal(HILANG, name, name, one, due, due)


BARIS: Final = {SINYAL: _sinyal, W1: _wait, SENYAP: _senyap, W2: _mingguan, HILANG: _hilang}
"""Each kind and what is open of it: at this moment; with a moment, the urgent alone that became so after it."""
