"""The sample clinic."""
