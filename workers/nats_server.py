"""Our own nats-server, supervised: started, watched, restarted when it dies or stops taking messages, ended with us.

Whoever speaks to it asks `tujuan` anew on every connect: after a restart it listens on another port.
"""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import nats
import structlog
from filelock import FileLock, Timeout
from nats.errors import Error as NatsError
from nats.js.api import StreamConfig

from engine.relay import NatsTujuan
from engine.tasks import akhiri
from schemas import subjects
from workers.nats_binary import trusted_binary
from workers.nats_child import TOKEN, Child, NatsTidakMulai, command_line, own_files, start, written_url
from workers.nats_store import Gudang
from workers.streams import sambung

log = structlog.get_logger()

DENYUT_DETIK: Final = 10.0
"""How often it is asked to store one small message."""
BISU_DETIK: Final = 5.0
"""How long that may take."""
BISU_KALI: Final = 3
"""How often it may fail before the server is restarted."""
MUNDUR_DETIK: Final = (0.1, 0.5, 1.0, 2.0, 5.0, 10.0)
"""Pauses between starts; back to the first after a start that held."""
LIHAT_DETIK: Final = 0.5
"""How often its directory is looked at."""
TAHAN_DETIK: Final = 30.0
"""A run this long counts as having held."""


class DirektoriTerpakai(Exception):
    """Another Jejak already runs a nats-server on this data directory."""


