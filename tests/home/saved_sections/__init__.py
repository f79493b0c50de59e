"""Tests of saved sections."""
