"""What the clinic's site adds to Wagtail."""

from wagtail import hooks

from home.addresses import PublicPageLinkHandler


@hooks.register("register_rich_text_features", order=100)
def register_public_page_links(features):
    features.register_link_type(PublicPageLinkHandler)
