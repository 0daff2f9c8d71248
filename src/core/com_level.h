// SPDX-License-Identifier: Apache-2.0
// The ladder of impersonation levels: which setting wins for a process (MS-DCOM
// 3.2.4.2, the documentation of CoInitializeSecurity and LegacyImpersonationLevel).
#ifndef CORE_COM_LEVEL_H
#define CORE_COM_LEVEL_H

#include "core/level_trail.h"
#include "core/machine.h"
#include "core/process.h"
#include "core/vocab.h"

// `level` is never LEVEL_DEFAULT. `reason` is a config- code (static) that explains an unknown
// level or a setting without effect; NULL where there is nothing to say. `ineffective`: whatever
// the level, no delegation can come of this call.
struct level_finding {
    enum level level;
    enum level_source source;
    const char *reason;
    bool ineffective;
};

// The level of a real process (not a library's own) for a transport. `machine` is the host that it
// runs on; NULL: nothing is known of it. Every setting that was looked at is added to `trail`
// (which may be NULL), the narrowest first.
struct level_finding com_level_process(const struct process *process, const struct machine *machine,
                                       enum transport transport, struct level_trail *trail);

#endif
