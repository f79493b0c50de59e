"""The enquiry form: fields, spam protection, submission, notification and retention."""
