"""A Redis of our own, that can be killed, stopped, and brought back."""

import signal
import socket
import subprocess
import time
from pathlib import Path


class RedisServer:
    """The machine's own redis-server on a free port, which keeps nothing on the disk."""

    def __init__(self, folder: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as probe:
            self.port = probe.getsockname()[1]
        self.url = f"redis://127.0.0.1:{self.port}"
        self.folder = folder
        self.start()

    def start(self) -> None:
        """Serve, and return once it answers. Raises ConnectionRefusedError where it does not within 10 s."""
        command = ["redis-server", f"--port {self.port}", "--save ''", f"--dir {self.folder}"]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL)  # noqa: S603 -- our own words
        until = time.monotonic() + 10
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port)).close()
            except ConnectionRefusedError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.01)
            else:
                return

    def kill(self) -> None:
        """End it at once, whatever it was doing."""
        self.process.kill()
        self.process.wait()

    def hang(self) -> None:
        """Have it accept what comes, and answer nothing."""
        self.process.send_signal(signal.SIGSTOP)
