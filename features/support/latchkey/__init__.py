"""What only Latchkey has: its live server, its data, its routes."""
