"""All tables of the schema, known once this module has been imported."""

from sqlalchemy import MetaData

from windowdesk.persistence import paper_tables, record_tables, turn_tables
from windowdesk.persistence.tables import metadata

_MODULES = (record_tables, turn_tables, paper_tables)
WHOLE_SCHEMA: MetaData = metadata
