// SPDX-License-Identifier: Apache-2.0
// The one place that joins our sentence, the LDAP code and the server's own words into an error.
#ifndef DIRECTORY_FAILURE_H
#define DIRECTORY_FAILURE_H

#include <stdbool.h>

#include <ldap.h>

#include "base/error.h"
#include "base/text.h"

// What was going on: an equal code names another culprit at another step.
enum failure_step { FAILURE_CONNECT, FAILURE_TLS, FAILURE_BIND, FAILURE_READ };

// Fills `error` with the sentence, the cause and the status class; returns false. `code` is an
// LDAP result or a libldap code (negative); the diagnostic text is what `ld` holds of the last
// result that was parsed.
// Source: RFC 4511 4.1.9 and A (codes), MS-ERREF 2.2 (the "data" numbers of AD's binds).
bool failure_set(struct error *error, LDAP *ld, enum failure_step step, int code,
                 const char *format, ...) __attribute__((format(printf, 5, 6)));

// Appends the cause alone: "size limit exceeded (4; <what the server says>)".
void failure_describe(struct text *out, LDAP *ld, int code);

#endif
