"""The plays: the smallest load and fault that shows a mutant for what it is, and leaves the sound product spotless."""

import contextlib
import json
import threading
from functools import partial
from typing import Final

from tests.torture import kawat, proses
from tests.torture.mutan.adegan import SABAR, Panggung, lalu
from tests.torture.pola import KENARI, port_kosong
from tests.torture.riwayat import saat

BERKAS_SERENTAK: Final = 24


def harian(p: Panggung) -> None:
    """An ordinary morning, with a little of everything that may be refused."""
    p.mulai()
    satu, dua = p.berkas(0), p.berkas(1)
    baru = p.minta("daftarkan", nomor=f"{KENARI}-90001", pembawa="fisik")
    ambil = p.minta("ambil", satu, tujuan="UMUM")
    p.ulangi(ambil)
    ditolak = p.minta("simpan", satu)
    p.ulangi(ditolak)
    p.minta("terima_di_unit", satu, unit="UMUM")
    p.minta("kirim_kembali", satu, versi=1)
    p.minta("kirim_kembali", satu, terjadi_pada=lalu(hours=1))
    p.minta("terima_kembali", satu, cara_kembali="diantar")
    p.minta("urungkan", satu, siapa=1)
    p.minta("rakit", satu)
    p.minta("kekurangan.catat", berkas=satu, butir="identitas.terisi", penanggung_jawab=p.petugas[0])
    p.minta("nyatakan_tidak_lengkap", satu, penanggung_jawab=p.petugas[0])
    p.minta("ambil", dua, tujuan="GIGI")
    p.minta("terima_di_unit", dua, unit="UMUM")
    p.minta("urungkan", dua)
    p.ulangi(baru)
    p.ulangi(ditolak)


def _sampai_mati(p: Panggung, titik: str) -> None:
    """Move folder after folder until the system dies at this moment."""
    p.mulai(titik)
    for nomor in range(8):
        if p.minta("ambil", p.berkas(nomor), tujuan="UMUM")["_fase"] == "unknown" or p.sistem.pid("app") is None:
            break
    p.mati_di(titik)
    p.selesaikan()
    p.minta("ambil", p.berkas(9), tujuan="UMUM")


def mati_sebelum_commit(p: Panggung) -> None:
    """Dies with everything written and nothing committed."""
    _sampai_mati(p, "transaksi.sebelum_commit:3")


def mati_sesudah_commit(p: Panggung) -> None:
    """Dies with everything committed and nobody told."""
    _sampai_mati(p, "transaksi.sesudah_commit:3")


def mati_sesudah_berkas(p: Panggung) -> None:
    """Dies between records and lines."""
    _sampai_mati(p, "buku.sesudah_berkas:3")


def mati_proyeksi(p: Panggung) -> None:
    """Dies with a projection's effect and cursor written, not committed."""
    _sampai_mati(p, "proyeksi.sebelum_commit:2")


def mati_sesudah_proyeksi(p: Panggung) -> None:
    """Dies with a projection committed, its messages not acknowledged."""
    _sampai_mati(p, "proyeksi.sesudah_commit:2")


def dua_relai(p: Panggung) -> None:
    """Two processes carry the same ledger."""
    p.mulai()
    p.tambah_proses("pekerja2", "pekerja")
    log = p.sistem.log_dir / "pekerja2.log"
    proses.tunggu(lambda: log.exists() and "siaran_lancar" in log.read_text(encoding="utf-8"), SABAR, "a second relay")
    for nomor in range(3):  # each from a calm stream: what is read then is sent by both, one after the other
        p.minta("ambil", p.berkas(nomor), tujuan="UMUM")
        p.minta("batal_ambil", p.berkas(nomor))
        sampai = 302 + 2 * nomor
        with contextlib.suppress(TimeoutError):  # an unfenced one may have begun another epoch by now
            proses.tunggu(partial(_sampai, p, sampai), p.sabar, "the lines were carried")


def _sampai(p: Panggung, sampai: int) -> bool:
    try:
        return any(satu["terakhir"] >= sampai for satu in p.aliran())
    except (kawat.Terputus, TimeoutError):
        return False


