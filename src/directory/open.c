// SPDX-License-Identifier: Apache-2.0
// Opens and closes a connection: check the options, connect, bind, read the rootDSE.
#include "directory/directory.h"

#include <limits.h>
#include <stdlib.h>

#include "base/cleanup.h"
#include "base/memory.h"
#include "directory/bind.h"
#include "directory/connection.h"
#include "directory/options.h"
#include "directory/rootdse.h"

enum { DEFAULT_PAGE_SIZE = 1000, DEFAULT_TIMEOUT_SECONDS = 120 };

static void close_connection(struct dir_connection **connection)
{
    dir_close(*connection);
}

static unsigned value_or(unsigned value, unsigned instead)
{
    return value && value <= INT_MAX ? value : instead;
}

void dir_prepare(struct dir_connection *connection, const struct dir_options *options)
{
    connection->uri = memory_copy_string(options->uri);
    connection->page_size = value_or(options->page_size, DEFAULT_PAGE_SIZE);
    connection->timeout_seconds = value_or(options->timeout_seconds, DEFAULT_TIMEOUT_SECONDS);
}

bool dir_open(struct dir_connection **out, const struct dir_options *options, struct error *error)
{
    bool tls = false;

    if (!options_check(options, &tls, error))
        return false;

    CLEANUP(close_connection)
    struct dir_connection *connection = memory_calloc(1, sizeof *connection);

    connection->tls = tls;
    dir_prepare(connection, options);
    if (!connection_start(connection, options, error) ||
        !bind_connection(connection, options, error))
        return false;
    connection_read_ahead(connection);
    if (!rootdse_read(connection, error))
        return false;
    *out = STEAL(connection);
    return true;
}

void dir_close(struct dir_connection *connection)
{
    if (!connection)
        return;

    entry_clear(&connection->rootdse);
    connection_free_message(&connection->rootdse_message);
    if (connection->ld)
        ldap_unbind_ext(connection->ld, NULL, NULL);
    free(connection->uri);
    free(connection);
}
