"""`jejak federasi`: this facility's keys, the hubs it joined, how the exchange stands. All beside a running Jejak."""

from pathlib import Path
from typing import Annotated, Final

import typer
from pydantic import ValidationError

from cli import hub_dinas
from cli.keluaran import cetak, cetak_json, cetak_tabel, gagal, lama
from cli.pangkal import DalamJson, Data, buka
from engine import clock
from engine.database import writing
from engine.federasi import direktori, galat, hub, keadaan
from engine.federasi.direktori import DirektoriTidakSah
from engine.federasi.kunci import KunciRusak, Laci
from engine.federasi.permohonan import sidik_permohonan
from engine.penerima import terap
from engine.policy import kebijakan
from schemas.federasi.paket import PaketGabung
from schemas.names.federasi import KeadaanJalur

app = typer.Typer(no_args_is_help=True, help="Pertukaran antarfasilitas: kunci, hub, jalur.")

HIDUP_DETIK: Final = 90
"""A line that was seen so lately is there: its worker tells it every half minute."""
Berkas = Annotated[Path | None, typer.Option(help="Ke mana berkas permohonan ditulis.")]


@app.command("kunci")
def kunci(
    baru: Annotated[bool, typer.Option("--baru", help="Buat kunci baru; yang lama tetap membuka pesan lama.")] = False,
    berkas: Berkas = None,
    data: Data = None,
) -> None:
    """Buat kunci fasilitas ini bila belum ada, dan tulis berkas permohonan untuk Dinkes: hanya kunci umum."""
    with buka(data) as pangkal:
        if baru:
            aturan, laci = kebijakan().federasi, Laci.di(pangkal.settings.data_dir)
            try:
                laci.buat(pangkal.milik.kode, "tanda", aturan, clock.now())
                laci.buat(pangkal.milik.kode, "sandi", aturan, clock.now())
            except KunciRusak as error:
                gagal(f"Kunci federasi: {error}.")
        asked = hub_dinas.permohonan(pangkal)
        target = berkas or Path(f"permohonan-{asked.kode}.json")
        target.write_bytes(asked.kanonik() + b"\n")
    cetak(f"Permohonan: {target}. Serahkan kepada Dinkes; isinya tidak rahasia.")
    cetak(f"  sidik jari  {sidik_permohonan(asked)}")
    cetak("  Bacakan sidik jari ini lewat telepon, jangan lewat jalan yang sama dengan berkasnya.")


@app.command("gabung")
def gabung(
    paket: Annotated[Path, typer.Argument(help="Berkas paket gabung dari Dinkes.")],
    sidik: Annotated[str | None, typer.Option(help="Sidik jari kunci akar yang dibacakan Dinkes; bagi skrip.")] = None,
    data: Data = None,
) -> None:
    """Bergabung ke hub Dinkes sesudah sidik jari kunci akarnya dibandingkan. Aman diulang."""
    try:
        read = PaketGabung.model_validate_json(paket.read_bytes())
    except OSError as error:
        gagal(f"Berkas {paket} tidak terbaca: {error.strerror}.")
    except ValidationError:
        gagal(f"{paket} bukan paket gabung. Minta Dinkes mengirimnya lagi, utuh.")
    told = direktori.sidik(read.akar)
    cetak(f"Hub {read.hub} di {read.url}")
    cetak(f"  sidik jari kunci akar  {told}")
    if sidik is None and not typer.confirm("Sama dengan yang dibacakan Dinkes lewat telepon?"):
        gagal("Tidak bergabung.")
    try:
        with buka(data) as pangkal, writing(pangkal.engine).begin() as connection:
            found = direktori.gabung(connection, read, sidik or told, clock.now())
    except DirektoriTidakSah as error:
        gagal(f"Tidak bergabung: {error}.")
    cetak(f"Bergabung ke hub {read.hub}: {len(found.sekutu)} fasilitas di direktorinya.")


@app.command("status")
def status(data: Data = None, dalam_json: DalamJson = False) -> None:
    """Hub, jalur, dan apa yang menunggu. Kode keluar 1 bila ada yang perlu dilihat orang."""
    with buka(data) as pangkal, pangkal.engine.connect() as connection:
        hubs, lanes, sums = hub.keadaan(connection), keadaan.jalur(connection), keadaan.jumlah(connection)
        alarms = galat.terbuka(connection, 20)
    now = clock.now()
    alive = {
        one.kode: one.tersambung is not None and (now - one.tersambung).total_seconds() < HIDUP_DETIK for one in hubs
    }
    bad = not all(alive.values()) or bool(sums.jalur_berhenti or sums.parkir or sums.galat)
    if dalam_json:
        cetak_json(
            {
                "hub": [one._asdict() | {"tersambung_kini": alive[one.kode]} for one in hubs],
                "jalur": [one._asdict() for one in lanes],
                "jumlah": sums._asdict(),
                "galat": [one._asdict() | {"kepala": dict(one.kepala)} for one in alarms],
            }
        )
    elif not hubs:
        cetak("Belum bergabung ke hub mana pun; Jejak bekerja seperti biasa tanpanya.")
    else:
        for one in hubs:
            seen = f"{lama(now - one.tersambung)} lalu" if one.tersambung else "belum pernah"
            cetak(f"Hub {one.kode} {one.url}: {'tersambung' if alive[one.kode] else f'TERPUTUS, terakhir {seen}'}")
            cetak(f"  direktori versi {one.versi}, {lama(now - one.diperbarui)} lalu")
        cetak(f"  {sums.belum_di_hub} belum di hub, {sums.belum_diterima} belum diterima, {sums.parkir} diparkir")
        cetak_tabel(
            ("jalur", "arah", "epoch", "nomor", "belum di hub", "belum diterima", "keadaan"),
            (
                (
                    one.jalur,
                    one.arah.value,
                    one.epoch,
                    one.seq,
                    one.belum_di_hub,
                    one.belum_diterima,
                    "" if one.keadaan is KeadaanJalur.JALAN else one.keadaan.value.upper(),
                )
                for one in lanes
            ),
        )
        for alarm in alarms:
            cetak(f"  PERIKSA {alarm.sebab.value} di {alarm.jalur}, {alarm.kali} kali, sidik {alarm.sidik[:12]}")
    if bad:
        raise typer.Exit(1)


@app.command("ulangi")
def ulangi(
    urut: Annotated[int | None, typer.Argument(help="Nomor kiriman yang diparkir; kosong: semua.")] = None,
    data: Data = None,
) -> None:
    """Coba lagi kiriman yang diparkir."""
    with buka(data) as pangkal, writing(pangkal.engine).begin() as connection:
        again = terap.ulangi(connection, urut=urut)
    cetak(f"{again} kiriman dicoba lagi.")


@app.command("selesai")
def selesai(
    sidik: Annotated[str, typer.Argument(help="Awal sidik dari `jejak federasi status`.")], data: Data = None
) -> None:
    """Tandai satu peringatan sudah dilihat orang."""
    with buka(data) as pangkal, writing(pangkal.engine).begin() as connection:
        found = [one.sidik for one in galat.terbuka(connection, 1000) if one.sidik.startswith(sidik.lower())]
        if len(found) != 1:
            gagal("Tidak ada peringatan terbuka dengan sidik itu." if not found else "Sebutkan lebih panjang.")
        galat.selesai(connection, found[0], clock.now())
    cetak("Ditandai.")
