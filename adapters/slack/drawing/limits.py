"""How many characters Slack takes of what is drawn."""

# Slack's reference, Section block: 3,000 characters.
SECTION = 3000
