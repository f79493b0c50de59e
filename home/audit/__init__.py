"""The audit log: who logged in, changed rights or read enquiries, and when."""
