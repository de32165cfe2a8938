"""What an office knows of the referrals of the facilities below it: which wait, since when, whose turn it is."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from engine import facility
from engine.aturan_rujukan import AturanRujukan
from engine.policy import kebijakan
from engine.settings import ZONA_INDONESIA
from engine.tempo import jatuh_tempo


class Batas:
    """When an office is told of a referral that waits, and when it passes it on: by the facility's calendar."""

    def __init__(self, zona: ZoneInfo, aturan: AturanRujukan) -> None:
        self._zona = zona
        self._aturan = aturan
        self._libur = kebijakan().libur.kalender

    def dinkes(self, jawab_sebelum: datetime, *, darurat: bool) -> datetime:
        """From then on the office itself is told."""
        limit = self._aturan.eskalasi.dinkes.untuk(darurat=darurat)
        return jatuh_tempo(jawab_sebelum, limit, self._zona, self._libur)

    def atas(self, jawab_sebelum: datetime, *, darurat: bool) -> datetime:
        """From then on the office above it is."""
        limit = self._aturan.eskalasi.dinkes_atas.untuk(darurat=darurat)
        return jatuh_tempo(jawab_sebelum, limit, self._zona, self._libur)


def batas(connection: Connection, aturan: AturanRujukan) -> Batas | None:
    """By this facility's zone; None before it was set up."""
    here = facility.read(connection)
    return Batas(ZoneInfo(ZONA_INDONESIA[here.zona]), aturan) if here else None
