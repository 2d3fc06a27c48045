"""Papers as PDF and DOCX; the only reader of the folder reports/."""
