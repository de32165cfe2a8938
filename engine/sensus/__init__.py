"""The census: a day of the wards and clinics as visits tell it, closed on time, every number explained."""
