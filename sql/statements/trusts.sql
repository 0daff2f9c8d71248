-- SPDX-License-Identifier: Apache-2.0
-- Domains and trusts out, ways through trusts in: core finds them (core/route.h).

-- name: trusts-domains
SELECT id, coalesce(forest, ''), whole FROM domain ORDER BY id;

-- Both domains as their places in that list, counted from 0; NULL for a partner that is not there.
-- name: trusts-trusts
SELECT t.rowid, (SELECT count(*) FROM domain x WHERE x.id < t.domain_id),
       CASE WHEN d.id IS NOT NULL THEN (SELECT count(*) FROM domain x WHERE x.id < d.id) END,
       t.direction, t.type, t.attributes
  FROM trust t LEFT JOIN domain d ON d.dns_key = t.partner_key
 ORDER BY t.rowid;

-- Which way a ticket goes: to the server, to the target with S4U2Proxy and with a forwarded TGT,
-- and the server's own to the user's domain in S4U2Self (MS-SFU 4.2).
-- name: trusts-pairs
SELECT client_domain, server_domain FROM trust_path WHERE client_domain <> server_domain
UNION
SELECT server_domain, target_domain FROM trust_path WHERE server_domain <> target_domain
UNION
SELECT client_domain, target_domain FROM trust_path WHERE client_domain <> target_domain
UNION
SELECT server_domain, client_domain FROM trust_path WHERE client_domain <> server_domain;

-- name: trusts-add-forest
INSERT INTO temp.domain_forest (domain_id, forest, known) VALUES (?1, ?2, ?3);

-- name: trusts-add-route
INSERT INTO temp.trust_route (from_domain, to_domain, state) VALUES (?1, ?2, ?3);

-- name: trusts-add-step
INSERT INTO temp.trust_step (from_domain, to_domain, step, trust) VALUES (?1, ?2, ?3, ?4);
