"""`jejak impor pasien`: patients and record numbers of another system. A rehearsal, until `--jalankan` is said."""

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.progress import Progress, TaskID

from cli.keluaran import cetak, cetak_json, cetak_tabel, gagal, galat, kemajuan
from cli.pangkal import DalamJson, Data, Pangkal, buka
from engine import clock, people
from engine.database import writing
from engine.execute import FrontDoor
from engine.impor.keluar import tulis_templat, tulis_temuan
from engine.impor.lembar import TidakTerbaca, teks
from engine.impor.peta import PRATATA, WAJIB, PetaTidakSah, Pratata, baca_peta
from engine.pindahan.jalan import UMUM, Berkas, Hasil, Impor, lihat
from engine.pindahan.rencana import Asal
from engine.refusals import Refusal
from schemas.message import Pelaku
from schemas.names import SISTEM, Peran

AKUN: Final = "impor-pasien"
PERAN: Final = (Peran.PEREKAM_MEDIS, Peran.PETUGAS_PENDAFTARAN)
DITUNJUKKAN: Final = 20
"""Findings shown on the screen; all of them are in the file."""


def pasien(  # noqa: PLR0913, PLR0917 - one parameter an option
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True, help="CSV atau XLSX.")],
    pratata: Annotated[
        str, typer.Option("--preset", help="otomatis, khanza, mlite, atau epuskesmas.", metavar="NAMA")
    ] = "otomatis",
    peta: Annotated[
        Path | None, typer.Option(exists=True, dir_okay=False, readable=True, help="Peta kolom sendiri, YAML.")
    ] = None,
    lembar: Annotated[str | None, typer.Option(help="Nama lembar XLSX.", show_default="yang pertama berisi")] = None,
    lebar_nomor: Annotated[
        int | None, typer.Option(min=1, max=15, help="Banyak angka nomor RM; nol di depan dilengkapi.")
    ] = None,
    jalankan: Annotated[bool, typer.Option("--jalankan", help="Sungguh mengimpor. Tanpa ini hanya diperiksa.")] = False,
    daftar_galat: Annotated[
        Path | None, typer.Option("--galat", help="Tulis semua temuan ke sini, .csv atau .xlsx.")
    ] = None,
    data: Data = None,
    dalam_json: DalamJson = False,
) -> None:
    """Impor pasien dan nomor rekam medisnya dari CSV atau XLSX.

    Tanpa --jalankan tidak ada yang ditulis: setiap baris diperiksa dan temuannya ditunjukkan. Mengimpor berkas yang
    sama dua kali tidak mengubah apa pun; berkas yang dibetulkan hanya membawa yang baru dan yang berubah. Kode keluar 1
    bila ada baris yang ditolak.
    """
    berkas = Berkas(file, _pratata(pratata, peta), lembar, None, lebar_nomor)
    with buka(data) as pangkal:
        try:
            dilihat = lihat(berkas)
            if kurang := dilihat.peta.kurang:
                gagal(
                    f"Kolom {' dan '.join(kurang)} tidak ditemukan. Judul yang terbaca: "
                    f"{', '.join(filter(None, dilihat.judul.sebutan))}. Pakai --preset atau --peta."
                )
            hasil = _jalan(pangkal, berkas, jalankan=jalankan)
        except TidakTerbaca as error:
            gagal(f"{file.name}: {error}.")
        except OSError as error:
            gagal(f"{error.filename or file} tidak bisa dibaca: {error.strerror}.")
    if daftar_galat:
        try:
            tulis_temuan(daftar_galat, hasil.catatan.semua)
        except OSError as error:
            gagal(f"{daftar_galat} tidak bisa ditulis: {error.strerror}.")
    if dalam_json:
        cetak_json(_json(hasil, jalankan=jalankan))
    else:
        cetak(f"Dibaca sebagai {dilihat.rupa}; judul di baris {dilihat.judul.baris}.")
        _ringkas(hasil, jalankan=jalankan, daftar=daftar_galat)
    if hasil.berhenti:
        galat("Belum semua tercatat: penyimpanan sedang bermasalah. Jalankan lagi perintah yang sama nanti.")
    if hasil.catatan.baris_ditolak or hasil.berhenti:
        raise typer.Exit(1)


def templat(file: Annotated[Path, typer.Argument(help="Berkas yang dibuat, .csv atau .xlsx.")]) -> None:
    """Buat lembar kosong dengan judul yang benar dan tiga baris contoh."""
    if file.exists():
        gagal(f"{file} sudah ada; sebut nama lain.")
    try:
        tulis_templat(file)
    except OSError as error:
        gagal(f"{file} tidak bisa ditulis: {error.strerror}.")
    cetak(f"{file} dibuat. Hapus baris contohnya sebelum diimpor.")


