-- SPDX-License-Identifier: Apache-2.0
-- What a check prepares for the rules: who plays which role, tokens, trusts on the way.

-- Accounts and names are looked up in no order: with the small cache of a scan every third second
-- of a large check went into reading pages again.
-- name: evaluate-begin
PRAGMA cache_size = -65536;
CREATE TEMP TABLE IF NOT EXISTS role_client (id INTEGER PRIMARY KEY);
CREATE TEMP TABLE IF NOT EXISTS role_server (id INTEGER PRIMARY KEY);
CREATE TEMP TABLE IF NOT EXISTS role_target (id INTEGER PRIMARY KEY);
CREATE TEMP TABLE IF NOT EXISTS token_sid (account_id INTEGER, sid BLOB,
                                           PRIMARY KEY (account_id, sid)) WITHOUT ROWID;
CREATE TEMP TABLE IF NOT EXISTS server_token (account_id INTEGER PRIMARY KEY, token BLOB);
CREATE TEMP TABLE IF NOT EXISTS rbcd_grants (server_account INTEGER, target_account INTEGER,
                                             evidence TEXT);
CREATE TEMP TABLE IF NOT EXISTS domain_forest (domain_id INTEGER PRIMARY KEY, forest INTEGER,
                                               known INTEGER);
CREATE TEMP TABLE IF NOT EXISTS trust_route (from_domain INTEGER, to_domain INTEGER, state TEXT,
                                             PRIMARY KEY (from_domain, to_domain)) WITHOUT ROWID;
CREATE TEMP TABLE IF NOT EXISTS trust_step (from_domain INTEGER, to_domain INTEGER, step INTEGER,
                                            trust INTEGER,
                                            PRIMARY KEY (from_domain, to_domain, step))
    WITHOUT ROWID;
DELETE FROM temp.role_client;
DELETE FROM temp.role_server;
DELETE FROM temp.role_target;
DELETE FROM temp.token_sid;
DELETE FROM temp.server_token;
DELETE FROM temp.rbcd_grants;
DELETE FROM temp.domain_forest;
DELETE FROM temp.trust_route;
DELETE FROM temp.trust_step;

-- name: evaluate-judgement
INSERT INTO judgement (snapshot_id, made) VALUES (?1, ?2);

-- name: evaluate-roles
INSERT INTO role_client SELECT DISTINCT client_account FROM request
 WHERE client_account IS NOT NULL;
INSERT INTO role_server
SELECT server_account FROM request WHERE server_account IS NOT NULL
UNION
SELECT process_account FROM request WHERE cloaked AND process_account IS NOT NULL;
INSERT INTO role_target SELECT DISTINCT target_account FROM request
 WHERE target_account IS NOT NULL;

-- The server's token: its own SID and those of its groups of every depth, primary group included,
-- and what each of them was called in former domains.
INSERT OR IGNORE INTO token_sid (account_id, sid)
WITH RECURSIVE held (account_id, id) AS (
    SELECT r.id, r.id FROM role_server r
    UNION
    SELECT r.id, g.id FROM role_server r
      JOIN account a ON a.id = r.id
      JOIN account g ON g.sid = sid_of_rid(sid_domain(a.sid), a.primary_group)
    UNION
    SELECT h.account_id, m.group_id FROM held h JOIN membership m ON m.member_id = h.id)
SELECT h.account_id, a.sid FROM held h JOIN account a ON a.id = h.id WHERE a.sid IS NOT NULL
UNION ALL
SELECT h.account_id, s.sid FROM held h JOIN sid_history s ON s.account_id = h.id;
INSERT INTO server_token SELECT account_id, sid_list(sid) FROM token_sid GROUP BY account_id;

-- Descriptors that grant a server something. S-1-1-0, S-1-5-11 and S-1-18-1 are in every token.
INSERT INTO rbcd_grants (server_account, target_account, evidence)
SELECT t.account_id, a.id,
       evidence(a.dn, 'msDS-AllowedToActOnBehalfOfOtherIdentity', 'allows this server')
  FROM (SELECT DISTINCT s.account_id, r.target_id
          FROM rbcd_trustee r JOIN token_sid s ON s.sid = r.sid
        UNION
        SELECT s.id, r.target_id FROM rbcd_trustee r, role_server s
         WHERE r.sid IN (x'010100000000000100000000', x'01010000000000050B000000',
                         x'010100000000001201000000')) AS hit
  JOIN server_token t ON t.account_id = hit.account_id
  JOIN account a ON a.id = hit.target_id
  JOIN domain d ON d.id = a.domain_id
 WHERE d.kdc_profile <> 'samba-4.17' AND rbcd_access(a.rbcd, t.token) = 'allowed';

-- Chains of domains that are not one domain; the middle of a cloaked call is one too.
INSERT INTO trust_path (client_domain, server_domain, target_domain)
SELECT client_domain, server_domain, target_domain FROM request
 WHERE client_domain <> server_domain OR server_domain <> target_domain
    OR client_domain <> target_domain
UNION
SELECT client_domain, process_domain, NULL FROM request
 WHERE cloaked AND client_domain <> process_domain;

-- name: evaluate-trust-paths
SELECT id, client_domain, server_domain, target_domain FROM trust_path;
