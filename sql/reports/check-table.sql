-- SPDX-License-Identifier: Apache-2.0
-- title: The rows of "check" in the columns that fit a terminal
-- needs: judgement
SELECT v.verdict,
       v.reason || CASE v.further_reasons WHEN '' THEN '' ELSE '; ' || v.further_reasons END ||
         coalesce((SELECT ' (suppressed by ' || x.owner || ' until ' ||
                          substr(iso_time(x.expires), 1, 10) || ')'
                     FROM suppressed y JOIN suppression x ON x.id = y.suppression_id
                    WHERE y.request_id = r.request_id), '')
         AS reasons,
       v.hop,
       coalesce(c.name, nullif(r.client_name, ''), '(not known)') AS client,
       r.client_host || ': ' || r.application ||
         CASE r.hosted_by WHEN '' THEN '' ELSE ' in ' || r.hosted_by END ||
         CASE r.interface WHEN '' THEN '' ELSE ' ' || r.interface END ||
         CASE r.call WHEN 'activation' THEN ' (activation)' ELSE '' END AS request,
       r.server || CASE WHEN s.name IS NULL THEN '' ELSE ' = ' || s.name END AS server,
       r.target,
       v.evidence,
       v.remedy,
       substr(r.request_id, 1, 12) AS id
  FROM verdict v
  JOIN request r ON r.id = v.request
  JOIN verdict_order o ON o.verdict = v.verdict
  LEFT JOIN accounts c ON c.id = r.client_account
  LEFT JOIN accounts s ON s.id = r.server_account
 WHERE (:all OR v.verdict IN ('will-fail', 'likely-fail', 'unknown'))
   AND (:new_only IS NULL OR r.request_id IN (SELECT request_id FROM new_findings))
 ORDER BY o.position, coalesce(c.name, r.client_name), r.server, r.target, r.request_id;
