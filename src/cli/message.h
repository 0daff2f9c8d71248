// SPDX-License-Identifier: Apache-2.0
// Lines on standard error: "delegaudit: VERB: message".
#ifndef CLI_MESSAGE_H
#define CLI_MESSAGE_H

#include "base/error.h"

// One line; control characters, which a directory or a file may have put in, become "?".
// `verb` may be NULL.
void message_print(const char *verb, const char *format, ...) __attribute__((format(printf, 2, 3)));

// Prints an error. Returns: the exit code that its status stands for.
int message_error(const char *verb, const struct error *error);

// Prints what is wrong with the command line, and where help is. Returns: EXIT_USAGE.
int message_usage(const char *verb, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
