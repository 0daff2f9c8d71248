-- SPDX-License-Identifier: Apache-2.0
-- What a check prepares for the rules: who plays which role, tokens, trusts on the way.

-- Accounts and names are looked up in no order: with the small cache of a scan every third second
-- of a large check went into reading pages again.
-- name: evaluate-begin
PRAGMA cache_size = -65536;
PRAGMA temp.cache_size = -16384;
CREATE TEMP TABLE IF NOT EXISTS caller_request (request INTEGER, caller INTEGER,
                                                PRIMARY KEY (request, caller)) WITHOUT ROWID;
CREATE TEMP TABLE IF NOT EXISTS role_client (id INTEGER PRIMARY KEY);
CREATE TEMP TABLE IF NOT EXISTS role_server (id INTEGER PRIMARY KEY);
CREATE TEMP TABLE IF NOT EXISTS role_target (id INTEGER PRIMARY KEY);
CREATE TEMP TABLE IF NOT EXISTS role_name (id INTEGER PRIMARY KEY, name TEXT);
CREATE TEMP TABLE IF NOT EXISTS token_sid (account_id INTEGER, sid BLOB, local_to INTEGER,
                                           PRIMARY KEY (account_id, sid)) WITHOUT ROWID;
CREATE TEMP TABLE IF NOT EXISTS server_token (account_id INTEGER PRIMARY KEY, token BLOB,
                                              has_local INTEGER);
CREATE TEMP TABLE IF NOT EXISTS rbcd_grants (server_account INTEGER, target_account INTEGER,
                                             evidence TEXT);
CREATE TEMP TABLE IF NOT EXISTS primary_unread (account_id INTEGER, domain_id INTEGER,
                                                sid BLOB, PRIMARY KEY (domain_id, account_id))
    WITHOUT ROWID;
CREATE TEMP TABLE IF NOT EXISTS open_trustee (sid BLOB, domain_id INTEGER,
                                              PRIMARY KEY (sid, domain_id)) WITHOUT ROWID;
CREATE TEMP TABLE IF NOT EXISTS pair_access (pair_id INTEGER PRIMARY KEY, access TEXT,
                                             filtered TEXT, filter TEXT);
CREATE TEMP TABLE IF NOT EXISTS granting_pair (id INTEGER PRIMARY KEY);
CREATE TEMP TABLE IF NOT EXISTS back_end (id INTEGER PRIMARY KEY, name_id INTEGER,
                                          account_id INTEGER);
CREATE TEMP TABLE IF NOT EXISTS leg_access (leg_id INTEGER PRIMARY KEY, access TEXT);
CREATE TEMP TABLE IF NOT EXISTS sid_filter (from_domain INTEGER, to_domain INTEGER, step INTEGER,
                                            kind TEXT, domain_id INTEGER, evidence TEXT,
                                            PRIMARY KEY (from_domain, to_domain, step));
CREATE TEMP TABLE IF NOT EXISTS sid_passes (from_domain INTEGER, to_domain INTEGER, step INTEGER,
                                            domain_sid BLOB);
CREATE TEMP TABLE IF NOT EXISTS authn_role (account_id INTEGER PRIMARY KEY, policy TEXT,
                                            policy_id INTEGER, enforced INTEGER,
                                            allowed_from BLOB, allowed_to BLOB, unread TEXT);
CREATE TEMP TABLE IF NOT EXISTS selective_way (from_domain INTEGER, to_domain INTEGER,
                                               evidence TEXT,
                                               PRIMARY KEY (from_domain, to_domain));
CREATE TEMP TABLE IF NOT EXISTS domain_forest (domain_id INTEGER PRIMARY KEY, forest INTEGER,
                                               known INTEGER);
CREATE TEMP TABLE IF NOT EXISTS trust_route (from_domain INTEGER, to_domain INTEGER, state TEXT,
                                             PRIMARY KEY (from_domain, to_domain)) WITHOUT ROWID;
