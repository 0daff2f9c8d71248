-- SPDX-License-Identifier: Apache-2.0
-- The observed directory: the state of the newest finished scan, nothing derived but keys.

-- A domain of the forest: crossRef objects name them, a scan fills in the rest.
CREATE TABLE domain (
    id              INTEGER PRIMARY KEY,
    dn              TEXT NOT NULL UNIQUE COLLATE NOCASE,
    dns_name        TEXT NOT NULL,
    dns_key         TEXT NOT NULL,     -- folded dns_name
    netbios_name    TEXT,
    netbios_key     TEXT,              -- folded netbios_name
    sid             BLOB,              -- objectSid of the domain head
    forest          TEXT,              -- DN of the forest's root domain, lower-cased
    scanned         INTEGER NOT NULL DEFAULT 0 CHECK (scanned IN (0, 1)),
    whole           INTEGER NOT NULL DEFAULT 0 CHECK (whole IN (0, 1)),
    domain_level    INTEGER,           -- domainFunctionality (MS-ADTS 6.1.4.3)
    dc_level_lowest INTEGER,           -- lowest msDS-Behavior-Version among its nTDSDSA objects
    dc_level_highest INTEGER,          -- the highest
    dc_levels_placed INTEGER NOT NULL DEFAULT 1, -- 0: of controllers that may be another domain's
    dc_level        INTEGER,           -- domainControllerFunctionality of the DC that answered
    kdc_profile     TEXT NOT NULL DEFAULT 'unknown'
) STRICT;

-- Every security principal: users, computers, managed service accounts, groups, foreign principals.
-- NULL in a column means that the server sent no value: absent, or not readable.
CREATE TABLE account (
    id              INTEGER PRIMARY KEY,
    domain_id       INTEGER,           -- the domain whose naming context holds the object
    kind            TEXT NOT NULL,     -- user computer gmsa smsa dmsa trust group foreign other
    dn              TEXT NOT NULL,
    dn_hash         INTEGER NOT NULL,  -- 64-bit FNV-1a of the lower-cased DN
    sid             BLOB,              -- objectSid, binary (MS-DTYP 2.4.2.2)
    guid            BLOB,              -- objectGUID
    sam             TEXT,              -- sAMAccountName
    name_key        TEXT,              -- folded sAMAccountName
    upn_key         TEXT,              -- folded userPrincipalName
    uac             INTEGER,           -- userAccountControl (MS-ADTS 2.2.16)
    uac_computed    INTEGER,           -- msDS-User-Account-Control-Computed
    primary_group   INTEGER,           -- primaryGroupID: a RID
    etypes          INTEGER,           -- msDS-SupportedEncryptionTypes (MS-KILE 2.2.7)
    expires         INTEGER,           -- accountExpires, seconds since 1970; NULL: never, or unread
    pwd_last_set    INTEGER,           -- pwdLastSet as FILETIME; 0: must change
    lockout_time    INTEGER,           -- lockoutTime as FILETIME
    logon_hours     BLOB,              -- 21 bytes, one bit an hour of the week, UTC
    dns_host_name   TEXT,
    host_key        TEXT,              -- folded dNSHostName
    os              TEXT,              -- operatingSystem
    os_version      TEXT,              -- operatingSystemVersion
    rbcd            BLOB,              -- msDS-AllowedToActOnBehalfOfOtherIdentity
    usn             INTEGER,           -- uSNChanged
    changed         INTEGER,           -- whenChanged, where that is at most a week before the scan
    not_readable    TEXT NOT NULL DEFAULT ''  -- attributes that must exist and did not come
) STRICT;

-- servicePrincipalName, one row a value.
CREATE TABLE spn (
    account_id INTEGER NOT NULL,
    spn        TEXT NOT NULL,          -- as registered
    key        TEXT NOT NULL           -- folded: names with one key are equal (MS-DRSR 4.1.4)
) STRICT;

-- msDS-AllowedToDelegateTo, one row a value.
CREATE TABLE delegate_to (
    account_id INTEGER NOT NULL,
    spn        TEXT NOT NULL,          -- as listed
    key        TEXT NOT NULL           -- folded; the KDC compares the whole string without case
) STRICT;

-- sIDHistory: SIDs that an account or a group had in former domains, and that its token keeps
-- (MS-ADTS 3.1.1.4.5.19).
CREATE TABLE sid_history (
    account_id INTEGER NOT NULL,
    sid        BLOB NOT NULL
) STRICT;

-- Accounts whose msDS-AllowedToDelegateTo was cut.
CREATE TABLE list_truncated (
    account_id INTEGER PRIMARY KEY
) STRICT;

