-- SPDX-License-Identifier: Apache-2.0
-- id: S10
-- title: May the server act for the client at the target, by its list or the target's descriptor?
-- orders: 700-799
-- paths: constrained rbcd transition-constrained transition-rbcd
WITH r AS (SELECT * FROM requests WHERE id = :request),
     s AS (SELECT a.* FROM accounts a JOIN r ON a.id = r.server_account),
     p AS (SELECT x.*, t.token FROM pairs x JOIN r ON x.id = r.pair_id
             LEFT JOIN server_tokens t ON t.account_id = x.server_account)
SELECT looked_up, value, source FROM (
SELECT 1 AS position, 'entries of the server''s list' AS looked_up,
       coalesce((SELECT group_concat(spn, ', ') FROM (SELECT spn FROM delegate_to
                  WHERE account_id = s.id LIMIT 8)) ||
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
       CASE WHEN p.rbcd IS NOT NULL AND p.token IS NOT NULL
            THEN CASE rbcd_access(p.rbcd, p.token)
                      WHEN 'allowed' THEN 'allows the server'
                      WHEN 'denied' THEN 'grants nothing to the server'
                      WHEN 'generic-mask' THEN 'names the server with a generic right only'
                      WHEN 'conditional' THEN 'decides by a condition'
                      ELSE 'cannot be read as a descriptor' END
            WHEN p.rbcd IS NOT NULL THEN 'present'
            WHEN p.target_account IS NULL OR p.target_not_readable <> '' THEN 'not read'
            ELSE 'absent' END,
       coalesce(p.target_dn, p.target) || ': msDS-AllowedToActOnBehalfOfOtherIdentity'
  FROM p
UNION ALL
SELECT 4, 'accounts that the descriptor names',
       group_concat(coalesce(a.name, sid_text(x.sid)), ', '),
       p.target_dn || ': msDS-AllowedToActOnBehalfOfOtherIdentity'
  FROM p JOIN rbcd_trustee x ON x.target_id = p.target_account
  LEFT JOIN accounts a ON a.sid = x.sid
 GROUP BY p.id
UNION ALL
SELECT 5, 'KDC of the target''s domain', p.target_kdc_profile, p.target_dn
  FROM p WHERE p.target_kdc_profile IS NOT NULL)
 ORDER BY position;
