-- SPDX-License-Identifier: Apache-2.0
-- Filling of the observed tables by a scan.

-- name: observe-empty
DROP INDEX IF EXISTS account_by_sid;
DROP INDEX IF EXISTS account_by_name;
DROP INDEX IF EXISTS account_by_upn;
DROP INDEX IF EXISTS account_by_host;
DROP INDEX IF EXISTS account_by_dn;
DROP INDEX IF EXISTS account_by_primary_group;
DROP INDEX IF EXISTS spn_by_key;
DROP INDEX IF EXISTS spn_by_account;
DROP INDEX IF EXISTS delegate_to_by_account;
DROP INDEX IF EXISTS sid_history_by_account;
DROP INDEX IF EXISTS membership_by_member;
DROP INDEX IF EXISTS member_unresolved_by_group;
DROP INDEX IF EXISTS rbcd_trustee_by_target;
DROP INDEX IF EXISTS rbcd_trustee_by_sid;
DELETE FROM account;
DELETE FROM spn;
DELETE FROM delegate_to;
DELETE FROM sid_history;
DELETE FROM distribution_group;
DELETE FROM local_group;
DELETE FROM membership;
DELETE FROM member_unresolved;
DELETE FROM member_truncated;
DELETE FROM list_truncated;
DELETE FROM trust;
DELETE FROM spn_alias;
DELETE FROM rbcd_trustee;
DELETE FROM authn_policy;
DELETE FROM authn_silo;
DELETE FROM authn_silo_member;
DELETE FROM authn_assignment;
DELETE FROM authn_policy_trustee;
DELETE FROM protected_group;
DELETE FROM protected_user;
DELETE FROM domain;
CREATE TEMP TABLE IF NOT EXISTS member_dn (group_id INTEGER, dn_hash INTEGER, dn TEXT);
CREATE TEMP TABLE IF NOT EXISTS member_found (group_id INTEGER, member_id INTEGER, dn TEXT);
CREATE TEMP TABLE IF NOT EXISTS foreign_principal (id INTEGER, sid BLOB);
DELETE FROM temp.member_dn;
DELETE FROM temp.foreign_principal;
CREATE TEMP TABLE IF NOT EXISTS authn_link (dn_hash INTEGER, dn TEXT, policy TEXT, silo TEXT);
DELETE FROM temp.authn_link;

-- name: observe-account
INSERT INTO account (id, domain_id, kind, dn, dn_hash, sid, guid, sam, name_key, upn_key, uac,
                     uac_computed, primary_group, etypes, expires, pwd_last_set, lockout_time,
                     logon_hours, dns_host_name, host_key, os, os_version, rbcd, usn, not_readable,
                     changed)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20,
        ?21, ?22, ?23, ?24, ?25, ?26);

-- name: observe-spn
INSERT INTO spn (account_id, spn, key) VALUES (?1, ?2, ?3);

-- name: observe-delegate-to
INSERT INTO delegate_to (account_id, spn, key) VALUES (?1, ?2, ?3);

-- name: observe-sid-history
INSERT INTO sid_history (account_id, sid) VALUES (?1, ?2);

-- name: observe-distribution-group
INSERT INTO distribution_group (id) VALUES (?1);

-- name: observe-local-group
INSERT INTO local_group (id) VALUES (?1);

-- name: observe-foreign-principal
INSERT INTO temp.foreign_principal (id, sid) VALUES (?1, ?2);

-- name: observe-member
INSERT INTO temp.member_dn (group_id, dn_hash, dn) VALUES (?1, ?2, ?3);

-- name: observe-member-truncated
INSERT OR IGNORE INTO member_truncated (group_id) VALUES (?1);

-- name: observe-list-truncated
INSERT OR IGNORE INTO list_truncated (account_id) VALUES (?1);

-- name: observe-rbcd-trustee
INSERT INTO rbcd_trustee (target_id, sid) VALUES (?1, ?2);

