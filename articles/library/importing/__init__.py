"""Import of references: read, preview, and apply all or nothing."""
