"""`manage.py hub`: the whole of CityHub in one foreground command."""

import gc
import os
import sys
import time
from argparse import ArgumentParser
from collections.abc import Callable, Mapping
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from cityhub.demo.logins import LOGINS
from cityhub.hub.broker import valkey_binary, valkey_command
from cityhub.hub.lock import Occupied, check_port, free_port, take_directory
from cityhub.hub.supervisor import NotReady, Supervisor, answers

SHARED = (
    "ANYMAIL",
    "CELERY_BROKER_URL",
    "CITYHUB_BASE_URL",
    "CITYHUB_SANDBOX",
    "CITYHUB_SERVE_MEDIA",
    "DATABASE_URL",
    "EMAIL_BACKEND",
    "EMAIL_URL",
    "LANGUAGE_CODE",
    "PORT",
    "TIME_ZONE",
)
CELERY = (sys.executable, "-m", "celery", "--app", "cityhub", "--quiet")


class Command(BaseCommand):
    """Start web, worker, beat, broker and the sandbox's mail server; stop with Ctrl-C.

    Unless CITYHUB_SANDBOX=0, Facebook and mail are the sandbox's and an empty
    database becomes the demonstration town.
    """

    help = "Runs all of CityHub here: web, worker, beat, broker and sandbox."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--no-demo", action="store_true", help="leave an empty database empty"
        )

    def handle(self, **options: object) -> None:
        self.started = time.monotonic()
        self.address = settings.CITYHUB_BASE_URL
        try:
            lock = take_directory(settings.DATA_DIR, self.address)
            check_port(settings.PORT)
        except Occupied as occupied:
            raise CommandError(str(occupied)) from None
        settings.STATIC_ROOT.mkdir(exist_ok=True)
        supervisor = Supervisor(self._environment(), settings.DATA_DIR / "hub.log")
        supervisor.listen_to_signals()
        choices = settings.DATA_DIR / "hub.env"
        try:
            self._share(supervisor.environment, choices)
            self._prepare(supervisor, with_demo=not options["no_demo"])
            self._start(supervisor)
            self._welcome(supervisor)
            gc.freeze()  # what is loaded stays; so the end comes a second sooner
            supervisor.watch()
            self._say("\nStopping …")
        except NotReady as problem:
            raise CommandError(str(problem)) from None
        finally:
            supervisor.stop()
            choices.unlink(missing_ok=True)
            lock.close()

    def _say(self, text: str, ending: str = "\n") -> None:
        """Print at once, also into a file or a pipe."""
        self.stdout.write(text, ending=ending)
        self.stdout.flush()

    def _environment(self) -> dict[str, str]:
        """Return what every child sees: one data directory, one port, one sandbox."""
        environment = {
            "CITYHUB_SANDBOX": "1",
            "LOG_LEVEL": "WARNING",
            **os.environ,
            "CITYHUB_DATA_DIR": str(settings.DATA_DIR),
            "CITYHUB_SERVE_MEDIA": "1",
            "PORT": str(settings.PORT),
            "PYTHONUNBUFFERED": "1",
            "PYTHONWARNINGS": "ignore",
        }
        self.sandbox = environment["CITYHUB_SANDBOX"].lower() in ("1", "true", "yes")
        if self.sandbox and not environment.get("EMAIL_URL"):
            self.mail_port = free_port()
            environment["EMAIL_URL"] = f"smtp://127.0.0.1:{self.mail_port}"
            environment.pop("EMAIL_BACKEND", None)  # no real provider for a try
        else:
            self.mail_port = 0
        return environment

    @staticmethod
    def _share(environment: Mapping[str, str], path: Path) -> None:
        """Let commands beside this hub see what it runs with (settings.py reads it)."""
        path.unlink(missing_ok=True)
        path.touch(mode=0o600)
        lines = [
            f"{name}={environment[name]}" for name in SHARED if name in environment
        ]
        path.write_text("\n".join(lines) + "\n")

    def _prepare(self, supervisor: Supervisor, *, with_demo: bool) -> None:
        self._step("Preparing the database", supervisor, "migrate", "--no-input")
        if self.sandbox and with_demo:
            self._step(
                "Building the demonstration town", supervisor, "demo", "--if-empty"
            )

    def _step(self, title: str, supervisor: Supervisor, *arguments: str) -> None:
        began = time.monotonic()
        self._say(f"{title} …")
        supervisor.run_step(*arguments, on_line=self._progress())
        if supervisor.stopping.is_set():
            raise NotReady("Stopped.")
        self._erase()
        self._say(f"  done in {time.monotonic() - began:.0f} s")

    def _progress(self) -> Callable[[str], None]:
        """Return what shows a step's newest line, on one line of a terminal."""
        if not self.stdout.isatty():
            return lambda line: None
        return lambda line: self._say(f"\r\x1b[K  {line.strip()[:70]}", ending="")

    def _erase(self) -> None:
        if self.stdout.isatty():
            self._say("\r\x1b[K", ending="")

    def _start(self, supervisor: Supervisor) -> None:
        self._say("Starting broker, mail, worker, beat and web …")
        if "CELERY_BROKER_URL" not in supervisor.environment:
            self._start_broker(supervisor)
        if self.mail_port:
            port = str(self.mail_port)
            supervisor.start(
                "mail", sys.executable, "manage.py", "sandbox_mail", "--port", port
            )
        supervisor.start(
            "web",
            *(sys.executable, "-m", "waitress", "--threads=8"),
            *(f"--listen=127.0.0.1:{settings.PORT}", "cityhub.wsgi:application"),
        )
        worker = ("worker", "--pool=threads", "--concurrency=4", "--loglevel=WARNING")
        supervisor.start(
            "worker", *CELERY, *worker, "--without-gossip", "--without-mingle"
        )
        supervisor.start("beat", *CELERY, "beat", "--loglevel=WARNING", "--pidfile=")
        healthy = f"http://127.0.0.1:{settings.PORT}/healthz"
        supervisor.wait_for("The web server", lambda: answers(healthy), 60)

    def _start_broker(self, supervisor: Supervisor) -> None:
        binary, socket = valkey_binary(), settings.CITYHUB_BROKER_SOCKET
        if binary is None:
            message = (
                "No broker: install valkey-server or redis-server, or name one in "
                "CELERY_BROKER_URL."
            )
            raise NotReady(message)
        socket.unlink(missing_ok=True)
        command = valkey_command(binary, socket, settings.DATA_DIR)
        supervisor.start("broker", *command)
        supervisor.wait_for("The broker", socket.exists, 10)

    def _welcome(self, supervisor: Supervisor) -> None:
        if supervisor.stopping.is_set():
            return
        seconds = time.monotonic() - self.started
        lines = ["", f"CityHub is ready after {seconds:.0f} s: {self.address}/", ""]
        if self.sandbox:
            lines += [
                f"  {login.role:<15} {login.username} / {login.password}"
                f"   {self.address}{login.start}"
                for login in LOGINS
            ]
            lines += [
                "",
                "Try first: sign in as the shopkeeper on a phone-sized window and say",
                "something; approve it as the manager; then look at",
                f"  the Facebook Page  {self.address}/sandbox/facebook/",
                f"  the mailbox        {self.address}/sandbox/mail/",
                "",
            ]
        self._say("\n".join([*lines, "Ctrl-C stops everything."]))
