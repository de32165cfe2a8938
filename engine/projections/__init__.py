"""Projections: tables that workers make of the stream, each line counted exactly once.

`kinds` what a projection is · `projector` applying, effect and cursor in one transaction · `rebuild` from the ledger,
and the comparison with it · `letters` what could not be applied · `recap` the daily recap · `views` reading it ·
`analisis` what the reports of completeness count (its rows `analisis_baris`, each line's change `analisis_lipat`) ·
`sensus` what the census counts (each visit's change `engine/sensus/ruas.py`, reading it `engine/sensus/baca.py`).
"""

from typing import Final

from engine.facility import Fasyankes
from engine.policy import kebijakan
from engine.projections import analisis, recap, sensus
from engine.projections.kinds import Proyeksi

NAMA: Final = (recap.NAMA, analisis.NAMA, sensus.NAMA)
"""Every projection there is."""


def semua(fasyankes: Fasyankes) -> tuple[Proyeksi, ...]:
    """Every projection of a facility, in the order of NAMA."""
    return (
        recap.rekap_gerak(fasyankes.zona),
        analisis.analisis(fasyankes.zona),
        sensus.sensus(fasyankes.zona, kebijakan().sensus),
    )


__all__ = ["NAMA", "Proyeksi", "semua"]
