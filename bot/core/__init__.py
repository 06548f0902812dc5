"""What every room speaks: calls, messages, commands, time, and the kinds of failure."""
