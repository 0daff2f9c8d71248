-- SPDX-License-Identifier: Apache-2.0
-- title: Accounts trusted for unconstrained delegation that are no domain controllers
-- why: Whoever runs such an account has the TGT of every user that delegates to it.
SELECT 'P101' AS rule,
       CASE WHEN disabled THEN 'low' ELSE 'high' END AS severity,
       name AS object,
       sid_text(sid) AS sid,
       CASE WHEN disabled THEN 'disabled' ELSE 'enabled' END AS detail,
       evidence(dn, 'userAccountControl', printf('0x%X', uac)) AS evidence,
       'Name the back ends in a constrained list or in their descriptors, then clear '
         || 'TRUSTED_FOR_DELEGATION; explain and whatif tell who needs it.' AS remedy
  FROM accounts
 WHERE unconstrained AND uac & 0x4002000 = 0
UNION ALL
SELECT 'P101', 'unknown', '(' || accounts || ' accounts)', NULL, 'not read',
       'userAccountControl=not readable',
       'Give the scanning account the right to read User-Account-Restrictions, then scan again.'
  FROM flags_unread
 ORDER BY severity, object;
