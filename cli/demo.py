"""`jejak demo`: the planned day, played on a running Jejak through its HTTP API, or straight into a data directory."""

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Annotated, Any, Final, Protocol

import typer
from sqlalchemy import Connection, Engine

from cli.contoh import buat_contoh
from cli.hari import BUKA_JAM, KUNJUNGAN, LANGKAH, Adegan, Kunjungan, rencana
from cli.keluaran import cetak, cetak_json, gagal, kemajuan
from cli.kirim import Url
from cli.klien import AlamatSalah, Klien, TidakTerjangkau
from cli.pangkal import DalamJson, Data, Pangkal, alamat, buka
from engine import clock, envelope, people, rows
from engine.database import writing
from engine.execute import Accepted, FrontDoor
from engine.facility import baru
from engine.people import Cakupan, Petugas
from engine.refusals import Refusal
from engine.sample import CONTOH, JUMLAH, STAF, identitas
from engine.views import records, search
from engine.views import visits as daftar_kunjungan
from engine.workflows.kunjungan import berlangsung
from schemas.commands.berkas import Ambil, Daftarkan
from schemas.commands.pasien import PasienDaftarkan
from schemas.names import Keadaan, Pembawa
from workers.reactions import Reactions

NOMOR_BARU: Final = 700_001
"""Where the numbers of the demo's new patients begin."""
BAIK: Final = 200
PALING_LAMA: Final = timedelta(hours=11)
"""A day's last folder is back on its rack by then."""

Pesan = dict[str, Any]


class Pintu(Protocol):
    """The way in: HTTP, or the front door itself."""

    def minta(self, siapa: str, pesan: Pesan) -> str | None:
        """Ask as this person; the `kode` of the refusal, or None."""


@dataclass(slots=True)
class LewatHttp:
    """Through the API of a running Jejak, each person with a token of their own."""

    klien: dict[str, Klien]

    def minta(self, siapa: str, pesan: Pesan) -> str | None:
        """POST /api/v1/perintah."""
        answer = self.klien[siapa].kirim("/api/v1/perintah", pesan)
        return None if answer.status == BAIK else str(answer.isi.get("kode") or answer.sebab)


@dataclass(slots=True)
class DalamProses:
    """Into the front door of this process; the same messages, read by the same parser."""

    engine: Engine
    door: FrontDoor
    staf: dict[str, Petugas]
    ikut: Callable[[], object]
    """Lets everything follow that follows by itself."""

    def minta(self, siapa: str, pesan: Pesan) -> str | None:
        """Parse and submit. Who pulls a folder has been asked for it."""
        if pesan["jenis"] == Ambil.jenis:
            self.ikut()
        with self.engine.connect() as connection:
            lookup = partial(records.id_berkas, connection)
            command = envelope.parse(pesan, self.staf[siapa].pelaku, lookup)
        answer = command if isinstance(command, Refusal) else self.door.submit(command).result()
        return None if isinstance(answer, Accepted) else answer.kode


def demo(  # noqa: PLR0913, PLR0917 - a command has options
    kecepatan: Annotated[
        float, typer.Option(min=0, help="Berapa kali lebih cepat dari aslinya; 0 berarti tanpa menunggu.")
    ] = 60.0,
    hari: Annotated[int, typer.Option(min=1, max=30, help="Berapa hari kerja.")] = 1,
    kunjungan: Annotated[int, typer.Option(min=1, max=KUNJUNGAN, help="Berapa kunjungan sehari.")] = KUNJUNGAN,
    benih: Annotated[int, typer.Option(help="Benih acak: benih yang sama, hari yang sama.")] = 1,
    dalam_proses: Annotated[
        bool, typer.Option("--dalam-proses", help="Langsung ke direktori data, dengan jam hari itu, tanpa menunggu.")
    ] = False,
    url: Url = None,
    data: Data = None,
    dalam_json: DalamJson = False,
) -> None:
    """Mainkan satu hari kerja Puskesmas: 150 kunjungan, sebelas unit, empat belas langkah.

    Hanya di fasilitas contoh. Jejak harus sedang berjalan, kecuali dengan --dalam-proses.
    """
    hasil: Counter[str] = Counter()
    if dalam_proses:
        with buka(data, buat=True) as pangkal:
            if pangkal.fasyankes is None or pangkal.fasyankes.kode == CONTOH.kode:
                buat_contoh(pangkal.engine)
    with buka(data) as pangkal:
        if pangkal.milik.kode != CONTOH.kode:
            gagal(f"Demo hanya dimainkan di fasilitas contoh, bukan di {pangkal.milik.nama}.")
        where = alamat(url, pangkal.settings)
        try:
            with _langsung(pangkal) if dalam_proses else _lewat_http(pangkal, where) as pintu:
                for ke in range(hari):
                    mulai = _mulai(pangkal, hari - 1 - ke) if dalam_proses else None
                    hari_itu = rencana(benih + ke, kunjungan)
                    _main(pangkal, pintu, hari_itu, 0 if dalam_proses else kecepatan, mulai, hasil)
        except TidakTerjangkau:
            gagal(f"Tidak ada Jejak di {where}. Jalankan `jejak up --contoh` dulu di terminal lain.")
        except AlamatSalah as error:
            gagal(f"{error} bukan alamat Jejak. Contoh: http://127.0.0.1:8080")
    if dalam_json:
        cetak_json(dict(hasil))
    else:
        cetak(f"Selesai: {hasil['tercatat']} gerak tercatat, {hasil['salah_pintu']} berkas di pintu yang salah.")
    if hasil["ditolak"]:
        gagal(f"{hasil['ditolak']} gerak ditolak karena berkasnya sudah digerakkan orang lain.")