def _pratata(nama: str, peta: Path | None) -> Pratata:
    if peta is not None:
        try:
            return baca_peta(peta.read_text(encoding="utf-8-sig"))
        except PetaTidakSah as error:
            gagal(f"{peta.name} bukan peta kolom: {error}.")
        except (OSError, UnicodeDecodeError):
            gagal(f"{peta} tidak bisa dibaca.")
    if nama not in PRATATA:
        gagal(f"Tidak ada preset {nama}; yang ada: {', '.join(PRATATA)}.")
    return PRATATA[nama]


def _jalan(pangkal: Pangkal, berkas: Berkas, *, jalankan: bool) -> Hasil:
    milik = pangkal.milik
    hari_ini = clock.now().astimezone(pangkal.zona).date()
    with ExitStack() as stack:
        pelaku = _akun(pangkal) if jalankan else Pelaku(SISTEM, frozenset(PERAN))
        door = stack.enter_context(FrontDoor(pangkal.engine, milik.kode)) if jalankan else None
        progress = stack.enter_context(kemajuan())
        task = progress.add_task("Mengimpor" if jalankan else "Memeriksa", total=None)
        asal = Asal(milik.kode, berkas.pratata.sistem, pelaku)
        return Impor(pangkal.engine, berkas, asal, hari_ini, door, _maju(progress, task)).jalankan()


def _maju(progress: Progress, task: TaskID) -> Callable[[Hasil], bool]:
    def told(hasil: Hasil) -> bool:
        progress.update(task, completed=hasil.baris, total=hasil.jumlah)
        return True

    return told


def _akun(pangkal: Pangkal) -> Pelaku:
    """The account that acts: it cannot log in."""
    with writing(pangkal.engine).begin() as connection:
        akun: people.Petugas | Refusal | None = people.dengan_nama(connection, AKUN)
        if akun is None:
            akun = people.buat(connection, AKUN, "Impor pasien", PERAN, unit=(), mesin=True)
        if isinstance(akun, Refusal):
            gagal(akun.kalimat)
        if not akun.aktif:
            gagal(f"Akun {AKUN} dinonaktifkan, jadi impor tidak boleh. Minta admin mengaktifkannya.")
    return akun.pelaku


def _ringkas(hasil: Hasil, *, jalankan: bool, daftar: Path | None) -> None:
    kata = "" if jalankan else "akan "
    cetak(
        f"{hasil.jumlah} baris: {hasil.pasien_baru} pasien {kata}didaftarkan, {hasil.pasien_diubah} {kata}diubah, "
        f"{hasil.sama} sudah ada dan sama, {hasil.catatan.baris_ditolak} ditolak, "
        f"{hasil.catatan.baris_peringatan} dengan peringatan."
    )
    cetak(f"Map: {hasil.berkas_baru} {kata}didaftarkan, {hasil.berkas_dikaitkan} yang sudah ada {kata}dikaitkan.")
    for kode in hasil.umum:
        cetak(f"Perhatikan: {UMUM[kode]}")
    if hasil.catatan.kode:
        cetak_tabel(("Kali", "Temuan"), [(kali, kode) for kode, kali in hasil.catatan.kode.most_common()])
        cetak_tabel(
            ("Baris", "Kolom", "Keparahan", "Isi", "Alasan"),
            [
                (one.baris, one.kolom, one.keparahan.value, teks(one.isi), one.alasan)
                for one in hasil.catatan.semua[:DITUNJUKKAN]
            ],
        )
        if len(hasil.catatan.semua) > DITUNJUKKAN:
            semua = "" if daftar else "; --galat FILE menulis semuanya"
            cetak(f"… dan {hasil.catatan.kode.total() - DITUNJUKKAN} lagi{semua}.")
    if not jalankan:
        cetak("Belum ada yang ditulis. Jalankan lagi dengan --jalankan untuk mengimpor.")


def _json(hasil: Hasil, *, jalankan: bool) -> dict[str, object]:
    """Counts and findings without the cells."""
    return {
        "dijalankan": jalankan,
        "baris": hasil.jumlah,
        "pasien_baru": hasil.pasien_baru,
        "pasien_diubah": hasil.pasien_diubah,
        "berkas_baru": hasil.berkas_baru,
        "berkas_dikaitkan": hasil.berkas_dikaitkan,
        "sama": hasil.sama,
        "kembar": hasil.kembar,
        "ditolak": hasil.catatan.baris_ditolak,
        "peringatan": hasil.catatan.baris_peringatan,
        "umum": hasil.umum,
        "kode": dict(hasil.catatan.kode.most_common()),
        "berhenti": hasil.berhenti,
        "temuan": [
            {"baris": one.baris, "kolom": one.kolom, "kode": one.kode, "keparahan": one.keparahan, "kelas": one.kelas}
            for one in hasil.catatan.semua
        ],
    }


__all__ = ["WAJIB", "pasien", "templat"]