CREATE TEMP TABLE IF NOT EXISTS trust_step (from_domain INTEGER, to_domain INTEGER, step INTEGER,
                                            trust INTEGER,
                                            PRIMARY KEY (from_domain, to_domain, step))
    WITHOUT ROWID;
DELETE FROM temp.caller_request;
DELETE FROM temp.role_client;
DELETE FROM temp.role_server;
DELETE FROM temp.role_target;
DELETE FROM temp.role_name;
DELETE FROM temp.token_sid;
DELETE FROM temp.server_token;
DELETE FROM temp.rbcd_grants;
DELETE FROM temp.primary_unread;
DELETE FROM temp.open_trustee;
DELETE FROM temp.pair_access;
DELETE FROM temp.granting_pair;
DELETE FROM temp.back_end;
DELETE FROM temp.leg_access;
DELETE FROM temp.sid_filter;
DELETE FROM temp.sid_passes;
DELETE FROM temp.authn_role;
DELETE FROM temp.selective_way;
DELETE FROM temp.domain_forest;
DELETE FROM temp.trust_route;
DELETE FROM temp.trust_step;

-- Sorting takes as much again as the cache may: a report needs less.
-- name: evaluate-end
PRAGMA cache_size = -32768;

-- name: evaluate-judgement
-- Whoever judges anew beside the stored verdicts keeps the limit that those were made with.
INSERT INTO judgement (snapshot_id, made, max_import_age)
VALUES (?1, ?2, (SELECT max_import_age FROM main.judgement));

-- name: evaluate-limit-imports
UPDATE judgement SET max_import_age = ?1;

-- name: evaluate-roles
INSERT INTO role_client SELECT DISTINCT client_account FROM request
 WHERE client_account IS NOT NULL;
INSERT INTO role_server
SELECT server_account FROM request WHERE server_account IS NOT NULL
UNION
SELECT process_account FROM request WHERE cloaked AND process_account IS NOT NULL;
INSERT INTO role_target SELECT DISTINCT target_account FROM request
 WHERE target_account IS NOT NULL;

-- Their names, for remedies: in the order of the accounts, which requests are not.
INSERT INTO role_name (id, name)
SELECT a.id, coalesce(d.netbios_name, d.dns_name, '?') || '\' || coalesce(a.sam, a.dn)
  FROM (SELECT id FROM role_client UNION SELECT id FROM role_server) r
 CROSS JOIN account a ON a.id = r.id
  LEFT JOIN domain d ON d.id = a.domain_id;

-- Chains of domains that are not one domain; the middle of a cloaked call is one too.
INSERT INTO trust_path (client_domain, server_domain, target_domain)
SELECT client_domain, server_domain, target_domain FROM request
 WHERE client_domain <> server_domain OR server_domain <> target_domain
    OR client_domain <> target_domain
UNION
SELECT client_domain, process_domain, NULL FROM request
 WHERE cloaked AND client_domain <> process_domain;

