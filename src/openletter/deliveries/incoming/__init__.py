"""Mail that comes back to us from offices: letters returned, complaints, automatic answers, and answers."""
