"""`jejak impor`: what other systems export, through the front door, with its own times."""

import csv
import dataclasses
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain, islice
from pathlib import Path
from typing import Annotated, Final

import typer

from cli.keluaran import cetak, cetak_json, gagal, galat, kemajuan
from cli.pangkal import DalamJson, Data, Pangkal, buka
from engine import clock, facility, people
from engine.database import writing
from engine.execute import Accepted, Answer, FrontDoor
from engine.facility import Unit, baru
from engine.impor.rumus import aman
from engine.khanza import kisah as khanza
from engine.khanza.baca import BukanEkspor, read_rows
from engine.khanza.kisah import ALASAN, Kisah, Kolom, Pengimpor, Temuan
from engine.khanza.peta import Kunjungan, read_map
from engine.numbers import kunci
from engine.refusals import Golongan, Refusal
from engine.views import nomor as nomor_view
from schemas.message import Command
from schemas.names import RUANG_REKAM_MEDIS, SEMUA_UNIT, BerkasId, KodeUnit, Peran

app = typer.Typer(no_args_is_help=True, help="Impor riwayat dan pasien dari sistem lain.")

AKUN: Final = "impor-khanza"
LUAR: Final = Unit(KodeUnit("KHANZA"), "Unit tidak tercatat (impor Khanza)", "luar")
SEKALIGUS: Final = 200
"""Records asked about and imported together."""
MENUNGGU: Final = 2000
"""Commands that wait at the front door at once."""
PERAN: Final = (Peran.PEREKAM_MEDIS, Peran.PETUGAS_UNIT, Peran.PETUGAS_PENDAFTARAN)


@dataclass(slots=True)
class Hasil:
    """What an import did."""

    baris: int = 0
    berkas_baru: int = 0
    gerak: int = 0
    terlihat: int = 0
    sudah_ada: int = 0
    baris_dilaporkan: int = 0
    kode: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rencana:
    """The rows of one record, and the number it bears."""

    nomor: str
    kisah: tuple[tuple[Kisah, KodeUnit], ...]


@dataclass(slots=True)
class Laporan:
    """The report, in the order of the file. A run that finds nothing removes what an earlier one left."""

    path: Path
    temuan: list[Temuan] = field(default_factory=list)

    def tutup(self) -> None:
        """Write it."""
        if not self.temuan:
            self.path.unlink(missing_ok=True)
            return
        with self.path.open("w", encoding="utf-8-sig", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(("baris", "kolom", "kode", "alasan"))
            rows.writerows(
                [aman(str(satu)) for satu in dataclasses.astuple(one)]
                for one in sorted(self.temuan, key=lambda one: one.baris)
            )


@app.command("khanza-mutasi")
def khanza_mutasi(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True, help="Ekspor mutasi_berkas.")],
    peta: Annotated[
        Path | None,
        typer.Option(exists=True, dir_okay=False, readable=True, help="Ekspor reg_periksa: kunjungan ke nomor RM."),
    ] = None,
    lapor: Annotated[Path | None, typer.Option(help="Berkas laporan.", show_default="FILE.laporan.csv")] = None,
    data: Data = None,
    dalam_json: DalamJson = False,
) -> None:
    """Impor tabel mutasi_berkas dari SIMRS Khanza atau mLITE.

    Baris yang ceritanya mustahil dilaporkan, tidak diperbaiki. Mengimpor berkas yang sama dua kali tidak mengubah
    apa pun. Kode keluar 1 bila ada baris yang dilaporkan.
    """
    report = lapor or file.with_name(f"{file.name}.laporan.csv")
    with buka(data) as pangkal:
        try:
            hasil = impor(pangkal, file, peta, report)
        except BukanEkspor as error:
            gagal(f"{file.name} bukan ekspor yang diminta: {error}.")
        except OSError as error:
            gagal(f"{error.filename or file} tidak bisa dibaca atau ditulis: {error.strerror}.")
    if dalam_json:
        cetak_json({"hasil": hasil, "laporan": report if hasil.kode else None})
    else:
        _ringkas(hasil, dengan_peta=peta is not None)
    if hasil.kode:
        galat(f"{hasil.baris_dilaporkan} baris dilaporkan di {report}.")
        raise typer.Exit(1)


