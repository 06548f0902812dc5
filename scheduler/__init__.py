"""What happens by itself: planning what is due and delivering it."""
