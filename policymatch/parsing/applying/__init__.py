"""What is handed in, and when: materials and application windows."""
