// SPDX-License-Identifier: Apache-2.0
// Times: seconds since 1970 inside, FILETIME and GeneralizedTime outside, ISO 8601 UTC in outputs.
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"

enum { CLOCK_ISO_BYTES = 32 };

// Seconds since 1970-01-01T00:00:00Z, from the system clock.
int64_t clock_now(void);

// Writes "2026-11-22T08:30:00Z" into `out` and returns it. A year outside 0..9999 gives "-".
const char *clock_format_iso(int64_t unix_seconds, char out[CLOCK_ISO_BYTES]);

// 100 ns steps since 1601 to seconds since 1970, rounded down (MS-DTYP 2.3.3).
int64_t clock_from_filetime(int64_t filetime);

// "YYYYMMDDHHMMSS[.f]Z" as LDAP has it (RFC 4517 3.3.13, the form AD writes). False: no such time.
bool clock_from_generalized(struct bytes text, int64_t *unix_seconds);

// A day or a moment as people write it, "YYYY-MM-DD" or "YYYY-MM-DDThh:mm[:ss][Z]" (a blank in
// place of the T will do), in UTC. Gives its first and its last second. False: no such time.
bool clock_from_iso(struct bytes text, int64_t *first, int64_t *last);

#endif
