"""Private quizzes."""
