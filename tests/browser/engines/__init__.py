"""Firefox and WebKit, driven by the standard protocols that the browsers speak themselves.

Playwright drives only builds of its own of these two. Here a journey runs in the browsers that
Debian packages.
"""
