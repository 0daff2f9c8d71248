// SPDX-License-Identifier: Apache-2.0
// Findings with their words put together. Private to the files that examine.
#ifndef DIRECTORY_FINDING_H
#define DIRECTORY_FINDING_H

#include "directory/connection.h"
#include "directory/examine.h"

// Returns: whether it is no failure.
bool finding(const struct dir_examiner *examiner, enum dir_health health, const char *what,
             const char *next, const char *format, ...) __attribute__((format(printf, 5, 6)));

// Which attributes the account may not read, from a sample of the domain's accounts. The rootDSE
// was read.
void readable_examine(struct dir_connection *connection, const struct dir_examiner *examiner);

#endif
