-- SPDX-License-Identifier: Apache-2.0
-- id: R519
-- title: The client is of another domain, and Samba makes S4U2Self tickets for its own users only
-- scope: trust-path
-- order: 605
-- blocks: transition-constrained transition-rbcd
-- effect: fails
-- hop: second
-- idf: passes
-- reason: client-unknown
-- needs: trust_ways domains
-- unread: R525
-- references: Samba source4/kdc/db-glue.c (the client must be local); observed with 4.17 (error 6)
-- why: The KDC does not look for the user beyond its own domain (error 6).
-- remedy: Let clients log on with Kerberos; protocol transition is needed only where they cannot.
-- example: A user of a trusted forest logs on to a web server by form.
SELECT w.id AS subject_id,
       w.to_name AS object,
       evidence(w.from_name, 'KDC', d.kdc_profile) AS evidence
  FROM trust_ways w
  JOIN domains d ON d.id = w.from_domain
 WHERE w.way = 'server-client'
   AND d.kdc_profile IN ('samba', 'samba-4.17');
