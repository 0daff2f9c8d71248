// SPDX-License-Identifier: Apache-2.0
// Facts of an application into the fields of its process.
#include "core/binding.h"

struct binding {
    struct process_table *processes;
    struct process *process;
    struct application_table *applications;
    int64_t host;
    const struct known_application *known; // whose fact is being stated
    bool by_complus;                       // the COM+ catalog knows it
};

enum level stated_level_value(enum stated_level level)
{
    switch (level) {
    case STATED_LEVEL_DEFAULT:
        return LEVEL_DEFAULT;
    case STATED_LEVEL_ANONYMOUS:
        return LEVEL_ANONYMOUS;
    case STATED_LEVEL_IDENTIFY:
        return LEVEL_IDENTIFY;
    case STATED_LEVEL_IMPERSONATE:
        return LEVEL_IMPERSONATE;
    case STATED_LEVEL_DELEGATE:
        return LEVEL_DELEGATE;
    default:
        return LEVEL_UNKNOWN;
    }
}

enum authn_level stated_authn_value(enum stated_authn level)
{
    switch (level) {
    case STATED_AUTHN_NONE:
        return AUTHN_LEVEL_NONE;
    case STATED_AUTHN_CONNECT:
        return AUTHN_LEVEL_CONNECT;
    case STATED_AUTHN_CALL:
        return AUTHN_LEVEL_CALL;
    case STATED_AUTHN_PACKET:
        return AUTHN_LEVEL_PACKET;
    case STATED_AUTHN_INTEGRITY:
        return AUTHN_LEVEL_INTEGRITY;
    case STATED_AUTHN_PRIVACY:
        return AUTHN_LEVEL_PRIVACY;
    default:
        return AUTHN_LEVEL_DEFAULT;
    }
}

static enum cloaking stated_cloaking_value(enum stated_cloaking cloaking)
{
    switch (cloaking) {
    case STATED_CLOAKING_NONE:
        return CLOAKING_NONE;
    case STATED_CLOAKING_STATIC:
        return CLOAKING_STATIC;
    case STATED_CLOAKING_DYNAMIC:
        return CLOAKING_DYNAMIC;
    default:
        return CLOAKING_NOT_GIVEN;
    }
}

static struct setting setting_of(const struct binding *binding, const char *name, const char *value)
{
    return (struct setting){
        binding->known->origin.source,
        setting_key(&binding->processes->arena, binding->known->fact.key, name),
        bytes_of(value),
    };
}

// AppID only guesses the kind of what the catalog knows, and AppID\NAME.exe just binds a name.
static void state_kind(struct binding *binding)
{
    const struct application_fact *fact = &binding->known->fact;
    bool is_guess = fact->part == PART_APPID || fact->part == PART_DCOM_SETTINGS;
    bool is_program = fact->part == PART_APPID && fact->exe.size && !fact->name.size;
    const struct setting setting = setting_of(binding, "kind", kind_word(fact->kind));

    if (!is_program && !(is_guess && binding->by_complus))
        process_state_kind(binding->processes, binding->process, fact->kind, &setting);
}

static enum process_field level_field(const struct application_fact *fact)
{
    if (fact->source == FACT_SOURCE_COMPLUS)
        return PROCESS_COMPLUS_LEVEL;
    return fact->part == PART_SVCHOST || fact->part == PART_PROCESS_MODEL ? PROCESS_LEVEL
                                                                          : PROCESS_DCOMCNFG_LEVEL;
}

// svchost's values count only where it calls CoInitializeSecurity.
static bool is_idle(const struct application_fact *fact)
{
    return fact->part == PART_SVCHOST && fact->initializes_security != ANSWER_YES;
}

static void state_level(struct binding *binding)
{
    const struct application_fact *fact = &binding->known->fact;
    const struct setting setting = setting_of(
        binding, fact->part == PART_PROCESS_MODEL ? "comImpersonationLevel" : "ImpersonationLevel",
        stated_level_word(fact->level));

    if (is_idle(fact) || !fact->level)
        return;
    if (fact->level == STATED_LEVEL_INVALID)
        process_state_invalid(binding->processes, binding->process, level_field(fact), &setting);
    else
        process_state_level(binding->processes, binding->process, level_field(fact),
                            stated_level_value(fact->level), &setting);
}

