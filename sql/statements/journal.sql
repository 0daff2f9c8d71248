-- SPDX-License-Identifier: Apache-2.0
-- The journal of a directory: the observed tables of two whole snapshots side by side.

-- Statements that put the observed tables of the newest snapshot aside, where it is whole, and make
-- empty ones. Nothing is copied. Views of this connection must go on to mean the new tables, which
-- ALTER TABLE does only in its legacy form.
-- name: journal-capture
WITH kept (name) AS (VALUES ('account'), ('spn'), ('delegate_to'), ('rbcd_trustee'),
                            ('protected_user'), ('trust'), ('authn_assignment'), ('domain'))
SELECT statement FROM (
    SELECT 0 AS step, 'PRAGMA legacy_alter_table = ON' AS statement
    UNION ALL
    SELECT 1, 'DROP TABLE IF EXISTS main.former_' || name FROM kept
    UNION ALL
    SELECT 2, 'DROP INDEX main.' || s.name FROM main.sqlite_schema s JOIN kept k
            ON k.name = s.tbl_name WHERE s.type = 'index' AND s.sql IS NOT NULL
    UNION ALL
    SELECT 3, 'ALTER TABLE main.' || name || ' RENAME TO former_' || name FROM kept
    UNION ALL
    SELECT 4, s.sql FROM main.sqlite_schema s JOIN kept k ON k.name = s.name
     WHERE s.type = 'table'
    UNION ALL
    SELECT 5, 'PRAGMA legacy_alter_table = OFF')
 WHERE (SELECT whole FROM snapshot ORDER BY id DESC LIMIT 1) = 1
 ORDER BY step;

-- Whether there is anything to compare with.
-- name: journal-waits
SELECT count(*) FROM main.sqlite_schema WHERE type = 'table' AND name = 'former_account';

-- name: journal-forget
DROP TABLE former_account;
DROP TABLE former_spn;
DROP TABLE former_delegate_to;
DROP TABLE former_rbcd_trustee;
DROP TABLE former_protected_user;
DROP TABLE former_trust;
DROP TABLE former_authn_assignment;
DROP TABLE former_domain;

-- Which account was which. Nearly all have the DN that they had, for which there is an index; of
-- the others the objectGUID decides, else the objectSid. Only domains that both scans read count:
-- what one of them did not ask for has neither come nor gone. Groups and foreign principals are
-- left out.
-- name: journal-pair
CREATE TEMP TABLE journal_domain (former INTEGER PRIMARY KEY, current INTEGER);
INSERT INTO temp.journal_domain (former, current)
SELECT f.id, d.id FROM former_domain f JOIN domain d ON d.dn = f.dn COLLATE NOCASE
 WHERE f.scanned = 1 AND d.scanned = 1;
CREATE TEMP TABLE journal_pair (current INTEGER PRIMARY KEY, former INTEGER);
INSERT OR IGNORE INTO temp.journal_pair (current, former)
SELECT a.id, f.id
  FROM former_account f
 CROSS JOIN account a ON a.dn_hash = f.dn_hash AND a.dn = f.dn COLLATE NOCASE
 WHERE a.guid IS f.guid AND a.sid IS f.sid
   AND f.kind NOT IN ('group', 'foreign', 'other') AND a.kind NOT IN ('group', 'foreign', 'other');
CREATE TEMP TABLE journal_found (current INTEGER PRIMARY KEY, guid BLOB, sid BLOB);
INSERT INTO temp.journal_found (current, guid, sid)
SELECT a.id, a.guid, a.sid FROM account a
 WHERE a.kind NOT IN ('group', 'foreign', 'other')
   AND NOT EXISTS (SELECT 1 FROM temp.journal_pair p WHERE p.current = a.id);
CREATE INDEX temp.journal_found_by_guid ON journal_found (guid);
CREATE INDEX temp.journal_found_by_sid ON journal_found (sid);
CREATE TEMP TABLE journal_lost (former INTEGER PRIMARY KEY, guid BLOB, sid BLOB);
INSERT INTO temp.journal_lost (former, guid, sid)
SELECT f.id, f.guid, f.sid FROM former_account f
 WHERE (SELECT count(*) FROM former_account WHERE kind NOT IN ('group', 'foreign', 'other'))
       > (SELECT count(*) FROM temp.journal_pair)
   AND f.kind NOT IN ('group', 'foreign', 'other')
   AND f.id NOT IN (SELECT former FROM temp.journal_pair);
