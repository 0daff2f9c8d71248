-- SPDX-License-Identifier: Apache-2.0
-- id: R221
-- title: The server may not be allowed to read the groups of users
-- scope: server
-- order: 604
-- blocks: transition-constrained transition-rbcd
-- effect: unknown
-- hop: second
-- idf: passes
-- reason: server-cannot-read-groups
-- needs: servers
-- references: KB2009157; MS-ADSC user (property 46a9b11d, tokenGroups)
-- why: S4U2Self fails (error 6) for a service that may not read the user's group SIDs.
--    Authenticated Users are not in Pre-Windows 2000 Compatible Access here, and the server is not
--    in Windows Authorization Access Group; other grants are not read.
-- remedy: Put {server_account} into Windows Authorization Access Group.
-- example: A hardened domain without Authenticated Users in Pre-Windows 2000 Compatible Access.
SELECT s.id AS subject_id,
       s.name AS object,
       evidence(g.dn, 'member', 'not Authenticated Users') AS evidence
  FROM servers s
  JOIN account g ON g.sid = x'0102000000000005200000002A020000' AND g.domain_id = s.domain_id
 WHERE s.kdc_profile NOT IN ('samba', 'samba-4.17')
   AND NOT EXISTS (SELECT 1 FROM membership m JOIN account f ON f.id = m.member_id
                    WHERE m.group_id = g.id
                      AND f.sid IN (x'01010000000000050B000000', x'010100000000000100000000'))
   AND NOT EXISTS (SELECT 1 FROM member_unresolved u
                    WHERE u.group_id = g.id AND u.dn LIKE 'CN=S-1-%')
   AND NOT EXISTS (SELECT 1 FROM token_sid t
                    WHERE t.account_id = s.id
                      AND t.sid IN (x'01020000000000052000000030020000',
                                    x'01020000000000052000000020020000', g.sid));
