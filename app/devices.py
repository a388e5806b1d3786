"""A browser and its system as people call them, from what the browser says of itself."""

import ua_parser

LONGEST_HEADER = 512  # characters; what comes after them names neither
LONGEST_NAME = 64  # characters


def recognise(user_agent: str) -> tuple[str, str]:
    """Give the browser and the system that the header ``user_agent`` names, each empty where it names none."""
    found = ua_parser.parse(user_agent[:LONGEST_HEADER])
    browser = found.user_agent.family if found.user_agent else ""
    system = found.os.family if found.os else ""
    return browser[:LONGEST_NAME], system[:LONGEST_NAME]
