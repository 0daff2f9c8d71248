-- SPDX-License-Identifier: Apache-2.0
-- id: R418
-- title: The target's descriptor grants the server by a SID that a trust on the way drops
-- scope: pair
-- order: 713
-- blocks: rbcd transition-rbcd
-- effect: fails
-- hop: second
-- idf: passes
-- reason: target-rbcd-sid-filtered
-- needs: pairs
-- unread: R419 R514
-- references: MS-PAC 4.1.2.2; MS-SFU 3.2.5.2.3
-- why: SID filtering takes SIDs of other domains out of the server's ticket: a quarantined trust
--    leaves those of the domain next to it, a forest trust those of that forest. The entry then
--    matches nobody (error 13).
-- remedy: Add an allowing entry for {server_account} itself, or for a group of its own domain.
-- risk: Do not switch SID filtering off for one application: it keeps the other domain from
--    claiming foreign SIDs.
-- example: The entry names a SID that the server keeps in sIDHistory from a former domain.
SELECT id AS subject_id,
       target AS object,
       evidence(target_dn, 'msDS-AllowedToActOnBehalfOfOtherIdentity',
                'grants a SID of ' || server || ' that the trust drops') || ' | ' ||
       filter AS evidence
  FROM pairs
 WHERE filtered IN ('denied', 'generic-mask');
