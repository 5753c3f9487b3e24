"""What detente is measured against, written for the purpose and fair."""
