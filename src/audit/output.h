// SPDX-License-Identifier: Apache-2.0
// A row stream to where the caller of the public interface wants it.
#ifndef AUDIT_OUTPUT_H
#define AUDIT_OUTPUT_H

#include "core/explanation.h"
#include "core/rows.h"
#include "delegaudit.h"

// Renders every row in the output's format; `row_count` may be NULL.
bool output_render(const struct delegaudit_output *output, const struct report_head *head,
                   const struct row_stream *rows, uint64_t *row_count, struct error *error);

// The same of an explanation, whose formats are its own.
// As an import reads it: cells as they are, JSON Lines without a head.
bool output_export(const struct delegaudit_output *output, const struct row_stream *rows,
                   uint64_t *row_count, struct error *error);

bool output_render_explanation(const struct delegaudit_output *output,
                               const struct report_head *head,
                               const struct explanation *explanation, struct error *error);

#endif
