"""Several servers: two gunicorns behind one nginx with TLS, on PostgreSQL and Redis, each begun and ended here."""
