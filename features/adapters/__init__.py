"""Other logins: how their sites word and place things, and how they are run."""
