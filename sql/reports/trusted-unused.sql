-- SPDX-License-Identifier: Apache-2.0
-- title: Accounts trusted for delegation that no imported client asks
-- needs: judgement
-- why: Rights that nobody was seen to use. That is no proof: the detail says what was imported.
SELECT CASE WHEN a.unconstrained THEN 'P113' ELSE 'P114' END AS rule,
       'info' AS severity,
       a.name AS object,
       sid_text(a.sid) AS sid,
       CASE WHEN a.unconstrained THEN 'trusted for unconstrained delegation'
            ELSE 'has a list of '
                 || (SELECT count(*) FROM delegate_to l WHERE l.account_id = a.id) END
         || '; client data of ' || (SELECT coalesce(sum(seen), 0) || ' of ' || count(*)
                                      FROM enabled_computers) || ' enabled computers' AS detail,
       CASE WHEN a.unconstrained
            THEN evidence(a.dn, 'userAccountControl', printf('0x%X', a.uac))
            ELSE evidence(a.dn, 'msDS-AllowedToDelegateTo',
                          (SELECT group_concat(l.spn, ', ') FROM delegate_to l
                            WHERE l.account_id = a.id)) END AS evidence,
       'Import the configurations of more clients; then ask who owns ' || a.name || '.' AS remedy
  FROM accounts a
 WHERE (a.unconstrained OR a.id IN (SELECT account_id FROM delegate_to))
   AND coalesce(a.uac, 0) & 0x4002000 = 0
   AND a.id NOT IN (SELECT server_account FROM request WHERE server_account IS NOT NULL)
 ORDER BY object;
