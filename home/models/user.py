from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """An account of the admin. Its own class from the start, so that it can grow later."""
