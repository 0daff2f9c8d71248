// SPDX-License-Identifier: Apache-2.0
// What a format is: four functions, called in turn for one row stream. Private to this folder.
#ifndef RENDER_FORMAT_H
#define RENDER_FORMAT_H

#include "render/buffer.h"
#include "render/render.h"

struct rendering {
    const struct report_head *head;
    const struct row_stream *rows;
    const struct render_options *options;
    struct buffer *buffer;
    struct text scratch; // for whoever needs it within one call
    void *state;         // the format's own, from `begin` to `release`
    uint64_t row_count;  // rows before the one at hand
};

// A failure is reported through the buffer. `end` is called after the last row only, `release`
// always; both may be NULL.
struct render_format {
    const char *name;
    void (*begin)(struct rendering *rendering);
    void (*row)(struct rendering *rendering, const struct cell *cells);
    void (*end)(struct rendering *rendering);
    void (*release)(struct rendering *rendering);
};

extern const struct render_format render_table, render_csv, render_json, render_jsonl,
    render_prometheus;

#endif
