// SPDX-License-Identifier: Apache-2.0
// Settings into temp shadows of the observed tables.
#include "store/overlay.h"

#include <sqlite3.h>

#include "base/cleanup.h"
#include "core/name.h"
#include "core/spn.h"
#include "store/shadow.h"
#include "store/statement.h"

bool overlay_begin(struct overlay *out, struct store *store, struct error *error)
{
    *out = (struct overlay){.store = store};
    return store_run(store, "overlay-begin", error);
}

bool overlay_remember(struct overlay *overlay, const char *what, int64_t subject,
                      struct bytes object, int64_t value, bool *agrees, struct error *error)
{
    sqlite3_stmt *insert = statement_named(overlay->store, "overlay-remember", error);

    if (!insert)
        return false;
    bind_word(insert, 1, what);
    bind_int64(insert, 2, subject);
    bind_text(insert, 3, object);
    bind_int64(insert, 4, value);
    if (statement_step(overlay->store, insert, error) != 1)
        return false;
    *agrees = column_int64(insert, 0) == value;
    return statement_finish(overlay->store, insert, error);
}

static bool copy_once(struct overlay *overlay, bool *made, const char *table, struct error *error)
{
    if (!*made && !shadow_copy(overlay->store, table, error))
        return false;
    *made = true;
    return true;
}

// What a setting needs to know: the columns of one row that a statement gives.
static bool read_row(struct overlay *overlay, sqlite3_stmt *query, int64_t *first, bool *is_null,
                     int64_t *second, struct error *error)
{
    int step = statement_step(overlay->store, query, error);

    if (step < 0)
        return false;
    *is_null = step == 0 || column_is_null(query, 0);
    *first = step == 1 ? column_int64(query, 0) : 0;
    if (second)
        *second = step == 1 ? column_int64(query, 1) : 0;
    return step == 0 || statement_finish(overlay->store, query, error);
}

// `value` NULL stands for an attribute that was not readable.
static enum overlay_effect effect_on_bits(bool is_null, int64_t value, uint32_t bit, bool on)
{
    if (is_null)
        return OVERLAY_UNREADABLE;
    return ((value & bit) != 0) == on ? OVERLAY_SAME : OVERLAY_CHANGED;
}

static bool remember_bit(struct overlay *overlay, const char *what, int64_t subject,
                         struct bytes object, uint32_t bit, bool on, bool *agrees,
                         struct error *error)
{
    struct text key CLEANUP(text_clear) = {0};

    text_append(&key, object);
    text_printf(&key, ":%u", bit);
    return overlay_remember(overlay, what, subject, text_view(&key), on, agrees, error);
}

static bool shadow_account(struct overlay *overlay, struct error *error)
{
    if (!overlay->account && !(store_run(overlay->store, "overlay-account", error) &&
                               shadow_run(overlay->store, "overlay-account-view", error)))
        return false;
    overlay->account = true;
    return true;
}

static bool change_flag(struct overlay *overlay, int64_t account, uint32_t bit, bool on,
                        struct error *error)
{
    if (!shadow_account(overlay, error))
        return false;

    sqlite3_stmt *insert = statement_named(overlay->store, "overlay-set-account", error);

    if (!insert)
        return false;
    bind_int64(insert, 1, account);
    bind_int64(insert, 2, on ? bit : 0);
    bind_int64(insert, 3, on ? 0 : bit);
    return statement_finish(overlay->store, insert, error);
}

bool overlay_set_flag(struct overlay *overlay, int64_t account, uint32_t bit, bool on,
                      enum overlay_effect *effect, struct error *error)
{
    sqlite3_stmt *query = statement_named(overlay->store, "overlay-account-bits", error);
    int64_t bits = 0;
    bool agrees = false, is_null = false;

    if (!query ||
        !remember_bit(overlay, "account", account, (struct bytes){0}, bit, on, &agrees, error))
        return false;
    bind_int64(query, 1, account);
    if (!read_row(overlay, query, &bits, &is_null, NULL, error))
        return false;
    *effect = agrees ? effect_on_bits(is_null, bits, bit, on) : OVERLAY_CONTRADICTION;
    return *effect != OVERLAY_CHANGED || change_flag(overlay, account, bit, on, error);
}

static bool change_member(struct overlay *overlay, int64_t group, int64_t member, bool on,
                          struct error *error)
{
    if (!copy_once(overlay, &overlay->membership, "membership", error))
        return false;

    sqlite3_stmt *change =
        statement_named(overlay->store, on ? "overlay-add-member" : "overlay-drop-member", error);

    if (!change)
        return false;
    bind_int64(change, 1, group);
    bind_int64(change, 2, member);
    return statement_finish(overlay->store, change, error);
}

bool overlay_set_member(struct overlay *overlay, int64_t group, int64_t member, bool on,
                        enum overlay_effect *effect, struct error *error)
{
    sqlite3_stmt *query = statement_named(overlay->store, "overlay-member-state", error);
    struct text key CLEANUP(text_clear) = {0};
    int64_t direct = 0, primary = 0;
    bool agrees = false, is_null = false;

