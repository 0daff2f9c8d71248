-- SPDX-License-Identifier: Apache-2.0
-- Names to accounts. A second account means ambiguous, never first wins. Where one account may come
-- twice, the reader counts it once: DISTINCT would make a table for each question.

-- A foreign security principal has the SID of the account that it stands for: it counts only where
-- that account was not read, and one of several.
-- name: resolve-sid
SELECT id, kind, domain_id FROM account WHERE sid = ?1 AND kind <> 'foreign'
UNION ALL
SELECT * FROM (SELECT id, kind, domain_id FROM account f
                WHERE sid = ?1 AND kind = 'foreign'
                  AND NOT EXISTS (SELECT 1 FROM account a WHERE a.sid = f.sid
                                                            AND a.kind <> 'foreign') LIMIT 1)
 LIMIT 2;

-- name: resolve-domain
SELECT id FROM domain WHERE netbios_key = ?1 OR dns_key = ?1 LIMIT 2;

-- name: resolve-name-in-domain
SELECT id, kind, domain_id FROM account WHERE name_key = ?1 AND domain_id = ?2 LIMIT 2;

-- name: resolve-name
SELECT id, kind, domain_id FROM account WHERE name_key = ?1 LIMIT 2;

-- name: resolve-upn
SELECT id, kind, domain_id FROM account WHERE upn_key = ?1 LIMIT 2;

-- name: resolve-host
SELECT id, kind, domain_id FROM account
 WHERE host_key = ?1 AND kind = 'computer' LIMIT 2;

-- A host by one of its SPNs: the names that a computer registers for itself.
-- name: resolve-host-spn
SELECT a.id, a.kind, a.domain_id FROM spn s JOIN account a ON a.id = s.account_id
 WHERE s.key = 'host/' || ?1 AND a.kind = 'computer';

-- name: resolve-spn
SELECT a.id, a.kind, a.domain_id FROM spn s JOIN account a ON a.id = s.account_id
 WHERE s.key = ?1;

-- name: resolve-spn-samba
SELECT a.id, a.kind, a.domain_id FROM spn s
  JOIN account a ON a.id = s.account_id
  JOIN domain d ON d.id = a.domain_id
 WHERE s.key = ?1 AND d.kdc_profile IN ('samba', 'samba-4.17');

-- Samba's KDC finds a computer (managed service accounts are computers) by its CN, which is the
-- account's name without the $ unless somebody renamed the object. Most forests have no such
-- domain: that is looked at first.
-- name: resolve-samba-label
SELECT a.id, a.kind, a.domain_id FROM domain d CROSS JOIN account a ON a.domain_id = d.id
 WHERE a.name_key = ?1 AND a.kind IN ('computer', 'gmsa', 'smsa', 'dmsa')
   AND upper(substr(a.dn, 1, length(a.sam) + 3))
     = upper('CN=' || substr(a.sam, 1, length(a.sam) - 1) || ',')
   AND d.kdc_profile IN ('samba', 'samba-4.17')
 LIMIT 2;

-- name: resolve-trust
SELECT rowid FROM trust WHERE domain_id = ?1 AND (partner_key = ?2 OR flat_key = ?2) LIMIT 2;

-- name: resolve-aliases
SELECT class, alias FROM spn_alias;

-- name: resolve-sid-of
SELECT sid FROM account WHERE id = ?1;

-- Effective members of a group: every depth, primary group included; accounts, not groups.
-- name: resolve-members
WITH RECURSIVE nested (id) AS (
    SELECT ?1
    UNION
    SELECT m.member_id FROM nested n JOIN membership m ON m.group_id = n.id)
SELECT DISTINCT a.id, a.domain_id FROM (
    SELECT id FROM nested
    UNION
    SELECT p.id FROM nested n
      JOIN account g ON g.id = n.id AND g.kind = 'group'
      JOIN account p ON p.primary_group = sid_rid(g.sid) AND p.domain_id = g.domain_id
                    AND p.primary_group NOT IN (513, 515)
    UNION
    SELECT p.id FROM nested n
      JOIN account g ON g.id = n.id AND g.kind = 'group' AND sid_rid(g.sid) IN (513, 515)
      JOIN account p ON p.primary_group = sid_rid(g.sid) AND p.domain_id = g.domain_id) AS found
  JOIN account a ON a.id = found.id
 WHERE a.kind <> 'group' ORDER BY a.id;

-- Whether some of a group's members were not read: cut, in a domain that was not scanned, or by
-- primary group in one that was not read to its end.
-- name: resolve-members-unread
WITH RECURSIVE nested (id) AS (
    SELECT ?1
    UNION
    SELECT m.member_id FROM nested n JOIN membership m ON m.group_id = n.id)
SELECT EXISTS (SELECT 1 FROM nested n JOIN member_truncated t ON t.group_id = n.id)
    OR EXISTS (SELECT 1 FROM nested n JOIN member_unresolved u ON u.group_id = n.id)
    OR EXISTS (SELECT 1 FROM nested n
                 JOIN account g ON g.id = n.id AND g.kind = 'group'
                 JOIN domain d ON d.id = g.domain_id AND d.whole = 0
                WHERE sid_rid(g.sid) IN (513, 515)
                   OR EXISTS (SELECT 1 FROM account p
                               WHERE p.primary_group = sid_rid(g.sid)
                                 AND p.domain_id = g.domain_id
                                 AND p.primary_group NOT IN (513, 515)));

-- The computers among a group's effective members; those whose name did not come have none here.
-- name: resolve-group-computers
WITH RECURSIVE nested (id) AS (
    SELECT ?1
    UNION
    SELECT m.member_id FROM nested n JOIN membership m ON m.group_id = n.id)
SELECT DISTINCT coalesce(a.dns_host_name, rtrim(a.sam, '$')) FROM (
    SELECT id FROM nested
    UNION
    SELECT p.id FROM nested n
      JOIN account g ON g.id = n.id AND g.kind = 'group'
      JOIN account p ON p.primary_group = sid_rid(g.sid) AND p.domain_id = g.domain_id
                    AND p.primary_group NOT IN (513, 515)
    UNION
    SELECT p.id FROM nested n
      JOIN account g ON g.id = n.id AND g.kind = 'group' AND sid_rid(g.sid) IN (513, 515)
      JOIN account p ON p.primary_group = sid_rid(g.sid) AND p.domain_id = g.domain_id) AS found
  JOIN account a ON a.id = found.id
 WHERE a.kind = 'computer' ORDER BY 1;
