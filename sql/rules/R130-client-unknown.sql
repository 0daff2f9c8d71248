-- SPDX-License-Identifier: Apache-2.0
-- id: R130
-- title: The identity that the call carries is not known
-- scope: request
-- order: 100
-- blocks: all
-- effect: unknown
-- hop: first
-- idf: passes
-- reason: client-unknown
-- needs: requests
-- references: docs/architecture.md, "Scopes and the fold"
-- why: Whether delegation works depends on the account, and no account was given, found, or only
--    one of several with that name; or the export says that whoever is logged on, or launches it,
--    runs it.
-- remedy: State the identity (or the callers) of {application} in the inventory, in a form that
--    names one account: a SID, or DOMAIN\name.
-- example: A cloaking COM+ application without a list of callers.
SELECT id AS subject_id,
       client_name AS object,
       CASE WHEN cloaked OR client_evidence = ''
            THEN evidence(source, 'client', CASE client_name WHEN '' THEN '(not given)'
                                                             ELSE client_name END)
            ELSE client_evidence END AS evidence
  FROM requests
 WHERE client_state = 'unknown';