-- The policy that counts for an account: of the silo that it is assigned to and that names it, else
-- its own (MS-KILE 3.3.5.7; Samba source4/kdc/authn_policy_util.c, which takes a group managed
-- service account for a computer). `unread` is what stands in the way of knowing it.
INSERT INTO authn_role (account_id, policy, policy_id, enforced, allowed_from, allowed_to, unread)
SELECT f.id, coalesce(p.dn, f.wanted), p.id,
       CASE WHEN f.member THEN f.silo_enforced ELSE p.enforced END,
       CASE f.class WHEN 'user' THEN p.user_from WHEN 'service' THEN p.service_from END,
       CASE f.class WHEN 'user' THEN p.user_to WHEN 'service' THEN p.service_to
                    ELSE p.computer_to END,
       CASE WHEN f.silo IS NOT NULL AND f.silo_id IS NULL THEN f.silo
            WHEN f.silo IS NOT NULL AND NOT f.member AND f.members_cut THEN f.silo
            WHEN f.wanted IS NOT NULL AND p.id IS NULL THEN f.wanted END
  FROM (SELECT a.id, a.class, a.silo, i.id AS silo_id, i.members_cut,
               i.enforced AS silo_enforced, m.silo_id IS NOT NULL AS member,
               CASE WHEN m.silo_id IS NULL THEN a.policy
                    WHEN a.class = 'user' THEN i.user_policy
                    WHEN a.class = 'service' THEN i.service_policy
                    ELSE i.computer_policy END AS wanted
          FROM (SELECT x.id, x.dn, s.policy, s.silo,
                       CASE WHEN x.kind = 'user' THEN 'user'
                            WHEN x.kind = 'smsa' THEN 'service'
                            WHEN x.kind IN ('gmsa', 'dmsa')
                             AND d.kdc_profile NOT IN ('samba', 'samba-4.17') THEN 'service'
                            ELSE 'computer' END AS class
                  FROM authn_assignment s
                 CROSS JOIN account x ON x.id = s.account_id
                  LEFT JOIN domain d ON d.id = x.domain_id
                 WHERE EXISTS (SELECT 1 FROM role_client r WHERE r.id = x.id)
                    OR EXISTS (SELECT 1 FROM role_server r WHERE r.id = x.id)
                    OR EXISTS (SELECT 1 FROM role_target r WHERE r.id = x.id)) a
          LEFT JOIN authn_silo i ON i.dn = a.silo
          LEFT JOIN authn_silo_member m ON m.silo_id = i.id AND m.dn = a.dn) f
  LEFT JOIN authn_policy p ON p.dn = f.wanted;

-- name: evaluate-trust-paths
SELECT id, client_domain, server_domain, target_domain FROM trust_path;

-- Trusts whose trusting side lets in only whom the called account allows to authenticate.
-- name: evaluate-legs
INSERT OR IGNORE INTO selective_way (from_domain, to_domain, evidence)
SELECT s.from_domain, s.to_domain,
       evidence(coalesce(o.dn, t.dn), 'trustAttributes',
                printf('0x%X', coalesce(o.attributes, t.attributes)))
  FROM trust_step s
  JOIN trust t ON t.rowid = s.trust
  JOIN domain d ON d.id = t.domain_id
  LEFT JOIN domain p ON p.dns_key = t.partner_key
  LEFT JOIN trust o ON o.domain_id = p.id AND o.partner_key = d.dns_key
 WHERE coalesce(o.attributes, t.attributes) & 0x10;
INSERT INTO leg (kind, from_account, to_account)
SELECT 'client-server', client_account, server_account FROM request
 WHERE EXISTS (SELECT 1 FROM authn_role UNION ALL SELECT 1 FROM selective_way)
   AND client_account <> server_account
   AND (server_account IN (SELECT account_id FROM authn_role)
        OR (client_domain, server_domain) IN (SELECT from_domain, to_domain FROM selective_way))
UNION
SELECT 'client-server', client_account, process_account FROM request
 WHERE EXISTS (SELECT 1 FROM authn_role UNION ALL SELECT 1 FROM selective_way)
   AND cloaked AND client_account <> process_account
   AND (process_account IN (SELECT account_id FROM authn_role)
        OR (client_domain, process_domain) IN (SELECT from_domain, to_domain FROM selective_way))
UNION
SELECT 'server-target', server_account, target_account FROM request
 WHERE EXISTS (SELECT 1 FROM authn_role UNION ALL SELECT 1 FROM selective_way)
   AND server_account <> target_account
   AND (target_account IN (SELECT account_id FROM authn_role)
        OR (server_domain, target_domain) IN (SELECT from_domain, to_domain FROM selective_way))
