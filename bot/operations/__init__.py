"""What running it needs: settings, logs, doctor, backup, health."""
