-- SPDX-License-Identifier: Apache-2.0
-- Accounts as rules may see them. A flag is NULL where userAccountControl was not readable.

-- Every security principal of the snapshot. Columns of the domain are looked up and not joined: the
-- right side of a LEFT JOIN that is a join itself is made whole, all accounts of it.
CREATE TEMP VIEW IF NOT EXISTS accounts AS
SELECT a.id,
       a.kind,                                            -- user computer gmsa smsa dmsa group ...
       a.dn,
       coalesce((SELECT coalesce(d.netbios_name, d.dns_name) FROM domain d
                  WHERE d.id = a.domain_id), '?') || '\' || coalesce(a.sam, a.dn) AS name,
       a.sam,
       a.sid,
       a.domain_id,
       a.uac,
       (a.uac & 0x2) <> 0 AS disabled,
       (a.uac & 0x2000) <> 0 AS is_dc,
       -- RID 502, and that of a read-only controller: both are disabled by design
       coalesce(sid_rid(a.sid) = 502, 0) OR coalesce(a.name_key = 'krbtgt', 0)
         OR coalesce(a.name_key GLOB 'krbtgt_[0-9]*', 0) AS is_krbtgt,
       (a.uac & 0x80000) <> 0 AS unconstrained,           -- TRUSTED_FOR_DELEGATION
       (a.uac & 0x100000) <> 0 AS not_delegated,          -- NOT_DELEGATED, "sensitive"
       (a.uac & 0x200000) <> 0 AS des_only,               -- USE_DES_KEY_ONLY
       (a.uac & 0x1000000) <> 0 AS transition,            -- TRUSTED_TO_AUTH_FOR_DELEGATION
       a.uac_computed,
       a.expires,
       a.pwd_last_set,
       a.lockout_time,
       a.changed,                                         -- NULL: not in the week before the scan
       a.name_key,
       a.primary_group,
       a.logon_hours,
       -- one bit an hour of the week from Sunday 0:00 UTC, at the snapshot's time; NULL: no limit
       CASE WHEN length(a.logon_hours) = 21 THEN
           (SELECT instr('0123456789ABCDEF',
                         substr(hex(a.logon_hours), 2 * (h.hour / 8) + (h.hour % 8 < 4) + 1, 1)) - 1
                   >> h.hour % 4 & 1
              FROM (SELECT (max(finished) / 3600 + 96) % 168 AS hour FROM snapshot) h)
       END AS hours_allow,
       a.rbcd,
       a.etypes,                                          -- msDS-SupportedEncryptionTypes
       a.dns_host_name,
       a.os,
       a.os_version,
       a.not_readable,
       coalesce((SELECT d.kdc_profile FROM domain d WHERE d.id = a.domain_id), 'unknown')
         AS kdc_profile,                                  -- windows samba-4.17 samba unknown
       (SELECT d.domain_level FROM domain d WHERE d.id = a.domain_id) AS domain_level,
       (SELECT d.dc_level FROM domains d WHERE d.id = a.domain_id) AS dc_level, -- of its oldest DC
       (SELECT d.dc_level_highest FROM domains d WHERE d.id = a.domain_id)
         AS dc_level_highest,                             -- of the domain's newest
       coalesce((SELECT d.whole FROM domain d WHERE d.id = a.domain_id), 0)
         AS domain_whole                                  -- 1: the domain was read to its end
  FROM account a;

-- CROSS JOIN keeps SQLite from walking through all accounts for the few that play a role.
-- The accounts whose identity a request carries.
CREATE TEMP VIEW IF NOT EXISTS clients AS
SELECT a.* FROM role_client r CROSS JOIN accounts a ON a.id = r.id;

-- The accounts that run a called process, those in the middle of a cloaked call among them.
CREATE TEMP VIEW IF NOT EXISTS servers AS
SELECT a.*,
       EXISTS (SELECT 1 FROM delegate_to t WHERE t.account_id = a.id) AS has_list,
       EXISTS (SELECT 1 FROM spn s WHERE s.account_id = a.id) AS has_spn
  FROM role_server r CROSS JOIN accounts a ON a.id = r.id;

-- The accounts of back ends.
CREATE TEMP VIEW IF NOT EXISTS targets AS
SELECT a.* FROM role_target r CROSS JOIN accounts a ON a.id = r.id;

-- Effective members of Protected Users (RID 525), of every depth and by primary group.
CREATE TEMP VIEW IF NOT EXISTS protected_users AS
SELECT p.account_id AS id, p.evidence FROM protected_user p;

-- The authentication policy of an account, where it is assigned to one, and whether the KDC of its
-- domain knows policies: Windows and Samba from level 2012 R2 on, Samba before 4.19 never.
CREATE TEMP VIEW IF NOT EXISTS authn_policies AS
SELECT r.account_id AS id, a.name, a.dn, a.kdc_profile, r.policy, r.enforced, r.allowed_from,
       r.unread,
       CASE WHEN a.kdc_profile = 'samba-4.17' OR a.dc_level_highest < 6 THEN 'off'
            WHEN a.kdc_profile = 'unknown' OR a.dc_level IS NULL OR a.dc_level < 6 THEN 'unread'
            ELSE 'on' END AS policy_state
  FROM authn_role r
 CROSS JOIN accounts a ON a.id = r.account_id;
