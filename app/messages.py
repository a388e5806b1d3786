"""Every sentence that answers a person, once. What a page or a form always says stands there."""

REGISTERED = "Registered successfully."
LOGGED_IN = "Logged in successfully."
LOGGED_OUT = "Logged out successfully."
ALREADY_LOGGED_IN = "You are already logged in."
LOGIN_REQUIRED = "Please log in to access this page."
PASSWORD_REQUIRED = "Please enter your password to go on."
PASSWORD_CHANGED = "Your password was changed. You were logged out everywhere else."
SESSION_ENDED = "That session was ended."
SESSION_GONE = "That session had ended already."
OTHERS_ENDED = "You were logged out everywhere else."
ACCOUNT_DELETED = "Your account was deleted."

INVALID_CREDENTIALS = "Invalid email or password"
EMAIL_MISSING = "Enter your email address."
EMAIL_TOO_LONG = "Use an email address of at most 254 characters."
EMAIL_INVALID = "Enter an email address like name@example.com."
EMAIL_TAKEN = "This email address already has an account."
PASSWORD_MISSING = "Enter your password."
PASSWORD_TOO_SHORT = "Use at least 8 characters."
PASSWORD_HINT = "8 to 128 characters. Several unrelated words make a strong one."
PASSWORD_COMMON = "Choose another password: this one is among the first that an attacker tries."
PASSWORD_IS_EMAIL = "Choose another password: this one is your email address."
PASSWORD_IS_SITE = "Choose another password: this one is the name of this site."
PASSWORD_WRONG = "That is not your password."
CURRENT_MISSING = "Enter your current password."
PASSWORD_TOO_LONG = "Use at most 128 characters."
CONFIRM_MISSING = "Enter the password again."
PASSWORDS_DIFFER = "The two passwords differ."
CONTROL_CHARACTER = "Remove the characters that cannot be printed."

FORM_FOREIGN = "The form was sent by another site."
FORM_EXPIRED = "This form is no longer valid. Go back, reload the page, and send it again."
UPGRADING = "The site is being brought up to date. Try again in a minute."
TRY_LATER = "Try again in {wait}. Until then nothing that you send here is looked at, right or wrong."
#: HTTP status to the title and the sentence of its page.
ERRORS = {
    400: ("That did not work", "The server could not make sense of this request."),
    404: ("Page not found", "There is nothing at this address. It may have been mistyped, or moved."),
    405: ("Not allowed", "This address cannot be used that way."),
    409: ("Overtaken", "Something was changed or deleted at the same moment. Go back, reload the page, and try again."),
    413: ("Too large", "What was sent is larger than this site accepts."),
    429: ("Too many attempts", "Try again later."),
    500: ("Something went wrong", "This is our mistake, and it was written down. Try again in a moment."),
    503: ("Not available", "The site cannot reach its database. Try again in half a minute: nothing was changed."),
}

_MAKE_KEY = "python -c 'import secrets; print(secrets.token_hex(32))'"
SECRET_KEY_MISSING = f"SECRET_KEY is missing: set FLASK_SECRET_KEY to what this prints: {_MAKE_KEY}"
SECRET_KEY_SHORT = (
    f"SECRET_KEY must be text of at least 32 characters: set FLASK_SECRET_KEY to what this prints: {_MAKE_KEY}"
)
SECRET_KEY_WELL_KNOWN = f"SECRET_KEY is easily guessed: set FLASK_SECRET_KEY to what this prints: {_MAKE_KEY}"