UNION
SELECT 'client-target', client_account, target_account FROM request
 WHERE EXISTS (SELECT 1 FROM authn_role UNION ALL SELECT 1 FROM selective_way)
   AND client_account <> target_account
   AND (target_account IN (SELECT account_id FROM authn_role)
        OR (client_domain, target_domain) IN (SELECT from_domain, to_domain FROM selective_way));

-- name: evaluate-each-leg
SELECT id, kind, from_account, to_account FROM leg;

-- The server's token: its own SID and those of its groups of every depth, primary group included,
-- and what each of them was called in former domains. Likewise of whoever goes a leg. Groups for
-- mail are in no token. A domain-local group is in those alone that its own domain makes,
-- `local_to`: what another domain's controller checks has that domain's own instead (MS-PAC 2.2.2,
-- 2.5). Samba's KDC adds S-1-5-2 (NETWORK) and, as to any token of a logon over the network, the
-- builtin groups that this, S-1-1-0 and S-1-5-11 are members of (observed with 4.22).
-- name: evaluate-tokens

-- Primary groups whose object did not come: the number alone makes their SID (MS-ADA3
-- primaryGroupID), which is in the token; what they are members of is not known.
INSERT INTO primary_unread (account_id, domain_id, sid)
SELECT a.id, a.domain_id, sid_of_rid(sid_domain(a.sid), a.primary_group)
  FROM (SELECT id FROM role_server UNION SELECT from_account FROM leg) r
  JOIN account a ON a.id = r.id
 WHERE a.domain_id IS NOT NULL
   AND sid_of_rid(sid_domain(a.sid), a.primary_group) IS NOT NULL
   AND NOT EXISTS (SELECT 1 FROM account g
                    WHERE g.sid = sid_of_rid(sid_domain(a.sid), a.primary_group));
INSERT OR IGNORE INTO token_sid (account_id, sid, local_to)
WITH RECURSIVE bearer (id) AS (
    SELECT id FROM role_server
    UNION
    SELECT from_account FROM leg),
held (account_id, id) AS (
    SELECT r.id, r.id FROM bearer r
    UNION
    SELECT r.id, g.id FROM bearer r
      JOIN account a ON a.id = r.id
      JOIN account g ON g.sid = sid_of_rid(sid_domain(a.sid), a.primary_group)
    UNION
    SELECT w.id, f.id FROM samba_bearer w
      JOIN account f ON f.sid IN (x'010100000000000100000000', x'010100000000000502000000',
                                  x'01010000000000050B000000')
    UNION
    SELECT h.account_id, m.group_id FROM held h JOIN membership m ON m.member_id = h.id
     WHERE m.group_id NOT IN (SELECT id FROM distribution_group)),
samba_bearer (id) AS (
    SELECT r.id FROM bearer r JOIN account a ON a.id = r.id JOIN domain d ON d.id = a.domain_id
     WHERE d.kdc_profile = 'samba')
SELECT h.account_id, a.sid, CASE WHEN l.id IS NOT NULL THEN a.domain_id END
  FROM held h JOIN account a ON a.id = h.id LEFT JOIN local_group l ON l.id = a.id
 WHERE a.sid IS NOT NULL
UNION ALL
SELECT h.account_id, s.sid, CASE WHEN l.id IS NOT NULL THEN a.domain_id END
  FROM held h JOIN sid_history s ON s.account_id = h.id
  JOIN account a ON a.id = h.id LEFT JOIN local_group l ON l.id = a.id
UNION ALL
SELECT account_id, sid, NULL FROM primary_unread
UNION ALL
SELECT id, x'010100000000000502000000', NULL FROM samba_bearer;
INSERT INTO server_token
SELECT account_id, sid_list(sid), max(local_to IS NOT NULL) FROM token_sid GROUP BY account_id;

