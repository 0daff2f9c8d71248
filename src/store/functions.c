// SPDX-License-Identifier: Apache-2.0
// Functions of core under SQL names.
#include "store/functions.h"

#include <sqlite3.h>

#include "base/clock.h"
#include "core/access.h"
#include "core/diff.h"
#include "core/dn.h"
#include "core/sid.h"
#include "store/statement.h"

enum { PURE = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS };

static struct bytes blob_argument(sqlite3_value *value)
{
    const void *blob = sqlite3_value_blob(value);

    return (struct bytes){blob, (size_t)sqlite3_value_bytes(value)};
}

static void give_text(sqlite3_context *context, struct text *text)
{
    sqlite3_result_text64(context, text->data ? text->data : "", text->size, SQLITE_TRANSIENT,
                          SQLITE_UTF8);
    text_clear(text);
}

static void sid_text(sqlite3_context *context, int count, sqlite3_value **arguments)
{
    struct text out = {0};

    (void)count;
    if (sid_format(&out, blob_argument(arguments[0])))
        give_text(context, &out);
}

static void sid_blob(sqlite3_context *context, int count, sqlite3_value **arguments)
{
    struct bytes text = {(const char *)sqlite3_value_text(arguments[0]),
                         (size_t)sqlite3_value_bytes(arguments[0])};
    uint8_t sid[SID_MAX_BYTES];
    size_t size;

    (void)count;
    if (sid_parse(text, sid, &size))
        sqlite3_result_blob(context, sid, (int)size, SQLITE_TRANSIENT);
}

static void sid_last(sqlite3_context *context, int count, sqlite3_value **arguments)
{
    uint32_t rid;

    (void)count;
    if (sid_rid(blob_argument(arguments[0]), &rid))
        sqlite3_result_int64(context, rid);
}

static void sid_child(sqlite3_context *context, int count, sqlite3_value **arguments)
{
    uint8_t sid[SID_MAX_BYTES];
    size_t size;

    (void)count;
    if (sid_of_rid(blob_argument(arguments[0]), (uint32_t)sqlite3_value_int64(arguments[1]), sid,
                   &size))
        sqlite3_result_blob(context, sid, (int)size, SQLITE_TRANSIENT);
}

static void sid_parent(sqlite3_context *context, int count, sqlite3_value **arguments)
{
    uint8_t sid[SID_MAX_BYTES];
    size_t size;

    (void)count;
    if (sid_domain(blob_argument(arguments[0]), sid, &size))
        sqlite3_result_blob(context, sid, (int)size, SQLITE_TRANSIENT);
}

static void iso_time(sqlite3_context *context, int count, sqlite3_value **arguments)
{
    char out[CLOCK_ISO_BYTES];

    (void)count;
    if (sqlite3_value_type(arguments[0]) != SQLITE_NULL)
        sqlite3_result_text(context, clock_format_iso(sqlite3_value_int64(arguments[0]), out), -1,
                            SQLITE_TRANSIENT);
}

// A line break in a name must not break the line that evidence is.
static void append_on_one_line(struct text *out, sqlite3_value *value)
{
    struct bytes text = {(const char *)sqlite3_value_text(value),
                         (size_t)sqlite3_value_bytes(value)};

    for (size_t i = 0; i < text.size; i++)
        text_append_byte(out, (unsigned char)text.data[i] < ' ' ? ' ' : text.data[i]);
}

static void evidence(sqlite3_context *context, int count, sqlite3_value **arguments)
{
    struct text out = {0};

    (void)count;
    append_on_one_line(&out, arguments[0]);
    text_append_string(&out, ": ");
    append_on_one_line(&out, arguments[1]);
    text_append_byte(&out, '=');
    if (sqlite3_value_type(arguments[2]) == SQLITE_NULL)
        text_append_string(&out, "(none)");
    else
        append_on_one_line(&out, arguments[2]);
    give_text(context, &out);
}

static void dn_context(sqlite3_context *context, int count, sqlite3_value **arguments)
{
    struct bytes dn = {(const char *)sqlite3_value_text(arguments[0]),
                       (size_t)sqlite3_value_bytes(arguments[0])};
    struct bytes domain = dn_domain(dn);

    (void)count;
    if (domain.size)
        sqlite3_result_text(context, domain.data, (int)domain.size, SQLITE_TRANSIENT);
}

static void sid_list_step(sqlite3_context *context, int count, sqlite3_value **arguments)
{
    struct text *list = sqlite3_aggregate_context(context, sizeof *list);

    (void)count;
    if (list)
        text_append(list, blob_argument(arguments[0]));
}

