-- SPDX-License-Identifier: Apache-2.0
-- id: S10
-- title: May the server act for the client at the target, by its list or the target's descriptor?
-- orders: 700-734 909-910
-- paths: constrained rbcd transition-constrained transition-rbcd
WITH r AS (SELECT * FROM requests WHERE id = :request),
     s AS (SELECT a.* FROM accounts a JOIN r ON a.id = r.server_account),
     p AS (SELECT x.* FROM all_pairs x JOIN r ON x.id = r.pair_id)
SELECT looked_up, value, source FROM (
SELECT 1 AS position, 'entries of the server''s list' AS looked_up,
       coalesce((SELECT group_concat(spn, ', ') FROM (SELECT spn FROM delegate_to
                  WHERE account_id = s.id ORDER BY spn LIMIT 8)) ||
                CASE WHEN (SELECT count(*) FROM delegate_to WHERE account_id = s.id) > 8
                     THEN ', ...' ELSE '' END, 'none') AS value,
       s.dn || ': msDS-AllowedToDelegateTo' AS source FROM s
UNION ALL
SELECT 2, 'the list names the target',
       CASE WHEN p.listed THEN 'yes' WHEN p.listed_otherwise THEN 'its account, by another SPN'
            ELSE 'no' END,
       p.target_spn
  FROM p
UNION ALL
SELECT 3, 'the target''s descriptor',
       CASE WHEN p.rbcd IS NULL AND (p.target_account IS NULL OR p.target_not_readable <> '')
            THEN 'not read'
            WHEN p.rbcd IS NULL THEN 'absent'
            WHEN p.access = 'allowed' THEN 'allows the server'
            WHEN p.access = 'denied' THEN 'grants nothing to the server'
            WHEN p.access = 'generic-mask' THEN 'names the server with a generic right only'
            WHEN p.access = 'conditional' THEN 'decides by a condition'
            WHEN p.access = 'unread' THEN 'names a group that was not read to its end'
            ELSE 'cannot be read as a descriptor' END,
       coalesce(p.target_dn, p.target) || ': msDS-AllowedToActOnBehalfOfOtherIdentity'
  FROM p
UNION ALL
SELECT 4, 'the same without the SIDs that a trust drops', p.filtered, p.filter
  FROM p WHERE p.filtered IS NOT NULL
UNION ALL
SELECT 5, 'accounts that the descriptor names', group_concat(name, ', '),
       target_dn || ': msDS-AllowedToActOnBehalfOfOtherIdentity'
  FROM (SELECT p.target_dn, coalesce(a.name, sid_text(x.sid)) AS name
          FROM p JOIN rbcd_trustee x ON x.target_id = p.target_account
          LEFT JOIN accounts a ON a.sid = x.sid ORDER BY 2)
 GROUP BY target_dn
UNION ALL
SELECT 6, 'KDC of the target''s domain', p.target_kdc_profile, coalesce(p.target_dn, p.target)
  FROM p)
 ORDER BY position;
