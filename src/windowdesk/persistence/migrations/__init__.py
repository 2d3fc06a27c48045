"""Steps of the schema, run by windowdesk.persistence.migration."""
