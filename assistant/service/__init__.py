"""Always there: the systemd unit of the couple's own account, and what keeps watch over the program in it."""
