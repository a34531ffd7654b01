"""What speaks: rendering, the cache, chimes, the player. Nothing here decides what is said."""
