"""Pages on paper: the letterhead of printed pages, and leaflets (PDF)."""
