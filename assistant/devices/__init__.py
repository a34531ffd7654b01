"""What touches hardware, or stands in its place: the sound card, files, a simulated room, keys."""
