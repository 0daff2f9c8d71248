-- SPDX-License-Identifier: Apache-2.0
-- title: Every account and its delegation settings
SELECT a.name AS account,
       sid_text(a.sid) AS sid,
       a.dn,
       a.kind,
       CASE a.disabled WHEN 0 THEN 'yes' WHEN 1 THEN 'no' ELSE 'unknown' END AS enabled,
       CASE a.not_delegated WHEN 0 THEN 'no' WHEN 1 THEN 'yes' ELSE 'unknown' END AS not_delegated,
       CASE WHEN p.id IS NOT NULL THEN 'yes'
            WHEN a.domain_id IS NULL
              OR a.domain_id IN (SELECT domain_id FROM protected_unread) THEN 'unknown'
            ELSE 'no' END AS protected_user,
       CASE a.unconstrained WHEN 0 THEN 'no' WHEN 1 THEN 'yes' ELSE 'unknown' END AS unconstrained,
       CASE a.transition WHEN 0 THEN 'no' WHEN 1 THEN 'yes' ELSE 'unknown' END AS transition,
       coalesce((SELECT group_concat(l.spn, '; ') FROM delegate_to l WHERE l.account_id = a.id), '')
         AS constrained_to,
       coalesce((SELECT group_concat(coalesce(t.name, sid_text(r.sid)), '; ')
                   FROM (SELECT DISTINCT sid FROM rbcd_trustee WHERE target_id = a.id) r
                   LEFT JOIN accounts t ON t.sid = r.sid), '') AS rbcd_from,
       coalesce((SELECT group_concat(s.spn, '; ') FROM spn s WHERE s.account_id = a.id), '')
         AS spns,
       a.not_readable
  FROM accounts a
  LEFT JOIN protected_users p ON p.id = a.id
 WHERE a.kind NOT IN ('group', 'foreign', 'other')
 ORDER BY account, a.dn;
