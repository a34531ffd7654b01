"""What hears: the safe-word spotter, the recognisers, the echo canceller. Nothing here decides what happens next."""
