"""Signals of the models."""

from django.dispatch import Signal

# Sent before a `revision` of a page or snippet is published or scheduled. A receiver stops that by
# raising: `articles.publishing.gate` does.
pre_publish = Signal()
