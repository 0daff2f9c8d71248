// SPDX-License-Identifier: Apache-2.0
// The LDIF reader: lines to entries, entries to the sink.
#include "import/ldif.h"

#include <inttypes.h>
#include <nettle/base64.h>
#include <string.h>

// One logical line, taken apart.
struct spec {
    struct bytes type, options; // "member" and "range=0-1499"
    struct bytes value;
    bool base64;
    struct place place, value_place;
};

static bool is_type(const struct spec *spec, const char *type)
{
    return bytes_equal_ascii(spec->type, bytes_of(type));
}

static bool is_description(struct bytes text)
{
    static const char others[] = "-.;=*_"; // the last three: ranges, and servers less strict

    for (size_t i = 0; i < text.size; i++) {
        char c = ascii_lower(text.data[i]);

        if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && (!c || !strchr(others, c)))
            return false;
    }
    return text.size > 0;
}

// Takes "type;options: value" apart (RFC 2849, attrval-spec).
static bool read_spec(struct place place, struct bytes line, struct spec *spec, struct error *error)
{
    struct bytes description, rest, after;

    if (!bytes_split(line, ':', &description, &rest) || !is_description(description))
        return place_found(error, place, line, "an attribute's name and a colon");
    spec->place = place;
    bytes_split(description, ';', &spec->type, &spec->options);
    spec->base64 = rest.size && rest.data[0] == ':';
    after = bytes_slice(rest, spec->base64, SIZE_MAX);
    spec->value = after;
    while (spec->value.size && spec->value.data[0] == ' ')
        spec->value = bytes_slice(spec->value, 1, SIZE_MAX);
    place.column = place_column(bytes_slice(line, 0, line.size - spec->value.size));
    spec->value_place = place;
    if (rest.size && rest.data[0] == '<')
        return place_found(error, place, rest, "a value in the file itself, not a URL");
    return true;
}

static bool decode_base64(struct ldif *ldif, const struct spec *spec, struct bytes *out,
                          struct error *error)
{
    struct base64_decode_ctx context;
    char *decoded = arena_alloc(&ldif->arena, BASE64_DECODE_LENGTH(spec->value.size) + 1);
    size_t size = 0;

    base64_decode_init(&context);
    if (spec->value.size && (!base64_decode_update(&context, &size, (uint8_t *)decoded,
                                                   spec->value.size, spec->value.data) ||
                             !base64_decode_final(&context)))
        return place_found(error, spec->value_place, spec->value,
                           "a value in base64 that is whole");
    *out = (struct bytes){decoded, size};
    return true;
}

// The value in the entry's arena. Plain values are text; what is not comes in base64.
static bool read_value(struct ldif *ldif, const struct spec *spec, struct bytes *out,
                       struct error *error)
{
    if (spec->base64)
        return decode_base64(ldif, spec, out, error);
    if (!utf8_is_valid(spec->value, NULL) || bytes_find(spec->value, '\0') != SIZE_MAX)
        return place_found(error, spec->value_place, spec->value, "UTF-8, or base64 behind '::'");
    *out = arena_copy(&ldif->arena, spec->value);
    return true;
}

// The DC components at the end of a DN; empty where it has none.
static struct bytes domain_part(struct bytes dn)
{
    size_t start = SIZE_MAX;

    for (size_t i = 0; i < dn.size; i++) {
        if (!bytes_starts_with_ascii(bytes_slice(dn, i, SIZE_MAX), BYTES("DC=")))
            start = SIZE_MAX;
        else if (start == SIZE_MAX)
            start = i;
        while (i < dn.size && dn.data[i] != ',')
            i += dn.data[i] == '\\' ? 2 : 1;
        while (i + 1 < dn.size && dn.data[i + 1] == ' ')
            i++;
    }
    return bytes_slice(dn, start, SIZE_MAX);
}

static void note_context(struct ldif *ldif, const struct attrs *object)
{
    struct bytes default_context = attrs_first(object, ATTR_DEFAULT_NAMING_CONTEXT);

    if (!object->dn.size && default_context.size) {
        text_reset(&ldif->context);
        text_append(&ldif->context, default_context);
    } else if (!ldif->context.size) {
        text_append(&ldif->context, domain_part(object->dn));
    }
}

