// SPDX-License-Identifier: Apache-2.0
// What exports state of the applications, classes and services of all hosts, found by any of their
// names.
#ifndef CORE_APPLICATION_H
#define CORE_APPLICATION_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/vec.h"
#include "core/client.h"
#include "core/setting.h"

// Where a fact was read: `source` is file and line, `file` tells files apart.
struct fact_origin {
    struct bytes source;
    int64_t file;
};

struct known_application {
    struct application_fact fact;
    struct fact_origin origin;
    int64_t host;
};

struct known_class {
    struct class_fact fact;
    struct fact_origin origin;
};

struct known_service {
    struct service_fact fact;
    struct fact_origin origin;
};

// One item of a list of those that share a name; `next` is UINT32_MAX at the end.
struct application_node {
    uint32_t item, next;
};

// Zero-initialise it. Text is held by the arena.
struct application_table {
    struct arena arena;
    VEC(struct known_application) applications;
    VEC(struct known_class) classes;
    VEC(struct known_service) services;
    VEC(struct application_node) nodes;
    struct map by_key; // host, sort of name, folded name -> node
    struct text key;   // scratch
};

// `host` is any number that tells machines apart. The newest file comes first: what an older one
// states of the same part of the same application is left out.
void applications_add(struct application_table *table, int64_t host,
                      const struct application_fact *fact, const struct fact_origin *origin);
void applications_add_class(struct application_table *table, int64_t host,
                            const struct class_fact *fact, const struct fact_origin *origin);
void applications_add_service(struct application_table *table, int64_t host,
                              const struct service_fact *fact, const struct fact_origin *origin);
void applications_clear(struct application_table *table);

enum { APPLICATION_FACTS_MAX = 16 };

// One application of one host. `count` is 0 where the name means nothing that was read, 2 where it
// means several: `first` and `second` name two of them.
struct application_found {
    unsigned count;
    struct bytes appid; // "{...}", where it has one
    const struct known_application *facts[APPLICATION_FACTS_MAX];
    size_t fact_count;
    struct bytes service; // that it runs as
    struct setting first, second;
};

// Finds what `name` means on a host: an AppID or CLSID with or without its braces, else the name of
// a COM+ application or AppID, a program with or without ".exe", a service, or a ProgID. Where
// several would do, those of `kind` are meant if there are any. Borrowed until the next addition.
void applications_find(struct application_table *table, int64_t host, struct bytes name,
                       enum kind kind, struct application_found *out);

// Is that text a GUID, with or without braces?
bool application_is_guid(struct bytes text);

// Who runs it. RUN_AS_NOT_READ: nobody says. RUN_AS_ACCOUNT: `account`, which `setting` states;
// where `is_contradictory`, `rival` states another one.
struct application_identity {
    enum run_as run_as;
    struct bytes account;
    struct setting setting, rival;
    bool is_contradictory;
};

// COM+'s Identity before AppID's RunAs; the service's account where it runs as one.
void application_identity(struct application_table *table, int64_t host,
                          const struct application_found *found, struct application_identity *out);

// The facts of the svchost group that a service runs in; NULL where it has a process of its own, or
// nothing was read of it. `*service` (may be NULL) gets the statement that names the group.
const struct known_application *application_svchost(struct application_table *table, int64_t host,
                                                    struct bytes service,
                                                    const struct known_service **by);

#endif
