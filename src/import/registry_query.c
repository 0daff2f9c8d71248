// SPDX-License-Identifier: Apache-2.0
// The output of 'reg query', with and without /s: keys at the margin, values indented.
#include <stdlib.h>

#include "import/format.h"
#include "import/place.h"
#include "import/registry_facts.h"

#include "base/memory.h"

struct registry_query {
    struct import_job *job;
    struct registry_keys keys;
    struct text decoded, data;
    bool has_key;
};

static const struct {
    const char *word;
    uint32_t type;
} types[] = {
    {"REG_NONE", 0},
    {"REG_SZ", REGISTRY_SZ},
    {"REG_EXPAND_SZ", REGISTRY_EXPAND_SZ},
    {"REG_BINARY", REGISTRY_BINARY},
    {"REG_DWORD", REGISTRY_DWORD},
    {"REG_DWORD_BIG_ENDIAN", 5},
    {"REG_LINK", 6},
    {"REG_MULTI_SZ", REGISTRY_MULTI_SZ},
    {"REG_RESOURCE_LIST", 8},
    {"REG_FULL_RESOURCE_DESCRIPTOR", 9},
    {"REG_RESOURCE_REQUIREMENTS_LIST", 10},
    {"REG_QWORD", 11},
};

static const struct bytes old_head = {"! REG.EXE VERSION", 17};

// cmd.exe writes a redirected output in the machine's OEM code page.
static struct bytes decode(struct registry_query *query, struct bytes line)
{
    struct text as_1252 = {0};

    if (utf8_is_valid(line, NULL))
        return line;
    text_append_cp1252(&as_1252, line);
    text_reset(&query->decoded);
    text_append_recoded_850(&query->decoded, text_view(&as_1252));
    text_clear(&as_1252);
    return text_view(&query->decoded);
}

static bool is_type(struct bytes word, uint32_t *type)
{
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (bytes_equal_ascii(word, bytes_of(types[i].word))) {
            *type = types[i].type;
            return true;
        }
    return false;
}

// Columns are four blanks apart, a tab in the output of Windows XP. A name may hold blanks: what
// ends it is a type's word.
static bool split_value(struct bytes line, struct registry_value *value, struct bytes *data)
{
    for (size_t i = 0; i < line.size; i++) {
        size_t gap = line.data[i] == '\t' ? 1 : 4;
        struct bytes rest = bytes_slice(line, i + gap, SIZE_MAX);
        size_t end = 0;

        if (gap == 4 && !bytes_starts_with_ascii(bytes_slice(line, i, 4), BYTES("    ")))
            continue;
        while (end < rest.size && rest.data[end] != ' ' && rest.data[end] != '\t')
            end++;
        if (!is_type(bytes_slice(rest, 0, end), &value->type))
            continue;
        value->name = bytes_trim(bytes_slice(line, 0, i));
        rest = bytes_slice(rest, end, SIZE_MAX);
        gap = rest.size && rest.data[0] == '\t' ? 1 : 4;
        *data = bytes_slice(rest, gap, SIZE_MAX);
        return true;
    }
    return false;
}

static bool read_number(struct bytes text, uint32_t *out)
{
    bool is_hex = bytes_starts_with_ascii(text, BYTES("0x"));
    unsigned base = is_hex ? 16 : 10;
    uint64_t number = 0;

    text = bytes_slice(text, is_hex ? 2 : 0, SIZE_MAX);
    if (!text.size || text.size > 10)
        return false;
    for (size_t i = 0; i < text.size; i++) {
        char c = ascii_lower(text.data[i]);
        unsigned digit = c >= '0' && c <= '9'   ? (unsigned)(c - '0')
                         : c >= 'a' && c <= 'f' ? (unsigned)(c - 'a') + 10
                                                : 16;

        if (digit >= base)
            return false;
        number = number * base + digit;
    }
    *out = (uint32_t)number;
    return number <= UINT32_MAX;
}

