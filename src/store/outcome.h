// SPDX-License-Identifier: Apache-2.0
// The derived tables: parts and requests in, conditions and verdicts.
#ifndef STORE_OUTCOME_H
#define STORE_OUTCOME_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "core/client.h"
#include "core/com_level.h"
#include "core/request.h"
#include "core/rule.h"
#include "core/verdict.h"
#include "store/resolve.h"
#include "store/store.h"

// All text in these records is borrowed for the call that takes them. Ids are 0 where there is
// none.

struct outcome_host {
    int64_t id;
    struct bytes name, source;
    int64_t account;
    bool has_facts;
    struct host_facts facts;
};
bool outcome_add_host(struct store *store, const struct outcome_host *host, struct error *error);

struct outcome_name {
    int64_t id;
    const char *role; // server, target or address
    struct bytes text, spn, spn_key, alias_key, host_key;
    bool is_address;
    struct resolve_owner owner;
    struct resolve_result host;
    int64_t host_id; // that machine in the host table
};
bool outcome_add_name(struct store *store, const struct outcome_name *name, struct error *error);

bool outcome_add_pair(struct store *store, int64_t id, int64_t server_account, int64_t target_name,
                      int64_t target_account, struct error *error);

// A name that leads to no single account, where it stands first; `why` is static.
struct outcome_unresolved {
    struct bytes name, host, source;
    const char *why;
};
bool outcome_add_unresolved(struct store *store, const struct outcome_unresolved *name,
                            struct error *error);

// A request as it is written down, and read back for judging.
struct outcome_request {
    const char *request_id;
    int64_t host_id;
    struct bytes client_host, application, process, hosted_by, interface, source;
    enum call call;
    enum transport transport;
    struct level_finding level;
    enum cloaking cloaking;
    enum authn_service authn_service;
    struct bytes client_name, process_name, server, target;
    struct resolve_result client, process_account, server_account, target_account;
    bool cloaked, assumed;
    int64_t server_name, target_name, pair_id, middle_pair_id;
    enum locality locality, target_locality;
    int64_t ladder; // of level_rung; 0: none
    // Evidence beyond the row itself: of the level, the client's and the server's identity.
    struct bytes level_evidence, client_evidence, server_evidence;
};

// Texts are copied.
bool outcome_add_request(struct store *store, const struct outcome_request *request,
                         struct error *error);

// Runs one rule over its subjects and keeps what it finds. A rule without a SELECT finds nothing.
bool outcome_run_rule(struct store *store, const struct rule *rule, struct error *error);

typedef bool outcome_condition_fn(void *context, struct bytes rule, int64_t subject,
                                  struct bytes object, struct bytes evidence, struct error *error);
bool outcome_each_condition(struct store *store, outcome_condition_fn *visit, void *context,
                            struct error *error);

// Chains of domains that are not one domain; 0 for a domain that is not known or not asked for.
typedef void outcome_trust_path_fn(void *context, int64_t id, int64_t client_domain,
                                   int64_t server_domain, int64_t target_domain);
bool outcome_each_trust_path(struct store *store, outcome_trust_path_fn *visit, void *context,
                             struct error *error);

// Two accounts of neighbouring roles: the client's call, the server's in the client's name, the
// client's own with a forwarded TGT.
enum leg_kind { LEG_CLIENT_SERVER, LEG_SERVER_TARGET, LEG_CLIENT_TARGET };

typedef void outcome_leg_fn(void *context, int64_t id, enum leg_kind kind, int64_t from_account,
                            int64_t to_account);
bool outcome_each_leg(struct store *store, outcome_leg_fn *visit, void *context,
                      struct error *error);

// One request on its way to the fold: the facts (findings empty), the ids of its parts, and the
// names for its remedy.
struct outcome_case {
    int64_t id;
    struct request_facts facts; // `config_reason` is held by `config_reason` below
    char config_reason[64];
    int64_t host, client, client_domain, process, process_domain, server, server_domain,
        server_name, target, target_domain, target_name, pair, middle_pair, server_host, back_end,
        middle_back_end;
    struct bytes source, level_source, level_evidence, application, client_host, client_name,
        server_text, target_text;
};
typedef bool outcome_case_fn(void *context, struct outcome_case *one, struct error *error);
bool outcome_each_case(struct store *store, outcome_case_fn *visit, void *context,
                       struct error *error);

// The requests that bring the identity of a cloaked one to its process, from other hosts as far as
// is known. `process` is the account in the middle of the caller's own, 0 where there is none.
struct outcome_caller {
    int64_t id, host, server_name, process;
    bool refusable; // the RPC runtime refuses it where its context cannot delegate
};
typedef void outcome_caller_fn(void *context, const struct outcome_caller *caller);
bool outcome_each_caller(struct store *store, int64_t request, outcome_caller_fn *visit,
                         void *context, struct error *error);

// The names of such a request, copied into `arena`; untouched where there is none of that id.
bool outcome_caller_names(struct store *store, int64_t request, struct arena *arena,
                          struct bytes *application, struct bytes *host, struct bytes *server,
                          struct error *error);

// NETBIOS\name of an account, appended.
bool outcome_account_name(struct store *store, int64_t account, struct text *out,
                          struct error *error);

// The same from what a check prepared: of a client, a server or an account in the middle.
bool outcome_role_name(struct store *store, int64_t account, struct text *out, struct error *error);

struct outcome_verdict {
    int64_t request;
    const struct verdict_result *result;
    bool has_target;
    struct bytes reason, further_reasons, evidence, remedy;
    const char *rule; // id of the rule that gave the reason; empty where none did
};
bool outcome_add_verdict(struct store *store, const struct outcome_verdict *verdict,
                         struct error *error);

// Requests by verdict: all, those that nobody suppressed, and of those the findings that the whole
// snapshot judged before did not have. Needs the fact views.
struct outcome_counts {
    uint64_t all[verdict_count], counted[verdict_count], fresh[verdict_count];
};
bool outcome_count(struct store *store, struct outcome_counts *out, struct error *error);

// A check was run since the newest scan: the derived tables are true of it.
bool outcome_is_judged(struct store *store, bool *judged, struct error *error);

// Which snapshot the derived tables are about to be true of; 0: none.
// When all are added: makes the indexes of requests. Two with one id are one; where they differ in
// what they ask for the level becomes unknown and the reason config-contradiction.
bool outcome_merge_requests(struct store *store, struct error *error);

bool outcome_add_judgement(struct store *store, int64_t snapshot, struct error *error);

// Verdicts of this judgement say where they rest on an import older than that. 0: no limit.
bool outcome_limit_imports(struct store *store, unsigned days, struct error *error);

#endif
