"""The sentences of this capability."""

PRODUCT_ADDED = "“{name}” was added."
NAME_MISSING = "Enter the product's name."
NAME_TOO_LONG = "Use at most 80 characters."
DESCRIPTION_TOO_LONG = "Use at most 500 characters."