INSERT OR IGNORE INTO temp.journal_pair (current, former)
SELECT n.current, l.former FROM temp.journal_lost l
 CROSS JOIN temp.journal_found n ON n.guid = l.guid;
INSERT OR IGNORE INTO temp.journal_pair (current, former)
SELECT n.current, l.former FROM temp.journal_lost l
 CROSS JOIN temp.journal_found n ON n.sid = l.sid AND (n.guid IS NULL OR l.guid IS NULL);
DELETE FROM temp.journal_lost
 WHERE former IN (SELECT p.former FROM temp.journal_found n
                    JOIN temp.journal_pair p ON p.current = n.current);
DELETE FROM temp.journal_found WHERE current IN (SELECT current FROM temp.journal_pair);

-- Objects of which something may be different. 0x3380002: ACCOUNTDISABLE, TRUSTED_FOR_DELEGATION,
-- NOT_DELEGATED, USE_DES_KEY_ONLY, TRUSTED_TO_AUTH_FOR_DELEGATION, NO_AUTH_DATA_REQUIRED.
-- name: journal-touched
CREATE TEMP TABLE journal_touched (
    id INTEGER PRIMARY KEY, what TEXT, former INTEGER, current INTEGER, key BLOB, object TEXT,
    sid TEXT, dn TEXT, UNIQUE (what, former, current)
);
INSERT INTO temp.journal_touched (what, former, current)
SELECT 'account', p.former, p.current
  FROM temp.journal_pair p
 CROSS JOIN account a ON a.id = p.current
 CROSS JOIN former_account f ON f.id = p.former
 WHERE (a.uac & 0x3380002) IS NOT (f.uac & 0x3380002)
    OR a.kind <> f.kind OR a.sam IS NOT f.sam OR a.dn <> f.dn OR a.sid IS NOT f.sid
    OR a.dns_host_name IS NOT f.dns_host_name OR a.rbcd IS NOT f.rbcd OR a.etypes IS NOT f.etypes
    OR a.expires IS NOT f.expires OR a.logon_hours IS NOT f.logon_hours
    OR (a.pwd_last_set = 0) IS NOT (f.pwd_last_set = 0)
    OR (a.pwd_last_set IS NOT f.pwd_last_set AND sid_rid(a.sid) = 502);
CREATE INDEX former_spn_by_account ON former_spn (account_id);
INSERT OR IGNORE INTO temp.journal_touched (what, former, current)
SELECT 'account', p.former, p.current
  FROM spn s CROSS JOIN temp.journal_pair p ON p.current = s.account_id
 WHERE NOT EXISTS (SELECT 1 FROM former_spn o WHERE o.account_id = p.former AND o.spn = s.spn);
INSERT OR IGNORE INTO temp.journal_touched (what, former, current)
SELECT 'account', p.former, p.current
  FROM temp.journal_pair p CROSS JOIN former_spn s ON s.account_id = p.former
 WHERE NOT EXISTS (SELECT 1 FROM spn o WHERE o.account_id = p.current AND o.spn = s.spn);
CREATE TEMP TABLE journal_former (former INTEGER PRIMARY KEY, current INTEGER);
INSERT OR IGNORE INTO temp.journal_former (former, current)
SELECT p.former, p.current FROM temp.journal_pair p
 WHERE p.former IN (SELECT account_id FROM former_delegate_to
                    UNION SELECT account_id FROM former_protected_user
                    UNION SELECT account_id FROM former_authn_assignment);
INSERT OR IGNORE INTO temp.journal_touched (what, former, current)
SELECT 'account', p.former, p.current
  FROM (SELECT account_id, spn FROM delegate_to
        EXCEPT
        SELECT p.current, l.spn FROM former_delegate_to l
          JOIN temp.journal_former p ON p.former = l.account_id) x
  JOIN temp.journal_pair p ON p.current = x.account_id;