def _mulai(pangkal: Pangkal, hari_lalu: int) -> datetime:
    """Eight o'clock, so many days before the last day that is wholly past."""
    now = clock.now()
    local = now.astimezone(pangkal.zona)
    opened = local.replace(hour=BUKA_JAM, minute=0, second=0, microsecond=0)
    over = opened + PALING_LAMA < now
    return opened - timedelta(days=hari_lalu + (0 if over else 1))


def _main(  # noqa: PLR0913, PLR0917 - one day has that many parts
    pangkal: Pangkal,
    pintu: Pintu,
    hari_itu: tuple[list[Kunjungan], list[Adegan]],
    kecepatan: float,
    mulai: datetime | None,
    hasil: Counter[str],
) -> None:
    """Play one day's scenes, each at its moment."""
    visits, scenes = hari_itu
    subjek = _subjek(pangkal, visits, mulai or clock.now())
    nomor = _nomor_baru(pangkal)
    staf = _staf(pangkal)
    failed: set[int] = set()
    began = time.monotonic()
    with kemajuan() as progress:
        task = progress.add_task("Membuka loket", total=len(scenes))
        for scene in scenes:
            if kecepatan:
                time.sleep(max(0.0, began + scene.menit * 60 / kecepatan - time.monotonic()))
            progress.update(task, advance=1, description=_judul(scene))
            if scene.kind is None or scene.kunjungan in failed:
                continue
            own = subjek[scene.kunjungan]
            alur = scene.kind.jenis.partition(".")[0]
            pesan: Pesan = {"command_id": baru(), "jenis": scene.kind.jenis, "subjek": own[alur]}
            pesan["data"] = scene.data | {name: staf[who].id for name, who in scene.orang.items()}
            pesan["data"] |= {name: own[name] for name in scene.rujuk}
            pesan["cara"] = "pindai" if alur == "berkas" else "layar"
            if mulai is not None:
                pesan["terjadi_pada"] = (mulai + timedelta(minutes=scene.menit)).isoformat()
            if scene.kind is Daftarkan:
                pesan["data"]["nomor"] = next(nomor)
            elif scene.kind is PasienDaftarkan:
                who = identitas(JUMLAH + scene.kunjungan, (mulai or clock.now()).date())
                pesan["data"]["identitas"] = who.model_dump(mode="json", exclude_none=True)
            kode = pintu.minta(scene.siapa, pesan)
            if kode is None:
                hasil["tercatat"] += 1
            elif scene.ditolak:
                hasil["salah_pintu"] += 1
            else:
                hasil["ditolak"] += 1
                hasil[kode] += 1
                failed.add(scene.kunjungan)


def _judul(scene: Adegan) -> str:
    jam = timedelta(hours=BUKA_JAM, minutes=int(scene.menit))
    return f"{str(jam)[:-3]:>5}  langkah {scene.langkah:>2}: {LANGKAH[scene.langkah]}"


