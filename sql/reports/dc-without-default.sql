-- SPDX-License-Identifier: Apache-2.0
-- title: Domain controllers that are not trusted for delegation
-- why: A controller has TRUSTED_FOR_DELEGATION from its promotion on (MS-ADTS 6.1.1.3.1); without
--    it, calls that delegate to services of the controller fail.
SELECT 'P110' AS rule,
       'medium' AS severity,
       name AS object,
       sid_text(sid) AS sid,
       'lacks TRUSTED_FOR_DELEGATION' AS detail,
       evidence(dn, 'userAccountControl', printf('0x%X', uac)) AS evidence,
       'Set TRUSTED_FOR_DELEGATION again, if nobody took it away on purpose.' AS remedy
  FROM accounts
 WHERE uac & 0x2000 AND NOT unconstrained
 ORDER BY object;
