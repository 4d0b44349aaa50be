#!/bin/sh
# The schema loads into the database of this job, which is nobody else's.
set -eu
cd -- "$(dirname -- "$0")"
psql --quiet -v ON_ERROR_STOP=1 -f schema.sql
test "$(psql --tuples-only --no-align -c 'select count(*) from invoices')" = 2
