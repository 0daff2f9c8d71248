// SPDX-License-Identifier: Apache-2.0
// Objects of a directory, made of worlds.
#ifndef OPINION_FEED_DIRECTORY_H
#define OPINION_FEED_DIRECTORY_H

#include "core/sink.h"
#include "world.h"

// The forest root with the configuration, what the traits of the forest ask for, then the worlds.
bool feed_directory(const struct world *worlds, size_t count, const struct sink *sink,
                    struct error *error);

#endif
