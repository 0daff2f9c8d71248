// SPDX-License-Identifier: Apache-2.0
// Places in input files, and the errors that point at them: "FILE:LINE:COLUMN: found X, expected
// Y".
#ifndef IMPORT_PLACE_H
#define IMPORT_PLACE_H

#include <stdbool.h>

#include "base/error.h"
#include "base/text.h"

// Line and column count from 1; a column is a character (code point), not a byte.
struct place {
    const char *file; // borrowed
    unsigned line, column;
};

// The column behind `before`, the part of the line that comes first.
unsigned place_column(struct bytes before);

// "... found 'X', expected Y" as STATUS_FORMAT; returns false. X is cut to a few words and made
// printable; an empty X reads "nothing".
bool place_found(struct error *error, struct place place, struct bytes found,
                 const char *expected_format, ...) __attribute__((format(printf, 4, 5)));

// The same with a sentence of one's own behind the place.
bool place_error(struct error *error, struct place place, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

// Puts the place before the message that is there already; returns false.
bool place_wrap(struct error *error, struct place place);

#endif
