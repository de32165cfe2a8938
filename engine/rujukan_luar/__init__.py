"""A referral as others want to read it: in the shape of SISRUTE, and as a FHIR R4B bundle. Personal data."""
