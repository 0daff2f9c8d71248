-- SPDX-License-Identifier: Apache-2.0
-- What reports about the directory's posture share.

-- Groups whose members administer the domain or its controllers (MS-DTYP 2.4.2.4), and the groups
-- in them. `path` names the way from the well-known one.
CREATE TEMP VIEW IF NOT EXISTS privileged_groups AS
WITH RECURSIVE inside (id, path) AS (
    SELECT g.id, g.name
      FROM accounts g
      LEFT JOIN domain d ON d.id = g.domain_id
     WHERE g.kind = 'group'
       AND g.sid IN (sid_of_rid(d.sid, 512),        -- Domain Admins
                     sid_of_rid(d.sid, 518),        -- Schema Admins
                     sid_of_rid(d.sid, 519),        -- Enterprise Admins
                     sid_of_rid(d.sid, 526),        -- Key Admins
                     sid_of_rid(d.sid, 527),        -- Enterprise Key Admins
                     x'01020000000000052000000020020000',   -- S-1-5-32-544 Administrators
                     x'01020000000000052000000024020000',   -- S-1-5-32-548 Account Operators
                     x'01020000000000052000000025020000',   -- S-1-5-32-549 Server Operators
                     x'01020000000000052000000026020000',   -- S-1-5-32-550 Print Operators
                     x'01020000000000052000000027020000')   -- S-1-5-32-551 Backup Operators
     UNION
    SELECT g.id, i.path || ' > ' || g.name
      FROM inside i
      JOIN membership m ON m.group_id = i.id
      JOIN accounts g ON g.id = m.member_id AND g.kind = 'group'
     -- no group twice on one way
     WHERE instr(' > ' || i.path || ' > ', ' > ' || g.name || ' > ') = 0)
SELECT id, min(path) AS path FROM inside GROUP BY id;

-- Their effective members: real membership of every depth and by primary group, not adminCount,
-- which stays set when a membership ends.
CREATE TEMP VIEW IF NOT EXISTS privileged_accounts AS
SELECT id, min(path) AS path
  FROM (SELECT m.member_id AS id, g.path
          FROM privileged_groups g JOIN membership m ON m.group_id = g.id
        UNION ALL
        SELECT a.id, g.path || ' (primary group)'
          FROM account a
          JOIN domain d ON d.id = a.domain_id
          JOIN account p ON p.sid = sid_of_rid(d.sid, a.primary_group)
          JOIN privileged_groups g ON g.id = p.id)
 WHERE id IN (SELECT id FROM account WHERE kind NOT IN ('group', 'foreign', 'other'))
 GROUP BY id;

-- Domain controllers by userAccountControl: SERVER_TRUST_ACCOUNT, or PARTIAL_SECRETS_ACCOUNT for a
-- read-only one; and krbtgt (RID 502).
CREATE TEMP VIEW IF NOT EXISTS domain_keepers AS
SELECT a.id, a.name, a.dn, a.sid, a.uac, a.rbcd,
       CASE WHEN a.uac & 0x2000 THEN 'a domain controller'
            WHEN a.uac & 0x4000000 THEN 'a read-only domain controller'
            ELSE 'krbtgt' END AS what
  FROM accounts a
  LEFT JOIN domain d ON d.id = a.domain_id
 WHERE a.uac & 0x4002000 OR a.sid = sid_of_rid(d.sid, 502);

-- Entries of msDS-AllowedToDelegateTo and whose they are: an account that registered the name, or
-- the name with its class replaced through sPNMappings (MS-DRSR 4.1.4.2.14); krbtgt registers none.
CREATE TEMP VIEW IF NOT EXISTS listed_services AS
SELECT l.account_id, l.spn, l.key, s.account_id AS target_id
  FROM delegate_to l
  JOIN spn s ON s.key = l.key
UNION
SELECT l.account_id, l.spn, l.key, s.account_id
  FROM delegate_to l
  JOIN spn_alias e ON e.class = substr(l.key, 1, instr(l.key, '/') - 1)
  JOIN spn s ON s.key = e.alias || substr(l.key, instr(l.key, '/'))
 WHERE NOT EXISTS (SELECT 1 FROM spn x WHERE x.key = l.key)
UNION
SELECT l.account_id, l.spn, l.key, k.id
  FROM delegate_to l
  JOIN domain d ON l.key IN ('krbtgt/' || d.dns_key, 'krbtgt/' || d.netbios_key)
  JOIN account k ON k.sid = sid_of_rid(d.sid, 502);

-- Accounts whose userAccountControl did not come: whatever it would show is not shown.
CREATE TEMP VIEW IF NOT EXISTS flags_unread AS
SELECT count(*) AS accounts FROM accounts
 WHERE uac IS NULL AND kind NOT IN ('group', 'foreign', 'other')
HAVING count(*) > 0;
