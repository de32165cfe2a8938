"""Other messengers, by way of apprise: an extra (`pip install "jejak[apprise]"`), loaded when it is first wanted."""

import importlib
from types import ModuleType

from engine.pengingat.kirim import Gagal
from engine.settings import Settings
from workers.kanal.kiriman import Surat, TidakSiap


def muat() -> ModuleType:
    """The library. Raises TidakSiap where it is not installed."""
    try:
        return importlib.import_module("apprise")
    except ImportError as error:
        raise TidakSiap("apprise_tidak_terpasang") from error


class LewatApprise:
    """The messenger of the settings, for each person by their own number or address."""

    def __init__(self, settings: Settings) -> None:
        self._url = settings.apprise_url.get_secret_value() if settings.apprise_url else ""

    async def kirim(self, surat: Surat) -> Gagal | None:
        """One message. Raises TidakSiap."""
        library = muat()
        wants = {name for name in ("telepon", "surel") if f"{{{name}}}" in self._url}
        own = {"telepon": surat.kontak.telepon or "", "surel": surat.kontak.surel or ""}
        if any(not own[name] for name in wants):
            return Gagal("kontak_kosong", tetap=True)
        address = self._url
        for name in wants:
            address = address.replace(f"{{{name}}}", own[name])
        messenger = library.Apprise()
        if not messenger.add(address):
            return Gagal("apprise_alamat", tetap=True)
        taken = await messenger.async_notify(title="Jejak", body=f"{surat.kalimat} Buka: {surat.tautan}")
        return None if taken else Gagal("apprise_ditolak")
