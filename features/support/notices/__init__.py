"""What the scenarios of the notices need."""
