// SPDX-License-Identifier: Apache-2.0
// A subtree search, page by page, one entry in memory at a time.
#ifndef DIRECTORY_SEARCH_H
#define DIRECTORY_SEARCH_H

#include <stdbool.h>
#include <stdint.h>

#include <ldap.h>

#include "base/text.h"
#include "directory/connection.h"
#include "directory/entry.h"
#include "directory/shortfall.h"

// Fill the first part, zero the rest. All of the first part is borrowed.
struct search {
    const char *base, *filter;
    char **attributes; // NULL-terminated
    void *context;
    // Takes `search->entry`. False with `error` set ends the search.
    bool (*take)(struct search *search, struct error *error);
    // Takes the URL of a continuation reference.
    void (*refer)(struct search *search, const char *url);

    uint64_t received;          // objects
    struct shortfall shortfall; // empty: everything came
    struct entry entry;         // the one that was received last

    struct berval cookie;   // owned; of the page to ask for
    struct text page_start; // DN of the first object of this page or the page before
    uint64_t page_received;
    unsigned barren_pages; // in a row that brought nothing but a cookie
    bool ended;
};

// Runs it to its end. What the server does not give is in `shortfall` and no error.
// Errors: those of `take`; STATUS_DIRECTORY a broken connection, no answer, no LDAP.
// Source: RFC 2696, MS-ADTS 3.1.1.3.4.1.1 (a page may be shorter than asked for: the cookie
// alone tells the end).
bool search_run(struct dir_connection *connection, struct search *search, struct error *error);

void search_clear(struct search *search);

#endif