-- name: observe-policy
INSERT OR IGNORE INTO authn_policy (id, dn, enforced, user_from, user_to, computer_to, service_from,
                                    service_to)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8);

-- name: observe-policy-trustee
INSERT INTO authn_policy_trustee (policy_id, sid) VALUES (?1, ?2);

-- name: observe-silo
INSERT OR IGNORE INTO authn_silo (id, dn, enforced, user_policy, computer_policy, service_policy,
                                  members_cut)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7);

-- name: observe-silo-member
INSERT OR IGNORE INTO authn_silo_member (silo_id, dn) VALUES (?1, ?2);

-- name: observe-policy-assignment
INSERT INTO authn_assignment (account_id, policy, silo) VALUES (?1, ?2, ?3);

-- name: observe-policy-link
INSERT INTO temp.authn_link (dn_hash, dn, policy, silo) VALUES (?1, ?2, ?3, ?4);

-- name: observe-trust
INSERT INTO trust (domain_id, dn, partner, partner_key, flat_key, sid, direction, type, attributes)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9);

-- name: observe-spn-alias
INSERT OR IGNORE INTO spn_alias (class, alias) VALUES (?1, ?2);

-- name: observe-domain
INSERT OR IGNORE INTO domain (id, dn, dns_name, dns_key) VALUES (?1, ?2, ?3, ?4);

-- name: observe-domain-names
UPDATE domain SET dns_name = ?2, dns_key = ?3, netbios_name = ?4, netbios_key = ?5, forest = ?6
 WHERE id = ?1;

-- name: observe-domain-head
UPDATE domain SET sid = ?2, domain_level = coalesce(domain_level, ?3) WHERE id = ?1;

-- name: observe-domain-dc
UPDATE domain SET domain_level = coalesce(?2, domain_level), dc_level = ?3, kdc_profile = ?4,
                  forest = coalesce(forest, ?5)
 WHERE id = ?1;

-- name: observe-domain-scanned
UPDATE domain SET whole = CASE WHEN scanned THEN min(whole, ?2) ELSE ?2 END, scanned = 1
 WHERE id = ?1;

-- What every forest has and did not come. A crossRef has always a NetBIOS name, a domain's own
-- object a SID, which is not yet derived from accounts here.
-- name: observe-gaps
SELECT 'CN=Configuration', 'sPNMappings',
       'sPNMappings of CN=Directory Service,CN=Windows NT,CN=Services did not come'
 WHERE NOT EXISTS (SELECT 1 FROM spn_alias)
UNION ALL
SELECT 'CN=Configuration', 'crossRef', 'no crossRef came for ' || dn
  FROM domain WHERE scanned = 1 AND netbios_name IS NULL
UNION ALL
SELECT dn, 'domainDNS', 'the object of the domain itself, or its objectSid, did not come'
  FROM domain WHERE scanned = 1 AND sid IS NULL
UNION ALL
SELECT dn, 'accounts', 'no account came'
  FROM domain WHERE scanned = 0 AND kdc_profile <> 'unknown';

-- name: observe-headless
UPDATE domain SET whole = 0 WHERE sid IS NULL;

-- Indexes are made after the load: half the time of making them on the way.
-- name: observe-index
CREATE INDEX account_by_sid ON account (sid) WHERE sid IS NOT NULL;
CREATE INDEX account_by_name ON account (name_key) WHERE name_key IS NOT NULL;
CREATE INDEX account_by_upn ON account (upn_key) WHERE upn_key IS NOT NULL;
CREATE INDEX account_by_host ON account (host_key) WHERE host_key IS NOT NULL;
CREATE INDEX account_by_dn ON account (dn_hash);
-- Domain Users and Domain Computers are nearly everybody's: their few questions scan the table.
CREATE INDEX account_by_primary_group ON account (primary_group, domain_id)
 WHERE primary_group NOT IN (513, 515);
CREATE INDEX spn_by_key ON spn (key);
CREATE INDEX spn_by_account ON spn (account_id);
CREATE INDEX delegate_to_by_account ON delegate_to (account_id);
CREATE INDEX sid_history_by_account ON sid_history (account_id);

