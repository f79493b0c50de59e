"""Password hashing that does not occupy the whole machine."""

from django.contrib.auth.hashers import PBKDF2PasswordHasher

from config.slow_work import SlowWork

# A third of a second of one core each.
hashing = SlowWork(at_once=1, waiting=8)


class OneAtATimeHasher(PBKDF2PasswordHasher):
    """Django's default, one at a time in each process."""

    def encode(self, password: str, salt: str, iterations: int | None = None) -> str:
        with hashing.turn():
            return super().encode(password, salt, iterations)
