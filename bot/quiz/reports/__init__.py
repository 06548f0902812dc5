"""Questions that members report, and what organisers do about them."""
