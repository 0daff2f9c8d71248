// SPDX-License-Identifier: Apache-2.0
// The ladder, rung by rung.
#include "core/com_level.h"

static bool is_level(enum level level)
{
    return level >= LEVEL_ANONYMOUS;
}

static struct level_finding found(enum level level, enum level_source source)
{
    return (struct level_finding){level, source, NULL, false};
}

static struct level_finding not_known(enum level_source source, const char *reason)
{
    return (struct level_finding){LEVEL_UNKNOWN, source, reason, false};
}

static bool knows_anything(const struct host_facts *facts)
{
    return facts && (facts->machine_level || facts->ignore_delegation_failure ||
                     facts->enable_dcom || facts->credential_guard || facts->domain_joined);
}

struct level_finding com_level_machine(const struct host_facts *facts)
{
    switch (facts ? facts->machine_level : MACHINE_LEVEL_ABSENT) {
    case MACHINE_LEVEL_UNSET:
        return found(LEVEL_IDENTIFY, LEVEL_SOURCE_BUILTIN);
    case MACHINE_LEVEL_ANONYMOUS:
        return found(LEVEL_ANONYMOUS, LEVEL_SOURCE_MACHINE);
    case MACHINE_LEVEL_IDENTIFY:
        return found(LEVEL_IDENTIFY, LEVEL_SOURCE_MACHINE);
    case MACHINE_LEVEL_IMPERSONATE:
        return found(LEVEL_IMPERSONATE, LEVEL_SOURCE_MACHINE);
    case MACHINE_LEVEL_DELEGATE:
        return found(LEVEL_DELEGATE, LEVEL_SOURCE_MACHINE);
    case MACHINE_LEVEL_CONTRADICTORY:
        return not_known(LEVEL_SOURCE_MACHINE, "config-contradiction");
    case MACHINE_LEVEL_INVALID:
        return not_known(LEVEL_SOURCE_MACHINE, "config-invalid");
    default:
        return not_known(LEVEL_SOURCE_MACHINE, "config-machine-level-unread");
    }
}

// "Default Impersonation Level" of WBEM\Scripting: shipped as impersonate; without any fact about
// the host nothing is known.
static struct level_finding scripting(const struct host_facts *facts)
{
    return knows_anything(facts) ? found(LEVEL_IMPERSONATE, LEVEL_SOURCE_SCRIPTING)
                                 : not_known(LEVEL_SOURCE_SCRIPTING, "config-machine-level-unread");
}

// The defaults of transports that are not COM: TokenImpersonationLevel.Identification for WCF,
// SecurityImpersonation for pipes, Delegation for .NET's HTTP clients; OLE DB leaves it to the
// provider.
static struct level_finding of_transport(enum transport transport)
{
    switch (transport) {
    case TRANSPORT_WCF:
        return found(LEVEL_IDENTIFY, LEVEL_SOURCE_TRANSPORT);
    case TRANSPORT_PIPE:
        return found(LEVEL_IMPERSONATE, LEVEL_SOURCE_TRANSPORT);
    case TRANSPORT_HTTP:
        return found(LEVEL_DELEGATE, LEVEL_SOURCE_TRANSPORT);
    default:
        return not_known(LEVEL_SOURCE_TRANSPORT, "config-provider-default");
    }
}

// COM+ calls CoInitializeSecurity itself with the application's property; a dump without the
// column proves nothing. 0 is not documented: the machine's default is what .NET makes of it.
static struct level_finding of_complus(const struct process *process,
                                       const struct host_facts *facts)
{
    if (process->contradictions & 1u << PROCESS_COMPLUS_LEVEL)
        return not_known(LEVEL_SOURCE_COMPLUS, "config-contradiction");
    if (is_level(process->complus_level))
        return found(process->complus_level, LEVEL_SOURCE_COMPLUS);
    return process->complus_level == LEVEL_DEFAULT
               ? com_level_machine(facts)
               : not_known(LEVEL_SOURCE_COMPLUS, "config-complus-level-unread");
}

// What applies where CoInitializeSecurity was not called, came too late, or gave its level up.
static struct level_finding without_call(const struct process *process,
                                         const struct host_facts *facts, enum transport transport)
{
    if (process->contradictions & 1u << PROCESS_DCOMCNFG_LEVEL)
        return not_known(LEVEL_SOURCE_DCOMCNFG, "config-contradiction");
    if (is_level(process->dcomcnfg_level))
        return found(process->dcomcnfg_level, LEVEL_SOURCE_DCOMCNFG);
    if (transport != TRANSPORT_COM && transport != TRANSPORT_WMI)
        return of_transport(transport);
    if (process->kind == KIND_SCRIPT || transport == TRANSPORT_WMI)
        return scripting(facts);
    if (process->kind == KIND_W3WP)
        return not_known(LEVEL_SOURCE_PROCESS, "config-unknown-host");
    return com_level_machine(facts);
}

// COM+'s and Dcomcnfg's levels count where they are looked at; the others for every process: whose
// identity a call carries is as much in doubt as its level.
static const unsigned always_count = ~(1u << PROCESS_COMPLUS_LEVEL | 1u << PROCESS_DCOMCNFG_LEVEL);

struct level_finding com_level_process(const struct process *process,
                                       const struct host_facts *facts, enum transport transport)
{
    if (process->contradictions & always_count)
        return not_known(LEVEL_SOURCE_PROCESS, "config-contradiction");
    if (process->kind == KIND_COMPLUS_SERVER) {
        struct level_finding finding = of_complus(process, facts);

        // One call a process: the program's own comes too late (RPC_E_TOO_LATE).
        if (process->level && !finding.reason)
            finding.reason = "config-ineffective-setting";
        return finding;
    }
    if (!process->level)
        return without_call(process, facts, transport);

    // EOAC_APPID throws every other argument away (CoInitializeSecurity).
    bool ignored = process->flags & 1u << FLAG_APPID, late = process->flags & 1u << FLAG_TOO_LATE;

    if (ignored || late) {
        struct level_finding finding = without_call(process, facts, transport);

        if (!finding.reason)
            finding.reason = late ? "config-ineffective-setting" : "config-level-argument-ignored";
        return finding;
    }
    // RPC_C_IMP_LEVEL_DEFAULT is not allowed here and its result not documented.
    if (!is_level(process->level))
        return not_known(LEVEL_SOURCE_PROCESS, "config-invalid");
    return found(process->level,
                 process->kind == KIND_SVCHOST ? LEVEL_SOURCE_SVCHOST : LEVEL_SOURCE_PROCESS);
}
