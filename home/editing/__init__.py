"""The connection between an open editor and the server: outages and expired sessions."""