class NatsServer:
    """A nats-server in `data_dir/nats`. `kabari` is told of each new address; `mulai` starts it (a hub's its own way).

    Entering raises BinaryNotTrusted and DirektoriTerpakai. A server that does not start is no error: it is tried
    again, and meanwhile `tujuan` is None and moves are accepted without it.
    """

    def __init__(
        self,
        data_dir: Path,
        *,
        binary: Path | None = None,
        kabari: Callable[[NatsTujuan], None] | None = None,
        denyut: float = DENYUT_DETIK,
        mulai: Callable[[Path, Path], Awaitable[Child]] = start,
    ) -> None:
        self._mulai = mulai
        self._folder = data_dir / "nats"
        self._override = binary
        self._kabari = kabari
        self._denyut = denyut
        self._child: Child | None = None
        self._watch: asyncio.Task[None] | None = None
        self._lock = FileLock(self._folder / "kunci", timeout=0, thread_local=False)
        self._first_try = asyncio.Event()
        self.tilikan = 0
        """How often its files were looked at."""

    @property
    def tujuan(self) -> NatsTujuan | None:
        """Where it listens now; None while it does not run."""
        child = self._child
        return child.tujuan if child and child.process.returncode is None else None

    @property
    def url(self) -> str | None:
        """The address it listens on now."""
        return self.tujuan.url if self.tujuan else None

    @property
    def token(self) -> str | None:
        """What a client must show."""
        return self.tujuan.token if self.tujuan else None

    @property
    def pid(self) -> int | None:
        """The process, while it runs."""
        return self._child.process.pid if self._child and self.tujuan else None

    async def __aenter__(self) -> Self:
        binary = await asyncio.to_thread(trusted_binary, self._override)
        await asyncio.to_thread(self._claim)
        self._watch = asyncio.create_task(self._run(binary), name="nats-server")
        await self._first_try.wait()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._watch:
            await akhiri(self._watch)
        self._lock.release()

    def _claim(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        self._folder.chmod(0o700)
        try:
            self._lock.acquire()
        except Timeout as error:
            raise DirektoriTerpakai(
                f"{self._folder.parent} sedang dipakai Jejak lain; hentikan dulu yang itu"
            ) from error

    def _still_ours(self) -> None:
        """Somebody may have deleted the directory under us, and our claim on it with it."""
        if not Path(self._lock.lock_file).exists():
            self._lock.release()
            self._claim()

    async def _run(self, binary: Path) -> None:
        loop = asyncio.get_running_loop()
        failures = 0
        while True:
            held = False
            try:
                await asyncio.to_thread(self._still_ours)
                self._child = await self._mulai(binary, self._folder)
            except (NatsTidakMulai, DirektoriTerpakai, OSError) as error:
                log.warning("nats_tidak_mulai", galat=str(error))
            else:
                began = loop.time()
                await self._serve(self._child)
                held = loop.time() - began > TAHAN_DETIK
            finally:
                self._first_try.set()
            failures = 0 if held else failures
            await asyncio.sleep(MUNDUR_DETIK[min(failures, len(MUNDUR_DETIK) - 1)])
            failures += 1

    async def _serve(self, child: Child) -> None:
        """Stay with a running server until it ends or falls silent; it never outlives this."""
        log.info("nats_siap", pid=child.process.pid)
        self._first_try.set()
        try:
            if self._kabari:
                self._kabari(child.tujuan)
            await self._watched(child)
        finally:
            self._child = None
            await child.stop()

    async def _watched(self, child: Child) -> None:
        ended = asyncio.create_task(child.process.wait())
        beating = asyncio.create_task(self._silent(child))
        watching = asyncio.create_task(self._robbed(child))
        try:
            done, _ = await asyncio.wait({ended, beating, watching}, return_when=asyncio.FIRST_COMPLETED)
            if ended in done:
                log.warning("nats_mati", kode=child.process.returncode)
            elif beating in done:
                log.warning("nats_bisu", kali=beating.result())
            else:
                log.warning("nats_kehilangan_berkas", apa=watching.result())
                child.process.kill()  # it must not write down, on its way out, what it believes to have
        finally:
            await akhiri(ended, beating, watching)

    async def _silent(self, child: Child) -> int:
        """Wait until it takes no messages any more; how often it failed to."""
        silent = 0
        while silent < BISU_KALI:
            if not silent:
                await asyncio.sleep(self._denyut)  # once it failed it is asked again at once
            silent = 0 if await takes_messages(child.tujuan) else silent + 1
        return silent

    async def _robbed(self, child: Child) -> str:
        """Wait until files of the store are missing; what is gone."""
        store = Gudang(self._folder, (Path(self._lock.lock_file).name, *own_files(child.process.pid)))
        suspected: frozenset[str] = frozenset()
        while True:
            gone, lost = await asyncio.to_thread(store.lihat)
            self.tilikan += 1
            if gone:
                return "direktori"
            before, suspected = suspected, suspected | lost
            if suspected and (known := await streams_known(child.tujuan)) is not None:
                suspected &= known  # one deleted in the ordinary way is known no more, at the second look at the latest
                if still := before & suspected:
                    return ", ".join(sorted(still))
            await asyncio.sleep(LIHAT_DETIK)


async def takes_messages(tujuan: NatsTujuan) -> bool:
    """Does the server still store what it is given? After a full disk it answers pings and nothing else."""
    try:
        async with asyncio.timeout(BISU_DETIK), sambung(tujuan) as client:
            stream = client.jetstream(timeout=BISU_DETIK)
            try:
                await stream.publish(subjects.DENYUT_SUBJEK, b"")
            except nats.js.errors.NoStreamResponseError:
                await stream.add_stream(
                    StreamConfig(name=subjects.DENYUT, subjects=[subjects.DENYUT_SUBJEK], max_msgs=1)
                )
    except (NatsError, OSError, TimeoutError) as error:
        log.debug("nats_denyut_gagal", galat=type(error).__name__)
        return False
    return True


async def streams_known(tujuan: NatsTujuan) -> frozenset[str] | None:
    """The streams the server believes to have; None where it does not say."""
    try:
        async with asyncio.timeout(BISU_DETIK), sambung(tujuan) as client:
            js = client.jetstream(timeout=BISU_DETIK)
            names: set[str] = set()
            while page := await js.streams_info(offset=len(names)):
                names |= {info.config.name or "" for info in page}
            return frozenset(names)
    except (NatsError, OSError, TimeoutError):
        return None


def berjalan(data_dir: Path) -> NatsTujuan | None:
    """Where the server of another process of ours listens on this data directory; None where none does.

    For the command line beside a running `jejak up`: the config file is readable by the same user alone.
    """
    folder = data_dir / "nats"
    try:
        pid = int((folder / "nats.pid").read_text(encoding="ascii"))
        token = TOKEN.search((folder / "nats.conf").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    url = written_url(folder, pid)
    if url is None or token is None or str(folder / "nats.conf") not in command_line(pid):
        return None
    return NatsTujuan(url, token[1])
