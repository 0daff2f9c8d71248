// SPDX-License-Identifier: Apache-2.0
// Objects out of a JSON file. jansson parses one object at a time and tells where that is wrong,
// but not where a value stands: the text of an object is walked again only where somebody asks.
#include "import/json.h"

#include <string.h>

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

// The place behind `text`, which begins at `start`.
static struct place behind(struct place start, struct bytes text)
{
    for (size_t i = 0; i < text.size; i++) {
        start.column += ((unsigned char)text.data[i] & 0xC0) != 0x80;
        if (text.data[i] == '\n')
            start = (struct place){start.file, start.line + 1, 1};
    }
    return start;
}

static bool parse(struct json_stream *stream, struct error *error)
{
    json_error_t fault;
    struct json_object object = {NULL, text_view(&stream->raw), stream->start};
    json_t *root = json_loadb(object.raw.data, object.raw.size, JSON_REJECT_DUPLICATES, &fault);

    if (!root) {
        size_t offset = fault.position > 0 ? (size_t)fault.position : 0;
        struct place place = behind(stream->start, bytes_slice(object.raw, 0, offset));

        return place_error(error, place, "found no JSON (%s), expected an object", fault.text);
    }
    object.root = root;
    stream->count++;

    bool kept = stream->object(stream->context, &object, error);

    json_decref(root);
    text_reset(&stream->raw);
    return kept;
}

// One byte within an object; `*ended` tells that it was the last.
static void take_inner(struct json_stream *stream, char c, bool *ended)
{
    text_append_byte(&stream->raw, c);
    *ended = false;
    if (stream->in_string) {
        stream->in_string = c != '"' || stream->is_escaped;
        stream->is_escaped = c == '\\' && !stream->is_escaped;
    } else if (c == '"') {
        stream->in_string = true;
        stream->is_escaped = false;
    } else if (c == '{' || c == '[') {
        stream->depth++;
    } else if (c == '}' || c == ']') {
        *ended = --stream->depth == 0;
    }
}

// What is open is {"value": with nothing before it: the array in it is the file's.
static bool opens_value(const struct json_stream *stream)
{
    static const char wanted[] = "{\"value\":";
    size_t at = 0;

    if (stream->in_array || stream->in_string || stream->depth != 1)
        return false;
    for (size_t i = 0; i < stream->raw.size; i++) {
        if (is_space(stream->raw.data[i]))
            continue;
        if (at == sizeof wanted - 1 || stream->raw.data[i] != wanted[at++])
            return false;
    }
    return at == sizeof wanted - 1;
}

static bool refuse(struct place place, struct bytes rest, const char *expected, struct error *error)
{
    return place_found(error, place, bytes_trim(bytes_slice(rest, 0, 40)), "%s", expected);
}

static void begin_object(struct json_stream *stream, struct place place)
{
    text_reset(&stream->raw);
    text_append_byte(&stream->raw, '{');
    stream->start = place;
    stream->depth = 1;
    stream->has_comma = false;
}

static void begin_array(struct json_stream *stream, struct place place)
{
    stream->in_array = true;
    stream->bracket = place;
    stream->wants_comma = stream->has_comma = false;
}

static void end_array(struct json_stream *stream)
{
    stream->in_array = false;
    stream->is_done = !stream->in_value;
    stream->is_behind = stream->in_value;
}

// A byte between objects that is no blank. `rest` begins with it.
static bool take_outer(struct json_stream *stream, struct bytes rest, struct place place,
                       struct error *error)
{
    char c = *rest.data;

    if (stream->is_done)
        return refuse(place, rest, "the end of the file behind the array", error);
    if (stream->in_array && c == ']' && !stream->has_comma)
        end_array(stream);
    else if (stream->in_array && c == ',' && stream->wants_comma)
        stream->wants_comma = !(stream->has_comma = true);
    else if (c == '{' && !(stream->in_array && stream->wants_comma))
        begin_object(stream, place);
    else if (c == '[' && !stream->in_array && !stream->count)
        begin_array(stream, place);
    else
        return refuse(place, rest,
                      stream->wants_comma && stream->in_array ? "a comma or ']'" : "an object",
                      error);
    return true;
}

// Behind the array of {"value": [...], "Count": n} only the brace matters.
static void take_behind(struct json_stream *stream, char c)
{
    if (c == '}') {
        stream->is_behind = false;
        stream->is_done = true;
    }
}

static bool take_object_byte(struct json_stream *stream, char c, struct place place,
                             struct error *error)
{
    bool ended;

    if (c == '[' && opens_value(stream)) {
        stream->in_value = true;
        stream->depth = 0;
        begin_array(stream, place);
        return true;
    }
    if (stream->raw.size >= JSON_OBJECT_MAX_BYTES)
        return place_error(error, stream->start,
                           "found an object of more than 4 MiB, expected its end");
    take_inner(stream, c, &ended);
    if (!ended)
        return true;
    stream->wants_comma = true;
    return parse(stream, error);
}

static bool take_byte(struct json_stream *stream, struct bytes rest, struct place place,
                      struct error *error)
{
    if (stream->depth)
        return take_object_byte(stream, *rest.data, place, error);
    if (is_space(*rest.data))
        return true;
    if (stream->is_behind) {
        take_behind(stream, *rest.data);
        return true;
    }
    return take_outer(stream, rest, place, error);
}

bool json_stream_line(struct json_stream *stream, const struct line *line, struct error *error)
{
    struct place place = {stream->file, line->number, 1};
    size_t bad;

    if (!utf8_is_valid(line->text, &bad))
        return place_error(
            error, behind(place, bytes_slice(line->text, 0, bad)),
            "found byte 0x%02X that is no UTF-8, expected UTF-8 (or UTF-16 with a byte order mark)",
            (unsigned char)line->text.data[bad]);
    for (size_t i = 0; i < line->text.size; i++) {
        if (!take_byte(stream, bytes_slice(line->text, i, SIZE_MAX), place, error))
            return false;
        place.column += ((unsigned char)line->text.data[i] & 0xC0) != 0x80;
    }
    return true;
}

bool json_stream_finish(struct json_stream *stream, struct error *error)
{
    if (stream->depth)
        return place_error(error, stream->start,
                           "found an object that is cut by the end of the file, expected all of "
                           "it");
    if (stream->in_array || stream->is_behind)
        return place_error(error, stream->bracket,
                           "found an array that is cut by the end of the file, expected all of it");
    return true;
}

void json_stream_clear(struct json_stream *stream)
{
    text_clear(&stream->raw);
}

// The end of the string that begins at `at`, behind its quote.
static size_t string_end(struct bytes raw, size_t at)
{
    for (at++; at < raw.size && raw.data[at] != '"'; at++)
        at += raw.data[at] == '\\';
    return at + 1;
}

// Walks over a value that has been parsed, so it is sound.
struct place json_place(const struct json_object *object, const char *name)
{
    struct bytes raw = object->raw;
    unsigned depth = 0;

    for (size_t i = 0; i < raw.size; i++) {
        char c = raw.data[i];

        depth += c == '{' || c == '[';
        depth -= c == '}' || c == ']';
        if (c != '"')
            continue;

        size_t end = string_end(raw, i), next = end;

        while (next < raw.size && is_space(raw.data[next]))
            next++;
        if (depth == 1 && next < raw.size && raw.data[next] == ':' &&
            bytes_equal_ascii(bytes_slice(raw, i + 1, end - i - 2), bytes_of(name))) {
            while (++next < raw.size && is_space(raw.data[next]))
                ;
            return behind(object->place, bytes_slice(raw, 0, next));
        }
        i = end - 1;
    }
    return object->place;
}
