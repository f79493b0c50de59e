"""What staff of single clinics do not find in the admin of an install with several."""
