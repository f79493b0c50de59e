"""The enquiry form: its fields, what keeps robots out, sending, telling staff, and forgetting."""
