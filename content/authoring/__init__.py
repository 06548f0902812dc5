"""What authors of packs can do on the command line: check, import, export, count."""
