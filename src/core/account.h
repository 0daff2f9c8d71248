// SPDX-License-Identifier: Apache-2.0
// A security principal as the rules need it, decoded from an attribute bag.
#ifndef CORE_ACCOUNT_H
#define CORE_ACCOUNT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"
#include "core/attrs.h"
#include "core/vocab.h"

// userAccountControl (MS-ADTS 2.2.16). SAMR numbers the same ideas differently: never mix them.
enum account_control {
    UAC_DISABLED = 0x2,
    UAC_TRUST_ACCOUNT = 0x800,
    UAC_WORKSTATION = 0x1000,
    UAC_DC = 0x2000,
    UAC_TRUSTED_FOR_DELEGATION = 0x80000,
    UAC_NOT_DELEGATED = 0x100000,
    UAC_TRUSTED_TO_AUTH = 0x1000000,
};

// A number that the server sent, or did not.
struct optional {
    bool present;
    int64_t value;
};

// Text and blobs are borrowed from the bag; empty where nothing came.
struct account {
    enum account_kind kind;
    struct bytes dn, sid, guid, sam, upn, dns_host_name, os, os_version, rbcd, logon_hours;
    struct optional uac, uac_computed, primary_group, etypes, pwd_last_set, lockout_time, usn;
    struct optional group_type;
    struct optional expires; // seconds since 1970; absent for "never" as well
    struct optional changed; // whenChanged, seconds since 1970
    // Attributes that every such object has and that did not come, comma-separated: they are not
    // readable, which is not the same as zero. Static.
    const char *not_readable;
};

// A group for mail alone, in nobody's token: groupType without GROUP_TYPE_SECURITY_ENABLED, the
// sign bit (MS-ADTS 2.2.12, 3.1.1.4.5.19). A type that was not read makes none: who chooses a group
// for an access list or as a member of Protected Users is offered those for security.
bool account_is_distribution_group(const struct account *account);

// A domain-local group (GROUP_TYPE_RESOURCE_GROUP, MS-ADTS 2.2.12), built-in ones among them: only
// the controllers of its own domain put it into a token (MS-PAC 2.2.2, 2.5).
bool account_is_local_group(const struct account *account);

// ACCOUNT_OTHER for an object that is no principal. A SID or GUID of a wrong length is dropped.
void account_decode(const struct attrs *attrs, struct account *out);

#endif