def impor(pangkal: Pangkal, file: Path, peta: Path | None, report: Path) -> Hasil:
    """Read, judge, ask. Raises BukanEkspor or OSError before anything is written."""
    now = clock.now()
    hasil = Hasil()
    visits = read_map(peta) if peta else None
    rows = read_rows(file, khanza.WAJIB)
    first = next(rows, None)  # the header is read and judged here, before anything is written
    with file.open("rb") as raw:
        total = sum(1 for _ in raw) - 1
    laporan = Laporan(report)
    with ExitStack() as stack:
        stack.callback(laporan.tutup)
        importer, units = _siapkan(pangkal)
        door = stack.enter_context(FrontDoor(pangkal.engine, importer.fasyankes))
        progress = stack.enter_context(kemajuan())
        task = progress.add_task("Mengimpor", total=total)
        judged = (khanza.judge(row, pangkal.zona, now) for row in chain([first] if first else [], rows))
        plans = _plans(khanza.duplicates(_counted(judged, hasil)), visits, units, laporan.temuan)
        while batch := list(islice(plans, SEKALIGUS)):
            _batch(pangkal, door, importer, batch, hasil)
            laporan.temuan += [one for plan in batch for kisah, _ in plan.kisah for one in kisah.temuan]
            progress.update(task, completed=hasil.baris)
    hasil.baris_dilaporkan = len({one.baris for one in laporan.temuan})
    hasil.kode = dict(Counter(one.kode for one in laporan.temuan).most_common())
    return hasil


def _counted(stories: Iterable[Kisah], hasil: Hasil) -> Iterator[Kisah]:
    for kisah in stories:
        hasil.baris += 1
        yield kisah


def _siapkan(pangkal: Pangkal) -> tuple[Pengimpor, frozenset[str]]:
    """The account that acts, and the unit of visits whose unit nobody wrote down."""
    with writing(pangkal.engine).begin() as connection:
        facility.add_unit(connection, LUAR)
        akun: people.Petugas | Refusal | None = people.dengan_nama(connection, AKUN)
        if akun is None:
            akun = people.buat(connection, AKUN, "Impor SIMRS Khanza", PERAN, unit=(SEMUA_UNIT,), mesin=True)
        if isinstance(akun, Refusal):
            gagal(akun.kalimat)
        if not akun.aktif:
            gagal(f"Akun {AKUN} dinonaktifkan, jadi impor tidak boleh. Minta admin mengaktifkannya.")
        units = frozenset(unit.kode for unit in facility.units(connection))
    return Pengimpor(pangkal.milik.kode, akun.pelaku, units), units


def _plans(
    stories: Iterable[Kisah], visits: dict[str, Kunjungan] | None, units: frozenset[str], temuan: list[Temuan]
) -> Iterator[Rencana]:
    """The rows by record. Without a map every visit is a record; with one, all visits of a record come together.

    What belongs to no record goes straight to `temuan`.
    """
    by_record: dict[str, tuple[str, list[tuple[Kisah, KodeUnit]]]] = {}
    for kisah in stories:
        visit = Kunjungan(kisah.no_rawat, "") if visits is None else visits.get(kisah.no_rawat)
        if kisah.no_rawat and (visit is None or visit.kode):
            kisah.lapor("no_rawat", (visit and visit.kode) or "tidak_ada_di_peta")
        if visit is None or visit.kode or not kisah.saat:
            temuan += kisah.temuan
            continue
        known = visit.poli in units - {RUANG_REKAM_MEDIS}
        row = (kisah, KodeUnit(visit.poli) if known else LUAR.kode)
        if visits is None:
            yield Rencana(visit.nomor, (row,))
        else:
            by_record.setdefault(kunci(visit.nomor), (visit.nomor, []))[1].append(row)
    for number, rows in by_record.values():
        yield Rencana(number, tuple(rows))


