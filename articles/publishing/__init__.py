"""Whether an article may go public, asked on every way there."""
