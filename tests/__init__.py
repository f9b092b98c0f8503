"""Tests, and the kit they share."""
