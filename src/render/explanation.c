// SPDX-License-Identifier: Apache-2.0
// The formats of explanations.
#include "render/explanation.h"

#include <string.h>

#include "base/cleanup.h"
#include "base/memory.h"
#include "render/explanation_format.h"

static const struct {
    const char *name;
    void (*put)(struct rendering *rendering, const struct explanation *explanation);
} formats[] = {
    {"text", explanation_put_text},
    {"json", explanation_put_json},
};

enum { FORMAT_COUNT = sizeof formats / sizeof *formats };

bool explanation_is_recorded(const char *column)
{
    return strcmp(column, "request_id") == 0 || strcmp(column, "first_seen") == 0;
}

const char *render_explanation_format_name(unsigned index)
{
    return index < FORMAT_COUNT ? formats[index].name : NULL;
}

bool render_explanation(const char *format, const struct report_head *head,
                        const struct explanation *explanation, const struct render_options *options,
                        const struct writer *writer, struct error *error)
{
    struct buffer *buffer CLEANUP(cleanup_free) = memory_calloc(1, sizeof *buffer);
    struct rendering rendering = {.head = head, .options = options, .buffer = buffer};

    buffer->writer = writer;
    buffer->error = error;
    for (unsigned i = 0; i < FORMAT_COUNT; i++)
        if (strcmp(formats[i].name, format) == 0) {
            formats[i].put(&rendering, explanation);
            text_clear(&rendering.scratch);
            return buffer_flush(buffer);
        }
    return error_set(error, STATUS_USAGE, "format '%s' is unknown: use one of text, json", format);
}