static void note_cut(struct ldif *ldif, enum attr attr)
{
    if (!ldif->cut++)
        text_printf(&ldif->shortfall, "%svalues of %s of '%.*s' on line %u are missing",
                    ldif->shortfall.size ? "; " : "", attr_name(attr), (int)ldif->dn.size,
                    ldif->dn.data, ldif->entry_place.line);
}

static bool deliver(struct ldif *ldif, struct error *error)
{
    struct attrs object = {.dn = ldif->dn};

    for (size_t i = 0; i < ATTR_COUNT; i++) {
        const struct ldif_range *range = &ldif->ranges[i];
        bool cut = range->seen && (range->broken || !range->complete);

        object.values[i] = (struct attr_values){ldif->values[i].items, ldif->values[i].count, cut};
        if (cut)
            note_cut(ldif, (enum attr)i);
    }
    note_context(ldif, &object);
    ldif->received++;
    return ldif->sink->object(ldif->sink->context, &object, error) ||
           place_wrap(error, ldif->entry_place);
}

static bool end_block(struct ldif *ldif, struct error *error)
{
    bool was_entry = ldif->state == LDIF_ENTRY;

    ldif->state = LDIF_BETWEEN;
    return !was_entry || deliver(ldif, error);
}

static bool begin_entry(struct ldif *ldif, const struct spec *spec, struct error *error)
{
    arena_reset(&ldif->arena);
    for (size_t i = 0; i < ATTR_COUNT; i++)
        ldif->values[i].count = 0;
    memset(ldif->ranges, 0, sizeof ldif->ranges);
    ldif->state = LDIF_ENTRY;
    ldif->entry_place = spec->place;
    if (!read_value(ldif, spec, &ldif->dn, error))
        return false;
    return (utf8_is_valid(ldif->dn, NULL) && bytes_find(ldif->dn, '\0') == SIZE_MAX) ||
           place_found(error, spec->value_place, ldif->dn, "a DN in UTF-8");
}

static bool read_number(struct bytes text, uint64_t *out)
{
    int64_t number;

    if (!bytes_to_int64(text, &number) || number < 0)
        return false;
    *out = (uint64_t)number;
    return true;
}

// MS-ADTS 3.1.1.3.1.3.3: "range=0-1499" has a successor, "range=1500-*" is the last part.
static bool follow_range(struct ldif_range *range, struct bytes bounds)
{
    struct bytes low_text, high_text;
    uint64_t low, high = 0;

    if (!bytes_split(bounds, '-', &low_text, &high_text) || !read_number(low_text, &low))
        return false;

    bool last = bytes_equal(high_text, BYTES("*"));

    if (!last && (!read_number(high_text, &high) || high < low))
        return false;
    if (!range->seen || range->low != low)
        range->broken |= low != range->next;
    range->seen = true;
    range->low = low;
    range->next = last ? UINT64_MAX : high + 1;
    range->complete |= last;
    return true;
}

static bool read_options(struct ldif *ldif, const struct spec *spec, enum attr attr,
                         struct error *error)
{
    static const struct bytes range = {"range=", 6};

    for (struct bytes rest = spec->options, option; bytes_next(&rest, ';', &option);)
        if (bytes_starts_with_ascii(option, range) &&
            !follow_range(&ldif->ranges[attr], bytes_slice(option, range.size, SIZE_MAX)))
            return place_found(error, spec->place, option, "a range like range=0-1499");
    return true;
}

static bool add_attribute(struct ldif *ldif, const struct spec *spec, struct error *error)
{
    struct bytes value;
    enum attr attr;

    if (is_type(spec, "dn"))
        return place_found(error, spec->place, spec->type, "a blank line before the next entry");
    if (!read_value(ldif, spec, &value, error))
        return false;
    if (is_type(spec, "changetype"))
        return bytes_equal_ascii(bytes_trim(value), BYTES("add")) ||
               place_found(error, spec->value_place, value,
                           "'add': an export of the directory, not a list of changes");
    if (!attr_from_name(spec->type, &attr))
        return true;
    vec_push(&ldif->values[attr], value);
    return read_options(ldif, spec, attr, error);
}