INSERT OR IGNORE INTO temp.journal_touched (what, former, current)
SELECT 'account', x.former, x.current
  FROM (SELECT p.former, p.current, l.spn FROM former_delegate_to l
          JOIN temp.journal_former p ON p.former = l.account_id) x
 WHERE NOT EXISTS (SELECT 1 FROM delegate_to l WHERE l.account_id = x.current AND l.spn = x.spn);
INSERT OR IGNORE INTO temp.journal_touched (what, former, current)
SELECT 'account', p.former, p.current
  FROM protected_user u JOIN temp.journal_pair p ON p.current = u.account_id
 WHERE NOT EXISTS (SELECT 1 FROM former_protected_user o WHERE o.account_id = p.former);
INSERT OR IGNORE INTO temp.journal_touched (what, former, current)
SELECT 'account', p.former, p.current
  FROM former_protected_user u JOIN temp.journal_former p ON p.former = u.account_id
 WHERE NOT EXISTS (SELECT 1 FROM protected_user o WHERE o.account_id = p.current);
INSERT OR IGNORE INTO temp.journal_touched (what, former, current)
SELECT 'account', p.former, p.current
  FROM authn_assignment n JOIN temp.journal_pair p ON p.current = n.account_id
 WHERE NOT EXISTS (SELECT 1 FROM former_authn_assignment o
                    WHERE o.account_id = p.former AND (o.policy, o.silo) IS (n.policy, n.silo));
INSERT OR IGNORE INTO temp.journal_touched (what, former, current)
SELECT 'account', p.former, p.current
  FROM former_authn_assignment o JOIN temp.journal_former p ON p.former = o.account_id
 WHERE NOT EXISTS (SELECT 1 FROM authn_assignment n WHERE n.account_id = p.current);
INSERT INTO temp.journal_touched (what, former)
SELECT 'account', l.former FROM temp.journal_lost l JOIN former_account f ON f.id = l.former
 WHERE f.domain_id IS NULL OR f.domain_id IN (SELECT former FROM temp.journal_domain);
INSERT INTO temp.journal_touched (what, current)
SELECT 'account', n.current FROM temp.journal_found n JOIN account a ON a.id = n.current
 WHERE a.domain_id IS NULL OR a.domain_id IN (SELECT current FROM temp.journal_domain);
UPDATE temp.journal_touched AS t SET (key, object, sid, dn) = (
    SELECT coalesce(a.guid, a.sid, CAST(lower(a.dn) AS BLOB)),
           coalesce(d.netbios_name, d.dns_name, '?') || '\' || coalesce(a.sam, a.dn),
           sid_text(a.sid), a.dn
      FROM account a LEFT JOIN domain d ON d.id = a.domain_id WHERE a.id = t.current)
 WHERE t.current IS NOT NULL;
UPDATE temp.journal_touched AS t SET (key, object, sid, dn) = (
    SELECT coalesce(a.guid, a.sid, CAST(lower(a.dn) AS BLOB)),
           coalesce(d.netbios_name, d.dns_name, '?') || '\' || coalesce(a.sam, a.dn),
           sid_text(a.sid), a.dn
      FROM former_account a LEFT JOIN former_domain d ON d.id = a.domain_id WHERE a.id = t.former)
 WHERE t.current IS NULL;
-- Domains and trusts are few: all of them.
INSERT INTO temp.journal_touched (what, former, current, key, object, sid, dn)
SELECT 'domain', f.id, d.id, CAST(lower(coalesce(d.dn, f.dn)) AS BLOB),
       coalesce(d.dns_name, f.dns_name), sid_text(coalesce(d.sid, f.sid)), coalesce(d.dn, f.dn)
  FROM (SELECT dn FROM former_domain UNION SELECT dn FROM domain) n
  LEFT JOIN former_domain f ON f.dn = n.dn COLLATE NOCASE
  LEFT JOIN domain d ON d.dn = n.dn COLLATE NOCASE
 WHERE true
