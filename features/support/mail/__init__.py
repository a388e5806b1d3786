"""What the scenarios of the capabilities need that send mails."""