def _subjek(pangkal: Pangkal, visits: list[Kunjungan], saat: datetime) -> dict[int, dict[str, str]]:
    """For each visit its folder, patient, visit and request; the folder one of those at rest since before the day.

    Nobody is taken who is in the house already. A new patient and their folder are yet to be.
    """
    ready: list[tuple[str, str]] = []
    kursor: str | None = None
    with pangkal.engine.connect() as connection:
        while True:
            saringan = search.Saringan(keadaan=Keadaan.DISIMPAN, pembawa=Pembawa.FISIK)
            page = search.cari(connection, saringan, kursor=kursor, batas=search.HALAMAN_TERBESAR)
            if isinstance(page, Refusal):
                gagal(page.kalimat)
            ready += [(row.nomor, row.id) for row in page.isi if row.terakhir <= saat]
            kursor = page.kursor
            if kursor is None:
                break
        whose = _pemilik(connection, [berkas for _, berkas in ready])
    ready = [(nomor, berkas) for nomor, berkas in ready if berkas in whose]
    known = [visit for visit in visits if not visit.baru]
    if len(ready) < len(known):
        gagal(f"Berkas di rak tinggal {len(ready)}, demo perlu {len(known)}. Tunggu yang beredar kembali.")
    stride = len(ready) // len(known) if known else 1
    chosen = iter([berkas for _, berkas in sorted(ready)[::stride]])
    told: dict[int, dict[str, str]] = {}
    for visit in visits:
        own = {alur: baru() for alur in ("berkas", "pasien", "kunjungan", "permintaan", "kekurangan")}
        if not visit.baru:
            own["berkas"] = next(chosen)
            own["pasien"] = whose[own["berkas"]]
        told[visit.nomor] = own
    return told


def _pemilik(connection: Connection, berkas: list[str]) -> dict[str, str]:
    """Whose these folders are; without those of nobody, and of patients whose visit goes on."""
    found = rows.records(connection, "berkas", berkas)
    whose = {id_: record.pasien for id_, record in found.items() if record.pasien is not None}
    visits = daftar_kunjungan.milik(connection, list(whose.values()), batas=len(whose) * 100)
    here = {visit.pasien for visit in visits if berlangsung(visit)}
    return {id_: pasien for id_, pasien in whose.items() if pasien not in here}


def _nomor_baru(pangkal: Pangkal) -> Iterator[str]:
    """Numbers nobody bears yet."""
    nomor = NOMOR_BARU
    while True:
        with pangkal.engine.connect() as connection:
            taken = not isinstance(records.ringkas(connection, f"{nomor:06d}", akhiran=False), Refusal)
        if not taken:
            yield f"{nomor:06d}"
        nomor += 1


def _staf(pangkal: Pangkal) -> dict[str, Petugas]:
    with pangkal.engine.connect() as connection:
        found = {orang.nama_pengguna: people.dengan_nama(connection, orang.nama_pengguna) for orang in STAF}
    missing = sorted(name for name, akun in found.items() if akun is None or not akun.aktif)
    if missing:
        gagal(f"Akun contoh {', '.join(missing)} tidak ada atau ditutup, jadi demo tidak bisa dimainkan.")
    return {name: akun for name, akun in found.items() if akun is not None}


@contextmanager
def _langsung(pangkal: Pangkal) -> Iterator[Pintu]:
    with FrontDoor(pangkal.engine, CONTOH.kode) as door, asyncio.Runner() as runner:
        reaksi = Reactions(pangkal.engine, CONTOH.kode)

        def ikut() -> None:
            runner.run(reaksi.kejar(door))

        yield DalamProses(pangkal.engine, door, _staf(pangkal), ikut)
        ikut()


@contextmanager
def _lewat_http(pangkal: Pangkal, url: str) -> Iterator[Pintu]:
    """A token for each sample account, revoked when the day is over."""
    staf = _staf(pangkal)
    with Klien(url, "", sabar=0) as caller:
        caller.ambil("/healthz")
    secrets: dict[str, str] = {}
    with writing(pangkal.engine).begin() as connection:
        before = {token.id for token in people.daftar(connection)}
        for name, akun in staf.items():
            made = people.terbitkan(connection, akun.id, "demo", (Cakupan.PERINTAH,))
            if isinstance(made, Refusal):
                gagal(made.kalimat)
            secrets[name] = made
        ours = [token.id for token in people.daftar(connection) if token.id not in before]
    clients = {name: Klien(url, secret, sabar=10) for name, secret in secrets.items()}
    try:
        yield LewatHttp(clients)
    finally:
        for klien in clients.values():
            klien.tutup()
        with writing(pangkal.engine).begin() as connection:
            for token in ours:
                people.cabut(connection, token)
