// SPDX-License-Identifier: Apache-2.0
// One object of a directory in the making, and what is said of more than one kind.
#ifndef OPINION_FEED_SOURCE_H
#define OPINION_FEED_SOURCE_H

#include "base/arena.h"
#include "core/sink.h"
#include "unit/core/bag.h"
#include "world.h"

struct source {
    const struct sink *sink;
    struct arena arena;
    struct bag bag;
    struct error *error;
    bool failed;
};

void source_deliver(struct source *source);
void source_add_number(struct source *source, enum attr attr, int64_t number);
void source_add_sid(struct source *source, const char *text);

// "w3a.test" as "DC=w3a,DC=test"; in the arena.
const char *source_context(struct source *source, const char *dns);
const char *source_domain_sid(struct source *source, const struct world_domain *domain);

void feed_account(struct source *source, const struct world *world, size_t number);

#endif
