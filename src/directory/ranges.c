// SPDX-License-Identifier: Apache-2.0
// Ranged retrieval beside the outstanding search: values keep their order on one connection only.
#include "directory/ranges.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/cleanup.h"
#include "directory/failure.h"

enum { RANGE_NAME_BYTES = 128 };

// One attribute of one object, and how far it was read.
struct ranged {
    const struct sink *sink;
    struct shortfall *shortfall;
    struct text dn; // own copy, NUL-terminated
    enum attr attr;
    int64_t next; // the first value that is still missing, or ENTRY_RANGE_END
};

static bool deliver(const struct ranged *ranged, struct attr_values values, struct error *error)
{
    struct attrs bag = {.dn = text_view(&ranged->dn), .continues = true};

    bag.values[ranged->attr] = values;
    return ranged->sink->object(ranged->sink->context, &bag, error);
}

static bool give_up(struct ranged *ranged, const char *why, struct error *error)
{
    shortfall_add(ranged->shortfall,
                  "%s of %s: the values from number %" PRId64 " on are missing: %s",
                  attr_name(ranged->attr), ranged->dn.data, ranged->next, why);
    ranged->next = ENTRY_RANGE_END;
    return deliver(ranged, (struct attr_values){.truncated = true}, error);
}

// The answer must go on where the last one ended, or values would be lost or come twice.
static bool take_part(struct ranged *ranged, const struct entry *part, struct error *error)
{
    const struct entry_range *range = entry_range_of(part, ranged->attr);
    struct attr_values values = part->bag.values[ranged->attr];

    if (!range || range->first != ranged->next || values.truncated)
        return give_up(ranged, "the server's answer is no continuation", error);
    ranged->next = range->last == ENTRY_RANGE_END ? ENTRY_RANGE_END : range->last + 1;
    return deliver(ranged, values, error);
}

static bool fetch_part(struct dir_connection *connection, struct ranged *ranged, struct entry *part,
                       struct error *error)
{
    CLEANUP(connection_free_message) LDAPMessage *message = NULL;
    char name[RANGE_NAME_BYTES];
    char *attributes[] = {name, NULL};
    int code = LDAP_OTHER;

    snprintf(name, sizeof name, "%s;range=%" PRId64 "-*", attr_name(ranged->attr), ranged->next);
    if (!connection_read(connection, ranged->dn.data, attributes, "reading a range of values",
                         &message, &code, error))
        return false;
    if (code != LDAP_SUCCESS) {
        CLEANUP(text_clear) struct text cause = {0};

        failure_describe(&cause, connection->ld, code);
        return give_up(ranged, cause.data, error);
    }
    if (!message || !entry_decode(part, connection->ld, message))
        return give_up(ranged, "the server sent no such object", error);
    return take_part(ranged, part, error);
}

static bool fetch_rest(struct dir_connection *connection, struct ranged *ranged,
                       struct error *error)
{
    CLEANUP(entry_clear) struct entry part = {0};

    while (ranged->next != ENTRY_RANGE_END)
        if (!fetch_part(connection, ranged, &part, error))
            return false;
    return true;
}

bool ranges_fetch(struct dir_connection *connection, const struct entry *entry,
                  const struct sink *sink, struct shortfall *shortfall, struct error *error)
{
    if (!entry->ranges.count)
        return true;

    CLEANUP(text_clear) struct text dn = {0};

    text_append(&dn, entry->bag.dn);
    for (size_t i = 0; i < entry->ranges.count; i++) {
        const struct entry_range *range = &entry->ranges.items[i];
        bool sound = range->first == 0 && !entry->bag.values[range->attr].truncated;
        struct ranged ranged = {
            .sink = sink,
            .shortfall = shortfall,
            .dn = dn,
            .attr = range->attr,
            .next = range->last == ENTRY_RANGE_END ? ENTRY_RANGE_END : range->last + 1,
        };

        if (!sound && !give_up(&ranged, "the range does not match its values", error))
            return false;
        if (!fetch_rest(connection, &ranged, error))
            return false;
    }
    return true;
}
