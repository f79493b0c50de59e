"""Settings, URLs, the WSGI application and system checks of the site."""
