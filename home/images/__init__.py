"""The clinic's pictures: what may be uploaded, what is kept of it, in which sizes it is shown."""
