"""A call in, a message out: the engine, its one list of commands, and the adapters' port."""
