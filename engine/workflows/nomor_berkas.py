"""The wish to register a folder, with the number and the place the archive gives it."""

from schemas.commands import berkas as ask


class Bernomor(ask.Daftarkan):
    """A registration whose number is known; `engine/handlers/nomor.py` makes it."""

    nomor: str
    urutan: str | None = None
    """Its place in shelf order; None for what stands on no shelf."""
    rumah: str
    """The unit in whose room it lives."""
    rencana: str | None = None
    """The plan whose counter gave the number; None where the number was brought along."""
    urut: int | None = None
    """The running number that was used up, where one was."""
