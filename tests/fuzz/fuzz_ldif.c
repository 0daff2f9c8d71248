// SPDX-License-Identifier: Apache-2.0
// Fuzz target: LDIF. What is delivered must not depend on how the file was cut into chunks.
#include <stdlib.h>
#include <string.h>

#include "base/cleanup.h"
#include "fuzz.h"
#include "import/ldif.h"

static bool note_object(void *context, const struct attrs *object, struct error *error)
{
    (void)error;
    if (object->continues || (object->dn.size && !utf8_is_valid(object->dn, NULL)))
        abort();
    text_append(context, object->dn);
    for (size_t i = 0; i < ATTR_COUNT; i++) {
        text_append_byte(context, object->values[i].truncated ? '!' : '.');
        for (size_t j = 0; j < object->values[i].count; j++)
            text_append(context, object->values[i].items[j]);
    }
    return true;
}

static bool note_coverage(void *context, const struct coverage *coverage, struct error *error)
{
    (void)error;
    if (coverage->whole != !coverage->shortfall.size)
        abort();
    text_append(context, coverage->context);
    text_append(context, coverage->shortfall);
    text_printf(context, "%u", (unsigned)coverage->received);
    return true;
}

static bool take_line(void *context, const struct line *line, struct error *error)
{
    return ldif_line(context, line, error);
}

static void run(struct bytes content, size_t chunk_bytes, struct text *log)
{
    struct sink sink = {log, note_object, note_coverage};
    struct ldif ldif CLEANUP(ldif_clear) = {.file = "F", .sink = &sink};
    struct lines lines CLEANUP(lines_clear) = {.file = "F", .context = &ldif, .line = take_line};
    struct error error = {0};
    bool good = true;

    for (size_t at = 0; good && at < content.size; at += chunk_bytes)
        good = lines_feed(&lines, bytes_slice(content, at, chunk_bytes), &error);
    good = good && lines_finish(&lines, &error) && ldif_finish(&ldif, &error);
    if (!good && (error.status != STATUS_FORMAT || strncmp(error.message, "F:", 2) != 0))
        abort();
    text_append_string(log, error.message);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct bytes content = {(const char *)data, size};
    struct text whole CLEANUP(text_clear) = {0}, pieces CLEANUP(text_clear) = {0};

    run(content, size + 1, &whole);
    run(content, size % 5 + 1, &pieces);
    if (!bytes_equal(text_view(&whole), text_view(&pieces)))
        abort();
    return 0;
}
