// SPDX-License-Identifier: Apache-2.0
// Trusts into core's map, its ways into temp tables.
#include "store/trusts.h"

#include <sqlite3.h>

#include "base/arena.h"
#include "base/cleanup.h"
#include "base/map.h"
#include "core/route.h"
#include "store/statement.h"

struct walk {
    struct store *store;
    struct route_map map;
    struct map by_forest; // DN of a root domain -> number
    struct arena arena;   // keys
    struct route route;
    struct error *error;
};

static struct optional optional_at(sqlite3_stmt *query, int at)
{
    return (struct optional){!column_is_null(query, at), column_int64(query, at)};
}

// A domain whose forest was not read is one of its own until a trust inside a forest joins it.
static void add_domain(struct walk *walk, sqlite3_stmt *query)
{
    struct bytes forest = column_text(query, 1);
    uint32_t number = (uint32_t)walk->map.domains.count;

    if (forest.size)
        number = *map_put(&walk->by_forest, arena_copy(&walk->arena, forest), number, NULL);
    vec_push(&walk->map.domains,
             (struct route_domain){column_int64(query, 0), number, forest.size > 0,
                                   column_int64(query, 2) != 0});
}

static bool load_domains(struct walk *walk)
{
    sqlite3_stmt *query = statement_named(walk->store, "trusts-domains", walk->error);
    int step = -1;

    while (query && (step = statement_step(walk->store, query, walk->error)) == 1)
        add_domain(walk, query);
    return step == 0;
}

static bool load_trusts(struct walk *walk)
{
    sqlite3_stmt *query = statement_named(walk->store, "trusts-trusts", walk->error);
    int step = -1;

    while (query && (step = statement_step(walk->store, query, walk->error)) == 1)
        vec_push(
            &walk->map.trusts,
            (struct route_trust){
                .id = column_int64(query, 0),
                .from = (size_t)column_int64(query, 1),
                .to = column_is_null(query, 2) ? ROUTE_NOWHERE : (size_t)column_int64(query, 2),
                .direction = optional_at(query, 3),
                .type = optional_at(query, 4),
                .attributes = optional_at(query, 5),
            });
    return step == 0;
}

static bool write_forests(struct walk *walk)
{
    sqlite3_stmt *insert = statement_named(walk->store, "trusts-add-forest", walk->error);

    for (size_t i = 0; insert && i < walk->map.domains.count; i++) {
        const struct route_domain *domain = &walk->map.domains.items[i];

        bind_int64(insert, 1, domain->id);
        bind_int64(insert, 2, domain->forest);
        bind_int64(insert, 3, domain->forest_known);
        if (!statement_finish(walk->store, insert, walk->error))
            return false;
    }
    return insert;
}

static bool write_steps(struct walk *walk, int64_t from, int64_t to)
{
    sqlite3_stmt *insert = statement_named(walk->store, "trusts-add-step", walk->error);

    for (size_t i = 0; insert && i < walk->route.steps.count; i++) {
        bind_int64(insert, 1, from);
        bind_int64(insert, 2, to);
        bind_int64(insert, 3, (int64_t)i);
        bind_int64(insert, 4, walk->map.trusts.items[walk->route.steps.items[i]].id);
        if (!statement_finish(walk->store, insert, walk->error))
            return false;
    }
    return insert;
}

static size_t place_of(const struct walk *walk, int64_t id)
{
    size_t place = 0;

    while (walk->map.domains.items[place].id != id)
        place++;
    return place;
}

static bool write_way(struct walk *walk, int64_t from, int64_t to)
{
    static const char *const words[] = {
        [ROUTE_FOUND] = "found", [ROUTE_NONE] = "none", [ROUTE_UNREAD] = "unread"};
    sqlite3_stmt *insert = statement_named(walk->store, "trusts-add-route", walk->error);

    if (!insert)
        return false;
    route_find(&walk->map, place_of(walk, from), place_of(walk, to), &walk->route);
    bind_int64(insert, 1, from);
    bind_int64(insert, 2, to);
    bind_word(insert, 3, words[walk->route.state]);
    return statement_finish(walk->store, insert, walk->error) && write_steps(walk, from, to);
}

static bool write_ways(struct walk *walk)
{
    sqlite3_stmt *query = statement_named(walk->store, "trusts-pairs", walk->error);
    int step = -1;

    while (query && (step = statement_step(walk->store, query, walk->error)) == 1)
        if (!write_way(walk, column_int64(query, 0), column_int64(query, 1))) {
            sqlite3_reset(query);
            return false;
        }
    return step == 0;
}

static void clear(struct walk *walk)
{
    route_map_clear(&walk->map);
    vec_clear(&walk->route.steps);
    map_clear(&walk->by_forest);
    arena_clear(&walk->arena);
}

bool trusts_find_ways(struct store *store, struct error *error)
{
    CLEANUP(clear) struct walk walk = {.store = store, .error = error};

    if (!load_domains(&walk) || !load_trusts(&walk))
        return false;
    route_join_forests(&walk.map);
    return write_forests(&walk) && write_ways(&walk);
}
