// SPDX-License-Identifier: Apache-2.0
// Reading of the parties of one request.
#include "store/proof.h"

#include <sqlite3.h>

#include "store/statement.h"

bool proof_find_domain(struct store *store, int64_t request, int64_t *domain, struct text *dns_name,
                       struct error *error)
{
    sqlite3_stmt *query = statement_named(store, "proof-domain", error);

    *domain = 0;
    if (!query)
        return false;
    bind_int64(query, 1, request);

    int step = statement_step(store, query, error);

    if (step != 1)
        return step == 0;
    *domain = column_int64(query, 0);
    text_append(dns_name, column_text(query, 1));
    return statement_finish(store, query, error);
}

bool proof_each_party(struct store *store, int64_t request, proof_party_fn *visit, void *context,
                      struct error *error)
{
    sqlite3_stmt *query = statement_named(store, "proof-parties", error);
    int step = -1;

    if (query)
        bind_int64(query, 1, request);
    while (query && (step = statement_step(store, query, error)) == 1)
        visit(context, &(struct proof_party){
                           .role = column_text(query, 0),
                           .account = column_text(query, 1),
                           .shown = column_text(query, 2),
                           .domain = column_int64(query, 3),
                           .needs_smartcard = column_int64(query, 4) != 0,
                           .asked = column_text(query, 5),
                       });
    return step == 0;
}
