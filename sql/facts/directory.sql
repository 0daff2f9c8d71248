-- SPDX-License-Identifier: Apache-2.0
-- Domains and trusts as rules may see them.

CREATE TEMP VIEW IF NOT EXISTS domains AS
SELECT d.id, d.dn, d.dns_name, d.netbios_name, d.scanned, d.whole, d.domain_level,
       coalesce(d.dc_level_lowest, d.dc_level) AS dc_level, d.kdc_profile
  FROM domain d;

-- One row: may an SPN that was found nowhere be called missing? Only where every domain of the
-- forest was read to its end.
CREATE TEMP VIEW IF NOT EXISTS forest AS
SELECT count(*) > 0 AND min(whole) = 1 AS whole,
       group_concat(CASE WHEN whole = 0 THEN dns_name END, ', ') AS unread
  FROM domain;

-- DNS suffixes of trusted forests and domains that are none of ours: an SPN with such a host may
-- be registered over there.
CREATE TEMP VIEW IF NOT EXISTS foreign_namespaces AS
SELECT DISTINCT t.partner_key AS suffix FROM trust t
 WHERE t.partner_key NOT IN (SELECT dns_key FROM domain WHERE whole = 1);

-- Pairs of domains that a request crosses; `complete` is 0 where no chain of trusts was read.
CREATE TEMP VIEW IF NOT EXISTS trust_paths AS
SELECT p.id, c.dns_name AS client_domain_name, s.dns_name AS server_domain_name,
       w.path_id IS NOT NULL
         AND NOT EXISTS (SELECT 1 FROM trust t WHERE instr(w.steps, ',' || t.rowid || ',')
                                                 AND t.attributes IS NULL) AS complete
  FROM trust_path p
  JOIN domain c ON c.id = p.client_domain
  JOIN domain s ON s.id = p.server_domain
  LEFT JOIN trust_walk w ON w.path_id = p.id;

-- The trusts on those ways; `id` is the path's.
CREATE TEMP VIEW IF NOT EXISTS trust_steps AS
SELECT w.path_id AS id, t.dn, t.partner, t.direction, t.attributes, d.kdc_profile
  FROM trust_walk w
  JOIN trust t ON instr(w.steps, ',' || t.rowid || ',')
  JOIN domain d ON d.id = t.domain_id;
