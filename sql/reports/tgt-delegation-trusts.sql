-- SPDX-License-Identifier: Apache-2.0
-- title: Trusts that let TGTs be delegated to the other side
-- why: Users of this domain who delegate to a server of the other forest leave their TGT there
--    (MS-ADTS 6.1.6.7.9: TRUST_ATTRIBUTE_CROSS_ORGANIZATION_ENABLE_TGT_DELEGATION).
SELECT 'P111' AS rule,
       CASE WHEN t.attributes IS NULL THEN 'unknown' ELSE 'high' END AS severity,
       t.partner AS object,
       sid_text(t.sid) AS sid,
       'trust of ' || d.dns_name || ', direction ' || coalesce(t.direction, 'not read') AS detail,
       evidence(t.dn, 'trustAttributes', coalesce(printf('0x%X', t.attributes), 'not readable'))
         AS evidence,
       'Clear the bit 0x800 (netdom trust /EnableTGTDelegation:No) once whatif shows that nothing '
         || 'depends on it.' AS remedy
  FROM trust t
  JOIN domain d ON d.id = t.domain_id
 WHERE coalesce(t.attributes & 0x800, 1)
 ORDER BY severity, object, detail;
