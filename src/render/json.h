// SPDX-License-Identifier: Apache-2.0
// The pieces that the json and jsonl formats share (RFC 8259).
#ifndef RENDER_JSON_H
#define RENDER_JSON_H

#include "render/format.h"

// The number of the layout, printed in every head; a change that breaks a reader raises it.
enum { JSON_LAYOUT = 1 };

// Builds the members' names once for all rows, in rendering->state. No two are equal, none equals
// `reserved` (NULL: nothing is): a later one gets "_2", "_3" ... behind it.
void json_keys_begin(struct rendering *rendering, const char *reserved);
void json_keys_release(struct rendering *rendering);

// The members of one row without the braces, each after `,`; the first after `first`.
void json_members(struct rendering *rendering, const struct cell *cells, const char *first);

void json_string(struct rendering *rendering, struct bytes text);
void json_cell(struct rendering *rendering, const struct cell *cell);

// "NAME":"VALUE", or null where `value` is NULL.
void json_member(struct rendering *rendering, const char *name, const char *value);

// "tool":...,"version":...,"layout":...,"report":...,"head":{...}
void json_head(struct rendering *rendering);

#endif
