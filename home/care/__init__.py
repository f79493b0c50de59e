"""What the clinic offers: its services and the conditions that it treats."""
