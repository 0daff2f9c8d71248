// SPDX-License-Identifier: Apache-2.0
// What the machine that the call leaves adds.
#include "parts.h"

// Credential Guard is on by default from Windows 11 22H2 (Enterprise, Education) and on members
// that run Server 2025.
static bool guard_may_be_on(const struct world_account *computer)
{
    switch (computer->os) {
    case OS_11_ENTERPRISE:
    case OS_11_EDUCATION:
        return true;
    case OS_2025:
        return !computer->has_uac || !(computer->uac & UAC_DC);
    default:
        return false;
    }
}

void add_guard(const struct world *world, const struct world_host *host, struct findings *out)
{
    enum answer guard = host->has_facts ? host->guard : ANSWER_UNKNOWN;

    if (guard == ANSWER_YES)
        findings_add(out, "host-credential-guard", EFFECT_FAILS, WAY_U);
    else if (guard == ANSWER_UNKNOWN)
        findings_add(out, "host-credential-guard-possible",
                     guard_may_be_on(&world->accounts[host->account]) ? EFFECT_UNKNOWN
                                                                      : EFFECT_ASSUMED,
                     WAY_U);
}
