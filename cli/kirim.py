"""`jejak kirim`: a file of scans through the front door of a running Jejak, refused lines to a file of their own."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Final, NoReturn, TextIO

import orjson
import typer

from cli import kiriman
from cli.keluaran import cetak, cetak_json, gagal, galat, kemajuan
from cli.kiriman import Baris, TanpaJudul
from cli.klien import AlamatSalah, Jawaban, Klien, TidakTerjangkau
from cli.pangkal import DalamJson, alamat, baca_settings
from engine.impor.rumus import aman

SEKALIGUS: Final = 500
"""Lines of one request; the API takes 1,000."""
BITA: Final = 800_000
"""Bytes of one request; the API takes 1,000,000."""
BAIK, BELUM = 200, 503

Url = Annotated[
    str | None, typer.Option(envvar="JEJAK_URL", help="Alamat Jejak yang berjalan.", show_default="dari JEJAK_PORT")
]
Token = Annotated[str, typer.Option(envvar="JEJAK_TOKEN", help="Token dari `jejak token buat`.")]


@dataclass(slots=True)
class Hasil:
    """What became of the lines."""

    baris: int = 0
    diterima: int = 0
    diulang: int = 0
    ditolak: int = 0


def kirim(  # noqa: PLR0913, PLR0917 - a command has options
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True, help="CSV atau JSON per baris.")],
    token: Token,
    url: Url = None,
    ditolak: Annotated[
        Path | None, typer.Option(help="Berkas untuk baris yang ditolak.", show_default="FILE.ditolak.csv")
    ] = None,
    sabar: Annotated[float, typer.Option(min=0, help="Detik mencoba lagi bila Jejak tidak menjawab.")] = 60.0,
    dalam_json: DalamJson = False,
) -> None:
    """Kirim berkas pindaian ke Jejak yang sedang berjalan.

    Mengirim berkas yang sama dua kali tidak mengubah apa pun. Kode keluar 1 bila ada baris yang ditolak.
    """
    refused = Ditolak(ditolak or file.with_name(f"{file.name}.ditolak.csv"))
    hasil = Hasil()
    try:
        with Klien(alamat(url, baca_settings()), token, sabar=sabar) as klien:
            _kirim(klien, file, refused, hasil)
    except AlamatSalah as error:
        gagal(f"{error} bukan alamat Jejak. Contoh: http://127.0.0.1:8080")
    except TanpaJudul:
        gagal(f"{file.name} tidak punya baris judul dengan kolom kode, nomor, atau subjek, dan bukan JSON per baris.")
    except TidakTerjangkau as error:
        gagal(f"Jejak tidak menjawab ({error}) setelah {hasil.baris} baris. Kirim lagi berkas yang sama nanti.")
    except OSError as error:
        gagal(f"{error.filename or file} tidak bisa dibaca atau ditulis: {error.strerror}.")
    finally:
        refused.tutup()
    if dalam_json:
        cetak_json({"hasil": hasil, "ditolak": refused.path if hasil.ditolak else None})
    else:
        cetak(f"{hasil.baris} baris: {hasil.diterima} diterima, {hasil.diulang} sudah pernah, {hasil.ditolak} ditolak.")
    if hasil.ditolak:
        galat(f"Yang ditolak dan sebabnya ada di {refused.path}.")
        raise typer.Exit(1)


class Ditolak:
    """The file of refused lines: made at the first one; an earlier run's is removed where nothing is refused."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: TextIO | None = None

    def tulis(self, nomor: int, kode: str, alasan: str) -> None:
        """Add a line."""
        if self._file is None:
            self._file = self.path.open("w", encoding="utf-8-sig", newline="")
            csv.writer(self._file).writerow(("baris", "kode", "alasan"))
        csv.writer(self._file).writerow((nomor, aman(kode), aman(alasan)))

    def tutup(self) -> None:
        """Done."""
        if self._file is not None:
            self._file.close()
        else:
            self.path.unlink(missing_ok=True)


def _kirim(klien: Klien, file: Path, refused: Ditolak, hasil: Hasil) -> None:
    with kemajuan() as progress:
        task = progress.add_task("Mengirim", total=kiriman.count_lines(file))
        for batch in _batches(kiriman.read(file)):
            for baris in batch:
                hasil.baris += 1
                if baris.perintah is None:
                    hasil.ditolak += 1
                    refused.tulis(baris.nomor, baris.kode, baris.alasan)
            asked = [baris for baris in batch if baris.perintah is not None]
            if asked:
                _answered(asked, _ask(klien, asked, hasil), refused, hasil)
            progress.update(task, completed=batch[-1].nomor)


def _batches(lines: Iterable[Baris]) -> Iterator[list[Baris]]:
    """As many lines as one request takes, by number and by bytes."""
    batch: list[Baris] = []
    size = 0
    for baris in lines:
        length = len(orjson.dumps(baris.perintah)) + 1
        if batch and (len(batch) == SEKALIGUS or size + length > BITA):
            yield batch
            batch, size = [], 0
        batch.append(baris)
        size += length
    if batch:
        yield batch


def _ask(klien: Klien, asked: list[Baris], hasil: Hasil) -> list[dict[str, Any]]:
    """The answers to these lines, in order; a whole request that is refused ends the run."""
    body = {"perintah": [baris.perintah for baris in asked]}
    answer = klien.kirim("/api/v1/perintah/banyak", body, belum=_unrecorded)
    answers: list[dict[str, Any]] = answer.isi.get("jawaban", [])
    if answer.status != BAIK or len(answers) != len(asked):
        _stop(answer, hasil)
    if _unrecorded(answer):
        gagal(
            f"Jejak belum mencatat semua baris mulai baris {asked[0].nomor}: penyimpanannya bermasalah. "
            "Kirim lagi berkas yang sama nanti."
        )
    return answers


def _unrecorded(answer: Jawaban) -> bool:
    """Some lines could not be written down just now: ask all of them again, with the same ids."""
    return any(one["status"] == BELUM for one in answer.isi.get("jawaban", []))


def _stop(answer: Jawaban, hasil: Hasil) -> NoReturn:
    gagal(f"{answer.sebab} (berhenti setelah {hasil.diterima + hasil.diulang + hasil.ditolak} baris)")


def _answered(asked: list[Baris], answers: list[dict[str, Any]], refused: Ditolak, hasil: Hasil) -> None:
    for baris, answer in zip(asked, answers, strict=True):
        if answer["status"] != BAIK:
            hasil.ditolak += 1
            refused.tulis(baris.nomor, str(answer.get("kode", "")), str(answer.get("detail", "")))
        elif answer.get("diulang"):
            hasil.diulang += 1
        else:
            hasil.diterima += 1
