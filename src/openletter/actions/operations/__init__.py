"""What may be done to actions, to the acts people took, and to the ledger."""
