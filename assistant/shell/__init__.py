"""What a person types. Each command gathers the parts, runs them and prints; none decides for the session."""
