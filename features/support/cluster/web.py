"""What answers requests: gunicorn and nginx, as deploy/ has them."""

import socket
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from features.support.cluster.services import Service, find, free_port, is_root

DEPLOY = Path(__file__).parents[3] / "deploy"
#: Where the one server is that deploy/ has.
DEPLOYED = "127.0.0.1:8000"
#: What systemd does with the socket of a service: it is the one after stdin, stdout and stderr, and meant for it alone.
HAND_OVER = """
import os, sys
os.dup2(int(sys.argv[1]), 3)
os.environ |= {"LISTEN_PID": str(os.getpid()), "LISTEN_FDS": "1"}
os.execv(sys.argv[2], sys.argv[2:])
"""


class Gunicorn(Service):
    """One server: gunicorn as deploy/ has it, on a socket that is opened for it, as systemd does.

    So the socket stays while the server is started anew, and whoever comes meanwhile waits.
    """

    def __init__(self, folder: Path, app: str, workers: int) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0), backlog=512)
        self.port: int = self.socket.getsockname()[1]
        self.workers = workers
        gunicorn = [sys.executable, "-m", "gunicorn", "--config", str(DEPLOY / "gunicorn.conf.py"), app]
        super().__init__([sys.executable, "-c", HAND_OVER, str(self.socket.fileno()), *gunicorn], folder)
        self.name = "gunicorn"

    def begin(self, env: Mapping[str, str] | None = None, *_: object, **__: object) -> None:
        """Start it with the settings in ``env``."""
        self.started_at = self.log.stat().st_size
        super().begin({**(env or {}), "WEB_CONCURRENCY": str(self.workers)}, fds=(self.socket.fileno(),))

    def answers(self) -> bool:
        """Whether every worker says that it is there. The socket alone says nothing: it was open before."""
        with self.log.open() as log:
            log.seek(self.started_at)
            return log.read().count("Booting worker with pid") >= self.workers

    def worker_pids(self) -> list[int]:
        """The processes that answer requests."""
        assert self.process, "it was never started"
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(pid) for pid in children.read_text().split()]


class Nginx(Service):
    """nginx with the site that deploy/ has, once for each of ``upstreams``: a name, and the ports of its servers."""

    def __init__(self, folder: Path, upstreams: Mapping[str, list[int]]) -> None:
        self.folder = folder / "nginx"
        self.folder.mkdir()
        self.certificate = make_certificate(self.folder)
        self.ports = {name: free_port() for name in upstreams}
        sites = [site(self.folder, name, self.ports[name], servers) for name, servers in upstreams.items()]
        temporary = [
            f"{kind}_temp_path {self.folder};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        ]
        everything = [
            f"daemon off; pid {self.folder}/pid; error_log stderr; worker_processes 2;",
            "user root;" if is_root() else "",
            "events { worker_connections 512; }",
            f"http {{ access_log off; {' '.join(temporary)}",
            *sites,
            "}",
        ]
        configuration = self.folder / "nginx.conf"
        configuration.write_text("\n".join(everything))
        super().__init__([find("nginx", "nginx"), "-p", self.folder, "-e", "stderr", "-c", configuration], folder)

    def answers(self) -> bool:
        """Whether it listens on every port that it is to."""
        for port in self.ports.values():
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
            except OSError:
                return False
        return True


def site(folder: Path, name: str, port: int, servers: list[int]) -> str:
    """Give deploy/nginx.conf with this ``name`` and ``port``, for these ``servers``.

    Raises LookupError where it lacks what is to be replaced: it would not be the site that is deployed any more.
    """
    text = (DEPLOY / "nginx.conf").read_text()
    line = next((one for one in text.splitlines() if f"server {DEPLOYED}" in one), "")
    if not line:
        raise LookupError(f"deploy/nginx.conf has no server at {DEPLOYED}.")
    plain = free_port()
    for deployed, here in {
        "listen 80 ": f"listen 127.0.0.1:{plain} ",
        "listen 80;": f"listen 127.0.0.1:{plain};",
        "listen 443 ": f"listen 127.0.0.1:{port} ",
        "server_name login.example.com;": "server_name localhost;",
        "/etc/latchkey/tls": f"{folder}/tls",
        "upstream latchkey {": f"upstream {name} {{",
        "http://latchkey;": f"http://{name};",
    }.items():
        if deployed not in text:
            raise LookupError(f"deploy/nginx.conf has no “{deployed}”.")
        text = text.replace(deployed, here)
    return text.replace(line, "\n".join(line.replace(DEPLOYED, f"127.0.0.1:{server}") for server in servers))


def make_certificate(folder: Path) -> Path:
    """Make a key and a certificate for localhost, good for two days, as ``tls.key`` and ``tls.crt`` in ``folder``."""
    key, certificate = folder / "tls.key", folder / "tls.crt"
    subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-days", "2"]
    kind = [
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-keyout",
        str(key),
        "-out",
        str(certificate),
    ]
    subprocess.run([find("openssl", "openssl"), "req", "-x509", *kind, *subject], check=True, capture_output=True)  # noqa: S603
    return certificate
