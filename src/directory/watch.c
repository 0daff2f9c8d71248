// SPDX-License-Identifier: Apache-2.0
// A Sockbuf_IO right above the socket. libldap's own limits cover the wait for the first byte of
// a message, not a message that stops in the middle, and over GnuTLS not the handshake either: it
// asks a silent socket again and again. Sending here, too, keeps SIGPIPE away from the process.
#include "directory/watch.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <sys/socket.h>
#include <time.h>

enum {
    MILLISECONDS = 1000,
    NANOSECONDS_OF_MS = 1000000,
    INCOMING_BYTES = 256 * 1024 * 1024, // of one message; Samba sends a group's members in one
};

static int64_t now_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * MILLISECONDS + now.tv_nsec / NANOSECONDS_OF_MS;
}

static int descriptor_of(Sockbuf_IO_Desc *layer)
{
    ber_socket_t descriptor = -1;

    ber_sockbuf_ctrl(layer->sbiod_sb, LBER_SB_OPT_GET_FD, &descriptor);
    return descriptor;
}

// True: the socket is worth another try.
static bool wait_for(Sockbuf_IO_Desc *layer, int descriptor, short events)
{
    struct watch *watch = layer->sbiod_pvt;
    struct pollfd one = {.fd = descriptor, .events = events};
    int64_t left = watch->deadline_ms - now_ms();

    if (errno == EINTR)
        return true;
    if (errno != EAGAIN && errno != EWOULDBLOCK)
        return false;
    if (left > 0 && (poll(&one, 1, left > INT_MAX ? INT_MAX : (int)left) != 0))
        return true;
    watch->expired = true;
    errno = ETIMEDOUT;
    return false;
}

static ber_slen_t watched_read(Sockbuf_IO_Desc *layer, void *buffer, ber_len_t size)
{
    int descriptor = descriptor_of(layer);
    ber_slen_t got;

    do
        got = recv(descriptor, buffer, size, MSG_DONTWAIT);
    while (got < 0 && wait_for(layer, descriptor, POLLIN));
    return got;
}

static ber_slen_t watched_write(Sockbuf_IO_Desc *layer, void *buffer, ber_len_t size)
{
    int descriptor = descriptor_of(layer);
    ber_slen_t sent;

    do
        sent = send(descriptor, buffer, size, MSG_DONTWAIT | MSG_NOSIGNAL);
    while (sent < 0 && wait_for(layer, descriptor, POLLOUT));
    return sent;
}

static int set_up(Sockbuf_IO_Desc *layer, void *watch)
{
    layer->sbiod_pvt = watch;
    return 0;
}

static int leave(Sockbuf_IO_Desc *layer)
{
    layer->sbiod_pvt = NULL;
    return 0;
}

static int pass_on(Sockbuf_IO_Desc *layer, int option, void *argument)
{
    return LBER_SBIOD_CTRL_NEXT(layer, option, argument);
}

static Sockbuf_IO watched = {set_up, leave, pass_on, watched_read, watched_write, leave};

static int add_layer(LDAP *ld, Sockbuf *buffer, LDAPURLDesc *url, struct sockaddr *address,
                     struct ldap_conncb *callbacks)
{
    ber_len_t incoming = INCOMING_BYTES;

    (void)ld;
    (void)url;
    (void)address;
    // liblber would take a length on trust
    ber_sockbuf_ctrl(buffer, LBER_SB_OPT_SET_MAX_INCOMING, &incoming);
    return ber_sockbuf_add_io(buffer, &watched, LBER_SBIOD_LEVEL_PROVIDER + 1, callbacks->lc_arg);
}

static void nothing_to_undo(LDAP *ld, Sockbuf *buffer, struct ldap_conncb *callbacks)
{
    (void)ld;
    (void)buffer;
    (void)callbacks;
}

bool watch_attach(struct watch *watch, LDAP *ld)
{
    watch->callbacks = (struct ldap_conncb){add_layer, nothing_to_undo, watch};
    return ldap_set_option(ld, LDAP_OPT_CONNECT_CB, &watch->callbacks) == LDAP_OPT_SUCCESS;
}

void watch_start(struct watch *watch, unsigned limit_seconds)
{
    watch->expired = false;
    watch->deadline_ms = now_ms() + (int64_t)limit_seconds * MILLISECONDS;
}
