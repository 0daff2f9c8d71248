-- SPDX-License-Identifier: Apache-2.0
-- Statements about the file as a whole.

-- name: store-newest-snapshot
SELECT id, started, finished, source, coalesce(dc, ''), whole FROM snapshot
 ORDER BY id DESC LIMIT 1;
