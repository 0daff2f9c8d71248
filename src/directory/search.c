// SPDX-License-Identifier: Apache-2.0
// The paging loop.
#include "directory/search.h"

#include <inttypes.h>

#include "base/cleanup.h"
#include "directory/failure.h"
#include "directory/rootdse.h"

enum {
    BARREN_PAGES_MAX = 8, // AD may give an empty page when its time for one is over
    ENTRIES_BETWEEN_NAPS = 64,
};

static void free_controls(LDAPControl *controls[])
{
    for (size_t i = 0; controls[i]; i++)
        ldap_control_free(controls[i]);
}

// Neither control is critical: a server that drops one sends less comfort, not less data.
static bool send_page(struct dir_connection *connection, struct search *search, int *id,
                      struct error *error)
{
    LDAP *ld = connection->ld;
    LDAPControl *controls[3] = {0};
    size_t count = 0;
    int code = LDAP_SUCCESS;

    if (connection->has_paging)
        code = ldap_create_page_control(ld, (int)connection->page_size, &search->cookie, 0,
                                        &controls[count++]);
    if (code == LDAP_SUCCESS && connection->has_domain_scope)
        code = ldap_control_create(ROOTDSE_DOMAIN_SCOPE, 0, NULL, 0, &controls[count++]);
    if (code == LDAP_SUCCESS)
        code = ldap_search_ext(ld, search->base, LDAP_SCOPE_SUBTREE, search->filter,
                               search->attributes, 0, controls, NULL, NULL, LDAP_NO_LIMIT, id);
    free_controls(controls);
    if (code == LDAP_SUCCESS)
        return true;
    return failure_set(error, ld, FAILURE_READ, code, "%s: asking for %s", connection->uri,
                       search->base);
}

// Cookies prove nothing: Samba's are the same on every page, slapd's differ. A page that begins
// as the page before it began does.
static bool goes_in_circle(struct search *search)
{
    struct bytes dn = search->entry.bag.dn;

    if (search->page_received++)
        return false;
    if (search->received && bytes_equal(dn, text_view(&search->page_start)))
        return true;
    text_reset(&search->page_start);
    text_append(&search->page_start, dn);
    return false;
}

static bool take_entry(struct dir_connection *connection, struct search *search,
                       LDAPMessage *message, struct error *error)
{
    if (!entry_decode(&search->entry, connection->ld, message))
        return error_set(error, STATUS_DIRECTORY, "%s: the server sent a malformed entry below %s",
                         connection->uri, search->base);
    if (goes_in_circle(search)) {
        shortfall_add(&search->shortfall,
                      "paging goes in a circle: after %" PRIu64 " objects the server began a page "
                      "as it had begun the page before",
                      search->received);
        search->ended = true;
        return true;
    }
    search->received++;
    if (search->received % ENTRIES_BETWEEN_NAPS == 0)
        connection_nap(connection);
    return search->take(search, error);
}

static void free_strings(char ***strings)
{
    if (*strings)
        ber_memvfree((void **)*strings);
}

static void take_reference(struct dir_connection *connection, struct search *search,
                           LDAPMessage *message)
{
    CLEANUP(free_strings) char **urls = NULL;

    ldap_parse_reference(connection->ld, message, &urls, NULL, 0);
    // Several URLs are several ways to one place (RFC 4511 4.1.10).
    search->refer(search, urls && urls[0] ? urls[0] : "");
}

static void free_response_controls(LDAPControl ***controls)
{
    if (*controls)
        ldap_controls_free(*controls);
}

// Takes the cookie of the next page; none ends the search.
static bool take_cookie(struct dir_connection *connection, struct search *search,
                        LDAPControl **controls)
{
    LDAPControl *control = ldap_control_find(LDAP_CONTROL_PAGEDRESULTS, controls, NULL);
    ber_int_t estimate;

    ber_memfree(search->cookie.bv_val);
    search->cookie = (struct berval){0};
    if (control && ldap_parse_pageresponse_control(connection->ld, control, &estimate,
                                                   &search->cookie) != LDAP_SUCCESS)
        return false;
    search->ended = !search->cookie.bv_len;
    return true;
}

static void watch_barren(struct search *search)
{
    search->barren_pages = search->page_received ? 0 : search->barren_pages + 1;
    if (search->ended || search->barren_pages < BARREN_PAGES_MAX)
        return;
    shortfall_add(&search->shortfall,
                  "paging makes no way: after %" PRIu64 " objects %d pages in a row held nothing "
                  "but a cookie",
                  search->received, BARREN_PAGES_MAX);
    search->ended = true;
}

static bool take_result(struct dir_connection *connection, struct search *search,
                        LDAPMessage *message, struct error *error)
{
    CLEANUP(free_response_controls) LDAPControl **controls = NULL;
    int code = LDAP_OTHER;
    int parsed = ldap_parse_result(connection->ld, message, &code, NULL, NULL, NULL, &controls, 0);

    if (parsed != LDAP_SUCCESS ||
        (code == LDAP_SUCCESS && !take_cookie(connection, search, controls)))
        return error_set(error, STATUS_DIRECTORY, "%s: the server sent a malformed result for %s",
                         connection->uri, search->base);
    if (code == LDAP_SUCCESS) {
        watch_barren(search);
        return true;
    }

    CLEANUP(text_clear) struct text cause = {0};

    failure_describe(&cause, connection->ld, code);
    shortfall_add(&search->shortfall, "the server ended the search after %" PRIu64 " objects: %s",
                  search->received, cause.data);
    search->ended = true;
    return true;
}

// `*more` tells whether the page goes on.
static bool take_message(struct dir_connection *connection, struct search *search,
                         LDAPMessage *message, bool *more, struct error *error)
{
    switch (ldap_msgtype(message)) {
    case LDAP_RES_SEARCH_ENTRY:
        return take_entry(connection, search, message, error);
    case LDAP_RES_SEARCH_REFERENCE:
        take_reference(connection, search, message);
        return true;
    case LDAP_RES_SEARCH_RESULT:
        *more = false;
        return take_result(connection, search, message, error);
    default: // RFC 4511 4.13: intermediate answers that nobody asked for say nothing
        return true;
    }
}

static bool receive_page(struct dir_connection *connection, struct search *search, int id,
                         struct error *error)
{
    bool more = true;

    search->page_received = 0;
    while (more && !search->ended) {
        CLEANUP(connection_free_message) LDAPMessage *message = NULL;

        if (!connection_wait(connection, id, "reading a page of objects", &message, error))
            return false;
        if (!take_message(connection, search, message, &more, error))
            return false;
    }
    if (more)
        ldap_abandon_ext(connection->ld, id, NULL, NULL);
    return true;
}

bool search_run(struct dir_connection *connection, struct search *search, struct error *error)
{
    while (!search->ended) {
        int id = -1;

        if (!send_page(connection, search, &id, error) ||
            !receive_page(connection, search, id, error))
            return false;
    }
    return true;
}

void search_clear(struct search *search)
{
    shortfall_clear(&search->shortfall);
    entry_clear(&search->entry);
    text_clear(&search->page_start);
    ber_memfree(search->cookie.bv_val);
    search->cookie = (struct berval){0};
}
