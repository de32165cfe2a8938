"""Names as systems keep them, taken apart by the index's own writing rules (`engine.kiup.nama`).

And what only exports know: a baby under its mother's name, `Alm`, words written out, a status in brackets.
"""

import re
from typing import Final, NamedTuple

from engine.kiup.nama import rapikan
from schemas.names import Sebutan

_PENUH: Final = {"tuan": "Tn", "bpk": "Tn", "sdr": "Tn", "nyonya": "Ny", "nona": "Nn", "sdri": "Nn", "bayi": "By"}
_DEPAN: Final = re.compile(rf"^({'|'.join(_PENUH)})(?:\s*\.\s*|\s+)(?=\S)", re.IGNORECASE)
_BAYI: Final = re.compile(r"^(?:by|bayi)\s*\.?\s*(?:ny|nyonya|nn|ibu)\b\s*\.?\s*(?=\S)", re.IGNORECASE)
_KURUNG: Final = re.compile(rf"\s*\(\s*(tn|ny|nn|an|by|{'|'.join(_PENUH)})\s*\.?\s*\)$", re.IGNORECASE)
_ALM: Final = re.compile(r"(?:^|[\s,(])\(?(?:almarhumah|almarhum|almh|alm)\b\.?\)?", re.IGNORECASE)
_GELAR: Final = re.compile(
    r".*\..*|SE|SH|ST|SP|SKM|MM|MH|MT|MBA|PHD|AMD|AMK|AMKEB|SKEP|NERS|SST|SPD|MPD|SAG|SSOS|SKOM|MKES|MARS|APT",
    re.IGNORECASE,
)


class Nama(NamedTuple):
    """A name taken apart, and what there is to say about it."""

    nama: str
    sebutan: Sebutan | None = None
    gelar: str | None = None
    ibu: str | None = None
    """A newborn goes by its mother's name."""
    kode: tuple[str, ...] = ()


def urai(tertulis: str) -> Nama:
    """`BY.NY. SITI`, `Hj. Siti, S.Pd`, `TN. BUDI (ALM)`: each part to its own place."""
    text = " ".join(tertulis.split())
    kode: list[str] = []
    if _ALM.search(text) and (sisa := _ALM.sub(" ", text).strip(" ,.()")):
        text = " ".join(sisa.split())
        kode.append("nama_almarhum")
    bayi = _BAYI.match(text)
    if bayi:
        text = text[bayi.end() :]
        kode.append("bayi_bernama_ibu")
    if found := _KURUNG.search(text):
        text = f"{text[: found.start()]}, {_PENUH.get(found[1].casefold(), found[1])}"
    if found := _DEPAN.match(text):
        text = f"{_PENUH[found[1].casefold()]}. {text[found.end() :]}"
    rapi = rapikan(text)
    if rapi.gelar and not all(_GELAR.fullmatch(satu.strip()) for satu in rapi.gelar.split(",")):
        kode.append("gelar_diduga")
    return Nama(rapi.nama, Sebutan.BY if bayi else rapi.sebutan, rapi.gelar, rapi.nama if bayi else None, tuple(kode))
