// SPDX-License-Identifier: Apache-2.0
// The ladder, rung by rung.
#include "core/com_level.h"

// The way down: once decided, further settings are only noted as overruled.
struct ladder {
    const struct process *process;
    const struct machine *machine;
    enum transport transport;
    struct level_trail *trail;
    struct level_finding finding;
    bool is_decided;
};

static const struct setting unstated;

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

static const struct setting *setting_of(const struct process *process, enum process_field field)
{
    const struct setting *setting = process_setting(process, field);

    return setting ? setting : &unstated;
}

static void settle(struct ladder *ladder, struct level_finding finding,
                   const struct setting *setting, enum rung rung)
{
    if (ladder->is_decided) {
        if (setting->source.size)
            level_trail_add(ladder->trail, finding.source, setting, RUNG_OVERRULED);
        return;
    }
    ladder->finding = finding;
    ladder->is_decided = true;
    level_trail_add(ladder->trail, finding.source, setting, rung);
}

static void settle_documented(struct ladder *ladder, struct level_finding finding, const char *key)
{
    const struct setting setting = {
        .key = bytes_of(key),
        .value = bytes_of(is_level(finding.level) ? level_word(finding.level) : "not read")};

    settle(ladder, finding, &setting, is_level(finding.level) ? RUNG_WINS : RUNG_UNREAD);
}

static void settle_contradiction(struct ladder *ladder, enum level_source source,
                                 const struct setting *setting, const struct setting *rival)
{
    bool decides = !ladder->is_decided;

    settle(ladder, not_known(source, "config-contradiction"), setting, RUNG_CONTRADICTS);
    if (decides)
        level_trail_add(ladder->trail, source, rival, RUNG_CONTRADICTS);
}

// A field that sources contradict each other about, or whose value is none. True where it is.
static bool settle_doubtful(struct ladder *ladder, enum process_field field,
                            enum level_source source)
{
    const struct process *process = ladder->process;
    const struct setting *setting = setting_of(process, field);

    if (process->contradictions & 1u << field)
        settle_contradiction(ladder, source, setting, process_rival(process, field));
    else if (process->invalid & 1u << field)
        settle(ladder, not_known(source, "config-invalid"), setting, RUNG_INVALID);
    else
        return false;
    return true;
}

// The level that a word of the machine's defaults says; LEVEL_UNKNOWN where it is none.
static enum level level_of(enum machine_level word)
{
    switch (word) {
    case MACHINE_LEVEL_ANONYMOUS:
        return LEVEL_ANONYMOUS;
    case MACHINE_LEVEL_IDENTIFY:
        return LEVEL_IDENTIFY;
    case MACHINE_LEVEL_IMPERSONATE:
        return LEVEL_IMPERSONATE;
    case MACHINE_LEVEL_DELEGATE:
        return LEVEL_DELEGATE;
    default:
        return LEVEL_UNKNOWN;
    }
}

// A default as files state it; false where they do not.
static bool settle_default(struct ladder *ladder, const struct machine_default *stated,
                           enum level_source source)
{
    enum level level = level_of(stated->level);

    if (stated->level == MACHINE_LEVEL_CONTRADICTORY)
        settle_contradiction(ladder, source, &stated->setting, &stated->rival);
    else if (stated->level == MACHINE_LEVEL_INVALID)
        settle(ladder, not_known(source, "config-invalid"), &stated->setting, RUNG_INVALID);
    else if (level)
        settle(ladder, found(level, source), &stated->setting, RUNG_WINS);
    else
        return false;
    return true;
}

// LegacyImpersonationLevel, which the COM+ catalog shows as a default of its own. Where the
// registry has none the catalog's counts; two that differ cannot both have been read of one machine
// at one time.
static void down_to_machine(struct ladder *ladder)
{
    static const struct machine nothing;
    const struct machine *machine = ladder->machine ? ladder->machine : &nothing;
    enum level ole = level_of(machine->ole.level), catalog = level_of(machine->catalog.level);

    if (ole && catalog && ole != catalog) {
        settle_contradiction(ladder, LEVEL_SOURCE_MACHINE, &machine->ole.setting,
                             &machine->catalog.setting);
        return;
    }
    if (settle_default(ladder, &machine->ole, LEVEL_SOURCE_MACHINE) ||
        settle_default(ladder, &machine->catalog, LEVEL_SOURCE_MACHINE))
        return;
    if (machine->ole.level == MACHINE_LEVEL_UNSET)
        settle(ladder, found(LEVEL_IDENTIFY, LEVEL_SOURCE_BUILTIN), &machine->ole.setting,
               RUNG_WINS);
    else
        settle_documented(ladder, not_known(LEVEL_SOURCE_MACHINE, "config-machine-level-unread"),
                          "LegacyImpersonationLevel");
}