-- Descriptors that grant a server something. S-1-1-0, S-1-5-11, S-1-18-1 and
-- S-1-5-21-0-0-0-497 are in every token.
INSERT INTO rbcd_grants (server_account, target_account, evidence)
SELECT t.account_id, a.id,
       evidence(a.dn, 'msDS-AllowedToActOnBehalfOfOtherIdentity', 'allows this server')
  FROM (SELECT DISTINCT s.account_id, r.target_id
          FROM rbcd_trustee r JOIN token_sid s ON s.sid = r.sid
         WHERE s.account_id IN (SELECT id FROM role_server)
        UNION
        SELECT s.id, r.target_id FROM rbcd_trustee r, role_server s
         WHERE r.sid IN (x'010100000000000100000000', x'01010000000000050B000000',
                         x'010100000000001201000000',
                         x'010500000000000515000000000000000000000000000000F1010000')) AS hit
  JOIN server_token t ON t.account_id = hit.account_id
  JOIN account a ON a.id = hit.target_id
  JOIN domain d ON d.id = a.domain_id
 WHERE d.kdc_profile <> 'samba-4.17'
   AND rbcd_access(a.rbcd, CASE WHEN t.has_local THEN
                   (SELECT sid_list(x.sid) FROM token_sid x
                     WHERE x.account_id = hit.account_id
                       AND (x.local_to IS NULL OR x.local_to = a.domain_id))
                   ELSE t.token END) = 'allowed';

-- Groups that a descriptor names and that were not read whole, at whatever depth: the server may be
-- in them, and in a group of a domain that was not read. Another forest's groups hold nobody of
-- ours, and a SID that a domain read to its end does not have is gone, unless it is a primary
-- group. Members that such a domain does not have are gone as well, but for whom its own primary
-- group did not come (`domain_id`; 0: for everybody).
INSERT OR IGNORE INTO open_trustee (sid, domain_id)
WITH RECURSIVE trustee (sid) AS (
    SELECT r.sid FROM role_target t JOIN rbcd_trustee r ON r.target_id = t.id
    UNION
    SELECT y.sid FROM authn_role r JOIN authn_policy_trustee y ON y.policy_id = r.policy_id),
nested (top, id) AS (
    SELECT t.sid, a.id FROM trustee t JOIN account a ON a.sid = t.sid AND a.kind = 'group'
     WHERE a.id NOT IN (SELECT id FROM distribution_group)
    UNION
    SELECT n.top, g.id FROM nested n
      JOIN membership m ON m.group_id = n.id
      JOIN account g ON g.id = m.member_id AND g.kind IN ('group', 'foreign')
     WHERE g.id NOT IN (SELECT id FROM distribution_group)),
elsewhere (top, sid) AS (
    SELECT t.sid, t.sid FROM trustee t
     WHERE NOT EXISTS (SELECT 1 FROM account a WHERE a.sid = t.sid AND a.kind <> 'foreign')
    UNION
    SELECT n.top, f.sid FROM nested n JOIN account f ON f.id = n.id AND f.kind = 'foreign')
SELECT n.top, 0 FROM nested n JOIN member_truncated c ON c.group_id = n.id
UNION
SELECT n.top, 0 FROM nested n JOIN member_unresolved u ON u.group_id = n.id
 WHERE NOT EXISTS (SELECT 1 FROM domain d WHERE d.whole = 1 AND d.dn = dn_domain(u.dn))
UNION
SELECT n.top, d.id FROM nested n JOIN member_unresolved u ON u.group_id = n.id
  JOIN domain d ON d.whole = 1 AND d.dn = dn_domain(u.dn)
 WHERE d.id IN (SELECT domain_id FROM primary_unread)
