"""For all tests: Ctrl-C reaches the programs they start, also where the tests run in the background and ignore it."""

import signal

signal.signal(signal.SIGINT, signal.default_int_handler)
