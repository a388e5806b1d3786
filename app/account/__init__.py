"""The member's own page: their login sessions, their password, and the way out."""
