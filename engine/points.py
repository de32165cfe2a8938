"""Named moments of a process: the last thing it passed before it died, when a test kills it there.

Nothing in the product can arm a moment: no setting, no variable of the environment, no command. A hook is hung up by
the program that starts a process under test, which is not part of the installed package; without one, passing a
moment is one call that does nothing, a few times a transaction (not once a move).
"""

from collections.abc import Callable
from enum import StrEnum

Hook = Callable[["Titik"], None]


class Titik(StrEnum):
    """Every moment that has a name."""

    PINTU_MENGAMBIL = "pintu.mengambil"
    """A batch was taken from the queue."""
    TRANSAKSI_SEBELUM_MULAI = "transaksi.sebelum_mulai"
    TRANSAKSI_SESUDAH_MULAI = "transaksi.sesudah_mulai"
    """The ledger's lock is held."""
    TRANSAKSI_SESUDAH_PUTUSAN = "transaksi.sesudah_putusan"
    """Every command of the batch is decided, nothing is written."""
    BUKU_SESUDAH_BERKAS = "buku.sesudah_berkas"
    """The records are written, the lines are not."""
    BUKU_SESUDAH_JEJAK = "buku.sesudah_jejak"
    """Records, lines and counts are written; deadlines, checks and refusals are not."""
    BUKU_SESUDAH_TENGGAT = "buku.sesudah_tenggat"
    TRANSAKSI_SEBELUM_COMMIT = "transaksi.sebelum_commit"
    TRANSAKSI_SESUDAH_COMMIT = "transaksi.sesudah_commit"
    JAWABAN_SESUDAH = "jawaban.sesudah"
    """The callers were handed their answers; the relay was not woken."""
    RELAI_SEBELUM_TERBIT = "relai.sebelum_terbit"
    RELAI_TENGAH_TERBIT = "relai.tengah_terbit"
    """Some lines of a batch are on the wire, others are not."""
    RELAI_SEBELUM_ACK = "relai.sebelum_ack"
    """All lines are on the wire, none is acknowledged."""
    RELAI_SESUDAH_ACK = "relai.sesudah_ack"
    """The server has acknowledged; the relay does not know its new place yet."""
    ALIRAN_SEBELUM_BUAT = "aliran.sebelum_buat"
    ALIRAN_SESUDAH_BUAT = "aliran.sesudah_buat"
    ALIRAN_SEBELUM_TANDA = "aliran.sebelum_tanda"
    """The new epoch is filled, not marked whole."""
    ALIRAN_SESUDAH_TANDA = "aliran.sesudah_tanda"
    """Marked whole; the old epoch still stands beside it."""
    ALIRAN_SESUDAH_HAPUS = "aliran.sesudah_hapus"
    INTAKE_DITERIMA = "intake.diterima"
    INTAKE_SEBELUM_JAWAB = "intake.sebelum_jawab"
    PROYEKSI_SEBELUM_TULIS = "proyeksi.sebelum_tulis"
    PROYEKSI_SEBELUM_COMMIT = "proyeksi.sebelum_commit"
    """Effect and cursor are written, not committed."""
    PROYEKSI_SESUDAH_COMMIT = "proyeksi.sesudah_commit"
    """Committed, not acknowledged to the stream."""
    PROYEKSI_SESUDAH_ACK = "proyeksi.sesudah_ack"
    PROYEKSI_TENGAH_BANGUN = "proyeksi.tengah_bangun"
    """In the middle of a rebuild from the ledger."""
    TENGGAT_DITEMUKAN = "tenggat.ditemukan"
    """Deadlines that are due were read, no command was made."""
    TENGGAT_SEBELUM_PERINTAH = "tenggat.sebelum_perintah"
    TENGGAT_SESUDAH_PERINTAH = "tenggat.sesudah_perintah"
    PENGINGAT_DITEMUKAN = "pengingat.ditemukan"
    """Who is to be told was read; nothing is written."""
    PENGINGAT_SEBELUM_COMMIT = "pengingat.sebelum_commit"
    """A notice and its deliveries are written, not committed."""
    PENGINGAT_SESUDAH_COMMIT = "pengingat.sesudah_commit"
    KIRIMAN_DITEMUKAN = "kiriman.ditemukan"
    """Deliveries whose time has come were read; none is claimed."""
    KIRIMAN_DIAMBIL = "kiriman.diambil"
    """A delivery is claimed, and nothing was sent."""
    KIRIMAN_SEBELUM_TANDA = "kiriman.sebelum_tanda"
    """It was sent, or failed; nothing says so yet."""
    KIRIMAN_SESUDAH_TANDA = "kiriman.sesudah_tanda"
    SENSUS_DITEMUKAN = "sensus.ditemukan"
    """Days that are to be closed, or may have changed, were read; nothing was asked."""
    SENSUS_SEBELUM_PERINTAH = "sensus.sebelum_perintah"
    SENSUS_SESUDAH_PERINTAH = "sensus.sesudah_perintah"
    """Some days are closed or issued again; others are not, and the cursor over late lines stands where it was."""
    SENSUS_SEBELUM_KURSOR = "sensus.sebelum_kursor"
    """All days are done; the cursor stands where it was."""
    REAKSI_SEBELUM_PERINTAH = "reaksi.sebelum_perintah"
    FEDERASI_SEBELUM_KIRIM = "federasi.sebelum_kirim"
    """What goes to another facility is sealed, and nothing of it is on the wire."""
    FEDERASI_SESUDAH_KIRIM = "federasi.sesudah_kirim"
    """The hub has it; nothing here says so yet."""
    FEDERASI_SEBELUM_COMMIT = "federasi.sebelum_commit"
    """What came is written into the inbox, with its receipt, not committed."""
    FEDERASI_SEBELUM_ACK = "federasi.sebelum_ack"
    """Committed; the hub was not told."""
    FEDERASI_SESUDAH_ACK = "federasi.sesudah_ack"
    FEDERASI_SEBELUM_TERAP = "federasi.sebelum_terap"
    """A message is to be applied, and nothing was asked."""
    FEDERASI_SESUDAH_TERAP = "federasi.sesudah_terap"
    """The front door answered; the inbox does not say so yet."""
    REAKSI_SESUDAH_PERINTAH = "reaksi.sesudah_perintah"
    """A wish that follows from a line was answered; the cursor stands before the line."""
    REAKSI_SEBELUM_KURSOR = "reaksi.sebelum_kursor"
    """Everything that follows from a page was asked for; the cursor stands before it."""


_hooks: list[Hook] = []


def passing(point: Titik) -> None:
    """This process has come to a moment."""
    for hook in _hooks:
        hook(point)


def hang(hook: Hook) -> None:
    """Call this at every moment from now on. For programs that start a process under test."""
    _hooks.append(hook)
