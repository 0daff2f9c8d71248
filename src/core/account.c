// SPDX-License-Identifier: Apache-2.0
// Attribute bag to account.
#include "core/account.h"

#include "base/clock.h"
#include "core/guid.h"
#include "core/sid.h"

// Later classes are more special: managed service accounts are computers, computers are users
// (MS-ADSC), so the last match decides.
static const struct {
    struct bytes object_class;
    enum account_kind kind;
} classes[] = {
    {{"user", 4}, ACCOUNT_USER},
    {{"computer", 8}, ACCOUNT_COMPUTER},
    {{"msDS-ManagedServiceAccount", 26}, ACCOUNT_SMSA},
    {{"msDS-GroupManagedServiceAccount", 31}, ACCOUNT_GMSA},
    {{"msDS-DelegatedManagedServiceAccount", 35}, ACCOUNT_DMSA},
    {{"group", 5}, ACCOUNT_GROUP},
    {{"foreignSecurityPrincipal", 24}, ACCOUNT_FOREIGN},
};

static enum account_kind kind_of(const struct attrs *attrs)
{
    enum account_kind kind = ACCOUNT_OTHER;

    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
        if (attrs_contains(attrs, ATTR_OBJECT_CLASS, classes[i].object_class))
            kind = classes[i].kind;
    return kind;
}

static struct optional number(const struct attrs *attrs, enum attr attr)
{
    struct optional result = {0};

    result.present = attrs_int64(attrs, attr, &result.value);
    return result;
}

// 0 and the largest FILETIME both mean "never" (MS-ADA1 accountExpires).
static struct optional expiry(const struct attrs *attrs)
{
    struct optional when = number(attrs, ATTR_ACCOUNT_EXPIRES);

    if (when.value == 0 || when.value == INT64_MAX)
        return (struct optional){0};
    when.value = clock_from_filetime(when.value);
    return when;
}

static struct optional change(const struct attrs *attrs)
{
    struct optional when = {0};

    when.present = clock_from_generalized(attrs_first(attrs, ATTR_WHEN_CHANGED), &when.value);
    return when;
}

static bool can_log_on(enum account_kind kind)
{
    return kind != ACCOUNT_OTHER && kind != ACCOUNT_GROUP && kind != ACCOUNT_FOREIGN;
}

// Only what every account has is proof: any other attribute may simply have no value. Those of
// the property set User-Account-Restrictions are granted together (MS-ADA3, MS-ADSC).
static const char *not_readable(const struct account *account)
{
    if (account->kind == ACCOUNT_OTHER)
        return "";
    if (!account->sid.size)
        return account->uac.present || !can_log_on(account->kind) ? "objectSid"
                                                                  : "objectSid,userAccountControl";
    if (account->kind == ACCOUNT_GROUP)
        return account->group_type.present ? "" : "groupType";
    return can_log_on(account->kind) && !account->uac.present ? "userAccountControl" : "";
}

void account_decode(const struct attrs *attrs, struct account *out)
{
    *out = (struct account){
        .kind = kind_of(attrs),
        .dn = attrs->dn,
        .sid = attrs_first(attrs, ATTR_OBJECT_SID),
        .guid = attrs_first(attrs, ATTR_OBJECT_GUID),
        .sam = attrs_first(attrs, ATTR_SAM_ACCOUNT_NAME),
        .upn = attrs_first(attrs, ATTR_USER_PRINCIPAL_NAME),
        .dns_host_name = attrs_first(attrs, ATTR_DNS_HOST_NAME),
        .os = attrs_first(attrs, ATTR_OPERATING_SYSTEM),
        .os_version = attrs_first(attrs, ATTR_OPERATING_SYSTEM_VERSION),
        .rbcd = attrs_first(attrs, ATTR_ALLOWED_TO_ACT),
        .logon_hours = attrs_first(attrs, ATTR_LOGON_HOURS),
        .uac = number(attrs, ATTR_USER_ACCOUNT_CONTROL),
        .uac_computed = number(attrs, ATTR_UAC_COMPUTED),
        .primary_group = number(attrs, ATTR_PRIMARY_GROUP_ID),
        .etypes = number(attrs, ATTR_SUPPORTED_ENCRYPTION_TYPES),
        .pwd_last_set = number(attrs, ATTR_PWD_LAST_SET),
        .lockout_time = number(attrs, ATTR_LOCKOUT_TIME),
        .usn = number(attrs, ATTR_USN_CHANGED),
        .group_type = number(attrs, ATTR_GROUP_TYPE),
        .expires = expiry(attrs),
        .changed = change(attrs),
    };
    if (!sid_is_valid(out->sid))
        out->sid = (struct bytes){0};
    if (out->guid.size != GUID_BYTES)
        out->guid = (struct bytes){0};
    if (out->uac.value & UAC_TRUST_ACCOUNT)
        out->kind = ACCOUNT_TRUST;
    out->not_readable = not_readable(out);
}

// Some exports write the number without its sign.
bool account_is_distribution_group(const struct account *account)
{
    return account->kind == ACCOUNT_GROUP && account->group_type.present &&
           (account->group_type.value & 0x80000000) == 0;
}

bool account_is_local_group(const struct account *account)
{
    return account->kind == ACCOUNT_GROUP && account->group_type.present &&
           (account->group_type.value & 0x4) != 0;
}
