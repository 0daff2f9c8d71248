// SPDX-License-Identifier: Apache-2.0
// Host facts out of registry keys, and which parts of a machine a file holds.
#include "import/registry_facts.h"

#include "import/numbers.h"

#define ROOT_NAME(enumerator, path) {"HKLM\\" path, sizeof "HKLM\\" path - 1},

struct bytes registry_root_name(enum registry_root root)
{
    static const struct bytes names[] = {REGISTRY_ROOTS(ROOT_NAME)};

    return names[root];
}

void registry_remark(struct text *remark, const char *name, unsigned line, const char *expected)
{
    text_printf(remark, "%s%s on line %u is not %s", remark->size ? "; " : "", name, line,
                expected);
}

enum stated_level registry_level(const struct registry_entry *entry)
{
    uint32_t number;
    enum stated_level level;

    if (!entry)
        return STATED_LEVEL_UNSET;
    // 0 has no meaning in the registry.
    if (!registry_entry_dword(entry, &number) || !number || !numbers_rpc_level(number, &level))
        return STATED_LEVEL_INVALID;
    return level;
}

enum stated_authn registry_authn(const struct registry_entry *entry)
{
    uint32_t number;
    enum stated_authn level;

    if (!entry)
        return STATED_AUTHN_UNSET;
    if (!registry_entry_dword(entry, &number) || !number || !numbers_rpc_authn(number, &level))
        return STATED_AUTHN_INVALID;
    return level;
}

// Reads one part of the host: values of one root, and what is wrong with them.
struct reading {
    struct registry_keys *keys;
    struct text remark;
    unsigned line; // of the first value that was read
};

static const struct registry_entry *value_of(struct reading *reading, enum registry_root root,
                                             const char *name)
{
    const struct registry_key *key =
        registry_keys_find(reading->keys, root, (struct bytes){0}, (struct bytes){0});
    const struct registry_entry *entry = registry_keys_value(reading->keys, key, name);

    if (entry && (!reading->line || entry->line < reading->line))
        reading->line = entry->line;
    return entry;
}

static enum machine_level read_level(struct reading *reading, enum registry_root root,
                                     const char *name)
{
    const struct registry_entry *entry = value_of(reading, root, name);
    enum stated_level level = registry_level(entry);

    switch (level) {
    case STATED_LEVEL_UNSET:
        return reading->keys->covered[root] ? MACHINE_LEVEL_UNSET : MACHINE_LEVEL_ABSENT;
    case STATED_LEVEL_INVALID:
        registry_remark(&reading->remark, name, entry->line, "a dword of 1 to 4");
        return MACHINE_LEVEL_INVALID;
    default:
        return (enum machine_level)(MACHINE_LEVEL_ANONYMOUS + (level - STATED_LEVEL_ANONYMOUS));
    }
}

static enum answer read_yes_no(struct reading *reading, enum registry_root root, const char *name,
                               enum answer missing)
{
    const struct registry_entry *entry = value_of(reading, root, name);

    if (!entry)
        return reading->keys->covered[root] ? missing : ANSWER_UNKNOWN;

    bool is_text = entry->type == REGISTRY_SZ;

    if (is_text && bytes_equal_ascii(entry->data, BYTES("Y")))
        return ANSWER_YES;
    if (is_text && bytes_equal_ascii(entry->data, BYTES("N")))
        return ANSWER_NO;
    registry_remark(&reading->remark, name, entry->line, "the text Y or N");
    return ANSWER_UNKNOWN;
}

// A dword that is `no` or one more: 0 and 1, or 1 and 2.
static enum answer read_switch(struct reading *reading, enum registry_root root, const char *name,
                               enum answer missing, unsigned no)
{
    const struct registry_entry *entry = value_of(reading, root, name);
    uint32_t number;

    if (!entry)
        return reading->keys->covered[root] ? missing : ANSWER_UNKNOWN;
    if (registry_entry_dword(entry, &number) && number - no <= 1)
        return number == no ? ANSWER_NO : ANSWER_YES;
    registry_remark(&reading->remark, name, entry->line,
                    no ? "a dword of 1 or 2" : "a dword of 0 or 1");
    return ANSWER_UNKNOWN;
}

// Where the file shows another value in the 32-bit view.
static void compare_views(struct reading *reading, enum registry_root native,
                          enum registry_root view_32, const char *name)
{
    unsigned line = reading->line;
    const struct registry_entry *other = value_of(reading, view_32, name);
    const struct registry_entry *own = value_of(reading, native, name);

    reading->line = line;
    if (other && (!own || other->type != own->type || !bytes_equal(other->data, own->data)))
        text_printf(&reading->remark,
                    "%s%s differs in Wow6432Node on line %u, which was left aside",
                    reading->remark.size ? "; " : "", name, other->line);
}

static const char level_name[] = "LegacyImpersonationLevel", dcom_name[] = "EnableDCOM",
                  authn_name[] = "LegacyAuthenticationLevel",
                  scripting_name[] = "Default Impersonation Level";

static void read_ole(struct reading *reading, struct host_facts *facts)
{
    facts->machine_level = read_level(reading, ROOT_OLE, level_name);
    facts->enable_dcom = read_yes_no(reading, ROOT_OLE, dcom_name, ANSWER_YES);

    const struct registry_entry *authn = value_of(reading, ROOT_OLE, authn_name);

    facts->authn_level = registry_authn(authn);
    if (!authn && !reading->keys->covered[ROOT_OLE])
        facts->authn_level = STATED_AUTHN_ABSENT;
    if (facts->authn_level == STATED_AUTHN_INVALID)
        registry_remark(&reading->remark, authn_name, authn->line, "a dword of 1 to 6");
}