def siaran_dikosongkan(p: Panggung) -> None:
    """Somebody purges the stream; every epoch readers could follow meanwhile is written down."""
    p.mulai()
    p.minta("ambil", p.berkas(0), tujuan="UMUM")
    proses.tunggu(lambda: _utuh(p, 301), SABAR, "the line was carried")
    amatan = [{"t": saat()["t"], "aliran": p.aliran()}]
    mulai = saat()
    p.nats(f"$JS.API.STREAM.PURGE.JEJAK_{p.sistem.fasyankes}_1")

    def pulih() -> bool:
        try:
            amatan.append({"t": saat()["t"], "aliran": p.aliran()})
        except (kawat.Terputus, TimeoutError):
            return False
        return [satu["nama"][-2:] for satu in amatan[-1]["aliran"]] == ["_2"] and _utuh(p, 301)

    with contextlib.suppress(TimeoutError):
        proses.tunggu(pulih, p.sabar, "the stream is whole again")
    p.catat("siaran", "purge", mulai)
    baris = "".join(json.dumps(satu) + "\n" for satu in amatan)
    (p.sistem.bukti / "pengamatan.jsonl").write_text(baris, encoding="utf-8")
    p.minta("ambil", p.berkas(1), tujuan="UMUM")


def _utuh(p: Panggung, terakhir: int) -> bool:
    try:
        ada = p.aliran()
    except (kawat.Terputus, TimeoutError):
        return False
    return len(ada) == 1 and ada[0]["selesai"] == "ya" and ada[0]["terakhir"] == terakhir


def tenggat(p: Panggung) -> None:
    """A folder is received, the system dies, and a day and an hour go by."""
    p.mulai()
    satu = p.berkas(0)
    p.minta("ambil", satu, tujuan="UMUM")
    p.minta("terima_di_unit", satu, unit="UMUM")
    _tenang(p)  # a nats-server killed while it writes what a new stream is refuses that stream afterwards
    p.bunuh("app", "nats")
    p.majukan_jam(hours=25)
    _tenang(p)


def _tenang(p: Panggung) -> None:
    with contextlib.suppress(TimeoutError):
        p.sistem.tunggu_tenang(p.sabar)


def cakram(p: Panggung) -> None:
    """The disk takes nothing any more; then the machine is started anew and it does."""
    p.mulai()
    p.minta("ambil", p.berkas(0), tujuan="UMUM")
    _tenang(p)
    mulai = p.sumbat_cakram()
    for nomor in range(1, 4):
        p.minta("ambil", p.berkas(nomor), tujuan="UMUM")
    p.sistem.bunuh("app", "nats")
    p.catat("flush_gagal", "app", mulai)
    p.mulai()


def _dua_pintu(p: Panggung, berkas: list[str], *, serentak: bool) -> None:
    """Two doors on one ledger, each asked for every record in turn or both at once."""
    port = port_kosong()
    p.tambah_proses("web2", "web", "--port", str(port))
    lain = f"http://127.0.0.1:{port}"
    log = p.sistem.log_dir / "web2.log"
    proses.tunggu(lambda: log.exists() and '"siap"' in log.read_text(encoding="utf-8"), SABAR, "a second door")

    def ambil(url: str, semua: list[str]) -> None:
        for satu in semua:
            p.minta("ambil", satu, url=url, tujuan="UMUM")

    if serentak:
        paruh = len(berkas) // 2
        dua = threading.Thread(target=ambil, args=(lain, berkas[:paruh]))
        dua.start()
        ambil(p.sistem.url, berkas[paruh:])
        dua.join()
        return
    for satu in berkas:
        p.minta("ambil", satu, tujuan="UMUM")
        p.minta("terima_di_unit", satu, url=lain, unit="UMUM")
        p.minta("terima_kembali", satu, cara_kembali="diantar")


def dua_pintu(p: Panggung) -> None:
    """A folder goes back and forth between two doors that both remember it."""
    p.mulai()
    _dua_pintu(p, [p.berkas(0), p.berkas(1)], serentak=False)


def dua_pintu_serentak(p: Panggung) -> None:
    """Two doors write at the same time, some commits slower than others."""
    p.mulai()
    _dua_pintu(p, [p.berkas(nomor) for nomor in range(BERKAS_SERENTAK)], serentak=True)