// Where svchost calls CoInitializeSecurity without capabilities, it does not cloak.
static void state_cloaking(struct binding *binding)
{
    const struct application_fact *fact = &binding->known->fact;
    enum cloaking cloaking = stated_cloaking_value(fact->cloaking);
    const struct setting setting = setting_of(
        binding,
        fact->part == PART_SVCHOST ? "AuthenticationCapabilities" : "AuthenticationCapability",
        stated_cloaking_word(fact->cloaking));

    if (is_idle(fact))
        return;
    if (fact->part == PART_SVCHOST && fact->cloaking == STATED_CLOAKING_UNSET)
        cloaking = CLOAKING_NONE;
    if (fact->cloaking == STATED_CLOAKING_INVALID)
        process_state_invalid(binding->processes, binding->process, PROCESS_CLOAKING, &setting);
    else
        process_state_cloaking(binding->processes, binding->process, cloaking, &setting);
}

// COM+'s level is that of the process; AppID's counts where the program names none itself.
static void state_authn_level(struct binding *binding)
{
    const struct application_fact *fact = &binding->known->fact;
    bool is_appid = fact->part == PART_APPID || fact->part == PART_DCOM_SETTINGS;
    const struct setting setting = setting_of(
        binding, fact->source == FACT_SOURCE_COMPLUS ? "Authentication" : "AuthenticationLevel",
        stated_authn_word(fact->authn_level));

    if (is_idle(fact) || (is_appid && binding->by_complus) || fact->kind == KIND_COMPLUS_LIBRARY)
        return;
    process_state_authn_level(binding->processes, binding->process,
                              stated_authn_value(fact->authn_level), &setting);
}

static void state_answers(struct binding *binding)
{
    const struct application_fact *fact = &binding->known->fact;
    struct process *process = binding->process;
    const struct setting queued = setting_of(binding, "QueuingEnabled", "yes");

    if (fact->queued == ANSWER_YES)
        process_state_flag(binding->processes, process, FLAG_QUEUED, &queued);
    if (fact->enabled)
        process->enabled = fact->enabled;
    if (fact->proxy)
        process->is_proxy = fact->proxy;
    if (fact->part == PART_SVCHOST && fact->initializes_security)
        process->initializes_security = fact->initializes_security;
}

static void state_fact(struct binding *binding, const struct known_application *known)
{
    binding->known = known;
    state_kind(binding);
    state_level(binding);
    state_cloaking(binding);
    state_authn_level(binding);
    state_answers(binding);
}

static void state_service(struct binding *binding, struct bytes service)
{
    const struct known_service *by = NULL;
    const struct known_application *group =
        application_svchost(binding->applications, binding->host, service, &by);

    if (!by)
        return;

    const struct setting setting = {by->origin.source, by->fact.key,
                                    bytes_of(kind_word(KIND_SVCHOST))};

    process_state_kind(binding->processes, binding->process, KIND_SVCHOST, &setting);
    if (group)
        state_fact(binding, group);
}

// An account that the inventory names stands where the export says "whoever is there".
static void state_identity(struct binding *binding, const struct application_found *found)
{
    struct application_identity identity;
    struct process *process = binding->process;

    application_identity(binding->applications, binding->host, found, &identity);
    if (process_is_hosted(process))
        return;
    if (identity.is_contradictory)
        process_state_contradiction(binding->processes, process, PROCESS_IDENTITY,
                                    &identity.setting, &identity.rival);
    else if (identity.run_as == RUN_AS_ACCOUNT)
        process_state_identity(binding->processes, process, identity.account, &identity.setting);
    else
        process_state_run_as(binding->processes, process, identity.run_as, &identity.setting);
}

void binding_apply(struct process_table *processes, struct process *process,
                   struct application_table *applications, int64_t host)
{
    struct binding binding = {
        .processes = processes, .process = process, .applications = applications, .host = host};
    struct application_found found;

    applications_find(applications, host,
                      application_is_guid(bytes_trim(process->process)) ? process->process
                                                                        : process->application,
                      process->kind, &found);
    if (found.count > 1) {
        process_state_contradiction(processes, process, PROCESS_APPLICATION, &found.first,
                                    &found.second);
        return;
    }
    if (!found.count)
        return;
    for (size_t i = 0; i < found.fact_count; i++)
        binding.by_complus |= found.facts[i]->fact.source == FACT_SOURCE_COMPLUS;
    for (size_t i = 0; i < found.fact_count; i++)
        state_fact(&binding, found.facts[i]);
    if (found.service.size)
        state_service(&binding, found.service);
    state_identity(&binding, &found);
}
