"""What a mailed link has shown, for whoever wants to know."""

from blinker import Namespace

_signals = Namespace()

address_proven = _signals.signal("address-proven")  # user: whoever reads the mail of this address is them
