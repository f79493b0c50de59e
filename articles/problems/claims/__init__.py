"""The engine of the claims checks: sentences that promise more than their sources.

It knows no pages, blocks or database: texts and sources come in as plain data.
"""
