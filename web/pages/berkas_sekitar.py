"""Around a record: whose it is, for whom the patient is here today, and who waits for it. For its page."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from engine.people import Petugas
from engine.views import requests, visits
from engine.views.requests import Diminta
from engine.views.visits import Orang
from engine.workflows.berkas import Berkas
from engine.workflows.kunjungan import Kunjungan, berlangsung
from web.pages.pasien import MENGENAL


@dataclass(frozen=True, slots=True)
class Sekitar:
    """What stands beside a record. `orang` is None for who needs no names, and for a record of nobody known."""

    orang: Orang | None
    tanpa_pasien: bool
    kunjungan: tuple[Kunjungan, ...]
    """The patient's visits that go on."""
    diminta: tuple[Diminta, ...]
    """Who waits for it, in their order."""

    def umur(self, hari_ini: date) -> int | None:
        """How old the patient is."""
        lahir = self.orang.tanggal_lahir if self.orang else None
        if lahir is None:
            return None
        return hari_ini.year - lahir.year - ((hari_ini.month, hari_ini.day) < (lahir.month, lahir.day))


def sekitar(connection: Connection, berkas: Berkas, petugas: Petugas) -> Sekitar:
    """What this person may see of it."""
    waiting = requests.milik_berkas(connection, berkas.id)
    if berkas.pasien is None or petugas.peran.isdisjoint(MENGENAL):
        return Sekitar(None, berkas.pasien is None, (), waiting)
    here = tuple(one for one in visits.milik(connection, [berkas.pasien]) if berlangsung(one))
    return Sekitar(visits.orang(connection, [berkas.pasien]).get(berkas.pasien), False, here, waiting)
