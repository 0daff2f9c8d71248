// SPDX-License-Identifier: Apache-2.0
// The syntax of .reg files: keys and values, whoever is interested in them.
#ifndef IMPORT_REGISTRY_TEXT_H
#define IMPORT_REGISTRY_TEXT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "base/text.h"
#include "import/lines.h"
#include "import/place.h"

// The types that matter here; a file may hold others (MS-RRP 3.1.1.5).
enum {
    REGISTRY_SZ = 1,
    REGISTRY_EXPAND_SZ = 2,
    REGISTRY_BINARY = 3,
    REGISTRY_DWORD = 4,
    REGISTRY_MULTI_SZ = 7,
};

// Of longer data only this much is delivered: a list of all services of a machine is shorter.
enum { REGISTRY_DATA_BYTES = 16 * 1024 };

// The code page of text that is neither UTF-16 nor UTF-8. Regedit writes that of the machine, which
// the file does not tell; Samba's net says it at the end of the file.
enum registry_coding { REGISTRY_CODING_UNTOLD, REGISTRY_CODING_CP850 };

// Everything is borrowed for the call.
struct registry_value {
    unsigned line;     // on which it begins
    struct bytes name; // empty: the key's default value
    bool deleted;      // "name"=-
    uint32_t type;
    // The types of text: UTF-8 without a final NUL, REG_MULTI_SZ with a NUL between its texts; what
    // was neither UTF-16 nor UTF-8 is decoded as code page 1252. Other types: the bytes.
    struct bytes data;
};

// Set `file`, `context`, `key` and `value`, zero the rest.
struct registry_text {
    const char *file; // borrowed
    void *context;
    void (*key)(void *context, struct bytes path, bool deleted, unsigned line);
    void (*value)(void *context, const struct registry_value *value);

    bool has_header, is_ansi, has_key;
    enum registry_coding coding;       // known after registry_text_finish
    bool trailer_begun, trailer_ended; // that of Samba's net
    bool may_be_samba, has_long_root;  // UTF-8 with LF alone; HKEY_..., not HKLM
    unsigned last_line;
    enum { REGISTRY_BETWEEN, REGISTRY_IN_STRING, REGISTRY_IN_HEX } state;
    struct text decoded; // a line that was in code page 1252
    struct text name, data;
    struct registry_value open; // the value that is being read
    struct place open_place;
};

// Errors: STATUS_FORMAT with the place: an unknown or ancient header, a line that is neither key
// nor value, a value that does not end, an export of Samba's net without its last line.
bool registry_text_line(struct registry_text *text, const struct line *line, struct error *error);
bool registry_text_finish(struct registry_text *text, struct error *error);
void registry_text_clear(struct registry_text *text);

// The first line of a file of this kind, whatever its version.
bool registry_text_is_header(struct bytes first_line);

#endif