@dataclass(frozen=True, slots=True)
class Permintaan:
    """One command of the import, and the cell it comes from."""

    waktu: datetime
    kisah: Kisah
    kolom: Kolom | None
    """None: the registration."""
    command: Command


def _batch(pangkal: Pangkal, door: FrontDoor, importer: Pengimpor, plans: list[Rencana], hasil: Hasil) -> None:
    """Ask for some records at once; what was refused is kept as a sighting, and noted in its story."""
    with pangkal.engine.connect() as connection:
        known = nomor_view.ids(connection, [kunci(plan.nomor) for plan in plans])
    asked: list[Permintaan] = []
    for plan in plans:
        asked += _asked(importer, plan, known.get(kunci(plan.nomor)))
    answers = _ask(door, [one.command for one in asked])
    kept: list[Command] = []
    for one, answer in zip(asked, answers, strict=True):
        kept += _settled(importer, one, answer, hasil)
    for answer in _ask(door, kept):
        if isinstance(answer, Accepted):
            hasil.terlihat += not answer.diulang


def _asked(importer: Pengimpor, plan: Rencana, known: BerkasId | None) -> Iterator[Permintaan]:
    berkas = known or BerkasId(baru())
    wanted = [
        Permintaan(kisah.saat[kolom].waktu, kisah, kolom, command)
        for kisah, tujuan in plan.kisah
        for kolom, command in importer.perintah(kisah, berkas, tujuan)
    ]
    wanted.sort(key=lambda one: one.waktu)
    if known is None:
        first = wanted[0]
        yield Permintaan(first.waktu, first.kisah, None, importer.daftarkan(first.kisah, berkas, plan.nomor))
    yield from wanted


def _ask(door: FrontDoor, commands: list[Command]) -> list[Answer]:
    answers: list[Answer] = []
    for start in range(0, len(commands), MENUNGGU):
        futures = [door.submit(command) for command in commands[start : start + MENUNGGU]]
        answers += [future.result() for future in futures]
    if any(isinstance(answer, Refusal) and answer.golongan is Golongan.BELUM_TERCATAT for answer in answers):
        gagal("Belum semua tercatat: penyimpanan sedang bermasalah. Jalankan lagi perintah yang sama nanti.")
    return answers


def _settled(importer: Pengimpor, one: Permintaan, answer: Answer, hasil: Hasil) -> Iterator[Command]:
    """Count one answer; yields the sighting that must be kept of a refused move."""
    kisah = one.kisah
    if isinstance(answer, Accepted):
        if answer.diulang:
            hasil.sudah_ada += 1
        elif one.kolom is None:
            hasil.berkas_baru += 1
        elif answer.peristiwa.startswith("berkas.terlihat."):
            hasil.terlihat += 1
        else:
            hasil.gerak += 1
        return
    kolom = one.kolom or "dikirim"
    if answer.kode == "perintah_id_terpakai":
        hasil.sudah_ada += 1
        if kisah.masuk_akal:
            kisah.temuan.append(Temuan(kisah.baris, kolom, "sudah_diimpor", ALASAN["sudah_diimpor"]))
        return
    kisah.temuan.append(Temuan(kisah.baris, kolom, answer.kode, answer.kalimat))
    if one.kolom and answer.kode != "sebelum_berkas_ada":
        yield importer.terlihat(kisah, one.kolom, BerkasId(one.command.subjek))


def _ringkas(hasil: Hasil, *, dengan_peta: bool) -> None:
    cetak(
        f"{hasil.baris} baris dibaca: {hasil.berkas_baru} berkas baru, {hasil.gerak} gerak, {hasil.terlihat} terlihat."
    )
    if hasil.sudah_ada:
        cetak(f"{hasil.sudah_ada} langkah sudah pernah diimpor; tidak diulang.")
    if not dengan_peta:
        cetak("Tanpa --peta setiap kunjungan menjadi berkas sendiri, bernomor no_rawat.")
    for kode, jumlah in hasil.kode.items():
        cetak(f"  {jumlah:>6} {kode}")