// "Default Impersonation Level" of WBEM\Scripting: shipped as impersonate; without any fact about
// the host nothing is known.
static void down_to_scripting(struct ladder *ladder)
{
    static const char key[] = "WBEM\\Scripting\\Default Impersonation Level";

    if (ladder->machine &&
        settle_default(ladder, &ladder->machine->scripting, LEVEL_SOURCE_SCRIPTING))
        return;
    settle_documented(ladder,
                      ladder->machine && ladder->machine->is_known
                          ? found(LEVEL_IMPERSONATE, LEVEL_SOURCE_SCRIPTING)
                          : not_known(LEVEL_SOURCE_SCRIPTING, "config-machine-level-unread"),
                      key);
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

// Dcomcnfg's level of the application, then what the transport, the script host or the machine has.
static void down_to_defaults(struct ladder *ladder)
{
    const struct process *process = ladder->process;

    if (!settle_doubtful(ladder, PROCESS_DCOMCNFG_LEVEL, LEVEL_SOURCE_DCOMCNFG) &&
        is_level(process->dcomcnfg_level))
        settle(ladder, found(process->dcomcnfg_level, LEVEL_SOURCE_DCOMCNFG),
               setting_of(process, PROCESS_DCOMCNFG_LEVEL), RUNG_WINS);
    if (ladder->transport != TRANSPORT_COM && ladder->transport != TRANSPORT_WMI)
        settle_documented(ladder, of_transport(ladder->transport), "the transport's default");
    else if (process->kind == KIND_SCRIPT || ladder->transport == TRANSPORT_WMI)
        down_to_scripting(ladder);
    else if (process->kind == KIND_W3WP)
        settle_documented(ladder, not_known(LEVEL_SOURCE_PROCESS, "config-unknown-host"),
                          "CoInitializeSecurity of the worker process");
    else
        down_to_machine(ladder);
}

// COM+ calls CoInitializeSecurity itself with the application's property; a dump without the
// column proves nothing. 0 is not documented: the machine's default is what .NET makes of it. The
// program's own call comes too late (RPC_E_TOO_LATE).
static const char *from_complus(struct ladder *ladder)
{
    const struct process *process = ladder->process;
    const struct setting *setting = setting_of(process, PROCESS_COMPLUS_LEVEL);

    if (settle_doubtful(ladder, PROCESS_COMPLUS_LEVEL, LEVEL_SOURCE_COMPLUS))
        ;
    else if (is_level(process->complus_level))
        settle(ladder, found(process->complus_level, LEVEL_SOURCE_COMPLUS), setting, RUNG_WINS);
    else if (process->complus_level == LEVEL_DEFAULT)
        level_trail_add(ladder->trail, LEVEL_SOURCE_COMPLUS, setting, RUNG_OVERRULED);
    else
        settle_documented(ladder, not_known(LEVEL_SOURCE_COMPLUS, "config-complus-level-unread"),
                          "ImpersonationLevel");
    if (process->level)
        level_trail_add(ladder->trail, LEVEL_SOURCE_PROCESS, setting_of(process, PROCESS_LEVEL),
                        RUNG_WITHOUT_EFFECT);
    down_to_machine(ladder);
    return process->level ? "config-ineffective-setting" : NULL;
}

// CoInitializeSecurity, by the program or by svchost for its group. EOAC_APPID throws every other
// argument away, and a call that comes too late changes nothing.
static const char *from_program(struct ladder *ladder)
{
    const struct process *process = ladder->process;
    enum level_source source =
        process->kind == KIND_SVCHOST ? LEVEL_SOURCE_SVCHOST : LEVEL_SOURCE_PROCESS;
    const struct setting *setting = setting_of(process, PROCESS_LEVEL);
    bool ignored = process->flags & 1u << FLAG_APPID, late = process->flags & 1u << FLAG_TOO_LATE;
    const char *reason = NULL;

    if ((process->contradictions | process->invalid) & 1u << PROCESS_LEVEL) {
        // Told already.
    } else if (process->level && (ignored || late)) {
        level_trail_add(ladder->trail, source, setting, RUNG_WITHOUT_EFFECT);
        reason = late ? "config-ineffective-setting" : "config-level-argument-ignored";
    } else if (is_level(process->level)) {
        settle(ladder, found(process->level, source), setting, RUNG_WINS);
    } else if (process->level) {
        // RPC_C_IMP_LEVEL_DEFAULT is not allowed here and its result not documented.
        settle(ladder, not_known(source, "config-invalid"), setting, RUNG_INVALID);
    } else if (process->initializes_security == ANSWER_YES) {
        settle_documented(ladder, not_known(LEVEL_SOURCE_SVCHOST, "config-svchost-level-unread"),
                          "ImpersonationLevel of the svchost group");
    }
    down_to_defaults(ladder);
    return reason;
}

// COM+'s and Dcomcnfg's levels count where they are looked at; the others for every process: whose
// identity a call carries is as much in doubt as its level.
static void look_for_doubts(struct ladder *ladder)
{
    static const enum process_field fields[] = {
        PROCESS_APPLICATION, PROCESS_KIND,     PROCESS_IDENTITY, PROCESS_CALLERS,
        PROCESS_LEVEL,       PROCESS_CLOAKING, PROCESS_FLAGS,    PROCESS_AUTHN_LEVEL,
    };

    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        settle_doubtful(ladder, fields[i], LEVEL_SOURCE_PROCESS);
}

struct level_finding com_level_process(const struct process *process, const struct machine *machine,
                                       enum transport transport, struct level_trail *trail)
{
    struct ladder ladder = {process, machine, transport, trail, {0}, false};

    look_for_doubts(&ladder);

    const char *reason =
        process->kind == KIND_COMPLUS_SERVER ? from_complus(&ladder) : from_program(&ladder);

    if (!ladder.finding.reason)
        ladder.finding.reason = reason;
    return ladder.finding;
}
