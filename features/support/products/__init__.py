"""What the steps about products share."""
