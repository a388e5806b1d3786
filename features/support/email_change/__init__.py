"""The pages of a capability, and gone where that is."""
