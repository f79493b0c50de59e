"""Serve public pages fast: content version, page look-up, cache headers, CDN purging."""
