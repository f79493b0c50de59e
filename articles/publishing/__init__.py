"""The publish gate, applied on every publishing path."""
