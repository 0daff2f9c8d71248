// SPDX-License-Identifier: Apache-2.0
// The layer between libldap and the socket: no read and no write outlasts its step.
#ifndef DIRECTORY_WATCH_H
#define DIRECTORY_WATCH_H

#include <stdbool.h>
#include <stdint.h>

#include <ldap.h>

// Zero-initialise it; it must outlive the handle that it watches.
struct watch {
    struct ldap_conncb callbacks;
    int64_t deadline_ms; // of the step that runs, on the monotonic clock
    bool expired;        // the server let a deadline pass
};

// Puts the layer into every connection that `ld` will make. False where libldap refuses.
bool watch_attach(struct watch *watch, LDAP *ld);

// A new step begins: it may take this long.
void watch_start(struct watch *watch, unsigned limit_seconds);

#endif
