// SPDX-License-Identifier: Apache-2.0
// Hosts as requests name them: addresses, DNS names, and the ways to say "this machine".
#ifndef CORE_HOST_H
#define CORE_HOST_H

#include <stdbool.h>

#include "base/text.h"

// An IPv4 address of four decimal numbers, or an IPv6 address, with or without brackets and with
// or without a zone ("fe80::1%12").
bool host_is_address(struct bytes host);

// The first label of a DNS name, borrowed; an address is returned whole.
struct bytes host_label(struct bytes host);

// One of: localhost, 127.x.x.x, ::1, "." -- whoever asks means the machine it runs on.
bool host_is_self(struct bytes host);

// "@group:NAME" of an inventory: every computer of a group; `*name` is borrowed from `host`.
bool host_is_group(struct bytes host, struct bytes *name);

// Appends the comparison key: name_fold without the root's dot at the end.
void host_key(struct text *out, struct bytes host);

#endif
