-- SPDX-License-Identifier: Apache-2.0
-- Requests, hosts, names and pairs as rules may see them.

CREATE TEMP VIEW IF NOT EXISTS requests AS
SELECT r.*, n.text AS server_text, n.spn AS server_spn, n.role AS server_role,
       n.account_id AS server_owner, n.owners AS server_owners,
       n.matched AS server_matched,                       -- exact, alias (sPNMappings), account
       CASE n.matched WHEN 'alias' THEN n.alias_key ELSE n.spn_key END AS server_matched_key
  FROM request r JOIN name n ON n.id = r.server_name;

-- Hosts that requests leave.
CREATE TEMP VIEW IF NOT EXISTS client_hosts AS
SELECT h.*, a.dn, a.os, a.os_version, a.kind AS account_kind, (a.uac & 0x2000) <> 0 AS is_dc
  FROM host h LEFT JOIN account a ON a.id = h.account_id;

-- Servers and targets as they are addressed; `foreign_suffix` is a trusted forest's namespace that
-- the host lies in. `alias_unread`: the host's HOST name may stand for this one, but sPNMappings,
-- which every forest has, was not read. `label_unread`: a KDC that was not read may be Samba's,
-- which finds a computer by the first label of a HOST name.
CREATE TEMP VIEW IF NOT EXISTS names AS
SELECT n.*,
       (SELECT f.suffix FROM foreign_namespaces f
         WHERE n.host_key = f.suffix OR n.host_key LIKE '%.' || f.suffix LIMIT 1) AS foreign_suffix,
       (SELECT whole FROM forest) AS forest_whole,
       (SELECT coalesce(unread, 'no domain was read') FROM forest) AS forest_unread,
       NOT EXISTS (SELECT 1 FROM spn_alias)
         AND EXISTS (SELECT 1 FROM spn s WHERE s.key = 'host/' || n.host_key) AS alias_unread,
       n.is_address = 0 AND 'host/' || n.host_key IN (n.spn_key, coalesce(n.alias_key, ''))
         AND EXISTS (SELECT 1 FROM account a LEFT JOIN domain d ON d.id = a.domain_id
                      WHERE a.name_key = substr(n.host_key, 1, instr(n.host_key || '.', '.') - 1)
                                         || '$'
                        AND a.kind IN ('computer', 'gmsa', 'smsa', 'dmsa')
                        AND coalesce(d.kdc_profile, 'unknown') = 'unknown')
         AS label_unread
  FROM name n;

-- A server's account, a target, and what the list and the descriptor say of them.
CREATE TEMP VIEW IF NOT EXISTS all_pairs AS
SELECT p.id, s.name AS server, s.dn AS server_dn, s.domain_id AS server_domain,
       s.kdc_profile, s.transition AS server_transition, n.text AS target, n.spn AS target_spn,
       n.spn_key, n.alias_key,
       p.server_account, p.target_account, t.dn AS target_dn, t.domain_id AS target_domain,
       coalesce(d.kdc_profile, 'unknown') AS target_kdc_profile, t.rbcd,
       t.not_readable AS target_not_readable,
       s.domain_id <> t.domain_id AS cross_domain,
       x.access,                 -- what the descriptor says to the server's token
       x.filtered, x.filter,     -- the same without the SIDs that a trust on the way drops
       EXISTS (SELECT 1 FROM delegate_to l WHERE l.account_id = p.server_account) AS has_list,
       EXISTS (SELECT 1 FROM list_truncated c WHERE c.account_id = p.server_account) AS list_cut,
       EXISTS (SELECT 1 FROM delegate_to l
                WHERE l.account_id = p.server_account AND l.key = n.spn_key) AS listed,
       EXISTS (SELECT 1 FROM delegate_to l
                 LEFT JOIN spn_alias e ON e.class = substr(l.key, 1, instr(l.key, '/') - 1)
                 JOIN spn x ON x.account_id = p.target_account
                           AND x.key IN (l.key, e.alias || substr(l.key, instr(l.key, '/')))
                WHERE l.account_id = p.server_account)
         OR EXISTS (SELECT 1 FROM delegate_to l
                      LEFT JOIN spn_alias e
                             ON e.class = substr(l.key, 1, instr(l.key, '/') - 1)
                      LEFT JOIN spn_alias w
                             ON w.class = substr(n.spn_key, 1, instr(n.spn_key, '/') - 1)
                     WHERE l.account_id = p.server_account
                       AND coalesce(e.alias || substr(l.key, instr(l.key, '/')), l.key)
                         = coalesce(w.alias || substr(n.spn_key, instr(n.spn_key, '/')), n.spn_key))
         AS listed_otherwise          -- by another name of the same account
  FROM pair p
 CROSS JOIN accounts s ON s.id = p.server_account
  JOIN names n ON n.id = p.target_name
  LEFT JOIN account t ON t.id = p.target_account
  LEFT JOIN domains d ON d.id = t.domain_id
  LEFT JOIN pair_access x ON x.pair_id = p.id;

