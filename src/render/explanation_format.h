// SPDX-License-Identifier: Apache-2.0
// The two forms of an explanation. Private to this folder; failures go through the buffer.
#ifndef RENDER_EXPLANATION_FORMAT_H
#define RENDER_EXPLANATION_FORMAT_H

#include "core/explanation.h"
#include "render/format.h"

// `rendering` has no rows.
void explanation_put_text(struct rendering *rendering, const struct explanation *explanation);
void explanation_put_json(struct rendering *rendering, const struct explanation *explanation);

// Whether a column of the request is about what was imported and judged: a question has no such.
bool explanation_is_recorded(const char *column);

#endif
