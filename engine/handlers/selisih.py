"""What explaining an exception needs to know: that the folder and the visit it speaks of are there."""

from datetime import datetime

from engine.facts import Facts
from engine.refusals import Refusal
from engine.workflows.selisih import Selisih
from schemas.commands import selisih as ask
from schemas.message import Command


def penjelasan(_selisih: Selisih, command: ask.Jelaskan, facts: Facts, _now: datetime) -> Command | Refusal:
    """Of a folder or a visit of this facility."""
    if command.berkas is not None and facts.catatan("berkas", command.berkas) is None:
        return Refusal("berkas_tidak_dikenal", "berkas")
    if command.kunjungan is not None and facts.catatan("kunjungan", command.kunjungan) is None:
        return Refusal("kunjungan_tidak_dikenal", "kunjungan")
    return command
