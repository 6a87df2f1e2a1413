"""How fast it is, how much memory it takes, and beside whom. The only place with a clock; nothing here decides a test."""
