// SPDX-License-Identifier: Apache-2.0
// Principals into account, spn, delegate_to and the member list.
#include "store/observe_account.h"

#include <sqlite3.h>

#include "base/clock.h"
#include "core/dn.h"
#include "core/host.h"
#include "core/name.h"
#include "core/secdesc.h"
#include "core/sid.h"
#include "core/spn.h"
#include "store/statement.h"

static void bind_optional(sqlite3_stmt *statement, int at, struct optional value)
{
    if (value.present)
        bind_int64(statement, at, value.value);
}

// Folds a name into its scratch text and binds it, or leaves NULL where there is none.
static void bind_key(sqlite3_stmt *statement, int at, struct text *scratch, struct bytes name,
                     void (*fold)(struct text *, struct bytes))
{
    if (!name.size)
        return;
    text_reset(scratch);
    fold(scratch, name);
    bind_text(statement, at, text_view(scratch));
}

static void bind_names(struct observe_accounts *accounts, sqlite3_stmt *insert,
                       const struct account *account)
{
    bind_word(insert, 3, account_kind_word(account->kind));
    bind_text(insert, 4, account->dn);
    bind_int64(insert, 5, dn_hash(account->dn));
    bind_blob_or_null(insert, 6, account->sid);
    bind_blob_or_null(insert, 7, account->guid);
    bind_text_or_null(insert, 8, account->sam);
    bind_key(insert, 9, &accounts->name_key, account->sam, name_fold);
    bind_key(insert, 10, &accounts->upn_key, account->upn, name_fold);
    bind_text_or_null(insert, 19, account->dns_host_name);
    bind_key(insert, 20, &accounts->host_key, account->dns_host_name, host_key);
    bind_text_or_null(insert, 21, account->os);
    bind_text_or_null(insert, 22, account->os_version);
}

// Older changes are of no use: no ticket lives longer than a week (MS-KILE 3.3.1).
static void bind_change(const struct observe_accounts *accounts, sqlite3_stmt *insert,
                        struct optional changed)
{
    enum { WEEK_SECONDS = 7 * 24 * 60 * 60 };

    if (changed.present && changed.value >= accounts->started - WEEK_SECONDS)
        bind_int64(insert, 26, changed.value);
}

static void bind_settings(sqlite3_stmt *insert, const struct account *account)
{
    bind_optional(insert, 11, account->uac);
    bind_optional(insert, 12, account->uac_computed);
    bind_optional(insert, 13, account->primary_group);
    bind_optional(insert, 14, account->etypes);
    bind_optional(insert, 15, account->expires);
    bind_optional(insert, 16, account->pwd_last_set);
    bind_optional(insert, 17, account->lockout_time);
    bind_blob_or_null(insert, 18, account->logon_hours);
    bind_blob_or_null(insert, 23, account->rbcd);
    bind_optional(insert, 24, account->usn);
    bind_word(insert, 25, account->not_readable);
}

static bool write_spns(struct observe_accounts *accounts, const struct attrs *object,
                       enum attr attr, sqlite3_stmt *insert, struct error *error)
{
    const struct attr_values *values = &object->values[attr];

    for (size_t i = 0; i < values->count; i++) {
        text_reset(&accounts->value_key);
        spn_key(&accounts->value_key, values->items[i]);
        bind_int64(insert, 1, accounts->current);
        bind_text(insert, 2, values->items[i]);
        bind_text(insert, 3, text_view(&accounts->value_key));
        if (!statement_finish(accounts->store, insert, error))
            return false;
    }
    return true;
}

static bool write_sid(struct observe_accounts *accounts, sqlite3_stmt *insert, struct bytes sid,
                      struct error *error)
{
    bind_int64(insert, 1, accounts->current);
    bind_blob_or_null(insert, 2, sid);
    return statement_finish(accounts->store, insert, error);
}

static bool write_group_type(struct observe_accounts *accounts, const struct account *account,
                             struct error *error)
{
    sqlite3_stmt *insert = account_is_distribution_group(account) ? accounts->insert_distribution
                           : account_is_local_group(account)      ? accounts->insert_local
                                                                  : NULL;

    if (!insert)
        return true;
    bind_int64(insert, 1, accounts->current);
    return statement_finish(accounts->store, insert, error);
}

static bool write_sid_history(struct observe_accounts *accounts, const struct attrs *object,
                              struct error *error)
{
    const struct attr_values *values = &object->values[ATTR_SID_HISTORY];

    for (size_t i = 0; i < values->count; i++)
        if (sid_is_valid(values->items[i]) &&
            !write_sid(accounts, accounts->insert_sid_history, values->items[i], error))
            return false;
    return true;
}

// A list that is no list grants everybody (MS-DTYP 2.5.3.2); a malformed descriptor has no
// trustees, and the access check says so.
static bool write_trustees(struct observe_accounts *accounts, struct bytes descriptor,
                           struct error *error)
{
    static const struct bytes everyone = {"\1\1\0\0\0\0\0\1\0\0\0\0", 12};
    struct secdesc parsed;
    struct ace ace;