-- Those of them that are worth a look: the server has a list, the target a descriptor, or they are
-- of two domains. Of every other pair no list and no descriptor says anything.
CREATE TEMP VIEW IF NOT EXISTS pairs AS
SELECT p.* FROM granting_pair g CROSS JOIN all_pairs p ON p.id = g.id;

-- Back ends, whichever server asks for them, and whether they have a descriptor.
CREATE TEMP VIEW IF NOT EXISTS back_ends AS
SELECT b.id, n.text AS target, b.account_id AS target_account, t.dn AS target_dn, t.rbcd,
       t.not_readable AS target_not_readable,
       coalesce(d.kdc_profile, 'unknown') AS target_kdc_profile,
       d.dc_level AS target_dc_level, d.dc_level_highest AS target_dc_level_highest,
       d.dc_levels_placed AS target_dc_levels_placed,
       -- the target may be an account of a domain that was not read
       n.owners = 0 AND n.is_address = 0
         AND (n.forest_whole = 0 OR n.foreign_suffix IS NOT NULL) AS target_unread
  FROM back_end b
 CROSS JOIN names n ON n.id = b.name_id
  LEFT JOIN account t ON t.id = b.account_id
  LEFT JOIN domains d ON d.id = t.domain_id;

-- Legs that have a say: `policy_state` is on, off (the KDC knows no policies) or unread; `answer`
-- is what the policy says: allowed, denied, undecided, or NULL where it says nothing.
CREATE TEMP VIEW IF NOT EXISTS legs AS
SELECT l.id, l.kind, f.name AS from_name, t.name AS to_name, t.dn AS to_dn,
       t.kdc_profile, p.policy, p.enforced, p.unread AS policy_unread, p.policy_state,
       CASE WHEN x.access IN ('allowed', 'denied') THEN x.access
            WHEN x.access IS NOT NULL THEN 'undecided' END AS answer,
       w.evidence AS selective            -- the trust with selective authentication
  FROM leg l
 CROSS JOIN accounts f ON f.id = l.from_account
 CROSS JOIN accounts t ON t.id = l.to_account
  LEFT JOIN authn_policies p ON p.id = l.to_account
  LEFT JOIN leg_access x ON x.leg_id = l.id
  LEFT JOIN selective_way w ON w.from_domain = f.domain_id AND w.to_domain = t.domain_id;

-- The SIDs of a server's account and of its groups of every depth, primary group included.
CREATE TEMP VIEW IF NOT EXISTS server_tokens AS
SELECT account_id, token FROM server_token;

-- The machines that client files name, and when: folded names, and accounts that the newest check
-- found in groups of hosts (not, once a newer import made that doubtful).
CREATE TEMP VIEW IF NOT EXISTS client_data AS
SELECT s.host, s.account_id, min(f.imported) AS oldest, max(f.imported) AS newest
  FROM (SELECT rtrim(lower(host), '.') AS host, NULL AS account_id, file_id FROM inventory_row
        UNION SELECT rtrim(lower(host), '.'), NULL, file_id FROM host_fact
        UNION SELECT rtrim(lower(host), '.'), NULL, file_id FROM covered_part
        UNION
        SELECT NULL, h.account_id, i.file_id
          FROM inventory i
          JOIN request r ON r.application = i.application
                        AND instr(', ' || r.source || ', ', ', ' || i.source || ', ')
          JOIN host h ON h.id = r.host_id
         WHERE i.host LIKE '@group:%' AND r.client_host NOT LIKE '@group:%'
           AND h.account_id IS NOT NULL
           AND (SELECT made FROM judgement) >= (SELECT max(imported) FROM import_file)) s
  JOIN import_file f ON f.id = s.file_id
 GROUP BY s.host, s.account_id;

-- Computers that may run programs, and the oldest and the newest import of client data of theirs.
CREATE TEMP VIEW IF NOT EXISTS enabled_computers AS
WITH computer AS MATERIALIZED (
         SELECT id, dns_host_name, name, sam FROM accounts
          WHERE kind = 'computer' AND disabled = 0),
     dated AS MATERIALIZED (SELECT * FROM client_data),
     found AS MATERIALIZED (
         SELECT c.id, d.oldest, d.newest FROM computer c
           JOIN dated d ON d.host = lower(c.dns_host_name)
          UNION ALL
         SELECT c.id, d.oldest, d.newest FROM computer c
           JOIN dated d ON d.host = lower(rtrim(c.sam, '$'))
          UNION ALL
         SELECT account_id, oldest, newest FROM dated WHERE account_id IS NOT NULL)
SELECT c.id, coalesce(c.dns_host_name, c.name) AS name,
       count(f.id) > 0 AS seen,                           -- 1 or 0
       min(f.oldest) AS oldest, max(f.newest) AS newest
  FROM computer c LEFT JOIN found f ON f.id = c.id
 GROUP BY c.id;
