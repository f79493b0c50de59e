"""Addresses of what programs read."""

from django.urls import path, re_path

from home.discovery.syndication.article_markdown import article_markdown
from home.discovery.syndication.feeds import category_feed, site_feed
from home.discovery.syndication.llms import llms_txt
from home.discovery.syndication.robots import robots
from home.discovery.syndication.security_txt import redirect_old_address, security_txt
from home.discovery.syndication.sitemap import sitemap, sitemap_part

urlpatterns = [
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("sitemap-<int:number>.xml", sitemap_part, name="sitemap_part"),
    path("llms.txt", llms_txt, name="llms_txt"),
    path(".well-known/security.txt", security_txt, name="security_txt"),
    path("security.txt", redirect_old_address),
    path("feed/", site_feed, name="feed"),
    re_path(r"^(?P<path>(?:[\w-]+/)+)feed/$", category_feed, name="category_feed"),
    re_path(r"^(?P<path>(?:[\w-]+/)+)article\.md$", article_markdown, name="article_markdown"),
]
