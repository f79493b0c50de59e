"""How the site is run: settings, URLs, the WSGI application and the commands around them."""