-- name: observe-members
DELETE FROM temp.member_found;
INSERT INTO temp.member_found (group_id, member_id, dn)
SELECT m.group_id, a.id, CASE WHEN a.id IS NULL THEN m.dn END
  FROM temp.member_dn m
  LEFT JOIN account a ON a.dn_hash = m.dn_hash AND a.dn = m.dn COLLATE NOCASE;
DELETE FROM temp.member_dn;
INSERT OR IGNORE INTO membership (group_id, member_id)
SELECT group_id, member_id FROM temp.member_found WHERE member_id IS NOT NULL;
INSERT INTO member_unresolved (group_id, dn)
SELECT group_id, dn FROM temp.member_found WHERE member_id IS NULL;
DELETE FROM temp.member_found;
CREATE INDEX membership_by_member ON membership (member_id);
CREATE INDEX member_unresolved_by_group ON member_unresolved (group_id);
CREATE INDEX rbcd_trustee_by_target ON rbcd_trustee (target_id);
CREATE INDEX rbcd_trustee_by_sid ON rbcd_trustee (sid);
-- A foreign security principal in a group stands for the account that has its SID elsewhere.
DELETE FROM temp.foreign_principal
 WHERE (SELECT count(*) FROM account a WHERE a.sid = foreign_principal.sid
                                         AND a.kind <> 'foreign') <> 1;
INSERT OR IGNORE INTO membership (group_id, member_id)
SELECT m.group_id, a.id FROM temp.foreign_principal f
  JOIN membership m ON m.member_id = f.id
  JOIN account a ON a.sid = f.sid AND a.kind <> 'foreign';
DELETE FROM membership WHERE member_id IN (SELECT id FROM temp.foreign_principal);
DELETE FROM temp.foreign_principal;
INSERT INTO authn_assignment (account_id, policy, silo)
SELECT a.id, l.policy, l.silo FROM temp.authn_link l
  JOIN account a ON a.dn_hash = l.dn_hash AND a.dn = l.dn COLLATE NOCASE WHERE true
ON CONFLICT (account_id) DO UPDATE SET policy = coalesce(policy, excluded.policy),
                                       silo = coalesce(silo, excluded.silo);
DELETE FROM temp.authn_link;
-- Without the domain's own object its SID is that of its accounts without the last part.
UPDATE domain SET sid = (SELECT sid_domain(a.sid) FROM account a
                          WHERE a.domain_id = domain.id AND a.kind IN ('user', 'computer')
                            AND a.sid IS NOT NULL LIMIT 1)
 WHERE sid IS NULL AND scanned = 1;

-- A group may be reached twice, and groups may hold each other: each is looked at once, in the
-- order in which it is met, and belongs to the first that holds it. So the work grows with the
-- memberships, whatever they form, and chains are the shortest. Evidence names 16 links of a chain.
-- name: observe-protected
CREATE TEMP TABLE IF NOT EXISTS protected_met (position INTEGER PRIMARY KEY, id INTEGER UNIQUE,
                                               parent INTEGER);
DELETE FROM temp.protected_met;
INSERT INTO temp.protected_met (id)
WITH RECURSIVE nested (id) AS (
    SELECT g.id FROM account g
     WHERE g.kind = 'group' AND g.sid IN (SELECT sid_of_rid(sid, 525) FROM domain)
    UNION
    SELECT g.id FROM nested n
      JOIN membership m ON m.group_id = n.id
      JOIN account g ON g.id = m.member_id AND g.kind = 'group'
     WHERE g.id NOT IN (SELECT id FROM distribution_group))
SELECT id FROM nested;
UPDATE temp.protected_met SET parent = (
    SELECT h.id FROM membership m
      JOIN temp.protected_met h ON h.id = m.group_id
     WHERE m.member_id = protected_met.id AND h.position < protected_met.position
     ORDER BY h.position LIMIT 1)
 WHERE id NOT IN (SELECT g.id FROM account g
                   WHERE g.sid IN (SELECT sid_of_rid(sid, 525) FROM domain));
