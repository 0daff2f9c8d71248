// SPDX-License-Identifier: Apache-2.0
// Applications, classes and svchost groups out of registry keys.
#include "import/numbers.h"
#include "import/registry_facts.h"

struct delivery {
    struct import_job *job;
    struct registry_keys *keys;
    struct text remark, upper;
};

static bool is_guid(struct bytes text)
{
    return text.size == 38 && text.data[0] == '{' && text.data[37] == '}';
}

static struct bytes upper_case(struct delivery *delivery, struct bytes text)
{
    text_reset(&delivery->upper);
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];

        text_append_byte(&delivery->upper, c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c);
    }
    return arena_copy(&delivery->keys->arena, text_view(&delivery->upper));
}

static bool at_line(struct delivery *delivery, unsigned line, bool kept, struct error *error)
{
    delivery->job->records += kept;
    return kept || place_wrap(error, (struct place){delivery->job->file, line, 1});
}

// The text of a value; empty where there is none. `*there` (may be NULL) tells the two apart.
static struct bytes text_of(struct delivery *delivery, const struct registry_key *key,
                            const char *name, bool *there)
{
    const struct registry_entry *entry = registry_keys_value(delivery->keys, key, name);
    bool is_text = entry && (entry->type == REGISTRY_SZ || entry->type == REGISTRY_EXPAND_SZ);

    if (there)
        *there = entry;
    if (entry && !is_text)
        registry_remark(&delivery->remark, *name ? name : "the default value", entry->line,
                        "a text");
    return is_text ? bytes_trim(entry->data) : (struct bytes){0};
}

static enum stated_authn authn_of(struct delivery *delivery, const struct registry_key *key,
                                  unsigned *line)
{
    const struct registry_entry *entry =
        registry_keys_value(delivery->keys, key, "AuthenticationLevel");
    enum stated_authn level = registry_authn(entry);

    if (level == STATED_AUTHN_INVALID)
        registry_remark(&delivery->remark, "AuthenticationLevel", entry->line, "a dword of 1 to 6");
    if (entry)
        *line = entry->line;
    else if (!registry_key_is_whole(delivery->keys, key))
        level = STATED_AUTHN_ABSENT;
    return level;
}

static void read_appid_flags(struct delivery *delivery, const struct registry_key *key,
                             struct application_fact *fact)
{
    const struct registry_entry *entry = registry_keys_value(delivery->keys, key, "AppIDFlags");
    uint32_t bits;

    if (!entry)
        return;
    if (!registry_entry_dword(entry, &bits)) {
        registry_remark(&delivery->remark, "AppIDFlags", entry->line, "a dword");
        return;
    }
    fact->has_appid_flags = true;
    for (unsigned flag = 1; flag < appid_flag_count; flag++)
        if (bits & 1u << (flag - 1))
            fact->appid_flags |= 1u << flag;
}

// RunAs counts only where there is no LocalService; without either the launching user runs it.
static void read_identity(struct delivery *delivery, const struct registry_key *key,
                          struct application_fact *fact)
{
    bool has_run_as, has_surrogate;
    struct bytes run_as = text_of(delivery, key, "RunAs", &has_run_as);
    struct bytes surrogate = text_of(delivery, key, "DllSurrogate", &has_surrogate);

    fact->service = text_of(delivery, key, "LocalService", NULL);
    if (fact->service.size) {
        fact->run_as = RUN_AS_SERVICE;
        fact->kind = KIND_SERVICE;
        return;
    }
    if (has_surrogate) {
        fact->kind = KIND_SURROGATE;
        fact->surrogate = surrogate.size ? surrogate : BYTES("dllhost.exe");
    }
    if (bytes_equal_ascii(run_as, BYTES("Interactive User"))) {
        fact->run_as = RUN_AS_INTERACTIVE;
    } else if (run_as.size) {
        fact->run_as = RUN_AS_ACCOUNT;
        fact->account = run_as;
    } else if (!has_run_as && registry_key_is_whole(delivery->keys, key)) {
        fact->run_as = RUN_AS_LAUNCHING;
    }
}

