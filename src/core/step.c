// SPDX-License-Identifier: Apache-2.0
// Parsing of step headers.
#include "core/step.h"

struct parse {
    struct step *step;
    struct arena *arena;
    const char *name;
    unsigned line;
};

static bool fail(const struct parse *parse, struct error *error, struct bytes value,
                 const char *expected)
{
    return error_set(error, STATUS_FORMAT, "step %s:%u: found \"%.*s\", expected %s", parse->name,
                     parse->line, (int)value.size, value.data ? value.data : "", expected);
}

static bool parse_number(struct bytes text, int *out)
{
    int64_t number;

    if (!bytes_to_int64(text, &number) || number < 1 || number > 9999)
        return false;
    *out = (int)number;
    return true;
}

// "100-199" or "855".
static bool parse_range(struct bytes text, struct step_range *out)
{
    struct bytes first, last;

    if (!bytes_split(text, '-', &first, &last))
        last = first;
    return parse_number(first, &out->first) && parse_number(last, &out->last) &&
           out->first <= out->last;
}

static bool parse_orders(struct parse *parse, struct bytes value, struct error *error)
{
    struct step *step = parse->step;

    for (struct bytes rest = value, item; bytes_next(&rest, ' ', &item);)
        if (step->order_count == STEP_RANGES_MAX ||
            !parse_range(item, &step->orders[step->order_count++]))
            return fail(parse, error, item, "ranges of numbers from 1 to 9999");
    return true;
}

static bool parse_paths(struct parse *parse, struct bytes value, struct error *error)
{
    for (struct bytes rest = value, item; bytes_next(&rest, ' ', &item);) {
        enum path path;

        if (!path_from_word(item, &path) || path == PATH_NONE)
            return fail(parse, error, item, "a path");
        parse->step->paths |= 1u << path;
    }
    return true;
}

static bool parse_middle(struct parse *parse, struct bytes value, struct error *error)
{
    parse->step->of_middle = bytes_equal(value, BYTES("asked"));
    return parse->step->of_middle || fail(parse, error, value, "asked");
}

static bool parse_line(struct parse *parse, struct bytes line, struct error *error)
{
    struct step *step = parse->step;
    struct bytes key, value;

    if (!bytes_split(line, ':', &key, &value))
        return fail(parse, error, line, "\"key: value\"");
    value = bytes_trim(value);
    if (bytes_equal(key, BYTES("id")))
        step->id = arena_string(parse->arena, value);
    else if (bytes_equal(key, BYTES("title")))
        step->title = arena_string(parse->arena, value);
    else if (bytes_equal(key, BYTES("orders")))
        return parse_orders(parse, value, error);
    else if (bytes_equal(key, BYTES("paths")))
        return parse_paths(parse, value, error);
    else if (bytes_equal(key, BYTES("middle")))
        return parse_middle(parse, value, error);
    else if (!bytes_equal(key, BYTES("SPDX-License-Identifier")))
        return fail(parse, error, key, "a key of a step header");
    return true;
}

bool step_parse(struct step *out, const char *name, struct bytes text, struct arena *arena,
                struct error *error)
{
    struct step step = {.sql = text};
    struct parse parse = {.step = &step, .arena = arena, .name = name};

    for (struct bytes rest = text, line; bytes_next(&rest, '\n', &line);) {
        parse.line++;
        if (!bytes_starts_with_ascii(line, BYTES("-- ")))
            break;
        if (!parse_line(&parse, bytes_slice(line, 3, SIZE_MAX), error))
            return false;
    }
    if (!step.id || !step.title)
        return error_set(error, STATUS_FORMAT, "step %s: header lacks an id or a title", name);
    if (!bytes_starts_with_ascii(bytes_of(name), bytes_of(step.id)))
        return error_set(error, STATUS_FORMAT, "step %s: id is %s: the file name begins with it",
                         name, step.id);
    *out = step;
    return true;
}

bool step_has_order(const struct step *step, int order)
{
    for (size_t i = 0; i < step->order_count; i++)
        if (order >= step->orders[i].first && order <= step->orders[i].last)
            return true;
    return false;
}