    text_printf(&key, "%lld", (long long)member);
    if (!query || !overlay_remember(overlay, "member", group, text_view(&key), on, &agrees, error))
        return false;
    bind_int64(query, 1, group);
    bind_int64(query, 2, member);
    if (!read_row(overlay, query, &direct, &is_null, &primary, error))
        return false;
    if (!agrees)
        *effect = OVERLAY_CONTRADICTION;
    else if (primary)
        *effect = on ? OVERLAY_SAME : OVERLAY_PRIMARY_GROUP;
    else
        *effect = (direct != 0) == on ? OVERLAY_SAME : OVERLAY_CHANGED;
    return *effect != OVERLAY_CHANGED || change_member(overlay, group, member, on, error);
}

// msDS-AllowedToDelegateTo and servicePrincipalName: a table of values each, and its statements.
struct values {
    const char *what, *table, *state, *add, *drop;
};

static bool change_value(struct overlay *overlay, const struct values *values, bool *made,
                         int64_t account, struct bytes key, struct bytes spn, bool on,
                         struct error *error)
{
    if (!copy_once(overlay, made, values->table, error))
        return false;

    sqlite3_stmt *change = statement_named(overlay->store, on ? values->add : values->drop, error);

    if (!change)
        return false;
    bind_int64(change, 1, account);
    bind_text(change, 2, key);
    if (on)
        bind_text(change, 3, spn);
    return statement_finish(overlay->store, change, error);
}

static bool set_value(struct overlay *overlay, const struct values *values, bool *made,
                      int64_t account, struct bytes spn, bool on, enum overlay_effect *effect,
                      struct error *error)
{
    sqlite3_stmt *query = statement_named(overlay->store, values->state, error);
    struct text key CLEANUP(text_clear) = {0};
    int64_t present = 0;
    bool agrees = false, is_null = false;

    spn_key(&key, spn);
    if (!query ||
        !overlay_remember(overlay, values->what, account, text_view(&key), on, &agrees, error))
        return false;
    bind_int64(query, 1, account);
    bind_text(query, 2, text_view(&key));
    if (!read_row(overlay, query, &present, &is_null, NULL, error))
        return false;
    *effect = !agrees                ? OVERLAY_CONTRADICTION
              : (present != 0) == on ? OVERLAY_SAME
                                     : OVERLAY_CHANGED;
    return *effect != OVERLAY_CHANGED ||
           change_value(overlay, values, made, account, text_view(&key), spn, on, error);
}

bool overlay_set_list(struct overlay *overlay, int64_t account, struct bytes spn, bool on,
                      enum overlay_effect *effect, struct error *error)
{
    static const struct values values = {"list", "delegate_to", "overlay-list-state",
                                         "overlay-add-list", "overlay-drop-list"};

    return set_value(overlay, &values, &overlay->delegate_to, account, spn, on, effect, error);
}

bool overlay_set_spn(struct overlay *overlay, int64_t account, struct bytes spn, bool on,
                     enum overlay_effect *effect, struct error *error)
{
    static const struct values values = {"spn", "spn", "overlay-spn-state", "overlay-add-spn",
                                         "overlay-drop-spn"};

    return set_value(overlay, &values, &overlay->spn, account, spn, on, effect, error);
}

static bool change_trust(struct overlay *overlay, int64_t domain, struct bytes partner_key,
                         uint32_t bit, bool on, struct error *error)
{
    if (!copy_once(overlay, &overlay->trust, "trust", error))
        return false;

    sqlite3_stmt *change = statement_named(overlay->store, "overlay-set-trust", error);

    if (!change)
        return false;
    bind_int64(change, 1, domain);
    bind_text(change, 2, partner_key);
    bind_int64(change, 3, on ? bit : 0);
    bind_int64(change, 4, on ? 0 : bit);
    return statement_finish(overlay->store, change, error);
}

bool overlay_set_trust(struct overlay *overlay, int64_t domain, struct bytes partner, uint32_t bit,
                       bool on, enum overlay_effect *effect, struct error *error)
{
    sqlite3_stmt *query = statement_named(overlay->store, "overlay-trust-bits", error);
    struct text key CLEANUP(text_clear) = {0};
    int64_t bits = 0;
    bool agrees = false, is_null = false;

    name_fold(&key, partner);
    if (!query || !remember_bit(overlay, "trust", domain, text_view(&key), bit, on, &agrees, error))
        return false;
    bind_int64(query, 1, domain);
    bind_text(query, 2, text_view(&key));
    if (!read_row(overlay, query, &bits, &is_null, NULL, error))
        return false;
    *effect = agrees ? effect_on_bits(is_null, bits, bit, on) : OVERLAY_CONTRADICTION;
    return *effect != OVERLAY_CHANGED ||
           change_trust(overlay, domain, text_view(&key), bit, on, error);
}

bool overlay_finish(struct overlay *overlay, struct error *error)
{
    struct store *store = overlay->store;

    return !overlay->membership || (shadow_copy(store, "protected_group", error) &&
                                    shadow_copy(store, "protected_user", error) &&
                                    store_run(store, "overlay-empty-protected", error) &&
                                    store_run(store, "observe-protected", error));
}
