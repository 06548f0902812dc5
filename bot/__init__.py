"""The engine: what Roadmate does, without any platform, network or clock of its own."""
