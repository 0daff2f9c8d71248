// SPDX-License-Identifier: Apache-2.0
// The render floor behind the public output.
#include "audit/output.h"

#include <errno.h>

#include "render/explanation.h"
#include "render/render.h"

static bool write_bytes(void *context, struct bytes bytes, struct error *error)
{
    const struct delegaudit_output *output = context;

    errno = 0;
    return output->write(output->context, bytes.data, bytes.size) ||
           error_set_errno(error, errno ? errno : EIO, "output: cannot be written");
}

bool output_render(const struct delegaudit_output *output, const struct report_head *head,
                   const struct row_stream *rows, uint64_t *row_count, struct error *error)
{
    const struct render_options options = {
        .raw = output->raw, .colour = output->colour, .width = output->width};
    const struct writer writer = {(void *)(uintptr_t)output, write_bytes};
    uint64_t ignored;

    return render_rows(output->format, head, rows, &options, &writer,
                       row_count ? row_count : &ignored, error);
}

bool output_export(const struct delegaudit_output *output, const struct row_stream *rows,
                   uint64_t *row_count, struct error *error)
{
    const struct report_head head = {"export", NULL, 0};
    const struct render_options options = {.raw = true, .bare = true};
    const struct writer writer = {(void *)(uintptr_t)output, write_bytes};

    return render_rows(output->format, &head, rows, &options, &writer, row_count, error);
}

bool output_render_explanation(const struct delegaudit_output *output,
                               const struct report_head *head,
                               const struct explanation *explanation, struct error *error)
{
    const struct render_options options = {
        .raw = output->raw, .colour = output->colour, .width = output->width};
    const struct writer writer = {(void *)(uintptr_t)output, write_bytes};

    return render_explanation(output->format, head, explanation, &options, &writer, error);
}
