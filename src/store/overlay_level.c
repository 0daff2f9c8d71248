// SPDX-License-Identifier: Apache-2.0
// Levels of requests into a temp copy of the inventory.
#include <sqlite3.h>

#include "base/cleanup.h"
#include "base/vec.h"
#include "core/host.h"
#include "core/name.h"
#include "store/members.h"
#include "store/overlay.h"
#include "store/resolve.h"
#include "store/shadow.h"
#include "store/statement.h"

// A row for @group: hosts, and what is known of the group.
struct group_row {
    struct store *store;
    int64_t id;
    int64_t group;          // 0: cannot be resolved, and stands for a host of that name
    struct bytes wanted;    // the request's host; borrowed until its members were looked at
    bool is_in, incomplete; // the host is in the group; not every host of it was read
};

static bool shadow_inventory(struct overlay *overlay, struct error *error)
{
    if (!overlay->clients &&
        !(shadow_clients(overlay->store, error) && shadow_fill_clients(overlay->store, error) &&
          store_run(overlay->store, "overlay-proxies", error)))
        return false;
    overlay->clients = true;
    return true;
}

static bool find_group(struct store *store, struct bytes host, int64_t *group, struct error *error)
{
    const struct resolve_result none = {0};
    struct resolve_result found = {0};
    struct bytes text;

    *group = 0;
    if (!host_is_group(host, &text))
        return true;

    struct account_name name = name_parse(text);

    if (!resolve_account(store, &name, (struct bytes){0}, &none, &found, error))
        return false;
    *group = found.kind == ACCOUNT_GROUP ? found.id : 0;
    return true;
}

static bool look_for_host(void *context, struct bytes host, struct error *error)
{
    struct group_row *row = context;

    (void)error;
    row->is_in |= bytes_equal_ascii(host, row->wanted);
    return true;
}

static bool add_host(void *context, struct bytes host, struct error *error)
{
    const struct group_row *row = context;
    sqlite3_stmt *insert = statement_named(row->store, "overlay-level-split", error);

    if (!insert)
        return false;
    bind_int64(insert, 1, row->id);
    bind_text(insert, 2, host);
    return statement_finish(row->store, insert, error);
}

static bool run_for_row(struct store *store, const char *name, int64_t row, struct error *error)
{
    sqlite3_stmt *statement = statement_named(store, name, error);

    if (!statement)
        return false;
    bind_int64(statement, 1, row);
    return statement_finish(store, statement, error);
}

// A level is set on one host: what the row says of the others stays, in a row for each. Where not
// every host is known the row must stay too, and speaks for all of them.
static bool split_row(struct group_row *row, bool *whole_group, struct error *error)
{
    bool ignored;

    if (!row->is_in)
        return true;
    *whole_group |= row->incomplete;
    if (row->incomplete)
        return run_for_row(row->store, "overlay-level-add-row", row->id, error);
    return members_each_computer(row->store, row->group, add_host, row, &ignored, error) &&
           run_for_row(row->store, "overlay-level-forget", row->id, error);
}

static bool read_group_row(struct store *store, sqlite3_stmt *query, struct group_row *row,
                           struct error *error)
{
    *row = (struct group_row){
        .store = store, .id = column_int64(query, 0), .wanted = column_text(query, 2)};
    return find_group(store, column_text(query, 1), &row->group, error) &&
           (!row->group ||
            members_each_computer(store, row->group, look_for_host, row, &row->incomplete, error));
}

static bool split_groups(struct store *store, struct bytes request_id, bool *whole_group,
                         struct error *error)
{
    sqlite3_stmt *query = statement_named(store, "overlay-level-groups", error);
    VEC(struct group_row) rows = {0};
    bool done = query != NULL;
    int step = 0;

    if (query)
        bind_text(query, 1, request_id);
    while (done && (step = statement_step(store, query, error)) == 1) {
        struct group_row row;

        done = read_group_row(store, query, &row, error);
        vec_push(&rows, row);
    }
    if (query)
        sqlite3_reset(query);
    done = done && step == 0;
    for (size_t i = 0; done && i < rows.count; i++)
        done = split_row(&rows.items[i], whole_group, error);
    vec_clear(&rows);
    return done;
}

