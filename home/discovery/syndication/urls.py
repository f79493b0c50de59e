"""Addresses that programs read."""

from django.urls import path, re_path

from home.discovery.syndication.feeds import page_feed, site_feed
from home.discovery.syndication.icons import redirect_to_icon
from home.discovery.syndication.llms import llms_txt
from home.discovery.syndication.markdown import page_markdown
from home.discovery.syndication.sitemap import sitemap, sitemap_part
from home.discovery.syndication.text_files import redirect_to_security_txt, robots, security_txt

urlpatterns = [
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("sitemap-<int:number>.xml", sitemap_part, name="sitemap_part"),
    path("llms.txt", llms_txt, name="llms_txt"),
    path(".well-known/security.txt", security_txt, name="security_txt"),
    path("security.txt", redirect_to_security_txt),
    path("favicon.ico", redirect_to_icon, {"name": "icon.ico"}),
    path("apple-touch-icon.png", redirect_to_icon, {"name": "touch.png"}),
    path("apple-touch-icon-precomposed.png", redirect_to_icon, {"name": "touch.png"}),
    path("feed/", site_feed, name="feed"),
    re_path(r"^(?P<path>(?:[\w-]+/)+)feed/$", page_feed, name="page_feed"),
    re_path(
        r"^(?P<path>(?:[\w-]+/)*)(?P<file_name>(?:article|page)\.md)$",
        page_markdown,
        name="page_markdown",
    ),
]
