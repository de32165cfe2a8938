"""`jejak rujukan`: the referrals of this facility, one of them, its steps, and the places letters go to.

Reading needs the database alone and shows no names; a step is asked of a running Jejak, in the name of a token's owner.
"""

from pathlib import Path
from typing import Annotated, Any

import orjson
import typer

from cli.keluaran import cetak, cetak_json, cetak_tabel, gagal, lama
from cli.kirim import BAIK, Token, Url
from cli.klien import AlamatSalah, Klien, TidakTerjangkau
from cli.pangkal import DalamJson, Data, alamat, buka
from engine import clock, facility, fasyankes_luar
from engine.database import writing
from engine.fasyankes_luar import FasyankesLuar
from engine.refusals import Refusal
from engine.views import rujukan as view
from engine.views import timeline
from engine.views.rujukan import Bagian, Baris
from engine.workflow import said
from schemas.names import (
    AlasanBatalRujukan,
    AlasanTolakRujukan,
    AlasanTutupRujukan,
    ArahRujukan,
    KelasRawat,
)

app = typer.Typer(name="rujukan", help="Rujukan keluar dan masuk, dan fasilitas tujuan surat.", no_args_is_help=True)
Id = Annotated[str, typer.Argument(metavar="ID", help="Id rujukan.")]


@app.command()
def daftar(
    arah: Annotated[ArahRujukan, typer.Option(help="Keluar atau masuk.")] = ArahRujukan.KELUAR,
    bagian: Annotated[Bagian, typer.Option(help="Yang mana.")] = Bagian.BERJALAN,
    data: Data = None,
    dalam_json: DalamJson = False,
) -> None:
    """Daftar rujukan: nomor surat, tujuan atau asal, keadaan, umur, batasnya. Tanpa nama pasien."""
    now = clock.now()
    with buka(data) as pangkal, pangkal.engine.connect() as connection:
        found = view.daftar(connection, arah, bagian)
    if dalam_json:
        counts = {one.value: number for one, number in found.jumlah.items()}
        cetak_json({"pada": now, "arah": arah, "jumlah": counts, "isi": [_baris(one) for one in found.isi]})
        return
    cetak_tabel(
        ("nomor", "fasilitas", "keadaan", "sejak", "batas", "id"),
        (
            (
                one.nomor or "naskah",
                one.lawan,
                said(one.rujukan.keadaan) + (" DARURAT" if one.rujukan.darurat else ""),
                lama(now - one.rujukan.sejak) if one.rujukan.sejak else "-",
                _batas(one),
                one.rujukan.id,
            )
            for one in found.isi
        ),
    )
    cetak(f"{len(found.isi)} rujukan {arah.value}.")


@app.command()
def lihat(rujukan: Id, data: Data = None, dalam_json: DalamJson = False) -> None:
    """Satu rujukan: keadaannya, jam yang berjalan, dan perjalanannya. Tanpa isi surat."""
    with buka(data) as pangkal, pangkal.engine.connect() as connection:
        found = view.satu(connection, rujukan)
        if found is None:
            gagal("Rujukan itu tidak ada di sini. Periksa id-nya dengan: jejak rujukan daftar")
        told = timeline.riwayat(connection, rujukan).isi
    if dalam_json:
        steps = [{"pada": one.terjadi_pada, "jenis": one.jenis, "cara": one.cara} for one in told]
        cetak_json(_baris(found.baris) | {"perjalanan": steps})
        return
    one = found.baris
    cetak(f"{one.nomor or 'naskah'}: {found.perujuk} -> {found.tujuan}; {said(one.rujukan.keadaan)}; {_batas(one)}")
    for step in told:
        cetak(f"  {step.terjadi_pada:%Y-%m-%d %H:%M} {step.kalimat}")


def _batas(one: Baris) -> str:
    if one.lewat:
        return "lewat batas"
    return f"{said(one.tempo[0])} {one.tempo[1]:%d-%m %H:%M}Z" if one.tempo else "-"


def _baris(one: Baris) -> dict[str, Any]:
    """What a machine is told of a referral: nothing about the patient."""
    r = one.rujukan
    names = (
        *("id", "keadaan", "versi", "arah", "jalur", "perujuk", "tujuan", "layanan", "alasan_rujukan", "darurat"),
        *("jenis_rujukan", "pengecualian", "kelas", "kemampuan", "dikirim", "dijawab", "tiba", "dibalas", "sejak"),
        *("alasan_tolak", "saran", "janji_kelas", "janji_sampai", "jawab_sebelum", "datang_sebelum", "balas_sebelum"),
    )
    return {name: getattr(r, name) for name in names} | {
        "nomor": one.nomor,
        "lewat": one.lewat,
        "kabar": one.kabar._asdict() if one.kabar else None,
    }


# ── steps ───────────────────────────────────────────────────────────────────────────────────────────


