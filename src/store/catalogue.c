// SPDX-License-Identifier: Apache-2.0
// Splitting of sql/statements into named blocks.
#include "store/catalogue.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "sql_statements.h"

static const char marker[] = "-- name: ";

static size_t count_blocks(void)
{
    size_t count = 0;

    for (size_t i = 0; i < sql_statements_count; i++)
        for (const char *at = sql_statements[i].text; (at = strstr(at, marker)); at++)
            count++;
    return count;
}

static void add_block(struct catalogue *catalogue, const char *block, const char *end)
{
    const char *name = block + sizeof marker - 1;
    const char *name_end = strchr(name, '\n');
    struct named_statement *entry = &catalogue->entries[catalogue->count];

    entry->name = (struct bytes){name, (size_t)(name_end - name)};
    entry->text = (struct bytes){name_end, (size_t)(end - name_end)};
    map_put(&catalogue->by_name, entry->name, (uint32_t)catalogue->count, NULL);
    catalogue->count++;
}

void catalogue_load(struct catalogue *catalogue)
{
    catalogue->entries = memory_calloc(count_blocks(), sizeof *catalogue->entries);
    for (size_t i = 0; i < sql_statements_count; i++) {
        const char *block = strstr(sql_statements[i].text, marker);

        while (block) {
            const char *next = strstr(block + 1, marker);

            add_block(catalogue, block, next ? next : block + strlen(block));
            block = next;
        }
    }
}

struct named_statement *catalogue_find(const struct catalogue *catalogue, struct bytes name)
{
    const uint32_t *index = map_find(&catalogue->by_name, name);

    return index ? &catalogue->entries[*index] : NULL;
}

void catalogue_clear(struct catalogue *catalogue)
{
    for (size_t i = 0; i < catalogue->count; i++)
        sqlite3_finalize(catalogue->entries[i].prepared);
    free(catalogue->entries);
    map_clear(&catalogue->by_name);
    *catalogue = (struct catalogue){0};
}
