"""What programs speak with: one package an API."""