// A list's texts are printed with "\0" between them.
static void append_list(struct text *out, struct bytes list)
{
    for (size_t i = 0; i < list.size; i++)
        if (list.data[i] == '\\' && i + 1 < list.size && list.data[i + 1] == '0') {
            text_append_byte(out, '\0');
            i++;
        } else {
            text_append_byte(out, list.data[i]);
        }
}

static bool read_data(struct registry_query *query, struct registry_value *value, struct bytes data)
{
    uint32_t number;

    text_reset(&query->data);
    if (value->type == REGISTRY_DWORD) {
        if (!read_number(bytes_trim(data), &number))
            return false;
        for (unsigned shift = 0; shift < 32; shift += 8)
            text_append_byte(&query->data, (char)(number >> shift & 0xFF));
    } else if (value->type == REGISTRY_MULTI_SZ) {
        append_list(&query->data, data);
    } else if (value->type == REGISTRY_SZ || value->type == REGISTRY_EXPAND_SZ) {
        text_append(&query->data, data);
    }
    value->data = text_view(&query->data);
    return true;
}

// "(Default)" in every language, "<NO NAME>" on Windows XP.
static bool is_default(struct bytes name)
{
    return name.size >= 2 && ((name.data[0] == '(' && name.data[name.size - 1] == ')') ||
                              bytes_equal_ascii(name, BYTES("<NO NAME>")));
}

static bool take_value(struct registry_query *query, struct bytes line, struct place place,
                       struct error *error)
{
    struct registry_value value = {.line = place.line};
    struct bytes data;

    if (!query->has_key)
        return place_found(error, place, bytes_trim(line), "a key before the first value");
    if (!split_value(line, &value, &data))
        return place_found(error, place, bytes_trim(line), "name, type and data of a value");
    place.column = place_column(bytes_slice(line, 0, (size_t)(data.data - line.data)));
    if (is_default(value.name))
        value.name = (struct bytes){0};
    if (!read_data(query, &value, data))
        return place_found(error, place, bytes_trim(data), "a number of 32 bits");
    registry_keys_take_value(&query->keys, &value);
    return true;
}

static bool take_line(void *parser, const struct line *line, struct error *error)
{
    struct registry_query *query = parser;
    struct bytes text = lines_strip(decode(query, line->text));
    struct place place = {query->job->file, line->number, 1};

    if (!bytes_trim(text).size || bytes_starts_with_ascii(text, old_head))
        return true;
    if (text.data[0] == ' ' || text.data[0] == '\t')
        return take_value(query, text, place, error);
    if (!bytes_starts_with_ascii(text, BYTES("HKEY_"))) {
        // The last line of a search (/f), in the language of the machine.
        if (query->has_key && bytes_find(text, ':') != SIZE_MAX)
            return true;
        return place_found(error, place, bytes_trim(text), "a key (HKEY_...) or an indented value");
    }
    query->has_key = true;
    registry_keys_take_key(&query->keys, bytes_trim(text), false, line->number);
    return true;
}

static bool finish(void *parser, struct error *error)
{
    struct registry_query *query = parser;

    registry_keys_settle(&query->keys);
    return registry_deliver(query->job, &query->keys, error);
}

static void *begin(struct import_job *job)
{
    struct registry_query *query = memory_calloc(1, sizeof *query);

    query->job = job;
    query->keys.partial = true;
    return query;
}

static void end(void *parser)
{
    struct registry_query *query = parser;

    registry_keys_clear(&query->keys);
    text_clear(&query->decoded);
    text_clear(&query->data);
    free(query);
}

static unsigned sniff(struct bytes first_line)
{
    return bytes_starts_with_ascii(first_line, BYTES("HKEY_")) ||
                   bytes_starts_with_ascii(first_line, old_head)
               ? UINT32_MAX
               : 0;
}

const struct import_format registry_query_format = {
    .name = "registry",
    .expects = "the output of 'reg query'",
    .sniff = sniff,
    .begin = begin,
    .line = take_line,
    .finish = finish,
    .end = end,
};
