"""Registering, logging in, and logging out."""
