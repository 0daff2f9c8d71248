// SPDX-License-Identifier: Apache-2.0
// Parsing of rule headers.
#include "core/rule.h"

struct parse {
    struct rule *rule;
    struct arena *arena;
    const char *name;
    unsigned line;
    const char **continued; // the text key that an indented line adds to
};

static bool fail(const struct parse *parse, struct error *error, struct bytes value,
                 const char *expected)
{
    return error_set(error, STATUS_FORMAT, "rule %s:%u: found \"%.*s\", expected %s", parse->name,
                     parse->line, (int)value.size, value.data ? value.data : "", expected);
}

static const char **text_key(struct rule *rule, struct bytes key)
{
    const struct {
        struct bytes key;
        const char **place;
    } keys[] = {
        {BYTES("id"), &rule->id},
        {BYTES("title"), &rule->title},
        {BYTES("reason"), &rule->reason},
        {BYTES("needs"), &rule->needs},
        {BYTES("unread"), &rule->unread},
        {BYTES("references"), &rule->references},
        {BYTES("why"), &rule->why},
        {BYTES("remedy"), &rule->remedy},
        {BYTES("cloaked-remedy"), &rule->cloaked_remedy},
        {BYTES("risk"), &rule->risk},
        {BYTES("example"), &rule->example},
        {BYTES("powershell"), &rule->powershell},
        {BYTES("samba"), &rule->samba},
    };

    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (bytes_equal(keys[i].key, key))
            return keys[i].place;
    return NULL;
}

static const unsigned all_paths = 1u << PATH_UNCONSTRAINED | 1u << PATH_CONSTRAINED |
                                  1u << PATH_RBCD | 1u << PATH_TRANSITION_CONSTRAINED |
                                  1u << PATH_TRANSITION_RBCD;

static bool parse_blocks(struct parse *parse, struct bytes value, struct error *error)
{
    if (bytes_equal(value, BYTES("all"))) {
        parse->rule->blocks = all_paths;
        return true;
    }
    for (struct bytes rest = value, item; bytes_next(&rest, ' ', &item);) {
        enum path path;

        if (!path_from_word(item, &path) || path == PATH_NONE)
            return fail(parse, error, item, "a path, or all");
        parse->rule->blocks |= 1u << path;
    }
    return true;
}

static bool parse_role(struct parse *parse, struct bytes value, struct error *error)
{
    static const struct bytes words[] = {{"", 0}, {"client", 6}, {"server", 6}, {"target", 6}};

    for (unsigned i = 1; i < sizeof words / sizeof *words; i++)
        if (bytes_equal(words[i], value)) {
            parse->rule->role = (enum rule_role)i;
            return true;
        }
    return fail(parse, error, value, "client, server or target");
}

static bool parse_order(struct parse *parse, struct bytes value, struct error *error)
{
    int64_t order;

    if (!bytes_to_int64(value, &order) || order < 1 || order > 9999)
        return fail(parse, error, value, "a number from 1 to 9999");
    parse->rule->order = (int)order;
    return true;
}

static bool parse_idf(struct parse *parse, struct bytes value, struct error *error)
{
    parse->rule->passes_with_idf = bytes_equal(value, BYTES("passes"));
    return parse->rule->passes_with_idf || bytes_equal(value, BYTES("stands")) ||
           fail(parse, error, value, "passes or stands");
}

static bool parse_told(struct parse *parse, struct bytes value, struct error *error)
{
    parse->rule->always_told = bytes_equal(value, BYTES("always"));
    return parse->rule->always_told || fail(parse, error, value, "always");
}

static bool parse_word_key(struct parse *parse, struct bytes key, struct bytes value,
                           struct error *error)
{
    struct rule *rule = parse->rule;

    if (bytes_equal(key, BYTES("scope")))
        return (scope_from_word(value, &rule->scope) && rule->scope) ||
               fail(parse, error, value, "a scope");
    if (bytes_equal(key, BYTES("effect")))
        return effect_from_word(value, &rule->effect) || fail(parse, error, value, "an effect");
    if (bytes_equal(key, BYTES("hop")))
        return hop_from_word(value, &rule->hop) || fail(parse, error, value, "a hop");
    if (bytes_equal(key, BYTES("blocks")))
        return parse_blocks(parse, value, error);
    if (bytes_equal(key, BYTES("role")))
        return parse_role(parse, value, error);
    if (bytes_equal(key, BYTES("order")))
        return parse_order(parse, value, error);
    if (bytes_equal(key, BYTES("idf")))
        return parse_idf(parse, value, error);
    if (bytes_equal(key, BYTES("told")))
        return parse_told(parse, value, error);
    return fail(parse, error, key, "a key of a rule header");
}

static bool parse_header_line(struct parse *parse, struct bytes line, struct error *error)
{
    struct bytes key, value;

    if (bytes_starts_with_ascii(line, BYTES("   ")) && parse->continued) {
        struct bytes more = bytes_trim(line);

        *parse->continued =
            arena_printf(parse->arena, "%s %.*s", *parse->continued, (int)more.size, more.data);
        return true;
    }
    parse->continued = NULL;
    if (!bytes_split(line, ':', &key, &value))
        return fail(parse, error, line, "\"key: value\"");
    key = bytes_trim(key);
    value = bytes_trim(value);
    if (bytes_equal(key, BYTES("SPDX-License-Identifier")))
        return true;

    const char **place = text_key(parse->rule, key);

    if (!place)
        return parse_word_key(parse, key, value, error);
    if (*place)
        return fail(parse, error, key, "each key once");
    *place = arena_string(parse->arena, value);
    parse->continued = place;
    return true;
}

static bool is_complete(const struct parse *parse, struct error *error)
{
    const struct rule *rule = parse->rule;
    const struct {
        const char *key;
        bool present;
    } needed[] = {
        {"id", rule->id},
        {"title", rule->title},
        {"reason", rule->reason},
        {"references", rule->references},
        {"why", rule->why},
        {"remedy", rule->remedy},
        {"scope", rule->scope},
        {"order", rule->order},
        {"blocks", rule->blocks || rule->effect == EFFECT_NOTE},
    };

    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++)
        if (!needed[i].present)
            return error_set(error, STATUS_FORMAT, "rule %s: header lacks \"%s\"", parse->name,
                             needed[i].key);
    if (!bytes_starts_with_ascii(bytes_of(parse->name), bytes_of(rule->id)))
        return error_set(error, STATUS_FORMAT, "rule %s: id is %s: the file name begins with it",
                         parse->name, rule->id);
    return true;
}

bool rule_parse(struct rule *out, const char *name, struct bytes text, struct arena *arena,
                struct error *error)
{
    struct rule rule = {.sql = text};
    struct parse parse = {.rule = &rule, .arena = arena, .name = name};

    for (struct bytes rest = text, line; bytes_next(&rest, '\n', &line);) {
        parse.line++;
        if (!bytes_starts_with_ascii(line, BYTES("-- ")))
            break;
        if (!parse_header_line(&parse, bytes_slice(line, 3, SIZE_MAX), error))
            return false;
    }
    if (!is_complete(&parse, error))
        return false;
    *out = rule;
    return true;
}

void rule_append_blocks(struct text *out, unsigned blocks)
{
    const char *separator = "";

    if (blocks == all_paths) {
        text_append_string(out, "all");
        return;
    }
    for (int path = 1; path < path_count; path++)
        if (blocks & 1u << path) {
            text_printf(out, "%s%s", separator, path_word((enum path)path));
            separator = " ";
        }
}
