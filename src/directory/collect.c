// SPDX-License-Identifier: Apache-2.0
// Walks the naming contexts of the connection's server and hands all of it to a sink.
#include "directory/directory.h"

#include "base/cleanup.h"
#include "directory/connection.h"
#include "directory/ranges.h"
#include "directory/references.h"
#include "directory/search.h"
#include "directory/wanted.h"

enum { OBJECTS_BETWEEN_REPORTS = 1000 };

struct collection {
    struct dir_connection *connection;
    const struct sink *sink;
    const struct dir_progress *progress; // may be NULL
    struct references references;
    struct bytes naming_context; // of the running search
    uint64_t received;           // objects of all searches
};

static bool take_object(struct search *search, struct error *error)
{
    struct collection *collection = search->context;
    const struct dir_progress *progress = collection->progress;
    const struct sink *sink = collection->sink;

    references_learn(&collection->references, &search->entry.bag);
    collection->received++;
    if (progress && progress->report && collection->received % OBJECTS_BETWEEN_REPORTS == 0)
        progress->report(progress->context, collection->received, collection->naming_context);
    return sink->object(sink->context, &search->entry.bag, error) &&
           ranges_fetch(collection->connection, &search->entry, sink, &search->shortfall, error);
}

static void take_reference(struct search *search, const char *url)
{
    struct collection *collection = search->context;

    references_judge(&collection->references, url, &search->shortfall);
}

static bool deliver_coverage(struct collection *collection, enum attr_place place,
                             uint64_t received, struct bytes shortfall, struct error *error)
{
    struct coverage coverage = {
        .context = collection->naming_context,
        .asked = bytes_of(wanted_filter(place)),
        .received = received,
        .whole = !shortfall.size,
        .shortfall = shortfall,
    };

    return collection->sink->coverage(collection->sink->context, &coverage, error);
}

static bool collect_rootdse(struct collection *collection, struct error *error)
{
    struct dir_connection *connection = collection->connection;
    const struct sink *sink = collection->sink;
    CLEANUP(shortfall_clear) struct shortfall shortfall = {0};

    collection->naming_context = (struct bytes){0};
    return sink->object(sink->context, &connection->rootdse.bag, error) &&
           ranges_fetch(connection, &connection->rootdse, sink, &shortfall, error) &&
           deliver_coverage(collection, ATTR_IN_ROOTDSE, 1, shortfall_sentence(&shortfall), error);
}

static bool collect_context(struct collection *collection, struct bytes naming_context,
                            enum attr_place place, struct error *error)
{
    CLEANUP(text_clear) struct text base = {0};
    struct wanted wanted = wanted_attributes(place);

    text_append(&base, naming_context);
    collection->naming_context = naming_context;

    CLEANUP(search_clear)
    struct search search = {
        .base = base.data,
        .filter = wanted_filter(place),
        .attributes = wanted.names,
        .context = collection,
        .take = take_object,
        .refer = take_reference,
    };

    return search_run(collection->connection, &search, error) &&
           deliver_coverage(collection, place, search.received,
                            shortfall_sentence(&search.shortfall), error);
}

static bool collect_configuration(struct collection *collection, struct error *error)
{
    struct bytes name =
        attrs_first(&collection->connection->rootdse.bag, ATTR_CONFIGURATION_NAMING_CONTEXT);

    if (name.size)
        return collect_context(collection, name, ATTR_IN_CONFIG, error);
    collection->naming_context = BYTES("CN=Configuration");
    return deliver_coverage(collection, ATTR_IN_CONFIG, 0,
                            BYTES("not read: the server has no configuration naming context"),
                            error);
}

static bool collect_domain(struct collection *collection, struct error *error)
{
    const struct attrs *rootdse = &collection->connection->rootdse.bag;
    struct bytes name = attrs_first(rootdse, ATTR_DEFAULT_NAMING_CONTEXT);

    if (!name.size)
        name = attrs_first(rootdse, ATTR_NAMING_CONTEXTS);
    if (!name.size)
        return error_set(error, STATUS_DIRECTORY,
                         "%s names no naming context: is it a domain controller, and may this "
                         "account read the rootDSE?",
                         collection->connection->uri);
    return collect_context(collection, name, ATTR_IN_DOMAIN, error);
}

static void free_references(struct collection *collection)
{
    references_clear(&collection->references);
}

bool dir_collect(struct dir_connection *connection, const struct sink *sink,
                 const struct dir_progress *progress, struct error *error)
{
    CLEANUP(free_references)
    struct collection collection = {
        .connection = connection,
        .sink = sink,
        .progress = progress,
    };

    return collect_rootdse(&collection, error) && collect_configuration(&collection, error) &&
           collect_domain(&collection, error);
}
