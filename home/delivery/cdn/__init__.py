"""Tells the caches in front of the site (Varnish, Cloudflare, CloudFront) what has changed.

`changes` notices what changes, `addresses` says where that can be read, and `purging` has it purged
once every process of the site knows of the change. The caches are named in `WAGTAILFRONTENDCACHE`
(`config.frontend_caches`); without one nothing here is connected.

The rest expires by itself within `SHARED_CACHE_SECONDS`: what stands on every page (the clinic's
name and telephone number, menus), since purging a hundred thousand pages for a new number would
only bring all of their readers to the site at once; searches; and the further pages of long lists.

Wagtail's app `frontend_cache` is not installed: its handlers purge a page when it is published, and
so before the transaction has ended. What is used of it are its backends.
"""
