"""Words of free beds: what they can serve, how new the figure is."""

from typing import Final

from web.i18n import N_

KEMAMPUAN: Final = (
    N_("Umum"),
    N_("Penyakit dalam"),
    N_("Bedah"),
    N_("Anak"),
    N_("Bersalin"),
    N_("Perinatologi"),
    N_("ICU"),
    N_("ICCU"),
    N_("HCU"),
    N_("PICU"),
    N_("NICU"),
    N_("Isolasi"),
    N_("Jiwa"),
    N_("Luka bakar"),
    N_("Stroke"),
)
"""The names of `policies/rujukan.yaml`, for the catalogue; a facility's own are shown as it wrote them."""