UNION
SELECT e.top, 0 FROM elsewhere e
 WHERE length(e.sid) = 28 AND substr(e.sid, 1, 12) = x'010500000000000515000000'
   AND substr(e.sid, 13, 12) <> zeroblob(12)
   AND (NOT EXISTS (SELECT 1 FROM domain d WHERE d.whole = 1 AND d.sid = sid_domain(e.sid))
        OR sid_rid(e.sid) IN (513, 514, 515, 516, 521)
        OR EXISTS (SELECT 1 FROM account p JOIN domain d ON d.id = p.domain_id
                    WHERE p.primary_group = sid_rid(e.sid) AND p.primary_group NOT IN (513, 515)
                      AND d.sid = sid_domain(e.sid)))
   AND NOT EXISTS (SELECT 1 FROM trust x
                    WHERE x.sid = sid_domain(e.sid) AND x.attributes & 0x20 = 0
                      AND x.partner_key NOT IN (SELECT dns_key FROM domain));

-- Back ends as pairs have them, whichever the server: what is said of them costs a row each and not
-- one for each server. In the middle of a cloaked call the server is the back end of the process.
INSERT INTO back_end (id, name_id, account_id)
SELECT id, id, CASE WHEN owners = 1 THEN account_id END FROM name WHERE role = 'target'
UNION ALL
SELECT (SELECT max(id) FROM name) + p.id, p.target_name, p.target_account
  FROM (SELECT DISTINCT middle_pair_id FROM request
         WHERE cloaked AND middle_pair_id IS NOT NULL) r
  JOIN pair p ON p.id = r.middle_pair_id;

-- What the target's descriptor says to the server's token.
INSERT INTO pair_access (pair_id, access)
SELECT p.id,
       CASE WHEN s.sid IS NULL THEN 'unread'
            ELSE rbcd_access(t.rbcd, CASE WHEN k.has_local THEN
                   (SELECT sid_list(x.sid) FROM token_sid x
                     WHERE x.account_id = s.id AND (x.local_to IS NULL OR x.local_to = t.domain_id))
                   ELSE k.token END,
                             (SELECT sid_list(o.sid) FROM rbcd_trustee r
                                JOIN open_trustee o ON o.sid = r.sid
                               WHERE r.target_id = t.id
                                 AND (o.domain_id = 0 OR (o.domain_id, s.id) IN (
                                      SELECT domain_id, account_id FROM primary_unread)))) END
  FROM pair p
  JOIN account s ON s.id = p.server_account
  JOIN account t ON t.id = p.target_account
  LEFT JOIN server_token k ON k.account_id = s.id
 WHERE p.target_account IN (SELECT b.account_id FROM back_end b
                             CROSS JOIN account a ON a.id = b.account_id
                             WHERE a.rbcd IS NOT NULL);

-- The pairs that a list or a descriptor is about, and those of two domains.
INSERT INTO granting_pair (id)
SELECT pair_id FROM pair_access
UNION
SELECT id FROM pair WHERE server_account IN (SELECT account_id FROM delegate_to
                                             UNION SELECT account_id FROM list_truncated)
UNION
SELECT p.id FROM pair p
  JOIN account s ON s.id = p.server_account
  JOIN account t ON t.id = p.target_account
 WHERE (SELECT count(*) FROM domain) > 1 AND s.domain_id <> t.domain_id;

-- Trusts whose trusting side drops SIDs of a ticket (MS-PAC 4.1.2.2): a quarantined one lets those
-- of the neighbour pass, a forest trust those of the neighbour's forest. What arrives passed all of
-- them.
INSERT INTO sid_filter (from_domain, to_domain, step, kind, domain_id, evidence)
SELECT s.from_domain, s.to_domain, s.step,
       CASE WHEN coalesce(o.attributes, t.attributes) & 0x4 THEN 'domain' ELSE 'forest' END,
       t.domain_id,
       evidence(coalesce(o.dn, t.dn), 'trustAttributes',
                printf('0x%X', coalesce(o.attributes, t.attributes)))
  FROM trust_step s
  JOIN trust t ON t.rowid = s.trust
  JOIN domain d ON d.id = t.domain_id
  LEFT JOIN domain p ON p.dns_key = t.partner_key
  LEFT JOIN trust o ON o.domain_id = p.id AND o.partner_key = d.dns_key
 WHERE coalesce(o.attributes, t.attributes) & 0x4
    OR coalesce(o.attributes, t.attributes) & 0x68 = 0x8;
