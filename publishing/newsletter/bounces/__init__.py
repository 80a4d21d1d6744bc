"""What comes back: mails that were refused, complaints, and wishes to leave."""
