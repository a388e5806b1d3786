"""What is to be mailed, as the outbox has it."""

from tests.unit.mail.conftest import mails  # noqa: F401 -- pytest finds it here
