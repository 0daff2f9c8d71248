// SPDX-License-Identifier: Apache-2.0
// What went wrong, cut by who has to act. Owned by the caller; nothing here is global.
#ifndef BASE_ERROR_H
#define BASE_ERROR_H

#include <stdarg.h>
#include <stdbool.h>

enum status {
    STATUS_OK = 0,
    STATUS_USAGE,       // the command line is wrong: the caller
    STATUS_CONFIG,      // settings contradict each other or the machine: the operator
    STATUS_CREDENTIALS, // a password, ticket, keytab or certificate: whoever issues them
    STATUS_DIRECTORY,   // the domain controller or the way to it
    STATUS_FORMAT,      // an input file: its author
    STATUS_STORE,       // the database file or the disk below it
    STATUS_SYSTEM,      // the operating system refused something
    STATUS_INTERNAL,    // a fault of this program
};

enum { ERROR_MESSAGE_BYTES = 1024 };

// Zero-initialise it. `native` is the code of the layer below (LDAP result, SQLite code, errno),
// 0 where there is none. `message` is one sentence: lower case, no full stop, the object first,
// then the cause, then what to do; never a secret.
struct error {
    enum status status;
    int native;
    char message[ERROR_MESSAGE_BYTES];
};

// Fills `error` (which may be NULL: then nothing is kept) and returns false, so that a function
// can say `return error_set(error, ...)`. A message that does not fit ends in "...".
bool error_set(struct error *error, enum status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
bool error_set_v(struct error *error, enum status status, const char *format, va_list arguments)
    __attribute__((format(printf, 3, 0)));

// As error_set, with the text of an errno value appended after ": ".
bool error_set_errno(struct error *error, int number, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

// Puts "prefix: " before the message that is already there; returns false.
bool error_wrap(struct error *error, const char *format, ...) __attribute__((format(printf, 2, 3)));

// Returns to the state of "nothing happened".
void error_clear(struct error *error);

#endif
