// SPDX-License-Identifier: Apache-2.0
// Whose identity a call carries: the process's, or with cloaking its callers' as well.
#ifndef CORE_COM_IDENTITY_H
#define CORE_COM_IDENTITY_H

#include <stdbool.h>

#include "core/process.h"

// One candidate identity of a call.
struct com_identity {
    struct bytes name; // as given; empty: not known. Borrowed from the process.
    bool is_caller;    // the identity of somebody who called the process
    bool assumed;      // which identity it is rests on the cloaking that was assumed
};

// Calls `visit` for each candidate: the process's own identity; with cloaking each item of
// `callers` too, or one unknown caller where none is given; with explicit credentials those of
// `callers` alone. Sources: the COM documentation of cloaking and of SetBlanket's pAuthInfo.
typedef bool com_identity_visit_fn(void *context, const struct com_identity *identity);

// False as soon as `visit` returns false.
bool com_identity_each(const struct process *process, com_identity_visit_fn *visit, void *context);

#endif
