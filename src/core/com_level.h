// SPDX-License-Identifier: Apache-2.0
// The ladder of impersonation levels: which setting wins for a process (MS-DCOM
// 3.2.4.2, the documentation of CoInitializeSecurity and LegacyImpersonationLevel).
#ifndef CORE_COM_LEVEL_H
#define CORE_COM_LEVEL_H

#include "core/client.h"
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

// LegacyImpersonationLevel of the host: what every process without a setting of its own gets.
// NULL: nothing is known of the host.
struct level_finding com_level_machine(const struct host_facts *facts);

// The level of a real process (not a library's own) for a transport.
struct level_finding com_level_process(const struct process *process,
                                       const struct host_facts *facts, enum transport transport);

#endif
