"""First steps: from an empty site to a signed article, in the admin."""
