"""Registering, logging in, logging out, and the member's own page."""