static bool deliver_application(struct delivery *delivery, struct application_fact *fact,
                                struct error *error)
{
    const struct client_sink *sink = delivery->job->sink;

    fact->host = delivery->job->host;
    fact->source = FACT_SOURCE_REGISTRY;
    fact->remark = text_view(&delivery->remark);

    bool kept = sink->application(sink->context, fact, error);

    text_reset(&delivery->remark);
    return at_line(delivery, fact->line, kept, error);
}

// AppID\NAME.exe only binds the program to a GUID.
static bool deliver_program(struct delivery *delivery, const struct registry_key *key,
                            struct error *error)
{
    struct application_fact fact = {.line = key->line,
                                    .part = PART_APPID,
                                    .key = key->path,
                                    .exe = key->object,
                                    .kind = KIND_EXE};

    fact.appid = upper_case(delivery, text_of(delivery, key, "AppID", NULL));
    return deliver_application(delivery, &fact, error);
}

static bool deliver_appid(struct delivery *delivery, const struct registry_key *key,
                          struct error *error)
{
    struct application_fact fact = {.line = key->line, .part = PART_APPID, .key = key->path};

    if (!is_guid(key->object))
        return deliver_program(delivery, key, error);
    fact.appid = upper_case(delivery, key->object);
    fact.name = text_of(delivery, key, "", NULL);
    fact.authn_level = authn_of(delivery, key, &fact.line);
    fact.remote_server = text_of(delivery, key, "RemoteServerName", NULL);
    read_identity(delivery, key, &fact);
    read_appid_flags(delivery, key, &fact);
    return deliver_application(delivery, &fact, error);
}

// Only classes that belong to an application matter.
static bool deliver_class(struct delivery *delivery, const struct registry_key *key,
                          struct error *error)
{
    const struct client_sink *sink = delivery->job->sink;
    const struct registry_entry *entry = registry_keys_value(delivery->keys, key, "AppID");
    struct class_fact fact = {.host = delivery->job->host, .key = key->path};

    if (!entry)
        return true;
    fact.line = entry->line;
    fact.clsid = upper_case(delivery, key->object);
    fact.appid = upper_case(delivery, text_of(delivery, key, "AppID", NULL));
    fact.view = key->root == ROOT_CLSID ? REGISTRY_VIEW_NATIVE : REGISTRY_VIEW_32;
    fact.progid = text_of(
        delivery, registry_keys_find(delivery->keys, key->root, key->object, BYTES("ProgID")), "",
        NULL);
    text_reset(&delivery->remark);
    return at_line(delivery, fact.line, sink->class_of(sink->context, &fact, error), error);
}

static enum stated_cloaking cloaking_of(struct delivery *delivery, const struct registry_key *key)
{
    const struct registry_entry *entry =
        registry_keys_value(delivery->keys, key, "AuthenticationCapabilities");
    uint32_t bits;

    if (!entry)
        return registry_key_is_whole(delivery->keys, key) ? STATED_CLOAKING_UNSET
                                                          : STATED_CLOAKING_ABSENT;
    if (!registry_entry_dword(entry, &bits)) {
        registry_remark(&delivery->remark, "AuthenticationCapabilities", entry->line, "a dword");
        return STATED_CLOAKING_INVALID;
    }
    return numbers_cloaking(bits);
}

// svchost calls CoInitializeSecurity with these values where CoInitializeSecurityParam is not 0.
static bool deliver_group(struct delivery *delivery, const struct registry_key *key,
                          struct error *error)
{
    const struct registry_entry *level =
        registry_keys_value(delivery->keys, key, "ImpersonationLevel");
    const struct registry_entry *param =
        registry_keys_value(delivery->keys, key, "CoInitializeSecurityParam");
    struct application_fact fact = {.line = key->line,
                                    .part = PART_SVCHOST,
                                    .key = key->path,
                                    .name = key->object,
                                    .kind = KIND_SVCHOST};
    uint32_t number = 0;

