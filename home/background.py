"""The thread of each process that finishes what requests have begun.

It stores enquiries of the spool, sends notices, mails that reset passwords, confirmations and
letters to readers, and takes the last known contacts after a change of the content. It starts with
the process, so that enquiries of a process that was killed are stored by the next one.
"""

import logging
import threading
import time
from collections.abc import Callable

from django.db import InterfaceError, OperationalError, close_old_connections

from home.delivery import content_version
from home.enquiry import confirmations, last_known, notifications
from home.enquiry.deadline import DeadlineError, DeadlineRunner
from home.enquiry.replay import LeftFiles, replay
from home.enquiry.spool import Spool
from home.login import reset_mail
from home.subscriptions import joining, sending

logger = logging.getLogger(__name__)

# Seconds between two looks at the spool, which take no query while it is empty.
INTERVAL = 2.0
# Seconds between two looks for mails that failed or that another process left: small queries.
MAIL_INTERVAL = 60.0
# Seconds. Longer is only a database or a mail server that does not answer.
ROUND_TIMEOUT = 30.0


class Background:
    """Runs a round every `INTERVAL` seconds, or at once when an enquiry was stored."""

    def __init__(self) -> None:
        self._runner = DeadlineRunner[None](
            "background-round", seconds=ROUND_TIMEOUT, max_threads=3
        )
        self._thread: threading.Thread | None = None
        self._taken_at_version: int | None = None
        self._next_notices = 0.0
        self._next_resets = 0.0
        self._next_confirmations = 0.0
        self._next_letters = 0.0
        self._has_mail_failed = False
        self._left_files = LeftFiles()
        self._failed_jobs: set[str] = set()

    def start(self) -> None:
        """Start the thread unless it runs, also in a process that was forked."""
        if self._thread is None or not self._thread.is_alive():
            self._thread = threading.Thread(target=self._run, name="background", daemon=True)
            self._thread.start()

    def _run(self) -> None:
        while True:
            if self.try_round():
                notifications.due.wait(INTERVAL)
            else:
                time.sleep(INTERVAL)  # even if notices are due, which may be why it failed

    def try_round(self) -> bool:
        """Run a round in a thread of its own. Return False if it failed, for any reason."""
        try:
            self._runner.run(self._run_round)
        except DeadlineError:
            logger.error("Storing enquiries takes too long. It will be tried again.")
        except (OperationalError, InterfaceError):
            pass  # the page cache logs that the database is away
        except Exception as error:
            logger.error("Storing enquiries failed: %s", type(error).__name__)
        else:
            return True
        return False

    def _run_round(self) -> None:
        try:
            self.run_round()
        finally:
            close_old_connections()

    def run_round(self) -> None:
        """Do each of the jobs, also if another one fails, which is logged once."""
        for job in self._jobs():
            try:
                job()
            except (OperationalError, InterfaceError):
                raise
            except Exception as error:
                if job.__name__ not in self._failed_jobs:
                    # Without its message, which may contain answers.
                    logger.error("%s failed: %s", job.__name__, type(error).__name__)
                self._failed_jobs.add(job.__name__)
            else:
                self._failed_jobs.discard(job.__name__)

    def _jobs(self) -> tuple[Callable[[], None], ...]:
        """Return the jobs of a round, those that somebody waits for first."""
        return (
            *(self.replay_spool, self.take_last_known, self.send_mails, self.send_resets),
            *(self.send_confirmations, self.send_letters),
        )

    def replay_spool(self) -> None:
        if replay(Spool.of_this_site(), self._left_files).stored:
            notifications.due.set()

    def take_last_known(self) -> None:
        version = content_version.last_read()
        if version is None or version != self._taken_at_version:
            version = content_version.current()
            last_known.take()
            self._taken_at_version = version

    def send_mails(self) -> None:
        """Send what is due; after a failure not before `MAIL_INTERVAL` has passed."""
        is_due, now = notifications.due.is_set(), time.monotonic()
        if is_due:
            notifications.due.clear()
        if now >= self._next_notices or (is_due and not self._has_mail_failed):
            self._has_mail_failed = (
                notifications.send_due_notices().has_failed
                or confirmations.send_due_confirmations().has_failed
            )
            self._next_notices = time.monotonic() + MAIL_INTERVAL

    def send_resets(self) -> None:
        """Send the mails that this process was asked for; now and then, those of others too."""
        if reset_mail.requested.is_set() or time.monotonic() >= self._next_resets:
            reset_mail.send_reset_mails()
            self._next_resets = time.monotonic() + MAIL_INTERVAL

    def send_confirmations(self) -> None:
        """Send the links that confirm an address; now and then, those of others too."""
        if joining.due.is_set() or time.monotonic() >= self._next_confirmations:
            joining.send_confirmations()
            self._next_confirmations = time.monotonic() + MAIL_INTERVAL

    def send_letters(self) -> None:
        """Go on sending letters to readers; now and then, those of others too."""
        if sending.due.is_set() or time.monotonic() >= self._next_letters:
            sending.send_letters()
            self._next_letters = time.monotonic() + MAIL_INTERVAL


background = Background()
