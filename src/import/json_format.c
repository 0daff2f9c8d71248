// SPDX-License-Identifier: Apache-2.0
// JSON files: exports of WMI and COM+, and inventories as JSON Lines. The first object tells which.
#include <stdlib.h>

#include "base/arena.h"
#include "import/export.h"
#include "import/inventory.h"
#include "import/json.h"

struct json_file {
    struct import_job *job;
    struct json_stream stream;
    struct export state;
    struct arena arena; // of one object
    bool is_inventory;
};

// A number, a word, or a list of such as the text that a CSV cell would hold. False for what has
// none: an object, a list of objects.
static bool text_of(struct arena *arena, const json_t *value, struct bytes *out)
{
    struct text list = {0};
    size_t index;
    json_t *item;

    switch (json_typeof(value)) {
    case JSON_STRING:
        *out = (struct bytes){json_string_value(value), json_string_length(value)};
        return true;
    case JSON_INTEGER:
        *out = bytes_of(arena_printf(arena, "%lld", (long long)json_integer_value(value)));
        return true;
    case JSON_TRUE:
    case JSON_FALSE:
        *out = json_is_true(value) ? BYTES("true") : BYTES("false");
        return true;
    case JSON_NULL:
        *out = (struct bytes){0};
        return true;
    case JSON_ARRAY:
        json_array_foreach(value, index, item)
        {
            struct bytes text;

            if (json_is_array(item) || !text_of(arena, item, &text)) {
                text_clear(&list);
                return false;
            }
            if (index)
                text_append_byte(&list, ';');
            text_append(&list, text);
        }
        *out = arena_copy(arena, text_view(&list));
        text_clear(&list);
        return true;
    default:
        return false;
    }
}

static struct place export_place(const void *source, enum export_column column)
{
    return json_place(source, export_columns[column].name);
}

// CimClass is an object with the name in it.
static bool cell_of(struct json_file *file, enum export_column column, const json_t *value,
                    struct bytes *out)
{
    const json_t *name = column == EXPORT_CimClass ? json_object_get(value, "CimClassName") : NULL;

    return text_of(&file->arena, name ? name : value, out);
}

static bool take_export(struct json_file *file, const struct json_object *object,
                        struct error *error)
{
    struct export_row row = {.line = object->place.line, .source = object, .place = export_place};
    const char *key;
    json_t *value;

    json_object_foreach(
        (json_t *)(uintptr_t)object->root, key,
        value) for (size_t i = 0; i < EXPORT_COLUMN_COUNT;
                    i++) if (bytes_equal_ascii(bytes_of(key), bytes_of(export_columns[i].name)))
        row.present[i] = cell_of(file, i, value, &row.cells[i]);
    return export_take(&file->state, &row, error);
}

static struct place inventory_place_of(const void *source, size_t column)
{
    return json_place(source, inventory_columns[column].name);
}

static bool find_column(const char *key, size_t *out)
{
    for (size_t i = 0; i < inventory_column_count; i++)
        if (bytes_equal_ascii(bytes_of(key), bytes_of(inventory_columns[i].name))) {
            *out = i;
            return true;
        }
    return false;
}

static bool take_inventory(struct json_file *file, const struct json_object *object,
                           struct error *error)
{
    struct bytes cells[CSV_COLUMNS_MAX] = {0};
    struct inventory_cells row = {cells, object->place.line, object, inventory_place_of};
    const char *key;
    json_t *value;

    json_object_foreach((json_t *)(uintptr_t)object->root, key, value)
    {
        size_t column;

        if (!find_column(key, &column))
            return place_found(error, json_place(object, key), bytes_of(key),
                               "one of the columns of an inventory");
        if (!text_of(&file->arena, value, &cells[column]))
            return place_error(error, json_place(object, key),
                               "found an object or a list of lists, expected a text in '%s'", key);
        cells[column] = bytes_trim(cells[column]);
    }
    return inventory_take(file->job, &row, error);
}

static bool is_inventory(const json_t *object)
{
    return json_object_get(object, "host") && json_object_get(object, "application") &&
           json_object_get(object, "server");
}

static bool take_object(void *context, const struct json_object *object, struct error *error)
{
    struct json_file *file = context;

    if (file->stream.count == 1) {
        file->is_inventory = is_inventory(object->root);
        file->job->kind = file->is_inventory ? inventory_format.name : export_csv_format.name;
    }
    arena_reset(&file->arena);
    return file->is_inventory ? take_inventory(file, object, error)
                              : take_export(file, object, error);
}

// A key of the registry stands in brackets, too: an array begins with an object or ends.
static unsigned sniff(struct bytes first_line)
{
    struct bytes line = bytes_trim(first_line);
    struct bytes behind = bytes_trim(bytes_slice(line, 1, SIZE_MAX));
    bool is_array = line.size && line.data[0] == '[' &&
                    (!behind.size || behind.data[0] == '{' || behind.data[0] == ']');

    return is_array || (line.size && line.data[0] == '{') ? UINT32_MAX : 0;
}

static void *begin(struct import_job *job)
{
    struct json_file *file = memory_calloc(1, sizeof *file);

    *file =
        (struct json_file){.job = job,
                           .stream = {.file = job->file, .context = file, .object = take_object},
                           .state = {.job = job}};
    return file;
}

static bool take_line(void *parser, const struct line *line, struct error *error)
{
    return json_stream_line(&((struct json_file *)parser)->stream, line, error);
}

static bool finish(void *parser, struct error *error)
{
    return json_stream_finish(&((struct json_file *)parser)->stream, error);
}

static void end(void *parser)
{
    struct json_file *file = parser;

    json_stream_clear(&file->stream);
    export_clear(&file->state);
    arena_clear(&file->arena);
    free(file);
}

const struct import_format json_format = {
    .name = "export",
    .expects = "the same or an inventory as JSON",
    .sniff = sniff,
    .begin = begin,
    .line = take_line,
    .finish = finish,
    .end = end,
};
