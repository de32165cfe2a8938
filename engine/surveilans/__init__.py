"""Weekly surveillance: epidemiological weeks, alerts, the criteria of an outbreak (pure), and the counts they read."""
