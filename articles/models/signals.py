"""Signals of the models."""

from django.dispatch import Signal

# Sent before a revision of an article becomes public, with `page` as it would be. A receiver stops
# the publication by raising: `articles.publishing.gate` does.
pre_publish = Signal()