INSERT INTO sid_passes (from_domain, to_domain, step, domain_sid)
SELECT f.from_domain, f.to_domain, f.step, d.sid FROM sid_filter f
  JOIN domain d ON d.id IN (f.to_domain, f.domain_id)
UNION
SELECT f.from_domain, f.to_domain, f.step, d.sid FROM sid_filter f
  JOIN domain_forest a ON a.domain_id = f.domain_id
  JOIN domain_forest b ON b.forest = a.forest
  JOIN domain d ON d.id = b.domain_id
 WHERE f.kind = 'forest';
UPDATE pair_access SET (filtered, filter) = (
    SELECT rbcd_access(t.rbcd,
               (SELECT sid_list(x.sid) FROM token_sid x
                 WHERE x.account_id = s.id AND (x.local_to IS NULL OR x.local_to = t.domain_id)
                   AND (length(x.sid) <> 28 OR NOT EXISTS (
                        SELECT 1 FROM sid_filter g
                         WHERE g.from_domain = f.from_domain AND g.to_domain = f.to_domain
                           AND coalesce(sid_domain(x.sid) NOT IN
                               (SELECT q.domain_sid FROM sid_passes q
                                 WHERE q.from_domain = g.from_domain
                                   AND q.to_domain = g.to_domain AND q.step = g.step), 1)))),
               (SELECT sid_list(x.sid) FROM token_sid x
                 WHERE x.account_id = s.id
                   AND sid_domain(x.sid) NOT IN (SELECT sid FROM domain WHERE sid IS NOT NULL)
                   AND NOT EXISTS (
                       SELECT 1 FROM sid_filter g
                        WHERE g.from_domain = f.from_domain AND g.to_domain = f.to_domain
                          AND NOT EXISTS (SELECT 1 FROM sid_passes q
                                           WHERE q.from_domain = g.from_domain
                                             AND q.to_domain = g.to_domain AND q.step = g.step
                                             AND q.domain_sid IS NULL)))),
           f.evidence
      FROM pair p
      JOIN account s ON s.id = p.server_account
      JOIN account t ON t.id = p.target_account
      JOIN (SELECT from_domain, to_domain, group_concat(evidence, ' | ') AS evidence
              FROM sid_filter GROUP BY from_domain, to_domain) f
        ON f.from_domain = s.domain_id AND f.to_domain = t.domain_id
     WHERE p.id = pair_access.pair_id)
 WHERE access = 'allowed' AND EXISTS (SELECT 1 FROM sid_filter);

-- What a policy of the account at the end of a leg says to whoever goes it.
INSERT INTO leg_access (leg_id, access)
SELECT l.id,
       CASE WHEN a.sid IS NULL THEN 'unread'
            ELSE rbcd_access(r.allowed_to, CASE WHEN k.has_local THEN
                   (SELECT sid_list(x.sid) FROM token_sid x
                     WHERE x.account_id = a.id AND (x.local_to IS NULL OR x.local_to = t.domain_id))
                   ELSE k.token END,
                             (SELECT sid_list(o.sid) FROM authn_policy_trustee y
                                JOIN open_trustee o ON o.sid = y.sid
                               WHERE y.policy_id = r.policy_id
                                 AND (o.domain_id = 0 OR (o.domain_id, a.id) IN (
                                      SELECT domain_id, account_id FROM primary_unread)))) END
  FROM leg l
  JOIN authn_role r ON r.account_id = l.to_account
  JOIN account a ON a.id = l.from_account
  JOIN account t ON t.id = l.to_account
  LEFT JOIN server_token k ON k.account_id = l.from_account
 WHERE r.allowed_to IS NOT NULL;
