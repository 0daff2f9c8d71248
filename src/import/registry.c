// SPDX-License-Identifier: Apache-2.0
// Registry exports: what a host's Ole key and RPC policy say of delegation.
#include <stdlib.h>

#include "import/format.h"
#include "import/registry_text.h"

#include "base/memory.h"

// On 64-bit hosts since Windows 7 the 32-bit view of the Ole key is the same key; a file that
// shows another one was edited, merged or comes from an older host.
#define REGISTRY_KEYS(K)                                                                           \
    K(KEY_OLE, "SOFTWARE\\Microsoft\\Ole")                                                         \
    K(KEY_OLE_32, "SOFTWARE\\Wow6432Node\\Microsoft\\Ole")                                         \
    K(KEY_RPC, "SOFTWARE\\Policies\\Microsoft\\Windows NT\\Rpc")

#define KEY_ENUMERATOR(enumerator, path) enumerator,
#define KEY_PATH(enumerator, path) {path, sizeof path - 1},

enum key { REGISTRY_KEYS(KEY_ENUMERATOR) KEY_COUNT, KEY_OTHER = KEY_COUNT };

static const struct bytes key_paths[] = {REGISTRY_KEYS(KEY_PATH)};

enum setting { LEVEL, LEVEL_32, DCOM, DCOM_32, IGNORE, SETTING_COUNT };

// A number of the setting's own enumeration; false for a value that means nothing.
struct known_setting {
    enum key key;
    struct bytes name;
    bool (*read)(const struct registry_value *value, unsigned *out);
    unsigned invalid;     // where `read` says false
    const char *expected; // for the remark
};

// What the file says of a setting.
struct reading {
    bool present, valid;
    unsigned line, value;
};

struct registry {
    struct import_job *job;
    struct registry_text text;
    enum key key;                 // that the values belong to now
    unsigned key_line[KEY_COUNT]; // where the key, or one above it, stands; 0: nowhere
    struct reading readings[SETTING_COUNT];
};

static bool read_dword(const struct registry_value *value, unsigned *out)
{
    if (value->type != REGISTRY_DWORD || value->data.size != 4)
        return false;
    *out = 0;
    for (unsigned i = 0; i < 4; i++)
        *out |= (unsigned)(unsigned char)value->data.data[i] << (8 * i);
    return true;
}

// RPC_C_IMP_LEVEL: 1 anonymous to 4 delegate.
static bool read_level(const struct registry_value *value, unsigned *out)
{
    unsigned number;

    if (!read_dword(value, &number) || number < 1 || number > 4)
        return false;
    *out = MACHINE_LEVEL_ANONYMOUS + (number - 1);
    return true;
}

static bool read_yes_no(const struct registry_value *value, unsigned *out)
{
    bool yes = bytes_equal_ascii(value->data, BYTES("Y"));

    if (value->type != REGISTRY_SZ || (!yes && !bytes_equal_ascii(value->data, BYTES("N"))))
        return false;
    *out = yes ? ANSWER_YES : ANSWER_NO;
    return true;
}

static bool read_switch(const struct registry_value *value, unsigned *out)
{
    unsigned number;

    if (!read_dword(value, &number) || number > 1)
        return false;
    *out = number ? ANSWER_YES : ANSWER_NO;
    return true;
}

static const char level_name[] = "LegacyImpersonationLevel", dcom_name[] = "EnableDCOM",
                  ignore_name[] = "IgnoreDelegationFailure";

static const struct known_setting settings[] = {
    [LEVEL] = {KEY_OLE,
               {level_name, sizeof level_name - 1},
               read_level,
               MACHINE_LEVEL_INVALID,
               "a dword of 1 to 4"},
    [LEVEL_32] = {KEY_OLE_32,
                  {level_name, sizeof level_name - 1},
                  read_level,
                  MACHINE_LEVEL_INVALID,
                  "a dword of 1 to 4"},
    [DCOM] = {KEY_OLE,
              {dcom_name, sizeof dcom_name - 1},
              read_yes_no,
              ANSWER_UNKNOWN,
              "the text Y or N"},
    [DCOM_32] = {KEY_OLE_32,
                 {dcom_name, sizeof dcom_name - 1},
                 read_yes_no,
                 ANSWER_UNKNOWN,
                 "the text Y or N"},
    [IGNORE] = {KEY_RPC,
                {ignore_name, sizeof ignore_name - 1},
                read_switch,
                ANSWER_UNKNOWN,
                "a dword of 0 or 1"},
};

// The path below HKEY_LOCAL_MACHINE; false for another root.
static bool below_machine(struct bytes path, struct bytes *out)
{
    struct bytes root, rest;

    bytes_split(path, '\\', &root, &rest);
    if (!bytes_equal_ascii(root, BYTES("HKEY_LOCAL_MACHINE")) &&
        !bytes_equal_ascii(root, BYTES("HKLM")))
        return false;
    while (rest.size && rest.data[rest.size - 1] == '\\')
        rest.size--;
    *out = rest;
    return true;
}

// `path` is the key or one above it.
static bool holds_key(struct bytes path, struct bytes key)
{
    return !path.size || bytes_equal_ascii(path, key) ||
           (bytes_starts_with_ascii(key, path) && key.data[path.size] == '\\');
}

static void forget(struct registry *registry, enum key key)
{
    for (size_t i = 0; i < SETTING_COUNT; i++)
        if (settings[i].key == key)
            registry->readings[i] = (struct reading){0};
}