#: What is not for setting, and why.
FIXED = {
    "PERMANENT_SESSION_LIFETIME": "set LOGIN_REMEMBERED_DAYS, which it follows",
    "WTF_CSRF_SECRET_KEY": "set SECRET_KEY and SECRET_KEY_FALLBACKS, which it follows",
    "WTF_CSRF_FIELD_NAME": "the pages call the field csrf_token",
    "SESSION_PROTECTION": "whether a login is alive is for its row to say, and not for address or browser",
    "REMEMBER_COOKIE_NAME": "a login that is kept has no cookie of its own",
    "REMEMBER_COOKIE_REFRESH_EACH_REQUEST": "a login that is kept has no cookie of its own",
    "USE_SESSION_FOR_NEXT": "the page first asked for travels in the address",
    "SQLALCHEMY_BINDS": "every table is in the database of SQLALCHEMY_DATABASE_URI",
}
LANDING_UNUSABLE = 'LANDING_VIEW is "{view}": set it to a page that members may open, such as "account.index".'
SETTING_FIXED = "{setting} is not for setting: {reason}."
SETTING_UNUSABLE = "{setting} is {value}: set it to {wanted}."
#: What a setting is to be, by its kind.
WANTED = {
    bool: "true or false",
    int: "a whole number from {least} to {most}",
    list: 'a list of texts, such as ["one", "another"]',
    str: "text, in quotes where it would be something else in JSON",
}
SAMESITES = '"Strict", "Lax" or "None"'
COOKIE_NAME = 'letters, digits, "-" and "_"'
STORE_UNUSABLE = (
    "RATELIMIT_STORAGE_URI names no store that attempts can be counted in: "
    "set it to memory://, or to redis:// and a host."
)
LIMIT_UNREADABLE = (
    '{setting} is "{limit}": set it to one limit above zero, such as "5 per 5 minutes" or "100 per hour".'
)
HASH_UNUSABLE = (
    'PASSWORD_HASH_METHOD is "{method}": set it to scrypt, or to PBKDF2 with SHA-256 or SHA-512, and all its numbers, '
    'such as "scrypt:32768:8:3" or "pbkdf2:sha256:600000".'
)
COOKIE_UNUSABLE = (
    '{setting} is {value}, and a browser would drop the cookie "{name}": nobody could log in. '
    "Set it to {good}, or SESSION_COOKIE_NAME to a name without that prefix."
)
DATABASE_FOLDER_MISSING = (
    "The database is to be in {folder}, and there is no such folder: make it, or set FLASK_SQLALCHEMY_DATABASE_URI."
)
INSTANCE_UNUSABLE = (
    "The folder for the database and the key cannot be made ({error}): "
    "set FLASK_SQLALCHEMY_DATABASE_URI and FLASK_SECRET_KEY, and none is needed."
)
STORE_SILENT = "The store of attempts does not answer, and each process counts for itself for now: %s"
COOKIE_DROPPED = (
    "A Secure cookie was sent over plain http: browsers drop it, and nobody can log in. Serve the site over https; "
    "behind a proxy that does, set FLASK_PROXIES to the number of proxies."
)
DATABASE_BEHIND = (
    "The database is behind this code: run `flask --app app{debug} db upgrade`. Until then every page answers 503."
)
DATABASE_MISSING = "There is no file {file}: a database is made by `flask --app app db upgrade` and by nothing else."
DATABASE_SILENT = "The database does not answer: %s"
DATABASE_UNUSABLE = "SQLALCHEMY_DATABASE_URI cannot be used: {error}"
OPTIONS_UNUSABLE = 'SQLALCHEMY_ENGINE_OPTIONS is no object: set it to one, such as {"pool_size": 5}.'
DATABASE_USED = "Database: {url}"
ACT_OVERTAKEN = "Something was changed or deleted at the same moment, and nothing was done: try again."
DATABASE_UPGRADING = "Upgrading {url} to {revision}."
DATABASE_DOWNGRADING = "Taking {revision} out of {url}."
REVISION_UNKNOWN = (
    "The database has {revision}, which this code does not have. If it is a capability's: put its line and its files "
    "back, run `flask --app app db downgrade NAME@base`, and take them away again."
)
EMAILS_COLLIDE = (
    "These accounts have one email address in several spellings, and were left as they are: {accounts}. "
    "From now on nobody can log in to any of them but the one that is spelled {email}, if there is one."
)
COOKIE_UNREADABLE = "This is not a Flask session cookie: copy the value alone, without the cookie's name or quotes."
NO_SUCH_ACCOUNT = "No account has the email address {email}."
