"""Free beds, told to every hub joined: when they changed, and again before the figure would look old.

The row of the lane's last message says what was told last and when, so that workers of several processes, and one that
was started again, tell the same thing once.
"""

from datetime import datetime
from typing import Final

from sqlalchemy import Connection, select

from engine import tables as t
from engine.aturan_rujukan import AngkaTempatTidur
from engine.facility import baru
from engine.federasi.keluar import Kiriman, titip
from engine.rows.pantau_rujukan import kantor_di_atas
from engine.views.tempat_kosong import tempat_kosong
from schemas import subjects
from schemas.federasi.tempat_tidur import BarisKosong, TempatTidurKosong
from schemas.names.federasi import JenisFasyankes

BERTEMPAT_TIDUR: Final = frozenset({JenisFasyankes.RS})
"""Kinds of facility whose beds others look for: a hub takes figures from no other."""


def isi_kini(connection: Connection, pada: datetime) -> TempatTidurKosong:
    """What is free at that moment."""
    lines = (
        BarisKosong(kelas=one.kelas, bayi=one.bayi, kemampuan=one.kemampuan, jumlah=one.jumlah, kosong=one.kosong)
        for one in tempat_kosong(connection, pada)
    )
    return TempatTidurKosong(pada=pada, baris=tuple(lines))


def terbitkan(connection: Connection, pada: datetime, aturan: AngkaTempatTidur) -> int:
    """Tell each hub that is to be told now; how many. Needs a writing transaction."""
    here = connection.execute(select(t.fasyankes.c.kode, t.fasyankes.c.jenis)).first()
    hubs = kantor_di_atas(connection)
    if here is None or here.jenis not in BERTEMPAT_TIDUR or not hubs:
        return 0
    now = isi_kini(connection, pada)
    due = [hub for hub in hubs if _perlu(connection, subjects.jalur(here.kode, now.macam.value, hub), now, aturan)]
    until = pada + aturan.berlaku.batas
    titip(connection, [Kiriman(baru(), now.macam, hub, now.jenis, now, until) for hub in due], pada=pada)
    return len(due)


def _perlu(connection: Connection, jalur: str, now: TempatTidurKosong, aturan: AngkaTempatTidur) -> bool:
    """Did something change, or is it time to say it again?"""
    c = t.fed_keluar.c
    query = select(c.isi, c.dibuat).where(c.jalur == jalur).order_by(c.epoch.desc(), c.seq.desc()).limit(1)
    last = connection.execute(query).first()
    if last is None or not last.dibuat <= now.pada < last.dibuat + aturan.terbit.batas:
        return True
    return last.isi is not None and TempatTidurKosong.model_validate_json(last.isi).baris != now.baris