CREATE INDEX IF NOT EXISTS temp.protected_met_by_parent ON protected_met (parent);
INSERT INTO protected_group (id, evidence)
WITH RECURSIVE nested (id, depth, evidence) AS (
    SELECT id, 0, '' FROM temp.protected_met WHERE parent IS NULL
    UNION ALL
    SELECT g.id, n.depth + 1,
           evidence(p.dn, 'member', g.dn) ||
           CASE WHEN n.depth = 0 THEN ''
                WHEN n.depth < 16 THEN ' | ' || n.evidence
                ELSE ' | ' || evidence('Protected Users', 'further memberships', n.depth) END
      FROM nested n
      JOIN temp.protected_met t ON t.parent = n.id
      JOIN account p ON p.id = n.id
      JOIN account g ON g.id = t.id)
SELECT id, evidence FROM nested;
INSERT OR IGNORE INTO protected_user (account_id, evidence)
SELECT a.id, evidence(g.dn, 'member', a.dn) ||
             CASE p.evidence WHEN '' THEN '' ELSE ' | ' || p.evidence END
  FROM temp.protected_met t
  JOIN protected_group p ON p.id = t.id
  JOIN account g ON g.id = p.id
  JOIN membership m ON m.group_id = p.id
  JOIN account a ON a.id = m.member_id AND a.kind <> 'group'
 ORDER BY t.position;
INSERT OR IGNORE INTO protected_user (account_id, evidence)
SELECT a.id, evidence(a.dn, 'primaryGroupID', a.primary_group) ||
             CASE p.evidence WHEN '' THEN '' ELSE ' | ' || p.evidence END
  FROM temp.protected_met t
  JOIN protected_group p ON p.id = t.id
  JOIN account g ON g.id = p.id
  JOIN account a ON a.primary_group = sid_rid(g.sid) AND a.domain_id = g.domain_id
                AND a.primary_group NOT IN (513, 515)
 ORDER BY t.position;
INSERT OR IGNORE INTO protected_user (account_id, evidence)
SELECT a.id, evidence(a.dn, 'primaryGroupID', a.primary_group) ||
             CASE p.evidence WHEN '' THEN '' ELSE ' | ' || p.evidence END
  FROM temp.protected_met t
  JOIN protected_group p ON p.id = t.id
  JOIN account g ON g.id = p.id AND sid_rid(g.sid) IN (513, 515)
  JOIN account a ON a.primary_group = sid_rid(g.sid) AND a.domain_id = g.domain_id
 ORDER BY t.position;
-- The number alone says it, where the group's own object did not come.
INSERT OR IGNORE INTO protected_user (account_id, evidence)
SELECT a.id, evidence(a.dn, 'primaryGroupID', a.primary_group) FROM account a
 WHERE a.primary_group = 525 AND a.primary_group NOT IN (513, 515);
DELETE FROM temp.protected_met;

-- name: observe-dc-level
UPDATE domain SET dc_level_lowest = min(coalesce(dc_level_lowest, ?2), ?2),
                  dc_level_highest = max(coalesce(dc_level_highest, ?2), ?2)
 WHERE id = ?1;

-- DCs that do not name their domain may be of any, where there are several.
-- name: observe-dc-levels-unplaced
UPDATE domain SET dc_level_lowest = ?1, dc_level_highest = ?2,
                  dc_levels_placed = (SELECT count(*) = 1 FROM domain)
 WHERE dc_level_lowest IS NULL;

-- name: observe-snapshot
INSERT INTO snapshot (id, started, finished, source, dc, usn, whole, tool_version)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8);

-- name: observe-next-snapshot
SELECT coalesce(max(id), 0) + 1 FROM snapshot;

-- name: observe-coverage
INSERT INTO coverage (snapshot_id, context, asked, received, whole, shortfall)
VALUES (?1, ?2, ?3, ?4, ?5, ?6);
