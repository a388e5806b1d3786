"""What happens to accounts and logins, for whoever wants to know. Flask-Login sends the rest: logged in, logged out."""

from blinker import Namespace

_signals = Namespace()

registered = _signals.signal("registered")  # user
login_failed = _signals.signal("login-failed")  # email: as it was typed
attempts_limited = _signals.signal("attempts-limited")  # email: as it was typed; limit: the setting
form_refused = _signals.signal("form-refused")  # reason: a sentence
password_changed = _signals.signal("password-changed")  # user
email_changed = _signals.signal("email-changed")  # user
sessions_ended = _signals.signal("sessions-ended")  # user, count
account_deleted = _signals.signal("account-deleted")  # user
account_deactivated = _signals.signal("account-deactivated")  # user
account_activated = _signals.signal("account-activated")  # user
