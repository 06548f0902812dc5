"""Who is who, and who may: people, groups, members, organisers."""
