"""What explaining an exception needs to know: that the folder and the visit are there, and whose the exception is."""

from datetime import datetime

from engine.facts import Facts
from engine.refusals import Refusal
from engine.workflows.berkas import Berkas
from engine.workflows.selisih import MILIK_UNIT, Selisih
from schemas.commands import selisih as ask
from schemas.message import Command
from schemas.names import RUANG_REKAM_MEDIS


def penjelasan(_selisih: Selisih, command: ask.Jelaskan, facts: Facts, _now: datetime) -> Command | Refusal:
    """Of a folder or a visit of this facility, and in the name of the unit that owns it now."""
    berkas: Berkas | None = facts.catatan("berkas", command.berkas) if command.berkas is not None else None
    if command.berkas is not None and berkas is None:
        return Refusal("berkas_tidak_dikenal", "berkas")
    if command.kunjungan is not None and facts.catatan("kunjungan", command.kunjungan) is None:
        return Refusal("kunjungan_tidak_dikenal", "kunjungan")
    owner = berkas.lokasi if berkas is not None and command.macam in MILIK_UNIT else RUANG_REKAM_MEDIS
    if command.unit != owner:
        return Refusal("selisih_tidak_ada", "unit")
    return command
