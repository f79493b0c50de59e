from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    """Registers the models, forms and signal handlers of the layers above `articles.models`."""

    name = "articles"
    verbose_name = _("Articles")
    default_auto_field = "django.db.models.BigAutoField"

    def import_models(self):
        """Import the model that lives beside the code it needs, above `articles.models`."""
        super().import_models()
        import_module("articles.review.clinical_review")

    def ready(self):
        # These import models, which are not loaded before.
        from articles.citations import checks  # noqa: F401 - checks register themselves
        from articles.editorial import signal_handlers as editorial
        from articles.library.permissions import register_policies
        from articles.models import ArticlePage, EditorialSettings, PersonPage
        from articles.models.base import SitePage
        from articles.models.signals import pre_publish
        from articles.public import listing, profile_listing  # noqa: F401 - so do contexts
        from articles.publishing import change_date
        from articles.publishing.foreign_choices import OwnChoicesForm
        from articles.publishing.form import ArticleForm
        from articles.publishing.gate import check_before_publish
        from articles.publishing.page_form import PageForm
        from articles.review import signal_handlers as review
        from articles.review.forms import ProfileForm

        register_policies()
        SitePage.base_form_class = PageForm
        ArticlePage.base_form_class = ArticleForm
        PersonPage.base_form_class = ProfileForm
        EditorialSettings.base_form_class = OwnChoicesForm
        pre_publish.connect(check_before_publish, dispatch_uid="publish_gate")
        for handlers in (change_date, review, editorial):
            handlers.register_signal_handlers()
