-- SPDX-License-Identifier: Apache-2.0
-- id: R203
-- title: The server's account is disabled
-- scope: server
-- order: 210
-- blocks: all
-- effect: fails
-- hop: first
-- idf: stands
-- reason: server-disabled
-- needs: servers
-- unread: R205
-- references: MS-ADTS 2.2.16 (ACCOUNTDISABLE); MS-KILE 3.3.5.6.3
-- why: A disabled account gets no ticket (error 18): it can neither start the service nor act for
--    anybody.
-- remedy: Enable {server_account}, or run the server as another account.
-- powershell: Enable-ADAccount -Identity {server_account} -Server {server_account_domain}
-- samba: samba-tool user enable {server_account}
-- example: The computer account of a retired server.
SELECT id AS subject_id,
       name AS object,
       evidence(dn, 'userAccountControl', printf('0x%X', uac)) AS evidence
  FROM servers
 WHERE disabled = 1;
