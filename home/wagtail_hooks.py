"""What the clinic's site adds to Wagtail."""

from wagtail import hooks

from home.addresses import LivePageLinkHandler


@hooks.register("register_rich_text_features", order=100)
def register_live_page_links(features):
    features.register_link_type(LivePageLinkHandler)