ON CONFLICT DO NOTHING;
INSERT INTO temp.journal_touched (what, former, current, key, object, sid, dn)
SELECT 'trust', f.rowid, t.rowid, CAST(lower(d.dn) || '>' || n.partner_key AS BLOB),
       d.dns_name || ' -> ' || coalesce(t.partner, f.partner), sid_text(coalesce(t.sid, f.sid)),
       coalesce(t.dn, f.dn)
  FROM (SELECT j.former, j.current, f.partner_key FROM temp.journal_domain j
          JOIN former_trust f ON f.domain_id = j.former
        UNION
        SELECT j.former, j.current, t.partner_key FROM temp.journal_domain j
          JOIN trust t ON t.domain_id = j.current) n
  JOIN domain d ON d.id = n.current
  LEFT JOIN former_trust f ON f.domain_id = n.former AND f.partner_key = n.partner_key
  LEFT JOIN trust t ON t.domain_id = n.current AND t.partner_key = n.partner_key
 WHERE true
ON CONFLICT DO NOTHING;

-- Both sides of those objects as attributes and values. `usual` ones say nothing of an object that
-- came or went.
-- name: journal-facts
CREATE TEMP TABLE journal_fact (
    object INTEGER, later INTEGER, attribute TEXT, many INTEGER, usual INTEGER, value TEXT
);
CREATE TEMP TABLE journal_side AS
SELECT t.id AS object, 0 AS later, f.id, f.kind, f.sam, f.dn, f.sid, f.uac, f.dns_host_name,
       f.etypes, f.expires, f.logon_hours, f.pwd_last_set,
       EXISTS (SELECT 1 FROM former_protected_user u WHERE u.account_id = f.id) AS protected_user,
       n.policy, n.silo
  FROM temp.journal_touched t JOIN former_account f ON f.id = t.former
  LEFT JOIN former_authn_assignment n ON n.account_id = f.id
 WHERE t.what = 'account'
UNION ALL
SELECT t.id, 1, a.id, a.kind, a.sam, a.dn, a.sid, a.uac, a.dns_host_name, a.etypes, a.expires,
       a.logon_hours, a.pwd_last_set,
       EXISTS (SELECT 1 FROM protected_user u WHERE u.account_id = a.id), n.policy, n.silo
  FROM temp.journal_touched t JOIN account a ON a.id = t.current
  LEFT JOIN authn_assignment n ON n.account_id = a.id
 WHERE t.what = 'account';
INSERT INTO temp.journal_fact (object, later, attribute, many, usual, value)
SELECT object, later, '', 0, 0, kind FROM temp.journal_side
UNION ALL SELECT object, later, 'name', 0, 1, sam FROM temp.journal_side
UNION ALL SELECT object, later, 'dn', 0, 1, dn FROM temp.journal_side
UNION ALL SELECT object, later, 'sid', 0, 1, sid_text(sid) FROM temp.journal_side
UNION ALL SELECT object, later, 'dns_host_name', 0, 1, dns_host_name FROM temp.journal_side
UNION ALL SELECT object, later, 'etypes', 0, 1, printf('0x%X', etypes) FROM temp.journal_side
           WHERE etypes IS NOT NULL
UNION ALL SELECT object, later, 'expires', 0, 0, iso_time(expires) FROM temp.journal_side
UNION ALL SELECT object, later, 'logon_hours', 0, 0, hex(logon_hours) FROM temp.journal_side
           WHERE logon_hours IS NOT NULL
UNION ALL SELECT object, later, 'must_change_password', 0, pwd_last_set <> 0,
                 CASE pwd_last_set WHEN 0 THEN 'yes' ELSE 'no' END FROM temp.journal_side
           WHERE pwd_last_set IS NOT NULL
UNION ALL SELECT object, later, 'krbtgt_password', 0, 1,
                 iso_time(pwd_last_set / 10000000 - 11644473600) FROM temp.journal_side
           WHERE sid_rid(sid) = 502 AND pwd_last_set > 0
UNION ALL SELECT object, later, 'enabled', 0, coalesce(uac & 0x2, 1) = 0,
                 CASE WHEN uac IS NULL THEN 'unknown' WHEN uac & 0x2 THEN 'no' ELSE 'yes' END
            FROM temp.journal_side
