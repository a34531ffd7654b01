"""Looks over the machine that the assistant lives on: how it stands, what that means, what mends it. Mends nothing."""
