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


@app.command("jalur")
def jalur(data: Data = None, dalam_json: DalamJson = False) -> None:
    """Tiap jalur: antrean, tanda terima terakhir, umur yang menunggu. Kode keluar 1 bila ada yang terhenti."""
    now = clock.now()
    with buka(data) as pangkal, pangkal.engine.connect() as connection:
        lanes, ends = keadaan.jalur(connection), keadaan.ujung(connection)
    if dalam_json:
        cetak_json(
            [one._asdict() | (ends[one.jalur]._asdict() if one.jalur in ends else {}) for one in lanes],
        )
    else:
        rows = []
        for one in lanes:
            end = ends.get(one.jalur)
            waits = end.menunggu_sejak if end and one.belum_diterima else None
            seen = end.tanda if end else one.terakhir
            rows.append(
                (
                    one.jalur,
                    one.seq,
                    one.belum_di_hub,
                    one.belum_diterima,
                    lama(now - waits) if waits else "",
                    f"{lama(now - seen)} lalu" if seen else "",
                    one.keadaan.value,
                )
            )
        cetak_tabel(("jalur", "nomor", "belum di hub", "belum diterima", "menunggu", "terakhir", "keadaan"), rows)
    if any(one.keadaan is not KeadaanJalur.JALAN for one in lanes):
        raise typer.Exit(1)


@app.command("galat")
def galat_(data: Data = None, dalam_json: DalamJson = False) -> None:
    """Peringatan yang belum dilihat orang, dan kiriman yang diparkir. Kode keluar 1 bila ada."""
    with buka(data) as pangkal, pangkal.engine.connect() as connection:
        alarms, parked = galat.terbuka(connection, 1000), keadaan.parkir(connection, 1000)
    if dalam_json:
        cetak_json(
            {
                "galat": [one._asdict() | {"kepala": dict(one.kepala)} for one in alarms],
                "parkir": [one._asdict() for one in parked],
            }
        )
    else:
        now = clock.now()
        cetak_tabel(
            ("sidik", "sebab", "jalur", "kali", "terakhir"),
            (
                (one.sidik[:12], one.sebab.value, one.jalur, one.kali, f"{lama(now - one.terakhir)} lalu")
                for one in alarms
            ),
        )
        cetak_tabel(
            ("kiriman", "dari", "jenis", "sebab", "kali", "masuk"),
            ((one.urut, one.asal, one.jenis, one.sebab, one.kali, f"{lama(now - one.masuk)} lalu") for one in parked),
        )
    if alarms or parked:
        raise typer.Exit(1)


@app.command("direktori")
def direktori_(data: Data = None, dalam_json: DalamJson = False) -> None:
    """Fasilitas dan kunci umum di direktori yang berlaku, dengan sidik jari kunci akarnya."""
    now = clock.now()
    with buka(data) as pangkal, pangkal.engine.connect() as connection:
        peers, keys = direktori.semua_sekutu(connection), direktori.semua_kunci(connection)
        roots = direktori.akar(connection)
    if dalam_json:
        cetak_json(
            {
                "hub": [{"kode": kode, "sidik_akar": direktori.sidik(root)} for kode, root in roots],
                "sekutu": [one._asdict() for one in peers],
                "kunci": [one._asdict() | {"kunci": one.kunci.hex()} for one in keys],
            }
        )
        return
    for kode, root in roots:
        cetak(f"Hub {kode}: sidik jari kunci akar {direktori.sidik(root)}")
    cetak_tabel(
        ("kode", "nama", "jenis", "tingkat", "hub", "aktif"),
        ((one.kode, one.nama, one.jenis.value, one.tingkat, one.hub, "ya" if one.aktif else "TIDAK") for one in peers),
    )
    cetak_tabel(
        ("kunci", "fasilitas", "guna", "sisa"),
        (
            (
                one.kid,
                one.fasyankes,
                one.guna,
                "DICABUT" if one.dicabut else lama(one.sampai - now) if one.sampai > now else "HABIS",
            )
            for one in keys
        ),
    )


@app.command("putar-kunci")
def putar_kunci(berkas: Berkas = None, data: Data = None) -> None:
    """Buat kunci baru, tulis permohonan baru untuk Dinkes, dan buang kunci lama yang sudah lewat masa simpannya.

    Kunci baru dipakai sesudah Dinkes menandatangani direktori yang memuatnya; sampai saat itu kunci lama tetap dipakai.
    """
    with buka(data) as pangkal:
        aturan, laci = kebijakan().federasi, Laci.di(pangkal.settings.data_dir)
        try:
            gone = laci.buang_lama(aturan, clock.now())
        except KunciRusak as error:
            gagal(f"Kunci federasi: {error}.")
    kunci(baru=True, berkas=berkas, data=data)
    if gone:
        cetak(f"Kunci lama dibuang: {', '.join(gone)}.")