def _minta(  # noqa: PLR0913, PLR0917 - a wish and where it is asked
    rujukan: str, jenis: str, isi: dict[str, Any], token: str, url: str | None, data: Path | None
) -> None:
    """Ask a running Jejak. Exit code 1 where it says no, with its sentence."""
    with buka(data) as pangkal:
        settings = pangkal.settings
    body = {
        "command_id": facility.baru(),
        "jenis": f"rujukan.{jenis}",
        "subjek": rujukan,
        "data": {name: value for name, value in isi.items() if value is not None},
    }
    try:
        with Klien(alamat(url, settings), token) as klien:
            answer = klien.kirim("/api/v1/perintah", body)
    except (TidakTerjangkau, AlamatSalah):
        gagal("Jejak tidak menjawab. Jalankan jejak up, atau sebut alamatnya dengan --url.")
    if answer.status != BAIK:
        gagal(answer.sebab)
    cetak(f"Tercatat: {said(str(answer.isi.get('keadaan', '')))}.")


@app.command()
def kirim(rujukan: Id, token: Token, url: Url = None, data: Data = None) -> None:
    """Kirim sebuah naskah rujukan."""
    _minta(rujukan, "kirim", {}, token, url, data)


@app.command()
def terima(  # noqa: PLR0913, PLR0917 - a command has options
    rujukan: Id,
    token: Token,
    kelas: Annotated[KelasRawat | None, typer.Option(help="Janjikan tempat tidur kelas ini.")] = None,
    catatan: Annotated[str | None, typer.Option(help="Untuk perujuk.")] = None,
    url: Url = None,
    data: Data = None,
) -> None:
    """Terima rujukan masuk."""
    _minta(rujukan, "terima", {"janji_kelas": kelas, "catatan": catatan}, token, url, data)


@app.command()
def tolak(  # noqa: PLR0913, PLR0917 - a command has options
    rujukan: Id,
    token: Token,
    alasan: Annotated[AlasanTolakRujukan, typer.Option(help="Alasannya.")],
    saran: Annotated[str | None, typer.Option(help="Kode fasilitas yang disarankan.")] = None,
    url: Url = None,
    data: Data = None,
) -> None:
    """Nyatakan rujukan masuk tidak dapat diterima."""
    _minta(rujukan, "tolak", {"alasan_tolak": alasan, "saran": saran}, token, url, data)


@app.command()
def batalkan(
    rujukan: Id,
    token: Token,
    alasan: Annotated[AlasanBatalRujukan, typer.Option(help="Alasannya.")],
    url: Url = None,
    data: Data = None,
) -> None:
    """Batalkan rujukan keluar."""
    _minta(rujukan, "batalkan", {"alasan_batal": alasan}, token, url, data)


@app.command()
def tutup(
    rujukan: Id,
    token: Token,
    alasan: Annotated[AlasanTutupRujukan, typer.Option(help="Dengan atau tanpa balasan.")] = (
        AlasanTutupRujukan.BALASAN_DITERIMA
    ),
    url: Url = None,
    data: Data = None,
) -> None:
    """Tutup rujukan keluar."""
    _minta(rujukan, "tutup", {"alasan_tutup": alasan}, token, url, data)


@app.command()
def susun(
    token: Token,
    isi: Annotated[Path, typer.Argument(metavar="BERKAS.json", help="Isi perintah rujukan.susun (pasien, surat, …).")],
    url: Url = None,
    data: Data = None,
) -> None:
    """Susun naskah rujukan dari berkas JSON; id-nya dicetak."""
    try:
        body = orjson.loads(isi.read_bytes())
    except (OSError, orjson.JSONDecodeError):
        gagal("Berkas itu tidak terbaca sebagai JSON.")
    if not isinstance(body, dict):
        gagal("Berkas itu harus berisi satu objek JSON.")
    id_ = facility.baru()
    _minta(id_, "susun", body, token, url, data)
    cetak(id_)


# ── where letters go to ─────────────────────────────────────────────────────────────────────────────


@app.command()
def fasilitas(  # noqa: PLR0913, PLR0917 - a command has options
    kode: Annotated[str | None, typer.Argument(help="Kode, 2-16 huruf besar atau angka; kosong: daftar.")] = None,
    nama: Annotated[str | None, typer.Option(help="Namanya: menambah atau mengganti.")] = None,
    jenis: Annotated[str, typer.Option(help="puskesmas, klinik, atau rs.")] = "rs",
    tingkat: Annotated[int | None, typer.Option(help="1, 2, atau 3; kosong: menurut jenisnya.")] = None,
    telepon: Annotated[str, typer.Option(help="Nomor yang dihubungi.")] = "",
    hapus: Annotated[bool, typer.Option("--hapus", help="Tidak ditawarkan lagi.")] = False,
    data: Data = None,
    dalam_json: DalamJson = False,
) -> None:
    """Fasilitas di luar hub yang dituju atau mengirim surat kertas: daftar, tambah, hapus."""
    with buka(data) as pangkal, writing(pangkal.engine).begin() as connection:
        if kode and hapus and not fasyankes_luar.hapus(connection, kode):
            gagal("Fasilitas itu tidak ada dalam daftar.")
        if kode and not hapus:
            if nama is None:
                gagal("Sebut namanya dengan --nama.")
            made = fasyankes_luar.simpan(connection, FasyankesLuar(kode, nama, jenis, tingkat, telepon))
            if isinstance(made, Refusal):
                gagal(made.kalimat)
        found = fasyankes_luar.semua(connection)
    if dalam_json:
        cetak_json([one._asdict() for one in found])
    else:
        cetak_tabel(("kode", "nama", "jenis", "tingkat"), ((o.kode, o.nama, o.jenis, o.tingkat or "-") for o in found))
