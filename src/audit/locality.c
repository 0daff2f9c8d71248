// SPDX-License-Identifier: Apache-2.0
// Comparison of machines by computer account, then by name.
#include "audit/locality.h"

#include "core/host.h"

struct named_machine {
    struct bytes name;
    int64_t account;
};

// A name that leads to no computer account may be an alias of any machine: only equal names, or
// two different accounts, are certain. A machine of that very name outside the directory would be
// the other one's namesake.
static enum locality compare(struct named_machine a, struct named_machine b)
{
    if (a.account && b.account)
        return a.account == b.account ? LOCALITY_LOCAL : LOCALITY_REMOTE;
    if (bytes_equal_ascii(a.name, b.name))
        return LOCALITY_LOCAL;
    return LOCALITY_UNKNOWN;
}

enum locality locality_of_name(const struct host_entry *host, const struct name_entry *server)
{
    if (host_is_self(server->host))
        return LOCALITY_LOCAL;

    struct named_machine here = {host->name, host->account.id};
    struct named_machine there = {server->host, server->computer.id};
    enum locality result = compare(here, there);

    // The machine that the files were taken from goes by its own name: where that is no computer
    // of the directory, it is none of those that are, unless the short names agree. An address may
    // be anybody's.
    if (result == LOCALITY_UNKNOWN && !here.account && there.account &&
        !host_is_address(here.name) &&
        !bytes_equal_ascii(host_label(here.name), host_label(there.name)))
        return LOCALITY_REMOTE;
    return result;
}

enum locality locality_of_names(const struct name_entry *server, const struct name_entry *target)
{
    if (host_is_self(target->host))
        return LOCALITY_LOCAL;
    return compare((struct named_machine){server->host, server->computer.id},
                   (struct named_machine){target->host, target->computer.id});
}
