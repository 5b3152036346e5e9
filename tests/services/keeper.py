"""Keep a server running for as long as the tests that asked for it.

A program of its own: `python keeper.py FOLDER OWNER COMMAND…`. It starts the command as the
owner (an empty word: as whoever runs it) and, when its standard input closes, ends the server
and throws the folder away. That happens when the tests are done, and also when they were
killed and could tidy up nothing themselves.
"""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import threading
import time

_PATIENCE = 10


def main(folder: str, owner: str, command: list[str]) -> int:
    """Run the command until nobody asks for it any more; say how it ended."""
    who = {"user": owner, "group": owner, "extra_groups": []} if owner else {}
    try:
        server = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, **who)
        threading.Thread(target=_end_when_unasked, args=(server,), daemon=True).start()
        return server.wait()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _end_when_unasked(server: subprocess.Popen[bytes]) -> None:
    sys.stdin.buffer.read()
    # PostgreSQL waits for its clients at a SIGTERM, not at a SIGINT; Redis minds neither.
    server.send_signal(signal.SIGINT)
    time.sleep(_PATIENCE)
    server.kill()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], sys.argv[3:]))
