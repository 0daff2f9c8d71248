// SPDX-License-Identifier: Apache-2.0
// The two forms of an explanation. Private to this folder; failures go through the buffer.
#ifndef RENDER_EXPLANATION_FORMAT_H
#define RENDER_EXPLANATION_FORMAT_H

#include "core/explanation.h"
#include "render/format.h"

// `rendering` has no rows.
void explanation_put_text(struct rendering *rendering, const struct explanation *explanation);
void explanation_put_json(struct rendering *rendering, const struct explanation *explanation);

#endif
