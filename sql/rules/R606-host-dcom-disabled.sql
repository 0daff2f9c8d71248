-- SPDX-License-Identifier: Apache-2.0
-- id: R606
-- title: EnableDCOM is off at the server's machine
-- scope: request
-- order: 207
-- blocks: all
-- effect: fails
-- hop: first
-- idf: stands
-- reason: host-dcom-disabled
-- needs: requests client_hosts
-- references: EnableDCOM (COM documentation): no remote traffic in either direction
-- why: With EnableDCOM set to N no remote call of COM or WMI reaches the machine.
-- remedy: Set EnableDCOM to Y on {object}, if the call of {application} is meant to be remote.
-- example: A hardened server with EnableDCOM=N.
SELECT r.id AS subject_id,
       h.name AS object,
       evidence(h.source, 'enable_dcom', h.enable_dcom) AS evidence
  FROM client_hosts h
 CROSS JOIN name n ON n.host_id = h.id
 CROSS JOIN requests r ON r.server_name = n.id
 WHERE h.enable_dcom = 'no'
   AND r.transport IN ('com', 'wmi');