    fact.authn_level = authn_of(delivery, key, &fact.line);
    fact.level = registry_level(level);
    if (fact.level == STATED_LEVEL_INVALID)
        registry_remark(&delivery->remark, "ImpersonationLevel", level->line, "a dword of 1 to 4");
    if (level)
        fact.line = level->line;
    else if (!registry_key_is_whole(delivery->keys, key))
        fact.level = STATED_LEVEL_ABSENT;
    fact.cloaking = cloaking_of(delivery, key);
    if (param && !registry_entry_dword(param, &number))
        registry_remark(&delivery->remark, "CoInitializeSecurityParam", param->line, "a dword");
    else if (param || registry_key_is_whole(delivery->keys, key))
        fact.initializes_security = number ? ANSWER_YES : ANSWER_NO;
    return deliver_application(delivery, &fact, error);
}

static bool deliver_member(struct delivery *delivery, const struct registry_key *key,
                           const struct registry_entry *group, struct bytes service,
                           struct error *error)
{
    const struct client_sink *sink = delivery->job->sink;
    struct service_fact fact = {
        .line = group->line,
        .host = delivery->job->host,
        .part = PART_SVCHOST,
        .source = FACT_SOURCE_REGISTRY,
        .service = service,
        .group = group->name,
        .exe = BYTES("svchost.exe"),
        .key = key->path,
    };

    return at_line(delivery, fact.line, sink->service(sink->context, &fact, error), error);
}

// The key of svchost itself: a value a group, the names of its services. A group without a subkey
// leaves COM's security alone.
static bool deliver_groups(struct delivery *delivery, const struct registry_key *key,
                           struct error *error)
{
    for (uint32_t at = key->first; at; at = delivery->keys->entries.items[at - 1].next) {
        const struct registry_entry *group = &delivery->keys->entries.items[at - 1];
        struct application_fact fact = {.line = group->line,
                                        .part = PART_SVCHOST,
                                        .key = key->path,
                                        .name = group->name,
                                        .kind = KIND_SVCHOST,
                                        .level = STATED_LEVEL_UNSET,
                                        .authn_level = STATED_AUTHN_UNSET,
                                        .cloaking = STATED_CLOAKING_UNSET,
                                        .initializes_security = ANSWER_NO};

        if (!group->line || !group->name.size)
            continue;
        for (struct bytes rest = group->data, service; bytes_next(&rest, '\0', &service);)
            if (service.size && !deliver_member(delivery, key, group, service, error))
                return false;
        if (!delivery->keys->partial &&
            !registry_keys_find(delivery->keys, ROOT_SVCHOST, group->name, (struct bytes){0}) &&
            !deliver_application(delivery, &fact, error))
            return false;
    }
    return true;
}

static bool deliver_key(struct delivery *delivery, const struct registry_key *key,
                        struct error *error)
{
    if (key->sub.size)
        return true;
    switch (key->root) {
    case ROOT_APPID:
        return !key->object.size || deliver_appid(delivery, key, error);
    case ROOT_SVCHOST:
        return key->object.size ? deliver_group(delivery, key, error)
                                : deliver_groups(delivery, key, error);
    case ROOT_CLSID:
    case ROOT_CLSID_32:
    case ROOT_CLSID_32_MERGED:
        return !key->object.size || deliver_class(delivery, key, error);
    default:
        return true;
    }
}

bool registry_deliver_com(struct import_job *job, struct registry_keys *keys, struct error *error)
{
    struct delivery delivery = {.job = job, .keys = keys};
    bool good = true;

    for (size_t i = 0; good && i < keys->keys.count; i++) {
        // The vector does not grow here, but text is added to the arena.
        struct registry_key key = keys->keys.items[i];

        // A key that is only listed, without its values, says nothing.
        if (registry_key_stands(keys, &key) && (key.first || !keys->partial))
            good = deliver_key(&delivery, &key, error);
    }
    text_clear(&delivery.remark);
    text_clear(&delivery.upper);
    return good;
}
