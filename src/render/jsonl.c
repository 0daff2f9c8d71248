// SPDX-License-Identifier: Apache-2.0
// JSON Lines: one object a line, told apart by "type": the head first, then each row. Bare ones are
// rows alone.
#include "render/json.h"

static void jsonl_begin(struct rendering *rendering)
{
    json_keys_begin(rendering, rendering->options->bare ? NULL : "type");
    if (rendering->options->bare)
        return;
    buffer_put(rendering->buffer, BYTES("{\"type\":\"head\","));
    json_head(rendering);
    buffer_put(rendering->buffer, BYTES("}\n"));
}

static void jsonl_row(struct rendering *rendering, const struct cell *cells)
{
    json_members(rendering, cells, rendering->options->bare ? "{" : "{\"type\":\"row\",");
    buffer_put(rendering->buffer, BYTES("}\n"));
}

const struct render_format render_jsonl = {"jsonl", jsonl_begin, jsonl_row, NULL,
                                           json_keys_release};