UNION ALL SELECT s.object, s.later, b.column1, 0, coalesce(s.uac & b.column2, 1) = 0,
                 CASE WHEN s.uac IS NULL THEN 'unknown' WHEN s.uac & b.column2 THEN 'yes'
                      ELSE 'no' END
            FROM temp.journal_side s
            JOIN (VALUES ('not_delegated', 0x100000), ('unconstrained', 0x80000),
                         ('transition', 0x1000000), ('des_only', 0x200000), ('no_pac', 0x2000000)) b
UNION ALL SELECT object, later, 'protected_user', 0, NOT protected_user,
                 CASE protected_user WHEN 1 THEN 'yes' ELSE 'no' END FROM temp.journal_side
UNION ALL SELECT object, later, 'authn_policy', 0, 0, policy FROM temp.journal_side
UNION ALL SELECT object, later, 'authn_silo', 0, 0, silo FROM temp.journal_side;
INSERT INTO temp.journal_fact (object, later, attribute, many, usual, value)
SELECT s.object, s.later, 'spns', 1, 0, v.spn FROM temp.journal_side s
  JOIN former_spn v ON v.account_id = s.id WHERE NOT s.later
UNION SELECT s.object, s.later, 'spns', 1, 0, v.spn FROM temp.journal_side s
  JOIN spn v ON v.account_id = s.id WHERE s.later
UNION SELECT s.object, s.later, 'constrained_to', 1, 0, v.spn FROM temp.journal_side s
  JOIN former_delegate_to v ON v.account_id = s.id WHERE NOT s.later
UNION SELECT s.object, s.later, 'constrained_to', 1, 0, v.spn FROM temp.journal_side s
  JOIN delegate_to v ON v.account_id = s.id WHERE s.later
UNION SELECT s.object, s.later, 'rbcd_from', 1, 0, sid_text(v.sid) FROM temp.journal_side s
  JOIN former_rbcd_trustee v ON v.target_id = s.id WHERE NOT s.later
UNION SELECT s.object, s.later, 'rbcd_from', 1, 0, sid_text(v.sid) FROM temp.journal_side s
  JOIN rbcd_trustee v ON v.target_id = s.id WHERE s.later;
-- A descriptor may say something else about the same trustees.
INSERT INTO temp.journal_fact (object, later, attribute, many, usual, value)
SELECT t.id, 0, 'rbcd_descriptor', 0, 1, hex(f.rbcd) FROM temp.journal_touched t
  JOIN former_account f ON f.id = t.former WHERE t.what = 'account' AND f.rbcd IS NOT NULL
UNION ALL
SELECT t.id, 1, 'rbcd_descriptor', 0, 1, hex(a.rbcd) FROM temp.journal_touched t
  JOIN account a ON a.id = t.current WHERE t.what = 'account' AND a.rbcd IS NOT NULL;
DELETE FROM temp.journal_fact
 WHERE attribute = 'rbcd_descriptor'
   AND EXISTS (SELECT 1 FROM temp.journal_fact o
                WHERE o.object = journal_fact.object AND o.attribute = 'rbcd_from'
                GROUP BY o.value HAVING count(*) = 1);
CREATE TEMP TABLE journal_domain_side AS
SELECT t.id AS object, 0 AS later, f.dns_name, f.netbios_name, f.scanned, f.domain_level,
       min(coalesce(f.dc_level_lowest, f.dc_level), coalesce(f.dc_level, f.dc_level_lowest))
         AS lowest,
       max(coalesce(f.dc_level_highest, f.dc_level), coalesce(f.dc_level, f.dc_level_highest))
         AS highest, f.kdc_profile
  FROM temp.journal_touched t JOIN former_domain f ON f.id = t.former WHERE t.what = 'domain'
UNION ALL
SELECT t.id, 1, d.dns_name, d.netbios_name, d.scanned, d.domain_level,
       min(coalesce(d.dc_level_lowest, d.dc_level), coalesce(d.dc_level, d.dc_level_lowest)),
       max(coalesce(d.dc_level_highest, d.dc_level), coalesce(d.dc_level, d.dc_level_highest)),
       d.kdc_profile
  FROM temp.journal_touched t JOIN domain d ON d.id = t.current WHERE t.what = 'domain';
