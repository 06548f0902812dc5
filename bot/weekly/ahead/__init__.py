"""The weeks ahead, shown with their dates and as a calendar."""