// An export of a key holds all below it: what it does not show does not exist.
static void take_key(void *context, struct bytes path, bool deleted, unsigned line)
{
    struct registry *registry = context;
    struct bytes below;

    registry->key = KEY_OTHER;
    if (!below_machine(path, &below))
        return;
    for (enum key key = 0; key < KEY_COUNT; key++) {
        if (!holds_key(below, key_paths[key]))
            continue;
        if (!registry->key_line[key])
            registry->key_line[key] = line;
        if (deleted)
            forget(registry, key);
        else if (below.size == key_paths[key].size)
            registry->key = key;
    }
}

static void take_value(void *context, const struct registry_value *value)
{
    struct registry *registry = context;

    for (size_t i = 0; i < SETTING_COUNT; i++) {
        struct reading *reading = &registry->readings[i];

        if (settings[i].key != registry->key || !bytes_equal_ascii(settings[i].name, value->name))
            continue;
        *reading = (struct reading){.present = !value->deleted, .line = value->line};
        reading->valid = settings[i].read(value, &reading->value);
        if (!reading->valid)
            reading->value = settings[i].invalid;
    }
}

static unsigned value_of(const struct registry *registry, enum setting setting, unsigned missing,
                         unsigned not_read)
{
    const struct reading *reading = &registry->readings[setting];

    if (reading->present)
        return reading->value;
    return registry->key_line[settings[setting].key] ? missing : not_read;
}

static unsigned first_line(const struct registry *registry)
{
    unsigned line = 0;

    for (size_t i = 0; i < SETTING_COUNT; i++)
        if (registry->readings[i].present && (!line || registry->readings[i].line < line))
            line = registry->readings[i].line;
    for (size_t i = 0; i < KEY_COUNT && !line; i++)
        line = registry->key_line[i];
    return line;
}

static void remark_invalid(const struct registry *registry, enum setting setting,
                           struct text *remark)
{
    const struct reading *reading = &registry->readings[setting];

    if (reading->present && !reading->valid)
        text_printf(remark, "%s%s on line %u is not %s", remark->size ? "; " : "",
                    settings[setting].name.data, reading->line, settings[setting].expected);
}

static void remark_other_view(const struct registry *registry, enum setting setting,
                              enum setting view_32, struct text *remark)
{
    const struct reading *native = &registry->readings[setting];
    const struct reading *other = &registry->readings[view_32];

    if (other->present && (!native->present || native->value != other->value))
        text_printf(remark, "%s%s differs in Wow6432Node on line %u, which was left aside",
                    remark->size ? "; " : "", settings[setting].name.data, other->line);
}

static bool deliver(struct registry *registry, struct error *error)
{
    const struct client_sink *sink = registry->job->sink;
    struct text remark = {0};
    struct host_facts facts = {
        .line = first_line(registry),
        .host = registry->job->host,
        .machine_level = value_of(registry, LEVEL, MACHINE_LEVEL_UNSET, MACHINE_LEVEL_ABSENT),
        .enable_dcom = value_of(registry, DCOM, ANSWER_YES, ANSWER_UNKNOWN),
        .ignore_delegation_failure = value_of(registry, IGNORE, ANSWER_NO, ANSWER_UNKNOWN),
    };

    remark_invalid(registry, LEVEL, &remark);
    remark_invalid(registry, DCOM, &remark);
    remark_invalid(registry, IGNORE, &remark);
    remark_other_view(registry, LEVEL, LEVEL_32, &remark);
    remark_other_view(registry, DCOM, DCOM_32, &remark);
    facts.remark = text_view(&remark);

    bool kept = sink->host(sink->context, &facts, error);

    text_clear(&remark);
    registry->job->records += kept;
    return kept || place_wrap(error, (struct place){registry->job->file, facts.line, 1});
}

static bool finish(void *parser, struct error *error)
{
    struct registry *registry = parser;
    struct place top = {registry->job->file, 1, 1};

    if (!registry_text_finish(&registry->text, error))
        return false;
    if (!registry->key_line[KEY_OLE] && !registry->key_line[KEY_RPC])
        return place_error(error, top,
                           "found none of the keys that matter, expected HKEY_LOCAL_MACHINE\\%s or "
                           "HKEY_LOCAL_MACHINE\\%s",
                           key_paths[KEY_OLE].data, key_paths[KEY_RPC].data);
    if (!registry->job->host.size)
        return place_error(error, top,
                           "found no host in the names of the file and its directory, expected "
                           "HOST.reg: give it with --host");
    return deliver(registry, error);
}

static void *begin(struct import_job *job)
{
    struct registry *registry = memory_calloc(1, sizeof *registry);

    *registry = (struct registry){
        .job = job,
        .key = KEY_OTHER,
        .text = {.file = job->file, .context = registry, .key = take_key, .value = take_value}};
    return registry;
}

static bool take_line(void *parser, const struct line *line, struct error *error)
{
    return registry_text_line(&((struct registry *)parser)->text, line, error);
}

static void end(void *parser)
{
    registry_text_clear(&((struct registry *)parser)->text);
    free(parser);
}

static unsigned sniff(struct bytes first_line)
{
    return registry_text_is_header(first_line) ? UINT32_MAX : 0;
}

const struct import_format registry_format = {
    .name = "registry",
    .expects = "a registry export ('Windows Registry Editor Version 5.00' or 'REGEDIT4')",
    .sniff = sniff,
    .begin = begin,
    .line = take_line,
    .finish = finish,
    .end = end,
};
