"""What logins on any site need. Nothing here knows of the app."""
