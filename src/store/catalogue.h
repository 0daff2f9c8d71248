// SPDX-License-Identifier: Apache-2.0
// The named statements of sql/statements: "-- name: NAME" opens a block.
#ifndef STORE_CATALOGUE_H
#define STORE_CATALOGUE_H

#include <stddef.h>

#include "base/map.h"
#include "base/text.h"

struct sqlite3_stmt;

struct named_statement {
    struct bytes name, text;       // borrowed from the program's own data
    struct sqlite3_stmt *prepared; // owned; NULL until first used
};

struct catalogue {
    struct named_statement *entries; // owned
    size_t count;
    struct map by_name;
};

// Fills a zeroed catalogue from the embedded files.
void catalogue_load(struct catalogue *catalogue);

// NULL where there is no such name; borrowed.
struct named_statement *catalogue_find(const struct catalogue *catalogue, struct bytes name);

void catalogue_clear(struct catalogue *catalogue);

#endif
