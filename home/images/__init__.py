"""The clinic's images: uploads, private metadata and sizes."""
