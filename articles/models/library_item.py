"""What the library has: of one clinic, or shared by all."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Site

from articles.models.site_roots import get_site_roots, has_several_clinics
from articles.utils.site_scope import get_library, get_scope_path


class LibraryManager(models.Manager):
    """Staff of single clinics find their library and what is shared, in every view of the admin.

    Others, pages and commands find everything, as `_base_manager` does.
    """

    def get_queryset(self):
        library = get_library()
        found = super().get_queryset()
        if library is None:
            return found
        return found.filter(Q(site__in=library.site_ids) | Q(site=None))


class SitePanel(FieldPanel):
    """The clinic, for superusers of an install with several."""

    def __init__(self, *args, **kwargs):
        # No permission has this name, so that only superusers have it.
        super().__init__(*args, **kwargs | {"permission": "superuser"})

    class BoundPanel(FieldPanel.BoundPanel):
        def is_shown(self):
            return super().is_shown() and has_several_clinics()


class LibraryItem(models.Model):
    """Mixin for snippets that belong to one clinic, or to all if `site` is empty."""

    site = models.ForeignKey(
        Site,
        verbose_name=_("clinic"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Staff of other clinics do not find it. Empty: all clinics share it."),
    )

    # The attribute of `LibraryScope` that is the site of a new object.
    site_of_new: ClassVar[str] = "of_new_items"
    # False for what no visitor ever sees, so that a use by it is no public one.
    is_ever_public: ClassVar[bool] = True

    objects = LibraryManager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if self._state.adding:
            self.set_site_of_user()
        super().save(*args, **kwargs)

    @property
    def is_shown_here(self) -> bool:
        """False on the pages of another clinic than that of the object."""
        path = get_scope_path()
        if not path or not self.site_id:
            return True
        return any(root.path == path for root in get_site_roots() if root.site_id == self.site_id)

    def set_site_of_user(self) -> None:
        """Give a new object to the clinic of the user of the admin, if it is the only one."""
        library = get_library()
        if library and not self.site_id:
            self.site_id = getattr(library, self.site_of_new)
