-- SPDX-License-Identifier: Apache-2.0
-- title: The suppressions of the newest check: what each holds back, and which have expired
-- needs: judgement
SELECT CASE WHEN expired THEN 'expired' WHEN findings = 0 THEN 'unused' ELSE 'active' END AS state,
       findings,
       file || ':' || line AS source,
       request_id,
       rule,
       client,
       server,
       target,
       reason,
       owner,
       substr(iso_time(expires), 1, 10) AS expires
  FROM suppression
 ORDER BY expired DESC, findings = 0 DESC, id;
