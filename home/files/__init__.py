"""Images and documents that public pages show: who may change them."""
