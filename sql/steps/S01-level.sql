-- SPDX-License-Identifier: Apache-2.0
-- id: S01
-- title: Which impersonation level does the call ask for?
-- orders: 1-11
-- middle: asked
WITH r AS (SELECT * FROM requests WHERE id = :request),
     -- The rows of this proxy, and all rows of the process whose level counts: for a library its
     -- host's.
     proxy AS (
         SELECT i.* FROM inventory i JOIN r
            ON instr(', ' || r.source || ', ', ', ' || i.source || ', ') > 0
           AND i.application = r.application AND lower(i.server) = lower(r.server)),
     process AS (
         SELECT i.* FROM inventory i JOIN r
            ON lower(i.application) =
               lower(CASE r.hosted_by WHEN '' THEN r.application ELSE r.hosted_by END)
           AND (r.hosted_by <> '' OR lower(i.process) = lower(r.process))
           AND (lower(i.host) = lower(r.client_host) OR i.id IN (SELECT id FROM proxy)))
SELECT looked_up, value, source FROM (
SELECT 1 AS position, 'runs in the process of' AS looked_up, r.hosted_by AS value,
       r.source AS source
  FROM r WHERE r.hosted_by <> ''
UNION ALL
SELECT 2, 'level given with the activation (COAUTHINFO)',
       coalesce(nullif(max(p.activation_level), ''), 'not set: impersonate'), r.source
  FROM r LEFT JOIN proxy p WHERE r.call = 'activation' GROUP BY r.id
UNION ALL
SELECT 3, 'level of the proxy (CoSetProxyBlanket)',
       coalesce(nullif(max(CASE WHEN p.interface = r.interface THEN p.proxy_level END), ''),
                'not set'), r.source
  FROM r LEFT JOIN proxy p WHERE r.call = 'call' GROUP BY r.id
UNION ALL
SELECT 4, 'level of the process (CoInitializeSecurity)',
       coalesce(group_concat(DISTINCT nullif(p.level, '')), 'not set'),
       coalesce(group_concat(DISTINCT CASE WHEN p.level <> '' THEN p.source END), r.source)
  FROM r LEFT JOIN process p WHERE r.call = 'call' GROUP BY r.id
UNION ALL
SELECT 5, 'flags of the process', group_concat(DISTINCT p.flags), group_concat(DISTINCT p.source)
  FROM process p WHERE p.flags <> '' HAVING count(*) > 0
UNION ALL
SELECT 6, 'ImpersonationLevel of the COM+ application',
       coalesce(group_concat(DISTINCT nullif(p.complus_level, '')), 'not read'),
       group_concat(DISTINCT p.source)
  FROM process p WHERE p.kind = 'complus-server' OR p.complus_level <> '' HAVING count(*) > 0
UNION ALL
SELECT 7, 'level in Dcomcnfg', group_concat(DISTINCT p.dcomcnfg_level),
       group_concat(DISTINCT p.source)
  FROM process p WHERE p.dcomcnfg_level <> '' HAVING count(*) > 0
UNION ALL
SELECT 8, 'LegacyImpersonationLevel of the machine',
       CASE h.machine_level WHEN '' THEN 'not read' WHEN 'unset' THEN 'not set: identify'
            ELSE h.machine_level END, h.source
  FROM r JOIN host h ON h.id = r.host_id WHERE r.call = 'call'
UNION ALL
-- What the ladder of the process found, the setting in force and those that it overrules.
SELECT 9, 'ladder: ' || g.outcome || CASE g.level_source WHEN '' THEN ''
                                          ELSE ' (' || g.level_source || ')' END,
       g.key || '=' || g.value, coalesce(nullif(g.source, ''), 'documented default')
  FROM r JOIN level_rung g ON g.ladder = r.ladder WHERE r.call = 'call'
UNION ALL
SELECT 10, 'level that counts',
       r.level || CASE r.level_source WHEN '' THEN '' ELSE ' (' || r.level_source || ')' END ||
       CASE r.config_reason WHEN '' THEN '' ELSE ', ' || r.config_reason END ||
       CASE r.ineffective WHEN 1 THEN ', without effect' ELSE '' END, r.source
  FROM r)
 ORDER BY position;
