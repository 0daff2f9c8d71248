-- SPDX-License-Identifier: Apache-2.0
-- Orders that reports share.

-- Verdicts, the worst first.
CREATE TEMP VIEW IF NOT EXISTS verdict_order AS
SELECT column1 AS verdict, column2 AS position FROM (VALUES
    ('will-fail', 1), ('likely-fail', 2), ('unknown', 3), ('likely-work', 4), ('will-work', 5),
    ('not-needed', 6), ('not-requested', 7));