-- Direct membership: member values that were resolved to an object of ours. A foreign security
-- principal stands for the account that has its SID, where that was read. The primary group is not
-- among them (MS-ADTS 3.1.1.4.5.19): see account.primary_group.
CREATE TABLE membership (
    group_id  INTEGER NOT NULL,
    member_id INTEGER NOT NULL,
    PRIMARY KEY (group_id, member_id)
) STRICT, WITHOUT ROWID;

-- Groups for mail alone (groupType without the sign bit, MS-ADTS 2.2.12): in nobody's token, and no
-- way to the groups that they are members of.
CREATE TABLE distribution_group (
    id INTEGER PRIMARY KEY
) STRICT;

-- Domain-local groups for security, built-in ones among them: in the tokens that controllers of
-- their own domain make, and in no other (MS-PAC 2.2.2, 2.5).
CREATE TABLE local_group (
    id INTEGER PRIMARY KEY
) STRICT;

-- Member values that name no object of ours: other domains, or not readable.
CREATE TABLE member_unresolved (
    group_id INTEGER NOT NULL,
    dn       TEXT NOT NULL
) STRICT;

-- Groups whose member attribute was cut.
CREATE TABLE member_truncated (
    group_id INTEGER PRIMARY KEY
) STRICT;

-- trustedDomain objects: how the domain that holds them sees its partner (MS-ADTS 6.1.6.7).
CREATE TABLE trust (
    domain_id  INTEGER NOT NULL,
    dn         TEXT NOT NULL,
    partner    TEXT NOT NULL,          -- trustPartner
    partner_key TEXT NOT NULL,         -- folded
    flat_key   TEXT,                   -- folded flatName
    sid        BLOB,                   -- securityIdentifier of the partner
    direction  INTEGER,                -- 0 off, 1 inbound, 2 outbound, 3 both
    type       INTEGER,
    attributes INTEGER                 -- trustAttributes; NULL: not readable
) STRICT;

-- sPNMappings: the service classes that `alias` (usually "host") stands for (MS-DRSR 4.1.4.2.19).
CREATE TABLE spn_alias (
    class TEXT PRIMARY KEY,            -- folded service class
    alias TEXT NOT NULL                -- folded
) STRICT;

-- Authentication policies, and which account may sign in from where and to whom under each
-- (MS-KILE 3.3.5.6, 3.3.5.7): descriptors, NULL where there is none.
CREATE TABLE authn_policy (
    id           INTEGER PRIMARY KEY,
    dn           TEXT NOT NULL UNIQUE COLLATE NOCASE,
    enforced     INTEGER NOT NULL,     -- 0: refusals are only logged
    user_from    BLOB,
    user_to      BLOB,
    computer_to  BLOB,
    service_from BLOB,
    service_to   BLOB
) STRICT;

-- Silos: the policies of their members, by what a member is.
CREATE TABLE authn_silo (
    id              INTEGER PRIMARY KEY,
    dn              TEXT NOT NULL UNIQUE COLLATE NOCASE,
    enforced        INTEGER NOT NULL,
    user_policy     TEXT,              -- DNs of policies
    computer_policy TEXT,
    service_policy  TEXT,
    members_cut     INTEGER NOT NULL
) STRICT;
CREATE TABLE authn_silo_member (
    silo_id INTEGER NOT NULL,
    dn      TEXT NOT NULL COLLATE NOCASE,
    PRIMARY KEY (silo_id, dn)
) STRICT, WITHOUT ROWID;

-- What an account is assigned to: DNs, which need not have been read. A silo counts only where it
-- names the account as its member too.
CREATE TABLE authn_assignment (
    account_id INTEGER PRIMARY KEY,
    policy     TEXT,
    silo       TEXT
) STRICT;

-- The SIDs that a policy's descriptors name.
CREATE TABLE authn_policy_trustee (
    policy_id INTEGER NOT NULL,
    sid       BLOB NOT NULL
) STRICT;

-- Trustees of msDS-AllowedToActOnBehalfOfOtherIdentity: every SID that an entry names. Whether an
-- entry grants anything is rbcd_access()'s to say; this finds the few descriptors to ask.
CREATE TABLE rbcd_trustee (
    target_id INTEGER NOT NULL,
    sid       BLOB NOT NULL
) STRICT;

-- Protected Users (RID 525) and every group that is a member of it at any depth, with the chain of
-- memberships as evidence.
CREATE TABLE protected_group (
    id       INTEGER PRIMARY KEY,
    evidence TEXT NOT NULL             -- empty for Protected Users itself
) STRICT;

-- Its effective members: through those groups, and by primaryGroupID (MS-ADTS 3.1.1.4.5.19).
CREATE TABLE protected_user (
    account_id INTEGER PRIMARY KEY,
    evidence   TEXT NOT NULL
) STRICT;
