// SPDX-License-Identifier: Apache-2.0
// What exports state of applications, by the machines of the host table.
#ifndef AUDIT_APPLICATIONS_H
#define AUDIT_APPLICATIONS_H

#include "audit/hosts.h"
#include "core/application.h"

// Fills a zeroed table; its `host` numbers are those of the host table, which gets every machine
// that an export speaks of.
bool applications_load(struct application_table *table, struct host_table *hosts,
                       struct error *error);

#endif