    if (!descriptor.size || !secdesc_parse(descriptor, &parsed, NULL))
        return true;
    if (parsed.dacl != SECDESC_DACL_PRESENT)
        return write_sid(accounts, accounts->insert_trustee, everyone, error);
    for (struct bytes rest = parsed.aces; secdesc_next(&rest, &ace);)
        if (ace.known && ace.sid.size &&
            !write_sid(accounts, accounts->insert_trustee, ace.sid, error))
            return false;
    return true;
}

static bool write_list(struct observe_accounts *accounts, const struct attrs *object,
                       struct error *error)
{
    if (!write_spns(accounts, object, ATTR_ALLOWED_TO_DELEGATE_TO, accounts->insert_delegate_to,
                    error))
        return false;
    if (!object->values[ATTR_ALLOWED_TO_DELEGATE_TO].truncated)
        return true;

    sqlite3_stmt *insert = statement_named(accounts->store, "observe-list-truncated", error);

    if (!insert)
        return false;
    bind_int64(insert, 1, accounts->current);
    return statement_finish(accounts->store, insert, error);
}

static bool write_members(struct observe_accounts *accounts, const struct attrs *object,
                          struct error *error)
{
    const struct attr_values *members = &object->values[ATTR_MEMBER];

    for (size_t i = 0; i < members->count; i++) {
        sqlite3_stmt *insert = accounts->insert_member;

        bind_int64(insert, 1, accounts->current);
        bind_int64(insert, 2, dn_hash(members->items[i]));
        bind_text(insert, 3, members->items[i]);
        if (!statement_finish(accounts->store, insert, error))
            return false;
    }
    if (!members->truncated)
        return true;

    bind_int64(accounts->insert_truncated, 1, accounts->current);
    return statement_finish(accounts->store, accounts->insert_truncated, error);
}

bool observe_more_values(struct observe_accounts *accounts, const struct attrs *object,
                         struct error *error)
{
    return !accounts->current ||
           (write_spns(accounts, object, ATTR_SERVICE_PRINCIPAL_NAME, accounts->insert_spn,
                       error) &&
            write_list(accounts, object, error) && write_sid_history(accounts, object, error) &&
            write_members(accounts, object, error));
}

bool observe_accounts_begin(struct observe_accounts *accounts, struct store *store,
                            struct error *error)
{
    accounts->store = store;
    accounts->started = clock_now();
    accounts->insert_account = statement_named(store, "observe-account", error);
    accounts->insert_spn = statement_named(store, "observe-spn", error);
    accounts->insert_delegate_to = statement_named(store, "observe-delegate-to", error);
    accounts->insert_member = statement_named(store, "observe-member", error);
    accounts->insert_truncated = statement_named(store, "observe-member-truncated", error);
    accounts->insert_trustee = statement_named(store, "observe-rbcd-trustee", error);
    accounts->insert_sid_history = statement_named(store, "observe-sid-history", error);
    accounts->insert_foreign = statement_named(store, "observe-foreign-principal", error);
    accounts->insert_distribution = statement_named(store, "observe-distribution-group", error);
    accounts->insert_local = statement_named(store, "observe-local-group", error);
    return accounts->insert_account && accounts->insert_spn && accounts->insert_delegate_to &&
           accounts->insert_member && accounts->insert_truncated && accounts->insert_trustee &&
           accounts->insert_sid_history && accounts->insert_foreign &&
           accounts->insert_distribution && accounts->insert_local;
}

bool observe_account(struct observe_accounts *accounts, const struct attrs *object,
                     const struct account *account, int64_t domain_id, struct error *error)
{
    sqlite3_stmt *insert = accounts->insert_account;

    if (domain_id < 0)
        return false;
    sqlite3_clear_bindings(insert);
    accounts->current = ++accounts->last_id;
    bind_int64(insert, 1, accounts->current);
    bind_id(insert, 2, domain_id);
    bind_names(accounts, insert, account);
    bind_settings(insert, account);
    bind_change(accounts, insert, account->changed);
    return statement_finish(accounts->store, insert, error) &&
           (account->kind != ACCOUNT_FOREIGN ||
            write_sid(accounts, accounts->insert_foreign, account->sid, error)) &&
           write_group_type(accounts, account, error) &&
           write_trustees(accounts, account->rbcd, error) &&
           observe_more_values(accounts, object, error);
}

void observe_no_account(struct observe_accounts *accounts)
{
    accounts->current = 0;
}

void observe_accounts_clear(struct observe_accounts *accounts)
{
    text_clear(&accounts->name_key);
    text_clear(&accounts->upn_key);
    text_clear(&accounts->host_key);
    text_clear(&accounts->value_key);
}