INSERT INTO temp.journal_fact (object, later, attribute, many, usual, value)
SELECT object, later, '', 0, 0, 'domain' FROM temp.journal_domain_side
UNION ALL SELECT object, later, 'name', 0, 1, netbios_name FROM temp.journal_domain_side
UNION ALL SELECT object, later, 'dns_host_name', 0, 1, dns_name FROM temp.journal_domain_side
UNION ALL SELECT object, later, 'scanned', 0, 0, CASE scanned WHEN 1 THEN 'yes' ELSE 'no' END
            FROM temp.journal_domain_side
UNION ALL SELECT object, later, 'domain_level', 0, 0, domain_level FROM temp.journal_domain_side
UNION ALL SELECT object, later, 'lowest_dc_level', 0, 0, lowest FROM temp.journal_domain_side
UNION ALL SELECT object, later, 'highest_dc_level', 0, 0, highest FROM temp.journal_domain_side
UNION ALL SELECT object, later, 'kdc_profile', 0, 0, kdc_profile FROM temp.journal_domain_side;
CREATE TEMP TABLE journal_trust_side AS
SELECT t.id AS object, 0 AS later, f.direction, f.attributes
  FROM temp.journal_touched t JOIN former_trust f ON f.rowid = t.former WHERE t.what = 'trust'
UNION ALL
SELECT t.id, 1, n.direction, n.attributes
  FROM temp.journal_touched t JOIN trust n ON n.rowid = t.current WHERE t.what = 'trust';
INSERT INTO temp.journal_fact (object, later, attribute, many, usual, value)
SELECT object, later, '', 0, 0, 'trust' FROM temp.journal_trust_side
UNION ALL SELECT object, later, 'direction', 0, 0, CASE direction WHEN 0 THEN 'disabled'
                 WHEN 1 THEN 'inbound' WHEN 2 THEN 'outbound' WHEN 3 THEN 'both'
                 ELSE coalesce(direction, 'unknown') END FROM temp.journal_trust_side
UNION ALL SELECT s.object, s.later, 'trust_attributes', 1, 0, coalesce(b.column2, 'unknown')
            FROM temp.journal_trust_side s
            LEFT JOIN (VALUES (0x1, 'non-transitive'), (0x2, 'uplevel-only'), (0x4, 'quarantined'),
                         (0x8, 'forest-transitive'), (0x10, 'cross-organization'),
                         (0x20, 'within-forest'), (0x40, 'treat-as-external'), (0x80, 'uses-rc4'),
                         (0x100, 'uses-aes'), (0x200, 'no-tgt-delegation'), (0x400, 'pim'),
                         (0x800, 'enable-tgt-delegation'), (0x1000, 'no-target-validation')) b
              ON s.attributes & b.column1
           WHERE s.attributes IS NULL OR b.column1 IS NOT NULL;

-- name: journal-write
INSERT INTO journal (from_snapshot, to_snapshot, what, key, object, sid, dn, attribute, many,
                     old_value, new_value)
SELECT (SELECT max(id) FROM snapshot WHERE whole = 1 AND id < ?1), ?1, t.what, t.key, t.object,
       t.sid, t.dn, f.attribute, f.many, f.old_value, f.new_value
  FROM (SELECT object, attribute, many,
               max(CASE later WHEN 0 THEN value END) AS old_value,
               max(CASE later WHEN 1 THEN value END) AS new_value,
               min(usual) AS usual
          FROM temp.journal_fact WHERE value IS NOT NULL
         GROUP BY object, attribute, many, CASE many WHEN 1 THEN value END) f
  JOIN temp.journal_touched t ON t.id = f.object
 WHERE f.old_value IS NOT f.new_value
   AND (NOT f.usual OR (t.former IS NOT NULL AND t.current IS NOT NULL))
 ORDER BY t.what, t.object, t.id, f.attribute, coalesce(f.new_value, f.old_value);

-- name: journal-end
DROP TABLE temp.journal_domain;
DROP TABLE temp.journal_pair;
DROP TABLE temp.journal_found;
DROP TABLE temp.journal_lost;
DROP TABLE temp.journal_former;
DROP TABLE temp.journal_touched;
DROP TABLE temp.journal_fact;
DROP TABLE temp.journal_side;
DROP TABLE temp.journal_domain_side;
DROP TABLE temp.journal_trust_side;
