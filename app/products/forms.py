"""The form for adding a product."""

from flask_wtf import FlaskForm
from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Regexp

from app.messages import CONTROL_CHARACTER
from app.products import messages

#: The last two code points of each of the 17 planes, and 32 more, are no characters.
NONCHARACTERS = "\ufdd0-\ufdef" + "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
# PostgreSQL cannot store a NUL, and HTML has no way to show any of these: one would make a page of the list invalid.
PRINTABLE = Regexp(rf"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f{NONCHARACTERS}]*$", message=CONTROL_CHARACTER)


def tidied(text: str | None) -> str | None:
    """``text`` without spaces and empty lines round it, each line's end one character: browsers send two for it."""
    return text and text.replace("\r\n", "\n").strip(" \t\n")


class ProductForm(FlaskForm):
    """A name, and what there is to say about it."""

    name = StringField(
        "Name",
        [DataRequired(messages.NAME_MISSING), Length(max=80, message=messages.NAME_TOO_LONG), PRINTABLE],
        [tidied],
    )
    description = TextAreaField(
        "Description",
        [Length(max=500, message=messages.DESCRIPTION_TOO_LONG), PRINTABLE],
        [tidied],
        description="Optional.",
        default="",
        render_kw={"rows": 4},
    )
