// SPDX-License-Identifier: Apache-2.0
// Levels of calls and activations.
#include "core/com_call.h"

static struct level_finding of_proxy(const struct inventory_row *row,
                                     struct level_finding process_level)
{
    // RPC_C_IMP_LEVEL_DEFAULT on a proxy takes the process's level (SetBlanket).
    if (row->proxy_level == LEVEL_UNKNOWN || row->proxy_level == LEVEL_DEFAULT)
        return process_level;
    return (struct level_finding){row->proxy_level, LEVEL_SOURCE_PROXY, NULL, false};
}

// Combinations that CoInitializeSecurity and SetBlanket refuse with E_INVALIDARG.
static bool is_refused(const struct inventory_row *row, const struct process *process)
{
    bool cloaks = process->cloaking == CLOAKING_STATIC || process->cloaking == CLOAKING_DYNAMIC;
    bool explicit_identity = process->flags & 1u << FLAG_EXPLICIT_IDENTITY;

    return cloaks && (explicit_identity || row->authn_service == AUTHN_SERVICE_SCHANNEL);
}

static struct level_finding without_effect(struct level_finding finding, const char *reason)
{
    bool may_ask = finding.level == LEVEL_DELEGATE || finding.level == LEVEL_UNKNOWN;

    return (struct level_finding){finding.level, finding.source, may_ask ? reason : finding.reason,
                                  true};
}

// A process that authenticates nobody gets the level that the server asks for: the higher one of
// both is the proxy's (security blanket negotiation).
static struct level_finding with_authentication(struct level_finding finding,
                                                const struct inventory_row *row,
                                                const struct process *process)
{
    if (finding.level != LEVEL_DELEGATE || row->authn_level != AUTHN_LEVEL_DEFAULT ||
        process->authn_level != AUTHN_LEVEL_NONE)
        return finding;
    return (struct level_finding){LEVEL_UNKNOWN, finding.source, "config-authn-level-unread",
                                  false};
}

// Why an application makes no calls at all from this machine; NULL: nothing says so.
static const char *idle_reason(const struct process *process)
{
    if (process->enabled == ANSWER_NO)
        return "config-application-disabled";
    return process->is_proxy == ANSWER_YES ? "config-application-proxy" : NULL;
}

struct level_finding com_call_level(const struct inventory_row *row, const struct process *process,
                                    struct level_finding process_level)
{
    struct level_finding finding = of_proxy(row, process_level);

    if (idle_reason(process))
        return (struct level_finding){finding.level, finding.source, idle_reason(process), true};
    if (is_refused(row, process))
        return (struct level_finding){LEVEL_UNKNOWN, finding.source, "config-invalid", false};
    if (row->authn_service == AUTHN_SERVICE_SCHANNEL) {
        finding = without_effect(finding, "config-schannel-no-delegate");
        finding.level = LEVEL_IMPERSONATE; // forced, whatever was asked for
        return finding;
    }
    // Without authentication there is no identity to hand on, and a queued call carries none.
    if (row->authn_service == AUTHN_SERVICE_NONE || row->authn_level == AUTHN_LEVEL_NONE)
        return without_effect(finding, "config-delegate-ineffective");
    if (process->flags & 1u << FLAG_QUEUED)
        return without_effect(finding, "config-queued-no-impersonation");
    return with_authentication(finding, row, process);
}

// The proxy's service and authentication level do not exist yet: COAUTHINFO has its own, and
// where that is not given COM negotiates (MS-DCOM 3.2.4.1.1.2). A queued component is made by the
// player on its own machine: no activation request leaves in the client's name.
struct level_finding com_call_activation_level(const struct inventory_row *row,
                                               const struct process *process)
{
    struct level_finding finding = {row->activation_level == LEVEL_DELEGATE ? LEVEL_DELEGATE
                                                                            : LEVEL_IMPERSONATE,
                                    LEVEL_SOURCE_ACTIVATION, NULL, false};

    if (idle_reason(process))
        return (struct level_finding){finding.level, finding.source, idle_reason(process), true};
    return process->flags & 1u << FLAG_QUEUED
               ? without_effect(finding, "config-queued-no-impersonation")
               : finding;
}
