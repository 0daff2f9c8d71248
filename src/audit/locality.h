// SPDX-License-Identifier: Apache-2.0
// Do two names mean the same machine?
#ifndef AUDIT_LOCALITY_H
#define AUDIT_LOCALITY_H

#include "audit/hosts.h"
#include "audit/names.h"
#include "core/request.h"

// The host that a request leaves against the host part of a server's name.
enum locality locality_of_name(const struct host_entry *host, const struct name_entry *server);

// The hosts of a server and of a target behind it.
enum locality locality_of_names(const struct name_entry *server, const struct name_entry *target);

#endif
