"""What is kept: tables, engines and transactions."""
