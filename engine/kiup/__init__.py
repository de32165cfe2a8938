"""The rules of the master patient index, pure: how names are written and compared, what a NIK says, who may be who."""
