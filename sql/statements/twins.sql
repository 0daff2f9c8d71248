-- SPDX-License-Identifier: Apache-2.0
-- One object that came more than once: exports may overlap. The same objectGUID, else the same
-- objectSid in a domain, else the same DN is one object. The fuller record stays, of equal ones the
-- first, with the members of all; what differs is of another time, and nobody can tell which.

-- name: twins-begin
CREATE TEMP TABLE IF NOT EXISTS twin (id INTEGER, other INTEGER, PRIMARY KEY (id, other));
CREATE TEMP TABLE IF NOT EXISTS twin_filled (id INTEGER PRIMARY KEY, filled INTEGER);
CREATE TEMP TABLE IF NOT EXISTS twin_dropped (id INTEGER PRIMARY KEY, kept INTEGER);
DELETE FROM temp.twin;
DELETE FROM temp.twin_filled;
DELETE FROM temp.twin_dropped;

-- Every domain has the built-in groups and the foreign principals of the same SID.
-- name: twins-by-name
INSERT OR IGNORE INTO temp.twin (id, other)
SELECT a.id, b.id
  FROM (SELECT sid FROM account WHERE sid IS NOT NULL GROUP BY sid HAVING count(*) > 1) s
 CROSS JOIN account a ON a.sid = s.sid
 CROSS JOIN account b ON b.sid = s.sid AND b.id <> a.id
 WHERE a.domain_id IS b.domain_id AND (a.kind = 'foreign') = (b.kind = 'foreign')
   AND (a.guid = b.guid OR a.guid IS NULL OR b.guid IS NULL);
INSERT OR IGNORE INTO temp.twin (id, other)
SELECT a.id, b.id
  FROM (SELECT dn_hash FROM account GROUP BY dn_hash HAVING count(*) > 1) h
 CROSS JOIN account a ON a.dn_hash = h.dn_hash
 CROSS JOIN account b ON b.dn_hash = h.dn_hash AND b.id <> a.id
 WHERE a.dn = b.dn COLLATE NOCASE
   AND (a.guid = b.guid OR a.guid IS NULL OR b.guid IS NULL)
   AND (a.guid = b.guid OR a.sid = b.sid OR a.sid IS NULL OR b.sid IS NULL);

-- Without an index: asked where several sources delivered accounts.
-- name: twins-by-guid
INSERT OR IGNORE INTO temp.twin (id, other)
WITH several AS MATERIALIZED (
    SELECT a.id, a.guid
      FROM account a
     WHERE a.guid IN (SELECT guid FROM account WHERE guid IS NOT NULL
                       GROUP BY guid HAVING count(*) > 1))
SELECT a.id, b.id FROM several a JOIN several b ON b.guid = a.guid AND b.id <> a.id;

-- name: twins-judge
INSERT INTO temp.twin_filled (id, filled)
SELECT a.id,
       (a.sid IS NOT NULL) + (a.guid IS NOT NULL) + (a.sam IS NOT NULL) + (a.upn_key IS NOT NULL)
       + (a.uac IS NOT NULL) + (a.uac_computed IS NOT NULL) + (a.primary_group IS NOT NULL)
       + (a.etypes IS NOT NULL) + (a.expires IS NOT NULL) + (a.pwd_last_set IS NOT NULL)
       + (a.lockout_time IS NOT NULL) + (a.logon_hours IS NOT NULL)
       + (a.dns_host_name IS NOT NULL) + (a.os IS NOT NULL) + (a.os_version IS NOT NULL)
       + (a.rbcd IS NOT NULL) + (a.usn IS NOT NULL)
       + (SELECT count(*) FROM spn s WHERE s.account_id = a.id)
       + (SELECT count(*) FROM delegate_to l WHERE l.account_id = a.id)
  FROM account a WHERE a.id IN (SELECT id FROM temp.twin);
INSERT OR IGNORE INTO temp.twin_dropped (id, kept)
SELECT t.id, t.other FROM temp.twin t
  JOIN temp.twin_filled x ON x.id = t.id
  JOIN temp.twin_filled y ON y.id = t.other
 WHERE y.filled > x.filled OR (y.filled = x.filled AND y.id < x.id)
 ORDER BY t.id, y.filled DESC, y.id;

-- name: twins-count
SELECT count(*), coalesce(sum(a.kind = 'group'), 0)
  FROM temp.twin_dropped t JOIN account a ON a.id = t.id;

-- name: twins-drop
UPDATE temp.member_dn SET group_id = (SELECT kept FROM temp.twin_dropped t WHERE t.id = group_id)
 WHERE group_id IN (SELECT id FROM temp.twin_dropped);
DELETE FROM account WHERE id IN (SELECT id FROM temp.twin_dropped);
DELETE FROM spn WHERE account_id IN (SELECT id FROM temp.twin_dropped);
DELETE FROM delegate_to WHERE account_id IN (SELECT id FROM temp.twin_dropped);
DELETE FROM sid_history WHERE account_id IN (SELECT id FROM temp.twin_dropped);
DELETE FROM distribution_group WHERE id IN (SELECT id FROM temp.twin_dropped);
DELETE FROM local_group WHERE id IN (SELECT id FROM temp.twin_dropped);
DELETE FROM member_truncated WHERE group_id IN (SELECT id FROM temp.twin_dropped);
DELETE FROM rbcd_trustee WHERE target_id IN (SELECT id FROM temp.twin_dropped);
DELETE FROM authn_assignment WHERE account_id IN (SELECT id FROM temp.twin_dropped);
DELETE FROM temp.foreign_principal WHERE id IN (SELECT id FROM temp.twin_dropped);

-- name: twins-trusts
DELETE FROM trust WHERE rowid NOT IN (SELECT min(rowid) FROM trust
                                       GROUP BY domain_id, dn COLLATE NOCASE);
