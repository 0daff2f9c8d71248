// SPDX-License-Identifier: Apache-2.0
// A small world as plain data: domains, trusts, accounts, hosts and requests. The generator fills
// it, the opinion judges it, the feed turns it into what the product reads.
#ifndef OPINION_WORLD_H
#define OPINION_WORLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/vocab.h"

enum {
    WORLD_DOMAINS = 4,
    WORLD_TRUSTS = 6,
    WORLD_ACCOUNTS = 28,
    WORLD_HOSTS = 5,
    WORLD_REQUESTS = 6,
    WORLD_NAMES = 4,   // SPNs, list entries, access control entries of one account
    WORLD_MEMBERS = 4, // of one group
    WORLD_CALLERS = 2,
    WORLD_TEXT = 80,
};

// userAccountControl (MS-ADTS 2.2.16); the opinion has its own numbers.
enum {
    UAC_DISABLED = 0x2,
    UAC_NORMAL = 0x200,
    UAC_WORKSTATION = 0x1000,
    UAC_DC = 0x2000,
    UAC_TRUSTED = 0x80000,
    UAC_NOT_DELEGATED = 0x100000,
    UAC_TRANSITION = 0x1000000,
    UAC_NO_PAC = 0x2000000,
};

// A party is the index of an account, or one of these.
enum {
    PARTY_EMPTY = -1,           // the cell is empty
    PARTY_MISSING = -2,         // a name that no account has
    PARTY_SYSTEM = -3,          // the computer of the host
    PARTY_NETWORK_SERVICE = -4, // likewise
    PARTY_LOCAL_SERVICE = -5,   // no identity on the network
};

// Whose SID stands in an access control entry: the index of an account, or one of these.
enum {
    SID_EVERYONE = -1,         // S-1-1-0
    SID_AUTHENTICATED = -2,    // S-1-5-11
    SID_ASSERTED = -3,         // S-1-18-1
    SID_CLAIMS_VALID = -4,     // S-1-5-21-0-0-0-497
    SID_NETWORK = -5,          // S-1-5-2
    SID_SERVICE_ASSERTED = -6, // S-1-18-2
    SID_COMPOUND = -7,         // S-1-5-21-0-0-0-496
    SID_DELETED = -8,          // of the account's own domain, and nobody has it
    SID_LAST = SID_DELETED,
};

struct world_domain {
    char dns[32], netbios[16];
    unsigned sid;    // S-1-5-21-sid-sid-sid
    unsigned forest; // 0: that of the root domain; its first domain is another forest's root
    bool read;       // false: a trusted forest that is known by trusts alone
    bool whole;      // all of it was read
    bool rootdse;    // false: neither profile nor levels are known
    enum kdc_profile profile;
    int domain_level;          // msDS-Behavior-Version
    int dc_lowest, dc_highest; // msDS-Behavior-Version of its controllers
    bool krbtgt_not_delegated;
    int protected_users; // account, or -1: the group was not seen
};

// The trustedDomain object that the domain `from` keeps about `to`.
struct world_trust {
    unsigned from, to, direction;
    bool has_attributes;
    uint32_t attributes;
};

enum world_ace_kind {
    ACE_ALLOW,
    ACE_DENY,
    ACE_CONDITIONAL_ALLOW,
    ACE_CONDITIONAL_DENY,
    ACE_OBJECT_ALLOW,
};

struct world_ace {
    enum world_ace_kind kind;
    int who;
    uint32_t mask;
    bool inherit_only;
};

enum world_descriptor { DESCRIPTOR_ABSENT, DESCRIPTOR_NULL, DESCRIPTOR_LIST, DESCRIPTOR_BROKEN };
enum world_hours { HOURS_ABSENT, HOURS_ALWAYS, HOURS_NEVER };
enum world_password { PASSWORD_FRESH, PASSWORD_EXPIRED, PASSWORD_MUST_CHANGE };
enum world_os {
    OS_NOT_READ,
    OS_10,
    OS_11_PRO,
    OS_11_OLD_ENTERPRISE,
    OS_11_ENTERPRISE,
    OS_11_EDUCATION,
    OS_2022,
    OS_2025,
};

struct world_account {
    enum account_kind kind;
    char name[24];
    unsigned domain, rid;
    bool has_uac;
    uint32_t uac;
    bool expired, locked;
    enum world_hours hours;
    enum world_password password;
    int primary_group; // account, or -1: what its kind usually has
    enum world_os os;  // of a computer
    size_t member_count, spn_count, list_count, ace_count;
    unsigned members[WORLD_MEMBERS]; // of a group
    bool mail;                       // a group for mail, which is in no token
    bool members_cut, list_cut;      // there are more values, and they were not read
    char spns[WORLD_NAMES][WORLD_TEXT], list[WORLD_NAMES][WORLD_TEXT];
    enum world_descriptor descriptor;
    struct world_ace aces[WORLD_NAMES];
};

struct world_host {
    unsigned account; // the computer
    bool has_facts;
    enum machine_level machine_level;
    enum answer idf, dcom, guard, joined;
};

struct world_request {
    unsigned host;
    char application[24];
    enum kind kind;
    enum level level, complus_level, proxy_level; // LEVEL_UNKNOWN: the cell is empty
    unsigned flags;                               // a set of 1u << enum flag
    enum transport transport;
    enum authn_service authn_service;
    enum authn_level authn_level;
    enum cloaking cloaking;
    int identity, server_identity; // parties
    size_t caller_count;
    int callers[WORLD_CALLERS];
    char server[WORLD_TEXT], target[WORLD_TEXT]; // an SPN or a host; the target may be empty
};

// A set over the turns of the generator (worlds.h).
enum { WORLD_TURNS = 128 };

struct world {
    uint64_t seed;
    bool turned[WORLD_TURNS];
    // Of the forest around this world: whether all the rest of it was read, whether some
    // descriptor in it lets everybody act.
    bool rest_whole, grants_everybody;
    size_t domain_count, trust_count, account_count, host_count, request_count;
    struct world_domain domains[WORLD_DOMAINS];
    struct world_trust trusts[WORLD_TRUSTS];
    struct world_account accounts[WORLD_ACCOUNTS];
    struct world_host hosts[WORLD_HOSTS];
    struct world_request requests[WORLD_REQUESTS];
};

// The classes that a registered HOST name stands in for, in every world.
#define WORLD_ALIASES "rpcss,cifs,http,www"

#endif
