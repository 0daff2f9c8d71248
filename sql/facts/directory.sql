-- SPDX-License-Identifier: Apache-2.0
-- Domains and trusts as rules may see them.

CREATE TEMP VIEW IF NOT EXISTS domains AS
SELECT d.id, d.dn, d.dns_name, d.netbios_name, d.scanned, d.whole, d.domain_level,
       d.sid, min(coalesce(d.dc_level_lowest, d.dc_level), coalesce(d.dc_level, d.dc_level_lowest))
         AS dc_level,
       max(coalesce(d.dc_level_highest, d.dc_level), coalesce(d.dc_level, d.dc_level_highest))
         AS dc_level_highest,
       d.dc_levels_placed,             -- 0: the levels are of DCs that may be another domain's
       d.kdc_profile
  FROM domain d;

-- Whether an account of a domain may be in Protected Users (RID 525) without our knowing, and what
-- stands in the way: the domain or one of its groups was not read to its end, a member did not
-- come, or the group itself, which Windows has from level 2012 R2 on and Samba always. It is a
-- global group (MS-DTYP 2.4.2.4): groups of other domains make nobody a member.
CREATE TEMP VIEW IF NOT EXISTS protected_unread AS
SELECT domain_id, evidence FROM (
    SELECT d.id AS domain_id, coalesce(
           (SELECT evidence(min(g.dn), 'member', 'not read to its end') FROM protected_group p
              JOIN account g ON g.id = p.id
              JOIN member_truncated t ON t.group_id = p.id
             WHERE g.domain_id = d.id HAVING count(*)),
           CASE WHEN d.whole = 0 THEN evidence(d.dn, 'member', 'not read to its end')
                WHEN (d.kdc_profile <> 'windows' OR coalesce(d.domain_level, 6) >= 6)
                 AND NOT EXISTS (SELECT 1 FROM account g WHERE g.kind = 'group'
                                                           AND g.sid = sid_of_rid(d.sid, 525))
                THEN evidence(d.dn, 'group with RID 525', 'not read') END,
           (SELECT evidence(g.dn, 'member', u.dn || ', which was not read')
              FROM protected_group p
              JOIN account g ON g.id = p.id
              JOIN member_unresolved u ON u.group_id = p.id
             WHERE dn_domain(u.dn) = d.dn COLLATE NOCASE
             ORDER BY g.dn, u.dn LIMIT 1)) AS evidence
      FROM domain d)
 WHERE evidence IS NOT NULL;

-- One row: may an SPN that was found nowhere be called missing? Only where every domain of the
-- forest was read to its end, and what names them: crossRefs, and trusts inside the forest.
CREATE TEMP VIEW IF NOT EXISTS forest AS
SELECT count(*) > 0 AND min(whole) = 1 AS whole,
       group_concat(CASE WHEN whole = 0 THEN name END, ', ') AS unread
  FROM (SELECT dns_name AS name, whole FROM domain
        UNION ALL
        SELECT 'crossRefs of ' || dns_name, 0 FROM domain
         WHERE scanned = 1 AND netbios_name IS NULL
        UNION ALL
        SELECT DISTINCT partner, 0 FROM trust
         WHERE attributes & 0x20 AND partner_key NOT IN (SELECT dns_key FROM domain));

-- DNS suffixes of trusted forests and domains that are none of ours: an SPN with such a host may
-- be registered over there.
CREATE TEMP VIEW IF NOT EXISTS foreign_namespaces AS
SELECT DISTINCT t.partner_key AS suffix FROM trust t
 WHERE t.partner_key NOT IN (SELECT dns_key FROM domain WHERE whole = 1);

-- The ways of a ticket in a chain of domains (`id` is the chain's): client-server; server-target,
-- where the server asks in the client's name; client-target, with a forwarded TGT; server-client,
-- where S4U2Self goes for the user. `state` is found, none or unread.
CREATE TEMP VIEW IF NOT EXISTS trust_ways AS
SELECT w.id, w.way, w.from_domain, w.to_domain, f.dns_name AS from_name, t.dns_name AS to_name,
       r.state,
       (SELECT group_concat(x.partner || ' (direction ' || coalesce(x.direction, 'not read') ||
                            ', type ' || coalesce(x.type, 'not read') || ', attributes ' ||
                            coalesce(printf('0x%X', x.attributes), 'not read') || ')', ', ')
          FROM trust x WHERE x.domain_id = w.from_domain) AS trusts  -- that the first domain has
  FROM (SELECT id, 'client-server' AS way, client_domain AS from_domain,
               server_domain AS to_domain FROM trust_path
        UNION ALL
        SELECT id, 'server-target', server_domain, target_domain FROM trust_path
        UNION ALL
        SELECT id, 'client-target', client_domain, target_domain FROM trust_path
        UNION ALL
        SELECT id, 'server-client', server_domain, client_domain FROM trust_path) w
  JOIN trust_route r ON r.from_domain = w.from_domain AND r.to_domain = w.to_domain
  JOIN domain f ON f.id = w.from_domain
  JOIN domain t ON t.id = w.to_domain;

-- The trusts on those ways, as the user's side has them; `trusting_attributes` are those of the
-- other side, NULL where it was not read.
CREATE TEMP VIEW IF NOT EXISTS trust_steps AS
SELECT w.id, w.way, s.step, t.dn, t.partner, t.direction, t.attributes, d.kdc_profile,
       o.dn AS trusting_dn, o.attributes AS trusting_attributes
  FROM trust_ways w
  JOIN trust_step s ON s.from_domain = w.from_domain AND s.to_domain = w.to_domain
  JOIN trust t ON t.rowid = s.trust
  JOIN domain d ON d.id = t.domain_id
  LEFT JOIN domain p ON p.dns_key = t.partner_key
  LEFT JOIN trust o ON o.domain_id = p.id AND o.partner_key = d.dns_key;

-- The domains of those ways, both ends included.
CREATE TEMP VIEW IF NOT EXISTS trust_domains AS
SELECT w.id, w.way, w.from_domain AS domain_id FROM trust_ways w
UNION
SELECT w.id, w.way, p.id FROM trust_ways w
  JOIN trust_step s ON s.from_domain = w.from_domain AND s.to_domain = w.to_domain
  JOIN trust t ON t.rowid = s.trust
  JOIN domain p ON p.dns_key = t.partner_key;

-- Chains whose three domains are known, and the forest of each; `known` is 0 where that is a guess.
CREATE TEMP VIEW IF NOT EXISTS forest_paths AS
SELECT p.id, c.forest AS client_forest, s.forest AS server_forest, t.forest AS target_forest,
       p.client_domain = p.target_domain AS returns, s.known AND c.known AS known,
       cd.dns_name AS client_domain_name, sd.dns_name AS server_domain_name,
       td.dns_name AS target_domain_name, td.kdc_profile AS target_kdc_profile
  FROM trust_path p
  JOIN domain_forest c ON c.domain_id = p.client_domain
  JOIN domain_forest s ON s.domain_id = p.server_domain
  JOIN domain_forest t ON t.domain_id = p.target_domain
  JOIN domain cd ON cd.id = p.client_domain
  JOIN domain sd ON sd.id = p.server_domain
  JOIN domain td ON td.id = p.target_domain;
