-- SPDX-License-Identifier: Apache-2.0
-- What the KDC of one request is asked about.

-- The realm: the server's domain, else the client's, else the only one that was scanned.
-- name: proof-domain
SELECT d.id, d.dns_name
  FROM request r
  JOIN domain d ON d.id = coalesce(r.server_domain, r.client_domain,
                                   (SELECT CASE count(*) WHEN 1 THEN min(id) END FROM domains
                                     WHERE scanned))
 WHERE r.id = ?1;

-- Who the parties are, and what a ticket to them is asked for: an SPN as it is addressed, else the
-- name of the account. `smartcard`: SMARTCARD_REQUIRED (MS-ADTS 2.2.16), no key logs it on.
-- name: proof-parties
WITH r AS (SELECT * FROM request WHERE id = ?1),
     party (role, account_id, text, spn) AS (
         SELECT 'client', client_account, client_name, '' FROM r
         UNION ALL
         SELECT 'server', r.server_account, r.server,
                (SELECT CASE n.role WHEN 'server' THEN n.spn ELSE '' END FROM name n
                  WHERE n.id = r.server_name) FROM r
         UNION ALL
         SELECT 'target', r.target_account, r.target, n.spn
           FROM r JOIN name n ON n.id = r.target_name)
SELECT p.role, coalesce(a.sam, ''), coalesce(b.name, p.text), coalesce(a.domain_id, 0),
       coalesce(a.uac & 0x40000 <> 0, 0),
       CASE WHEN instr(p.spn, '/') THEN p.spn
            WHEN a.sam IS NOT NULL THEN a.sam
            ELSE substr(p.spn, instr(p.spn, '\') + 1) END
  FROM party p
  LEFT JOIN account a ON a.id = p.account_id
  LEFT JOIN accounts b ON b.id = p.account_id;
