"""Purge changed pages from the caches in front of the site (Varnish, Cloudflare, CloudFront).

`changes` notices changes, `addresses` finds the URLs that show them, and `purging` purges these
once every process has seen the change. `WAGTAILFRONTENDCACHE` names the caches; without any,
nothing is connected.

Everything else expires within `SHARED_CACHE_SECONDS`: searches, the further pages of long lists,
and parts of all pages such as the menu, because purging every page would send all readers to the
site.

Wagtail's app `frontend_cache` is not installed: it purges before the transaction has ended. Only
its backends are used.
"""
