// SPDX-License-Identifier: Apache-2.0
// Kerberos over TCP: four bytes of length, then the message (RFC 4120 7.2.2).
#include "kdc/transport.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "base/cleanup.h"
#include "base/memory.h"
#include "base/text.h"

enum { MILLISECONDS = 1000, NANOSECONDS_OF_MS = 1000000, LENGTH_BYTES = 4, REPLY_BYTES = 1 << 20 };

static int64_t now_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * MILLISECONDS + now.tv_nsec / NANOSECONDS_OF_MS;
}

// False, errno set, where the deadline passes first.
static bool wait_for(int descriptor, short events, int64_t deadline_ms)
{
    for (;;) {
        struct pollfd one = {.fd = descriptor, .events = events};
        int64_t left = deadline_ms - now_ms();
        int ready = left > 0 ? poll(&one, 1, (int)left) : 0;

        if (ready > 0)
            return true;
        if (ready == 0)
            errno = ETIMEDOUT;
        if (ready == 0 || errno != EINTR)
            return false;
    }
}

static bool connect_to(int descriptor, const struct addrinfo *address, int64_t deadline_ms)
{
    int code = 0;
    socklen_t size = sizeof code;

    if (connect(descriptor, address->ai_addr, address->ai_addrlen) == 0)
        return true;
    if (errno != EINPROGRESS || !wait_for(descriptor, POLLOUT, deadline_ms) ||
        getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &code, &size) != 0)
        return false;
    errno = code;
    return code == 0;
}

static bool fail(struct transport *transport, const char *what)
{
    int number = errno;

    transport->failed = true;
    error_set_errno(&transport->error, number, "KDC %s:%s: %s", transport->host, transport->port,
                    what);
    transport->error.status = STATUS_DIRECTORY;
    return false;
}

static void free_addresses(struct addrinfo **addresses)
{
    if (*addresses)
        freeaddrinfo(*addresses);
}

static bool open_socket(struct transport *transport, int64_t deadline_ms)
{
    CLEANUP(free_addresses) struct addrinfo *addresses = NULL;
    struct addrinfo wanted = {.ai_socktype = SOCK_STREAM};
    int code = getaddrinfo(transport->host, transport->port, &wanted, &addresses);

    if (code) {
        transport->failed = true;
        return error_set(&transport->error, STATUS_DIRECTORY, "KDC %s:%s: no address: %s",
                         transport->host, transport->port, gai_strerror(code));
    }
    for (const struct addrinfo *one = addresses; one; one = one->ai_next) {
        CLEANUP(cleanup_descriptor)
        int descriptor = socket(one->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);

        if (descriptor >= 0 && connect_to(descriptor, one, deadline_ms)) {
            transport->socket = descriptor;
            descriptor = -1;
            return true;
        }
    }
    return fail(transport, "cannot connect");
}

static bool send_all(struct transport *transport, const char *data, size_t size,
                     int64_t deadline_ms)
{
    while (size) {
        ssize_t sent = send(transport->socket, data, size, MSG_NOSIGNAL);

        if (sent > 0) {
            data += sent;
            size -= (size_t)sent;
        } else if ((errno != EAGAIN && errno != EINTR) ||
                   !wait_for(transport->socket, POLLOUT, deadline_ms)) {
            return false;
        }
    }
    return true;
}

static bool receive_all(struct transport *transport, char *data, size_t size, int64_t deadline_ms)
{
    while (size) {
        ssize_t got = recv(transport->socket, data, size, 0);

        if (got == 0)
            errno = ECONNRESET;
        if (got > 0) {
            data += got;
            size -= (size_t)got;
        } else if (got == 0 || (errno != EAGAIN && errno != EINTR) ||
                   !wait_for(transport->socket, POLLIN, deadline_ms)) {
            return false;
        }
    }
    return true;
}

static void close_socket(struct transport *transport)
{
    if (transport->socket >= 0)
        close(transport->socket);
    transport->socket = -1;
}

