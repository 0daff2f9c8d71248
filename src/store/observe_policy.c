// SPDX-License-Identifier: Apache-2.0
// Policies and silos into their tables. Not everybody may read on an account what it is assigned
// to, so the links back from policies and silos count as well.
#include "store/observe_policy.h"

#include <sqlite3.h>

#include "core/dn.h"
#include "core/secdesc.h"
#include "store/statement.h"

static bool is_true(const struct attrs *object, enum attr attr)
{
    return bytes_equal_ascii(attrs_first(object, attr), BYTES("TRUE"));
}

static bool write_trustees(struct observe_policies *policies, struct bytes descriptor,
                           struct error *error)
{
    sqlite3_stmt *insert = statement_named(policies->store, "observe-policy-trustee", error);
    struct secdesc parsed;
    struct ace ace;

    if (!insert)
        return false;
    if (!descriptor.size || !secdesc_parse(descriptor, &parsed, NULL))
        return true;
    for (struct bytes rest = parsed.aces; secdesc_next(&rest, &ace);) {
        if (!ace.known || !ace.sid.size)
            continue;
        bind_int64(insert, 1, policies->policy);
        bind_blob_or_null(insert, 2, ace.sid);
        if (!statement_finish(policies->store, insert, error))
            return false;
    }
    return true;
}

static bool write_policy(struct observe_policies *policies, const struct attrs *object,
                         struct error *error)
{
    static const enum attr descriptors[] = {
        ATTR_USER_ALLOWED_FROM,    ATTR_USER_ALLOWED_TO,    ATTR_COMPUTER_ALLOWED_TO,
        ATTR_SERVICE_ALLOWED_FROM, ATTR_SERVICE_ALLOWED_TO,
    };
    sqlite3_stmt *insert = statement_named(policies->store, "observe-policy", error);

    if (!insert)
        return false;
    policies->policy = ++policies->last_id;
    bind_int64(insert, 1, policies->policy);
    bind_text(insert, 2, object->dn);
    bind_int64(insert, 3, is_true(object, ATTR_AUTHN_POLICY_ENFORCED));
    for (size_t i = 0; i < sizeof descriptors / sizeof *descriptors; i++)
        bind_blob_or_null(insert, 4 + (int)i, attrs_first(object, descriptors[i]));
    if (!statement_finish(policies->store, insert, error))
        return false;
    for (size_t i = 0; i < sizeof descriptors / sizeof *descriptors; i++)
        if (!write_trustees(policies, attrs_first(object, descriptors[i]), error))
            return false;
    return true;
}

static bool write_silo(struct observe_policies *policies, const struct attrs *object,
                       struct error *error)
{
    sqlite3_stmt *insert = statement_named(policies->store, "observe-silo", error);

    if (!insert)
        return false;
    policies->silo = ++policies->last_id;
    bind_int64(insert, 1, policies->silo);
    bind_text(insert, 2, object->dn);
    bind_int64(insert, 3, is_true(object, ATTR_AUTHN_SILO_ENFORCED));
    bind_text_or_null(insert, 4, attrs_first(object, ATTR_USER_AUTHN_POLICY));
    bind_text_or_null(insert, 5, attrs_first(object, ATTR_COMPUTER_AUTHN_POLICY));
    bind_text_or_null(insert, 6, attrs_first(object, ATTR_SERVICE_AUTHN_POLICY));
    bind_int64(insert, 7, object->values[ATTR_AUTHN_SILO_MEMBERS].truncated);
    return statement_finish(policies->store, insert, error);
}

static bool write_members(struct observe_policies *policies, const struct attrs *object,
                          struct error *error)
{
    const struct attr_values *members = &object->values[ATTR_AUTHN_SILO_MEMBERS];
    sqlite3_stmt *insert = statement_named(policies->store, "observe-silo-member", error);

    for (size_t i = 0; insert && i < members->count; i++) {
        bind_int64(insert, 1, policies->silo);
        bind_text(insert, 2, members->items[i]);
        if (!statement_finish(policies->store, insert, error))
            return false;
    }
    return insert;
}

// The accounts that point to the policy or silo; `silo` tells which of the two it is.
static bool write_links_back(struct observe_policies *policies, const struct attr_values *accounts,
                             bool silo, struct error *error)
{
    sqlite3_stmt *insert = statement_named(policies->store, "observe-policy-link", error);

    for (size_t i = 0; insert && i < accounts->count; i++) {
        bind_int64(insert, 1, dn_hash(accounts->items[i]));
        bind_text(insert, 2, accounts->items[i]);
        if (silo) {
            bind_null(insert, 3);
            bind_text(insert, 4, text_view(&policies->dn));
        } else {
            bind_text(insert, 3, text_view(&policies->dn));
            bind_null(insert, 4);
        }
        if (!statement_finish(policies->store, insert, error))
            return false;
    }
    return insert;
}

bool observe_policy_more(struct observe_policies *policies, const struct attrs *object,
                         struct error *error)
{
    if (policies->policy)
        return write_links_back(policies, &object->values[ATTR_ASSIGNED_POLICY_BACK], false, error);
    return !policies->silo ||
           (write_members(policies, object, error) &&
            write_links_back(policies, &object->values[ATTR_ASSIGNED_SILO_BACK], true, error));
}

bool observe_policy(struct observe_policies *policies, const struct attrs *object,
                    struct error *error)
{
    bool policy = attrs_contains(object, ATTR_OBJECT_CLASS, BYTES("msDS-AuthNPolicy"));
    bool silo = attrs_contains(object, ATTR_OBJECT_CLASS, BYTES("msDS-AuthNPolicySilo"));

    if (!policy && !silo)
        return true;
    text_reset(&policies->dn);
    text_append(&policies->dn, object->dn);
    return (policy ? write_policy(policies, object, error) : write_silo(policies, object, error)) &&
           observe_policy_more(policies, object, error);
}

bool observe_policy_assignment(struct observe_policies *policies, int64_t account,
                               const struct attrs *object, struct error *error)
{
    struct bytes policy = attrs_first(object, ATTR_ASSIGNED_AUTHN_POLICY);
    struct bytes silo = attrs_first(object, ATTR_ASSIGNED_AUTHN_SILO);
    sqlite3_stmt *insert;

    if (!policy.size && !silo.size)
        return true;
    insert = statement_named(policies->store, "observe-policy-assignment", error);
    if (!insert)
        return false;
    bind_int64(insert, 1, account);
    bind_text_or_null(insert, 2, policy);
    bind_text_or_null(insert, 3, silo);
    return statement_finish(policies->store, insert, error);
}

void observe_no_policy(struct observe_policies *policies)
{
    policies->policy = 0;
    policies->silo = 0;
}

void observe_policies_clear(struct observe_policies *policies)
{
    text_clear(&policies->dn);
}
