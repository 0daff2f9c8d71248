// SPDX-License-Identifier: Apache-2.0
// The way to one KDC: TCP, with a limit of time for each reply. libkrb5 has no such limit.
#ifndef KDC_TRANSPORT_H
#define KDC_TRANSPORT_H

#include <stdbool.h>

#include <krb5.h>

#include "base/error.h"

struct transport {
    char *host, *port; // owned
    unsigned timeout_seconds;
    int socket; // kept open from one request to the next; -1: none
    bool failed;
    struct error error; // why, where `failed`
};

// `where` is HOST, HOST:PORT or [ADDRESS]:PORT. From now on every message that libkrb5 sends in
// `context` goes there; the transport must outlive the context. Errors: STATUS_USAGE.
bool transport_attach(struct transport *transport, krb5_context context, const char *where,
                      unsigned timeout_seconds, struct error *error);

void transport_clear(struct transport *transport);

#endif