static void sid_list_final(sqlite3_context *context)
{
    struct text *list = sqlite3_aggregate_context(context, sizeof *list);

    if (!list)
        return;
    sqlite3_result_blob64(context, list->size ? list->data : "", list->size, SQLITE_TRANSIENT);
    text_clear(list);
}

static const char *access_word(enum access_result result)
{
    switch (result) {
    case ACCESS_ALLOWED:
        return "allowed";
    case ACCESS_DENIED:
        return "denied";
    case ACCESS_DENIED_GENERIC:
        return "generic-mask";
    case ACCESS_CONDITIONAL:
        return "conditional";
    case ACCESS_UNREAD:
        return "unread";
    case ACCESS_NOT_PARSED:
        break;
    }
    return "not-parsed";
}

static void rbcd_access(sqlite3_context *context, int count, sqlite3_value **arguments)
{
    struct token token = {0};
    struct bytes sid;

    if (sqlite3_value_type(arguments[0]) == SQLITE_NULL)
        return;
    access_add_well_known(&token);
    for (struct bytes rest = blob_argument(arguments[1]); rest.size && sid_prefix(rest, &sid);
         rest = bytes_slice(rest, sid.size, SIZE_MAX))
        vec_push(&token.sids, sid);
    if (count > 2)
        for (struct bytes rest = blob_argument(arguments[2]); rest.size && sid_prefix(rest, &sid);
             rest = bytes_slice(rest, sid.size, SIZE_MAX))
            vec_push(&token.maybe, sid);

    enum access_result result = access_check(blob_argument(arguments[0]), &token, NULL);

    token_clear(&token);
    sqlite3_result_text(context, access_word(result), -1, SQLITE_STATIC);
}

static struct bytes text_argument(sqlite3_value *value)
{
    return (struct bytes){(const char *)sqlite3_value_text(value),
                          (size_t)sqlite3_value_bytes(value)};
}

// Verdict, reason, hop and path of one side; a verdict that is NULL is none.
static struct diff_side side_argument(sqlite3_value **arguments)
{
    struct diff_side side = {.reason = text_argument(arguments[1]),
                             .hop = text_argument(arguments[2]),
                             .path = text_argument(arguments[3])};

    side.present = verdict_from_word(text_argument(arguments[0]), &side.verdict);
    return side;
}

static void diff_outcome(sqlite3_context *context, int count, sqlite3_value **arguments)
{
    struct diff_side old = side_argument(arguments), now = side_argument(arguments + 4);

    (void)count;
    sqlite3_result_text(context, diff_outcome_word(diff_outcome_of(&old, &now)), -1, SQLITE_STATIC);
}

// The worst outcomes of requests come first, then everything else in the vocabulary's order.
static void diff_rank(sqlite3_context *context, int count, sqlite3_value **arguments)
{
    enum diff_what what = DIFF_WHAT_REQUEST;
    enum diff_outcome outcome = DIFF_NO_REQUEST;

    (void)count;
    diff_what_from_word(text_argument(arguments[0]), &what);
    diff_outcome_from_word(text_argument(arguments[1]), &outcome);
    sqlite3_result_int(context, (int)what * diff_outcome_count + (int)outcome);
}

bool functions_register(struct store *store, struct error *error)
{
    static const struct {
        const char *name;
        int arguments;
        void (*function)(sqlite3_context *, int, sqlite3_value **);
    } scalars[] = {
        {"sid_text", 1, sid_text},         {"sid_binary", 1, sid_blob},
        {"sid_rid", 1, sid_last},          {"sid_of_rid", 2, sid_child},
        {"sid_domain", 1, sid_parent},     {"iso_time", 1, iso_time},
        {"evidence", 3, evidence},         {"rbcd_access", 2, rbcd_access},
        {"rbcd_access", 3, rbcd_access},   {"dn_domain", 1, dn_context},
        {"diff_outcome", 8, diff_outcome}, {"diff_rank", 2, diff_rank},
    };
    sqlite3 *connection = store_connection(store);

    for (size_t i = 0; i < sizeof scalars / sizeof *scalars; i++)
        if (sqlite3_create_function_v2(connection, scalars[i].name, scalars[i].arguments, PURE,
                                       NULL, scalars[i].function, NULL, NULL, NULL) != SQLITE_OK)
            return store_failure(store, error, "registering functions");
    if (sqlite3_create_function_v2(connection, "sid_list", 1, PURE, NULL, NULL, sid_list_step,
                                   sid_list_final, NULL) != SQLITE_OK)
        return store_failure(store, error, "registering functions");
    return true;
}
