// SPDX-License-Identifier: Apache-2.0
// What the keys of a registry say in the words of client records.
#ifndef IMPORT_REGISTRY_FACTS_H
#define IMPORT_REGISTRY_FACTS_H

#include <stdbool.h>

#include "base/error.h"
#include "import/format.h"
#include "import/registry_keys.h"

// Delivers the records of `keys`. Errors: STATUS_FORMAT where the file shows none of the keys or
// nobody knows the host; what the sink says.
bool registry_deliver(struct import_job *job, struct registry_keys *keys, struct error *error);

// Its two halves: facts of the host, and applications, classes and services.
bool registry_deliver_host(struct import_job *job, struct registry_keys *keys, struct error *error);
bool registry_deliver_com(struct import_job *job, struct registry_keys *keys, struct error *error);

// "HKLM\" and the path of a root; static.
struct bytes registry_root_name(enum registry_root root);

// "A on line N is not B" to a remark.
void registry_remark(struct text *remark, const char *name, unsigned line, const char *expected);

// RPC_C_IMP_LEVEL and RPC_C_AUTHN_LEVEL of a value (NULL: there is none).
enum stated_level registry_level(const struct registry_entry *entry);
enum stated_authn registry_authn(const struct registry_entry *entry);

#endif
