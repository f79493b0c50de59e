"""Names of what the history of an enquiry page records."""

EXPORT_ACTION = "home.export_enquiries"
DELETE_ACTION = "home.delete_enquiries"
PURGE_ACTION = "home.purge_enquiries"
