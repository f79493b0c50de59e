"""What the clinic offers: places, services and conditions, and how visitors book."""
