"""What travels between facilities, inside the sealed body: one module a domain. `ISI` finds a class by its `jenis`.

A domain adds its module to `MODUL`. Nothing here knows how it is carried (`engine/federasi/`).
"""

from typing import Final

from schemas.federasi import kunci, pantau, rujukan, surveilans, tanda_terima, tempat_tidur
from schemas.federasi.isi import Isi, IsiTidakTerbaca, JenisIsi

MODUL: Final = (pantau, rujukan, tanda_terima, tempat_tidur, kunci, surveilans)

ISI: dict[str, type[Isi]] = {
    content.jenis: content
    for module in MODUL
    for content in vars(module).values()
    if isinstance(content, type) and issubclass(content, Isi) and content.jenis
}

__all__ = ["ISI", "MODUL", "Isi", "IsiTidakTerbaca", "JenisIsi"]
