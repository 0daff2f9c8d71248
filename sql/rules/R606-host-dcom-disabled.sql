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
  FROM requests r
  JOIN name n ON n.id = r.server_name
  JOIN client_hosts h ON h.id = n.host_id
 WHERE h.enable_dcom = 'no'
   AND r.transport IN ('com', 'wmi');
