"""Old addresses: which ones are made by themselves, and where each one leads."""
