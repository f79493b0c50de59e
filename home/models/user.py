from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """A user of the admin. A custom model, so that fields can be added later."""
