# Everything a script of dev/ needs to run Odoo; source it, then call prepare_environment.
# shellcheck shell=bash

LIB=$(dirname "${BASH_SOURCE[0]}")
for part in common packages python odoo postgres database; do
    # shellcheck source=/dev/null
    source "$LIB/$part.sh"
done

# prepare_environment: Odoo, its Python packages and PostgreSQL, each made once.
prepare_environment() {
    prepare_python
    prepare_odoo
    prepare_postgres
}