static bool add_rows(struct store *store, struct bytes request_id, struct error *error)
{
    sqlite3_stmt *insert = statement_named(store, "overlay-level-add-rows", error);

    if (!insert)
        return false;
    bind_text(insert, 1, request_id);
    return statement_finish(store, insert, error);
}

static bool change_level(struct store *store, const char *name, struct bytes request_id,
                         enum level level, int *changed, struct error *error)
{
    sqlite3_stmt *change = statement_named(store, name, error);

    if (!change)
        return false;
    bind_text(change, 1, request_id);
    bind_word(change, 2, level_word(level));
    if (!statement_finish(store, change, error))
        return false;
    *changed += sqlite3_changes(store_connection(store));
    return true;
}

static bool change_levels(struct overlay *overlay, struct bytes request_id, enum level level,
                          bool *whole_group, struct error *error)
{
    struct store *store = overlay->store;
    int changed = 0;

    if (!shadow_inventory(overlay, error) ||
        !store_run(store, "overlay-level-forget-rows", error) ||
        !split_groups(store, request_id, whole_group, error) ||
        !add_rows(store, request_id, error) ||
        !change_level(store, "overlay-level-wide", request_id, level, &changed, error) ||
        !change_level(store, "overlay-level-call", request_id, level, &changed, error) ||
        !change_level(store, "overlay-level-activation", request_id, level, &changed, error))
        return false;
    return changed > 0 || error_set(error, STATUS_INTERNAL, "request %.*s comes from no row",
                                    (int)request_id.size, request_id.data);
}

bool overlay_find_request(struct store *store, struct bytes digits, struct text *id, int *count,
                          struct error *error)
{
    sqlite3_stmt *query = statement_named(store, "overlay-level-find", error);
    struct text folded CLEANUP(text_clear) = {0};
    int step = -1;

    *count = 0;
    if (!query)
        return false;
    text_append_lower(&folded, digits);
    bind_text(query, 1, text_view(&folded));
    while ((step = statement_step(store, query, error)) == 1)
        if (++*count == 1)
            text_append(id, column_text(query, 0));
    return step == 0;
}

// `proxy` gets the text that all requests of one proxy share.
static bool read_state(struct store *store, struct bytes request_id, enum level *former,
                       struct text *proxy, struct error *error)
{
    sqlite3_stmt *query = statement_named(store, "overlay-level-state", error);

    if (!query)
        return false;
    bind_text(query, 1, request_id);
    if (statement_step(store, query, error) != 1)
        return false;
    level_from_word(column_text(query, 0), former);
    text_append(proxy, column_text(query, 1));
    return statement_finish(store, query, error);
}

bool overlay_set_level(struct overlay *overlay, struct bytes request_id, enum level level,
                       enum overlay_effect *effect, struct error *error)
{
    struct text proxy CLEANUP(text_clear) = {0};
    enum level former = LEVEL_UNKNOWN;
    bool agrees = false, whole_group = false;

    if (!read_state(overlay->store, request_id, &former, &proxy, error) ||
        !overlay_remember(overlay, "level", 0, text_view(&proxy), level, &agrees, error))
        return false;
    *effect = !agrees ? OVERLAY_CONTRADICTION : former == level ? OVERLAY_SAME : OVERLAY_CHANGED;
    if (*effect != OVERLAY_CHANGED)
        return true;
    if (!change_levels(overlay, request_id, level, &whole_group, error))
        return false;
    if (whole_group)
        *effect = OVERLAY_CHANGED_GROUP;
    return true;
}

bool overlay_level_outcome(struct store *store, struct bytes request_id, enum level *level,
                           struct text *reason, struct error *error)
{
    sqlite3_stmt *query = statement_named(store, "overlay-level-outcome", error);

    *level = LEVEL_UNKNOWN;
    if (!query)
        return false;
    bind_text(query, 1, request_id);

    int step = statement_step(store, query, error);

    if (step != 1)
        return step == 0;
    level_from_word(column_text(query, 0), level);
    text_append(reason, column_text(query, 1));
    return statement_finish(store, query, error);
}
