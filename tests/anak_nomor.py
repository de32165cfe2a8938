"""A process with a front door that registers folders without a number: python -m tests.anak_nomor URL COUNT."""

import sys

from engine.database import connect
from engine.execute import Accepted, FrontDoor
from engine.facility import baru
from schemas.commands import berkas as ask
from schemas.names import BerkasId
from tests.kit import LOKET, PKM, wish


def main(url: str, banyak: int) -> int:
    """Register so many, all asked at once."""
    engine = connect(url)
    with FrontDoor(engine, PKM.kode) as door:
        asked = [door.submit(wish(ask.Daftarkan, BerkasId(baru()), LOKET)) for _ in range(banyak)]
        granted = sum(isinstance(future.result(60), Accepted) for future in asked)
    engine.dispose()
    return 0 if granted == banyak else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2])))
