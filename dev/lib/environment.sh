# The library of dev/, and the call that makes everything needed to run Odoo.
# shellcheck shell=bash

LIB=$(dirname "${BASH_SOURCE[0]}")
for part in common packages python odoo postgres database services demo testing lint; do
    # shellcheck source=/dev/null
    source "$LIB/$part.sh"
done

# prepare_environment: Odoo, its Python packages and PostgreSQL, each made once.
prepare_environment() {
    prepare_python
    prepare_odoo
    prepare_postgres
}