// The reply, owned; NULL, errno set, where none came.
static char *exchange(struct transport *transport, const krb5_data *message, uint32_t *reply_bytes,
                      int64_t deadline_ms)
{
    CLEANUP(cleanup_free) char *packet = memory_alloc(LENGTH_BYTES + message->length);
    CLEANUP(cleanup_free) char *reply = NULL;
    uint32_t length = htonl(message->length);

    memcpy(packet, &length, LENGTH_BYTES);
    memcpy(packet + LENGTH_BYTES, message->data, message->length);
    if (!send_all(transport, packet, LENGTH_BYTES + message->length, deadline_ms) ||
        !receive_all(transport, (char *)&length, LENGTH_BYTES, deadline_ms))
        return NULL;
    length = ntohl(length);
    if (length == 0 || length > REPLY_BYTES) {
        errno = EMSGSIZE;
        return NULL;
    }
    reply = memory_alloc(length);
    if (!receive_all(transport, reply, length, deadline_ms))
        return NULL;
    *reply_bytes = length;
    return STEAL(reply);
}

// A server may close a connection that it kept open: then a new one is worth a try.
static char *ask(struct transport *transport, const krb5_data *message, uint32_t *reply_bytes)
{
    int64_t deadline_ms = now_ms() + (int64_t)transport->timeout_seconds * MILLISECONDS;

    for (bool kept = transport->socket >= 0;; kept = false) {
        if (!kept && !open_socket(transport, deadline_ms))
            return NULL;

        char *reply = exchange(transport, message, reply_bytes, deadline_ms);

        if (reply)
            return reply;

        int number = errno;

        close_socket(transport);
        errno = number;
        if (!kept || (number != ECONNRESET && number != EPIPE)) {
            fail(transport, "no answer");
            return NULL;
        }
    }
}

static krb5_error_code deliver(krb5_context context, void *data, const krb5_data *realm,
                               const krb5_data *message, krb5_data **new_message_out,
                               krb5_data **new_reply_out)
{
    struct transport *transport = data;
    uint32_t size = 0;
    CLEANUP(cleanup_free) char *reply = ask(transport, message, &size);
    krb5_data view = {.data = reply, .length = size};

    (void)realm;
    (void)new_message_out;
    return reply ? krb5_copy_data(context, &view, new_reply_out) : KRB5_KDC_UNREACH;
}

// A decimal number from 1 to 65535.
static bool is_port(struct bytes text)
{
    int64_t port;

    return text.size && text.data[0] >= '0' && text.data[0] <= '9' && bytes_to_int64(text, &port) &&
           port >= 1 && port <= UINT16_MAX;
}

// What stands in no name and no address: a mistyped bracket, say.
static bool is_host(struct bytes text)
{
    for (size_t i = 0; i < text.size; i++)
        if (text.data[i] <= ' ' || text.data[i] == '[' || text.data[i] == ']' ||
            text.data[i] == '/' || text.data[i] == '@')
            return false;
    return text.size > 0;
}

static char *copy(struct bytes text)
{
    char *string = memory_alloc(text.size + 1);

    memcpy(string, text.data, text.size);
    string[text.size] = '\0';
    return string;
}

static bool split(const char *where, char **host, char **port)
{
    struct bytes text = bytes_of(where), name = text, number = BYTES("88"), rest;

    if (bytes_starts_with_ascii(text, BYTES("["))) {
        if (!bytes_split(bytes_slice(text, 1, SIZE_MAX), ']', &name, &rest) ||
            (rest.size && rest.data[0] != ':'))
            return false;
        if (rest.size)
            number = bytes_slice(rest, 1, SIZE_MAX);
    } else if (bytes_split(text, ':', &name, &rest)) {
        if (bytes_find(rest, ':') == SIZE_MAX)
            number = rest;
        else
            name = text; // an IPv6 address without a port
    }
    if (!is_host(name) || !is_port(number))
        return false;
    *host = copy(name);
    *port = copy(number);
    return true;
}

bool transport_attach(struct transport *transport, krb5_context context, const char *where,
                      unsigned timeout_seconds, struct error *error)
{
    *transport = (struct transport){.socket = -1, .timeout_seconds = timeout_seconds};
    if (!split(where, &transport->host, &transport->port))
        return error_set(error, STATUS_USAGE,
                         "KDC %s: expected HOST, HOST:PORT or [ADDRESS]:PORT, the port from 1 to "
                         "65535",
                         where);
    krb5_set_kdc_send_hook(context, deliver, transport);
    return true;
}

void transport_clear(struct transport *transport)
{
    close_socket(transport);
    free(transport->host);
    free(transport->port);
    *transport = (struct transport){.socket = -1};
}
