// SPDX-License-Identifier: Apache-2.0
// One proxy: the level of its calls, of its activation, and whether asking for delegate can have
// any effect.
#ifndef CORE_COM_CALL_H
#define CORE_COM_CALL_H

#include "core/com_level.h"

// The level of method calls on the proxy of `row`, made by `process` (the real one, whose level is
// `process_level`). Where the level can have no effect (Schannel, no authentication, queued), the
// finding says so with its config- reason.
struct level_finding com_call_level(const struct inventory_row *row, const struct process *process,
                                    struct level_finding process_level);

// The level of the activation request: COAUTHINFO's or impersonate, never the process's
// (MS-DCOM 3.2.4.1.1.2). Values below impersonate are replaced without a word. Of the process's
// settings only that it is queued counts, and of the proxy's none.
struct level_finding com_call_activation_level(const struct inventory_row *row,
                                               const struct process *process);

#endif