// What a missing value means depends on the machine's updates (KB5004442).
static void read_appcompat(struct reading *reading, struct host_facts *facts)
{
    facts->require_integrity =
        read_switch(reading, ROOT_APPCOMPAT, "RequireIntegrityActivationAuthenticationLevel",
                    ANSWER_UNKNOWN, 0);
    facts->raise_activation = read_switch(reading, ROOT_APPCOMPAT,
                                          "RaiseActivationAuthenticationLevel", ANSWER_UNKNOWN, 1);
}

static void compare_ole(struct reading *reading)
{
    compare_views(reading, ROOT_OLE, ROOT_OLE_32, level_name);
    compare_views(reading, ROOT_OLE, ROOT_OLE_32, dcom_name);
}

static void read_scripting(struct reading *reading, struct host_facts *facts)
{
    facts->scripting_level = read_level(reading, ROOT_SCRIPTING, scripting_name);
    compare_views(reading, ROOT_SCRIPTING, ROOT_SCRIPTING_32, scripting_name);
}

// LsaCfgFlags: 0 off, 1 with UEFI lock, 2 without; 3 in the policy: not configured.
static bool read_flags(struct reading *reading, enum registry_root root, bool *on)
{
    const struct registry_entry *entry = value_of(reading, root, "LsaCfgFlags");
    uint32_t number;

    if (!entry)
        return false;
    if (!registry_entry_dword(entry, &number) || number > 3) {
        registry_remark(&reading->remark, "LsaCfgFlags", entry->line, "a dword of 0 to 3");
        return false;
    }
    *on = number == 1 || number == 2;
    return number != 3;
}

// Switched off is off. Switched on it runs where virtualization-based security does; without
// either value the edition and version of Windows decide.
static void read_guard(struct reading *reading, struct host_facts *facts)
{
    static const enum registry_root roots[] = {ROOT_GUARD_POLICY, ROOT_LSA, ROOT_GUARD};
    static const char vbs_name[] = "EnableVirtualizationBasedSecurity";
    bool on = false, stated = false;

    for (size_t i = 0; i < sizeof roots / sizeof *roots && !stated; i++) {
        facts->key = registry_root_name(roots[i]);
        stated = read_flags(reading, roots[i], &on);
    }
    if (!stated)
        return;

    enum answer policy = read_switch(reading, ROOT_GUARD_POLICY, vbs_name, ANSWER_UNKNOWN, 0);
    enum answer set = read_switch(reading, ROOT_GUARD, vbs_name, ANSWER_UNKNOWN, 0);

    if (policy != ANSWER_UNKNOWN)
        set = policy;
    facts->credential_guard = on ? set : ANSWER_NO;
    if (on && set == ANSWER_UNKNOWN)
        text_printf(&reading->remark,
                    "%sLsaCfgFlags switches Credential Guard on, but %s was not read",
                    reading->remark.size ? "; " : "", vbs_name);
}

static bool deliver_part(struct import_job *job, struct reading *reading, struct host_facts *facts,
                         unsigned key_line, struct error *error)
{
    facts->line = reading->line ? reading->line : key_line;
    facts->host = job->host;
    facts->remark = text_view(&reading->remark);

    bool kept = job->sink->host(job->sink->context, facts, error);

    text_clear(&reading->remark);
    reading->line = 0;
    job->records += kept;
    return kept || place_wrap(error, (struct place){job->file, facts->line, 1});
}

// The line of the root, or of a key above it; 0 where the file shows neither.
static unsigned shown(struct reading *reading, enum registry_root root)
{
    const struct registry_key *key =
        registry_keys_find(reading->keys, root, (struct bytes){0}, (struct bytes){0});

    if (reading->keys->covered[root])
        return reading->keys->covered[root];
    return key && (key->first || !reading->keys->partial) ? key->line : 0;
}

static bool deliver_ole(struct import_job *job, struct reading *reading, struct error *error)
{
    struct host_facts facts = {.part = PART_OLE, .key = registry_root_name(ROOT_OLE)};
    unsigned line = shown(reading, ROOT_OLE);

    if (!line && !shown(reading, ROOT_APPCOMPAT))
        return true;
    if (line)
        read_ole(reading, &facts);
    else
        facts.key = registry_root_name(ROOT_APPCOMPAT);
    read_appcompat(reading, &facts);
    if (line)
        compare_ole(reading);
    return deliver_part(job, reading, &facts, line ? line : shown(reading, ROOT_APPCOMPAT), error);
}

static bool deliver_simple(struct import_job *job, struct reading *reading, enum registry_root root,
                           struct error *error)
{
    struct host_facts facts = {.part = root == ROOT_RPC ? PART_RPC_POLICY : PART_SCRIPTING,
                               .key = registry_root_name(root)};

    if (!shown(reading, root))
        return true;
    if (root == ROOT_RPC)
        facts.ignore_delegation_failure =
            read_switch(reading, ROOT_RPC, "IgnoreDelegationFailure", ANSWER_NO, 0);
    else
        read_scripting(reading, &facts);
    return deliver_part(job, reading, &facts, shown(reading, root), error);
}

static bool deliver_guard(struct import_job *job, struct reading *reading, struct error *error)
{
    struct host_facts facts = {.part = PART_LSA};

    read_guard(reading, &facts);
    if (reading->line)
        return deliver_part(job, reading, &facts, reading->line, error);
    text_clear(&reading->remark);
    return true;
}

bool registry_deliver_host(struct import_job *job, struct registry_keys *keys, struct error *error)
{
    struct reading reading = {.keys = keys};

    return deliver_ole(job, &reading, error) && deliver_simple(job, &reading, ROOT_RPC, error) &&
           deliver_simple(job, &reading, ROOT_SCRIPTING, error) &&
           deliver_guard(job, &reading, error);
}
