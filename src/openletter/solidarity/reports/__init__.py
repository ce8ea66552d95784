"""What readers report of a page: something is wrong there, puts somebody in danger, or should not be shown."""
