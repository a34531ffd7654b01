"""What happens in a session: values and pure functions. No hardware, no clock, no sound."""
