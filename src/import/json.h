// SPDX-License-Identifier: Apache-2.0
// JSON files as a stream of objects (RFC 8259, each parsed by jansson): an array of objects, one
// object, objects one behind the other (JSON Lines), and the {"value": [...], "Count": n} that
// Windows PowerShell 5 makes of some arrays.
#ifndef IMPORT_JSON_H
#define IMPORT_JSON_H

#include <jansson.h>
#include <stdbool.h>

#include "base/error.h"
#include "base/text.h"
#include "import/lines.h"
#include "import/place.h"

// A larger object is an error: what is none must not fill the memory.
enum { JSON_OBJECT_MAX_BYTES = 4 * 1024 * 1024 };

// An object on its way to `object`; everything is borrowed for the call.
struct json_object {
    const json_t *root;
    struct bytes raw;   // its text
    struct place place; // of its brace
};

// Set `file`, `context` and `object`, zero the rest.
struct json_stream {
    const char *file; // borrowed
    void *context;
    bool (*object)(void *context, const struct json_object *object, struct error *error);

    struct text raw;        // of the object that is open
    struct place start;     // of it
    struct place bracket;   // of the array that is open
    unsigned depth;         // of brackets of both kinds within the object
    bool in_array, is_done; // the file is one array; it has ended
    bool in_value;          // the array is the "value" of an object
    bool is_behind;         // the "value" array has ended, its object not
    bool wants_comma, has_comma;
    bool in_string, is_escaped;
    uint64_t count; // objects so far
};

// Takes one line. Errors: STATUS_FORMAT with line and column for what is no JSON, a name twice in
// one object, an object that is too large; what `object` said.
bool json_stream_line(struct json_stream *stream, const struct line *line, struct error *error);
bool json_stream_finish(struct json_stream *stream, struct error *error);
void json_stream_clear(struct json_stream *stream);

// Where the value of the member `name` begins (letters of any case), else the object.
struct place json_place(const struct json_object *object, const char *name);

#endif
