// SPDX-License-Identifier: Apache-2.0
// Recognition of host names and addresses.
#include "core/host.h"

#include <arpa/inet.h>
#include <string.h>

#include "core/name.h"

// The binary form of an address of one family: at most 16 bytes.
static bool parse_address(int family, struct bytes host, uint8_t out[16])
{
    char text[INET6_ADDRSTRLEN];

    if (!host.size || host.size >= sizeof text || memchr(host.data, '\0', host.size))
        return false;
    memcpy(text, host.data, host.size);
    text[host.size] = '\0';
    return inet_pton(family, text, out) == 1;
}

// An IPv6 address without what RFC 3986 3.2.2 (brackets) and RFC 4007 11 (zone) put around it.
static struct bytes bare_address(struct bytes host)
{
    if (host.size > 2 && host.data[0] == '[' && host.data[host.size - 1] == ']')
        host = bytes_slice(host, 1, host.size - 2);

    size_t zone = bytes_find(host, '%');

    return zone == SIZE_MAX || zone + 1 == host.size ? host : bytes_slice(host, 0, zone);
}

bool host_is_address(struct bytes host)
{
    uint8_t ignored[16];

    return parse_address(AF_INET, host, ignored) ||
           parse_address(AF_INET6, bare_address(host), ignored);
}

struct bytes host_label(struct bytes host)
{
    return host_is_address(host) ? host : bytes_slice(host, 0, bytes_find(host, '.'));
}

static struct bytes without_root(struct bytes host)
{
    bool rooted = host.size > 1 && host.data[host.size - 1] == '.';

    return bytes_slice(host, 0, host.size - rooted);
}

bool host_is_self(struct bytes host)
{
    static const uint8_t loopback[16] = {[15] = 1};
    uint8_t address[16];

    if (bytes_equal(host, BYTES(".")) || bytes_equal_ascii(without_root(host), BYTES("localhost")))
        return true;
    if (parse_address(AF_INET, host, address))
        return address[0] == 127;
    return parse_address(AF_INET6, bare_address(host), address) &&
           memcmp(address, loopback, sizeof loopback) == 0;
}

void host_key(struct text *out, struct bytes host)
{
    name_fold(out, without_root(host));
}

bool host_is_group(struct bytes host, struct bytes *name)
{
    const struct bytes prefix = BYTES("@group:");

    if (!bytes_starts_with_ascii(host, prefix))
        return false;
    *name = bytes_slice(host, prefix.size, SIZE_MAX);
    return true;
}
