// SPDX-License-Identifier: Apache-2.0
// Explanations to bytes: as text for people, and as JSON with the same content.
#ifndef RENDER_EXPLANATION_H
#define RENDER_EXPLANATION_H

#include <stdbool.h>

#include "core/explanation.h"
#include "render/render.h"

// Unknown `format`: STATUS_USAGE with the known ones. An error of the writer ends it.
bool render_explanation(const char *format, const struct report_head *head,
                        const struct explanation *explanation, const struct render_options *options,
                        const struct writer *writer, struct error *error);

// The name of the format at `index`, the default first, or NULL past the last; static.
const char *render_explanation_format_name(unsigned index);

#endif