// What ldapsearch without -LLL writes behind the entries: "result: 4 Size limit exceeded".
static bool read_trailer(struct ldif *ldif, const struct spec *spec, struct error *error)
{
    struct bytes code, sentence;
    uint64_t number;

    ldif->state = LDIF_TRAILER;
    if (!is_type(spec, "result"))
        return true;
    bytes_split(bytes_trim(spec->value), ' ', &code, &sentence);
    if (!read_number(code, &number))
        return place_found(error, spec->value_place, spec->value, "a result's number");
    ldif->has_result = true;
    if (number)
        text_printf(&ldif->shortfall, "%sthe search ended with result %" PRIu64 " %.*s",
                    ldif->shortfall.size ? "; " : "", number, (int)sentence.size, sentence.data);
    return true;
}

static bool begin_block(struct ldif *ldif, const struct spec *spec, struct error *error)
{
    if (is_type(spec, "dn"))
        return begin_entry(ldif, spec, error);
    if (is_type(spec, "search") || is_type(spec, "result") || is_type(spec, "ref"))
        return read_trailer(ldif, spec, error);
    if (!is_type(spec, "version"))
        return place_found(error, spec->place, spec->type, "'dn:'");
    return bytes_equal(bytes_trim(spec->value), BYTES("1")) ||
           place_found(error, spec->value_place, spec->value, "version 1");
}

static bool take_logical(struct ldif *ldif, struct bytes line, struct error *error)
{
    struct spec spec;

    if (!line.size)
        return end_block(ldif, error);
    if (line.data[0] == '#')
        return true;
    if (ldif->state == LDIF_ENTRY && bytes_equal(line, BYTES("-")))
        return true; // ldifde ends a list of values with it
    if (!read_spec(ldif->folded_place, line, &spec, error))
        return false;
    switch (ldif->state) {
    case LDIF_ENTRY:
        return add_attribute(ldif, &spec, error);
    case LDIF_TRAILER:
        return read_trailer(ldif, &spec, error);
    default:
        return begin_block(ldif, &spec, error);
    }
}

static bool take_folded(struct ldif *ldif, struct error *error)
{
    bool has_folded = ldif->has_folded;

    ldif->has_folded = false;
    return !has_folded || take_logical(ldif, text_view(&ldif->folded), error);
}

bool ldif_line(struct ldif *ldif, const struct line *line, struct error *error)
{
    struct bytes text = lines_strip(line->text);
    struct place place = {ldif->file, line->number, 1};
    size_t lone = bytes_find(text, '\r');

    // A value that holds one comes in base64 (RFC 2849, SAFE-CHAR). Taken for text, a file of old
    // Macintosh lines would be one entry.
    if (lone != SIZE_MAX) {
        place.column = place_column(bytes_slice(text, 0, lone));
        return place_error(error, place,
                           "found a CR without LF, expected lines that end with LF "
                           "or CR LF");
    }
    if (text.size && text.data[0] == ' ') {
        if (!ldif->has_folded || !ldif->folded.size)
            return place_found(error, place, text, "no blank before the first line of a value");
        if (ldif->folded.size + text.size > LINES_MAX_BYTES)
            return place_error(error, ldif->folded_place,
                               "found a value of more than 16 MiB, expected less");
        text_append(&ldif->folded, bytes_slice(text, 1, SIZE_MAX));
        return true;
    }
    if (!take_folded(ldif, error))
        return false;
    text_reset(&ldif->folded);
    text_append(&ldif->folded, text);
    ldif->folded_place = place;
    ldif->has_folded = true;
    return true;
}

bool ldif_finish(struct ldif *ldif, struct error *error)
{
    if (!take_folded(ldif, error) || !end_block(ldif, error))
        return false;
    if (!ldif->received && !ldif->has_result)
        return place_error(error, (struct place){ldif->file, 1, 1},
                           "found no entry, expected 'dn:'");
    if (ldif->cut > 1)
        text_printf(&ldif->shortfall, "; so are some of %" PRIu64 " further attributes",
                    ldif->cut - 1);

    struct coverage coverage = {.context = text_view(&ldif->context),
                                .asked = bytes_of(ldif->file),
                                .received = ldif->received,
                                .whole = !ldif->shortfall.size,
                                .shortfall = text_view(&ldif->shortfall)};

    return ldif->sink->coverage(ldif->sink->context, &coverage, error);
}

void ldif_clear(struct ldif *ldif)
{
    text_clear(&ldif->folded);
    text_clear(&ldif->context);
    text_clear(&ldif->shortfall);
    arena_clear(&ldif->arena);
    for (size_t i = 0; i < ATTR_COUNT; i++)
        vec_clear(&ldif->values[i]);
}
