// SPDX-License-Identifier: Apache-2.0
// Physical lines out of a file that comes in chunks: byte order mark, UTF-16, line numbers.
#ifndef IMPORT_LINES_H
#define IMPORT_LINES_H

#include <stdbool.h>

#include "base/error.h"
#include "base/text.h"

// A longer line is an error: what is no text file must not fill the memory.
enum { LINES_MAX_BYTES = 16 * 1024 * 1024 };

struct line {
    struct bytes text; // borrowed for the call, with its line break where it has one
    unsigned number;   // from 1
    bool utf16;        // was UTF-16 in the file; `text` is UTF-8 then, else the file's own bytes
};

enum lines_encoding { LINES_NOT_SEEN, LINES_BYTES, LINES_UTF16LE };

// Set `file`, `context` and `line`, zero the rest. Functions return false with `error` set: what
// `line` said, or STATUS_FORMAT for UTF-16 that is big-endian, without a byte order mark or cut
// within a character, and for a line that is too long. A lone surrogate becomes U+FFFD.
struct lines {
    const char *file; // borrowed
    void *context;
    bool (*line)(void *context, const struct line *line, struct error *error);
    enum lines_encoding encoding;
    unsigned count;      // lines so far
    struct text raw;     // bytes that wait for more: the first four, half a UTF-16 character
    struct text decoded; // a chunk of UTF-16 as UTF-8
    struct text pending; // a line that is not complete
};

bool lines_feed(struct lines *lines, struct bytes chunk, struct error *error);

// To be called once at the end of the file: delivers a last line without a line break.
bool lines_finish(struct lines *lines, struct error *error);

void lines_clear(struct lines *lines);

// The text without LF or CRLF at its end.
struct bytes lines_strip(struct bytes text);

#endif
