// SPDX-License-Identifier: Apache-2.0
// LDIF (RFC 2849) as ldapsearch and ldifde write it, entry by entry.
#ifndef IMPORT_LDIF_H
#define IMPORT_LDIF_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/vec.h"
#include "core/sink.h"
#include "import/lines.h"
#include "import/place.h"

// How far the ranges of an attribute go: "member;range=0-1499", then "member;range=1500-*".
struct ldif_range {
    bool seen, broken, complete;
    uint64_t low, next; // of the part that is being read, and the number that has to follow it
};

// Set `file` and `sink`, zero the rest.
struct ldif {
    const char *file;        // borrowed
    const struct sink *sink; // borrowed

    struct text folded; // the line that may go on in the next one
    struct place folded_place;
    bool has_folded;
    enum { LDIF_BETWEEN, LDIF_ENTRY, LDIF_TRAILER } state;

    struct arena arena; // the entry's values
    struct bytes dn;
    struct place entry_place;
    VEC(struct bytes) values[ATTR_COUNT];
    struct ldif_range ranges[ATTR_COUNT];

    bool has_result;
    uint64_t received, cut; // entries; attributes of which values are missing
    struct text context;    // the naming context, as far as it is known
    struct text shortfall;  // why the file is not whole
};

// Takes one line. Errors: STATUS_FORMAT with the place, and what the sink said.
bool ldif_line(struct ldif *ldif, const struct line *line, struct error *error);

// Delivers the last entry and the coverage record: `context` is the rootDSE's
// defaultNamingContext, else the DC components of the first entry that has some; `asked` is the
// file.
bool ldif_finish(struct ldif *ldif, struct error *error);

void ldif_clear(struct ldif *ldif);

#endif
