"""Whether mailbox providers will believe that our mail is ours, as DNS tells."""
