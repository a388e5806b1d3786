"""Every sentence that a person can be shown, once."""

REGISTERED = "Registered successfully."
LOGGED_IN = "Logged in successfully."
LOGGED_OUT = "Logged out successfully."
ALREADY_LOGGED_IN = "You are already logged in."
LOGIN_REQUIRED = "Please log in to access this page."
PRODUCT_ADDED = "“{name}” was added."

INVALID_CREDENTIALS = "Invalid email or password"
EMAIL_MISSING = "Enter your email address."
EMAIL_TOO_LONG = "Use an email address of at most 254 characters."
EMAIL_INVALID = "Enter an email address like name@example.com."
EMAIL_TAKEN = "This email address already has an account."
PASSWORD_MISSING = "Enter your password."
PASSWORD_TOO_SHORT = "Use at least 8 characters."
PASSWORD_HINT = "8 to 128 characters. Several unrelated words make a strong one."
PASSWORD_TOO_LONG = "Use at most 128 characters."
CONFIRM_MISSING = "Enter the password again."
PASSWORDS_DIFFER = "The two passwords differ."
NAME_MISSING = "Enter the product's name."
NAME_TOO_LONG = "Use at most 80 characters."
DESCRIPTION_TOO_LONG = "Use at most 500 characters."
CONTROL_CHARACTER = "Remove the characters that cannot be printed."

FORM_EXPIRED = "This form is no longer valid. Go back, reload the page, and send it again."
#: HTTP status to the title and the sentence of its page.
ERRORS = {
    400: ("That did not work", "The server could not make sense of this request."),
    404: ("Page not found", "There is nothing at this address. It may have been mistyped, or moved."),
    405: ("Not allowed", "This address cannot be used that way."),
    413: ("Too large", "What was sent is larger than this site accepts."),
    500: ("Something went wrong", "This is our mistake, and it was written down. Try again in a moment."),
}

_MAKE_KEY = "python -c 'import secrets; print(secrets.token_hex(32))'"
SECRET_KEY_MISSING = f"SECRET_KEY is missing: set FLASK_SECRET_KEY to what this prints: {_MAKE_KEY}"
SECRET_KEY_SHORT = (
    f"SECRET_KEY must be text of at least 32 characters: set FLASK_SECRET_KEY to what this prints: {_MAKE_KEY}"
)
SECRET_KEY_WELL_KNOWN = f"SECRET_KEY is easily guessed: set FLASK_SECRET_KEY to what this prints: {_MAKE_KEY}"

COOKIE_UNREADABLE = "This is not a Flask session cookie: copy the value alone, without the cookie's name or quotes."
