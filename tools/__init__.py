"""What gets a machine ready. No part of the assistant, and not installed with it."""
