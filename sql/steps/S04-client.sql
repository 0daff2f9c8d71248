-- SPDX-License-Identifier: Apache-2.0
-- id: S04
-- title: Does the client get a Kerberos ticket at all?
-- orders: 106-199
WITH r AS (SELECT * FROM requests WHERE id = :request),
     c AS (SELECT a.* FROM accounts a JOIN r ON a.id = r.client_account)
SELECT looked_up, value, source FROM (
SELECT 1 AS position, 'userAccountControl' AS looked_up,
       coalesce(printf('0x%X', uac) || CASE disabled WHEN 1 THEN ' (disabled)'
                                                     ELSE ' (enabled)' END,
                'not readable') AS value, dn || ': userAccountControl' AS source FROM c
UNION ALL
SELECT 2, 'accountExpires', coalesce(iso_time(expires), 'never, or not read'),
       dn || ': accountExpires' FROM c
UNION ALL
SELECT 3, 'msDS-User-Account-Control-Computed',
       coalesce(printf('0x%X', uac_computed) ||
                CASE WHEN uac_computed & 0x10 THEN ' (locked)' ELSE '' END ||
                CASE WHEN uac_computed & 0x800000 THEN ' (password expired)' ELSE '' END,
                'not read'), dn || ': msDS-User-Account-Control-Computed' FROM c
UNION ALL
SELECT 4, 'lockoutTime', CASE lockout_time WHEN 0 THEN 'not locked'
                              ELSE iso_time(lockout_time / 10000000 - 11644473600) END,
       dn || ': lockoutTime'
  FROM c WHERE uac_computed IS NULL AND lockout_time IS NOT NULL
UNION ALL
SELECT 5, 'pwdLastSet', CASE pwd_last_set WHEN 0 THEN 'must be changed'
                             ELSE iso_time(pwd_last_set / 10000000 - 11644473600) END,
       dn || ': pwdLastSet'
  FROM c WHERE pwd_last_set IS NOT NULL
UNION ALL
SELECT 6, 'logonHours', CASE WHEN logon_hours IS NULL
                                  OR logon_hours = x'FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF'
                             THEN 'always' ELSE lower(hex(logon_hours)) END,
       dn || ': logonHours' FROM c
UNION ALL
SELECT 7, 'authentication service of the proxy', r.authn_service, r.source FROM r
UNION ALL
SELECT 8, 'client machine in the domain',
       CASE h.domain_joined WHEN 'unknown' THEN 'not read' ELSE h.domain_joined END,
       coalesce(nullif(h.source, ''), h.name)
  FROM r JOIN client_hosts h ON h.id = r.host_id)
 ORDER BY position;
