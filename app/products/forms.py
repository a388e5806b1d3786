"""The form for adding a product."""

from flask_wtf import FlaskForm
from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Regexp

from app import messages

# PostgreSQL cannot store a NUL, and no page can show one.
PRINTABLE = Regexp(r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$", message=messages.CONTROL_CHARACTER)


class ProductForm(FlaskForm):
    """A name, and what there is to say about it."""

    name = StringField(
        "Name",
        [DataRequired(messages.NAME_MISSING), Length(max=80, message=messages.NAME_TOO_LONG), PRINTABLE],
    )
    description = TextAreaField(
        "Description",
        [Length(max=500, message=messages.DESCRIPTION_TOO_LONG), PRINTABLE],
        description="Optional.",
        default="",
        render_kw={"rows": 4},
    )
