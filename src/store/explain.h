// SPDX-License-Identifier: Apache-2.0
// One request, to be explained: found, judged alone in the twins of store/shadow.h, looked at.
#ifndef STORE_EXPLAIN_H
#define STORE_EXPLAIN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "base/text.h"
#include "core/request.h"
#include "store/store.h"

// What the stored verdicts are true of.
struct explain_judgement {
    bool exists;         // a check was run
    int64_t snapshot;    // 0: there was none
    bool imported_since; // a file was imported after it
};
bool explain_read_judgement(struct store *store, struct explain_judgement *out,
                            struct error *error);

enum { EXPLAIN_HITS_MAX = 6 };

struct explain_hits {
    size_t count; // one more than a caller may want to name: there are more
    int64_t ids[EXPLAIN_HITS_MAX];
    char request_ids[EXPLAIN_HITS_MAX][REQUEST_ID_BYTES];
};

// Requests whose request_id begins with `prefix` (lower-case hex digits), in order.
bool explain_find(struct store *store, struct bytes prefix, struct explain_hits *out,
                  struct error *error);

// Requests of an application, by its name.
bool explain_of_application(struct store *store, struct bytes application, struct explain_hits *out,
                            struct error *error);

// Copies one stored request and all parts of requests into the twins of the derived tables.
bool explain_take(struct store *store, int64_t request, struct error *error);

// Appends "VERDICT (REASON)" as it is stored; nothing where there is none.
bool explain_stored(struct store *store, const char *request_id, struct text *out,
                    struct error *error);

// Whether the stored verdict and reasons of `request_id` are those of `request` in the twins.
bool explain_is_as_stored(struct store *store, const char *request_id, int64_t request, bool *out,
                          struct error *error);

// A question as the one row of the twins of the client tables. Text is borrowed for the call;
// `server_identity` and `target` may be empty.
struct explain_question {
    struct bytes client, server, server_identity, target;
};
bool explain_ask(struct store *store, const struct explain_question *question, struct error *error);

// What a question takes for granted, once its requests are built: another machine, no doubt about
// who runs the server. `has_spn` false: the server is an account that nobody can ask a ticket for.
bool explain_grant_premises(struct store *store, bool has_spn, struct error *error);

// The one call that the question became.
bool explain_asked(struct store *store, struct explain_hits *out, struct error *error);

// Appends the name by which an account is asked for: a computer's host name, else the first SPN;
// nothing where it has none.
bool explain_server_name(struct store *store, int64_t account, struct text *out,
                         struct error *error);

// Text is borrowed for the call. `role`: client, server, process, target, owner (the one other
// account with the server's SPN) or unowned (nobody, where the server's SPN has no owner). `guard`:
// a word of core/vocab.def. What is not known is empty.
struct explain_party {
    struct bytes role, dn, sam, domain, kind, spn, guard;
};
typedef void explain_party_fn(void *context, const struct explain_party *party);
bool explain_each_party(struct store *store, int64_t request, explain_party_fn *visit,
                        void *context, struct error *error);

// The rows of a step (sql/steps): `value` NULL where there is none. Borrowed for the call.
typedef void explain_fact_fn(void *context, struct bytes looked_up, const struct bytes *value,
                             struct bytes source);
bool explain_each_fact(struct store *store, struct bytes sql, int64_t request,
                       explain_fact_fn *visit, void *context, struct error *error);

#endif
