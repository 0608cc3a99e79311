"""What becomes of works after they were taken in: retractions, corrections, missing fields, new works.

Below, and without any network: `notices` are values, `retraction_watch` reads a file, `matching` brings
notices to works. Above: `recording` writes what was found into a folder, `updating` asks services.
"""
