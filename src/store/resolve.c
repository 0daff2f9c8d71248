// SPDX-License-Identifier: Apache-2.0
// Resolution of names by index.
#include "store/resolve.h"

#include <sqlite3.h>

#include "core/host.h"
#include "core/sid.h"
#include "store/statement.h"

// Runs a query whose rows are (id, kind, domain): one account is it, two are ambiguous.
static bool take_single(struct store *store, sqlite3_stmt *query, struct resolve_result *out,
                        int *count, struct error *error)
{
    int accounts = 0, step;

    *out = (struct resolve_result){0};
    while (accounts < 2 && (step = statement_step(store, query, error)) == 1) {
        if (accounts && column_int64(query, 0) == out->id)
            continue;
        if (++accounts == 1) {
            *out = (struct resolve_result){RESOLVE_ACCOUNT, column_int64(query, 0),
                                           column_int64(query, 2), ACCOUNT_OTHER};
            account_kind_from_word(column_text(query, 1), &out->kind);
        }
    }
    sqlite3_reset(query);
    if (accounts != 1)
        *out = (struct resolve_result){.ambiguous = accounts > 1};
    if (count)
        *count = accounts;
    return step >= 0;
}

static bool find_by_key(struct store *store, const char *statement, struct bytes key,
                        int64_t domain, struct resolve_result *out, int *count, struct error *error)
{
    sqlite3_stmt *query = statement_named(store, statement, error);

    if (!query)
        return false;
    bind_text(query, 1, key);
    if (domain)
        bind_int64(query, 2, domain);
    return take_single(store, query, out, count, error);
}

static bool find_folded(struct store *store, const char *statement, struct bytes name,
                        int64_t domain, struct resolve_result *out, struct error *error)
{
    struct text key = {0};

    name_fold(&key, name);

    bool done = find_by_key(store, statement, text_view(&key), domain, out, NULL, error);

    text_clear(&key);
    return done;
}

static bool find_domain(struct store *store, struct bytes name, int64_t *out, struct error *error)
{
    sqlite3_stmt *query = statement_named(store, "resolve-domain", error);
    struct text key = {0};
    int rows = 0, step = -1;

    *out = 0;
    if (!query)
        return false;
    name_fold(&key, name);
    bind_text(query, 1, text_view(&key));
    while ((step = statement_step(store, query, error)) == 1)
        *out = ++rows == 1 ? column_int64(query, 0) : 0;
    text_clear(&key);
    return step == 0;
}

bool resolve_domain(struct store *store, struct bytes name, int64_t *out, struct error *error)
{
    return find_domain(store, name, out, error);
}

bool resolve_trust(struct store *store, int64_t domain, struct bytes partner, int *count,
                   struct error *error)
{
    sqlite3_stmt *query = statement_named(store, "resolve-trust", error);
    struct text key = {0};
    int step = -1;

    *count = 0;
    if (!query)
        return false;
    name_fold(&key, partner);
    bind_int64(query, 1, domain);
    bind_text(query, 2, text_view(&key));
    while ((step = statement_step(store, query, error)) == 1)
        ++*count;
    text_clear(&key);
    return step == 0;
}

// DOMAIN\name: where DOMAIN is the host itself, an account of that machine alone.
static bool resolve_down_level(struct store *store, const struct account_name *name,
                               struct bytes host, struct resolve_result *out, struct error *error)
{
    int64_t domain;

    if (!find_domain(store, name->domain, &domain, error))
        return false;
    if (domain)
        return find_folded(store, "resolve-name-in-domain", name->name, domain, out, error);
    if (bytes_equal_ascii(name->domain, host) || bytes_equal_ascii(name->domain, host_label(host)))
        out->state = RESOLVE_NONE;
    return true;
}

// name@suffix: the stored UPN, or the implicit one of a domain (MS-ADTS 5.1.1.1.1).
static bool resolve_upn(struct store *store, const struct account_name *name,
                        struct resolve_result *out, struct error *error)
{
    struct text whole = {0}, key = {0};
    int64_t domain;
    int count;

    text_append(&whole, name->name);
    text_append_byte(&whole, '@');
    text_append(&whole, name->domain);
    name_fold(&key, text_view(&whole));

    bool done = find_by_key(store, "resolve-upn", text_view(&key), 0, out, &count, error);

    text_clear(&whole);
    text_clear(&key);
    if (!done || count)
        return done;
    return find_domain(store, name->domain, &domain, error) &&
           (!domain ||
            find_folded(store, "resolve-name-in-domain", name->name, domain, out, error));
}

static bool resolve_sid(struct store *store, struct bytes text, struct resolve_result *out,
                        struct error *error)
{
    uint8_t sid[SID_MAX_BYTES];
    size_t size;
    sqlite3_stmt *query = statement_named(store, "resolve-sid", error);

    if (!query)
        return false;
    if (!sid_parse(text, sid, &size))
        return true;
    bind_blob_or_null(query, 1, (struct bytes){(const char *)sid, size});
    return take_single(store, query, out, NULL, error);
}

bool resolve_account(struct store *store, const struct account_name *name, struct bytes host,
                     const struct resolve_result *host_account, struct resolve_result *out,
                     struct error *error)
{
    *out = (struct resolve_result){0};
    switch (name->syntax) {
    case NAME_SID:
        return resolve_sid(store, name->name, out, error);
    case NAME_DOWN_LEVEL:
        return resolve_down_level(store, name, host, out, error);
    case NAME_UPN:
        return resolve_upn(store, name, out, error);
    case NAME_COMPUTER:
        return find_folded(store, "resolve-name", name->name, 0, out, error);
    case NAME_LOCAL_SYSTEM:
    case NAME_NETWORK_SERVICE:
    case NAME_VIRTUAL:
        *out = *host_account;
        return true;
    case NAME_LOCAL:
    case NAME_LOCAL_SERVICE:
        out->state = RESOLVE_NONE;
        return true;
    case NAME_INVALID:
        break;
    }
    return true;
}

// "WS01" by the account WS01$, "ws01.corp.example" too where corp.example is one of our domains.
static bool resolve_short_host(struct store *store, struct bytes host, struct resolve_result *out,
                               struct error *error)
{
    struct bytes label = host_label(host);
    struct text account = {0};
    int64_t domain = 0;
    bool dotted = label.size < host.size;

    if (dotted && !find_domain(store, bytes_slice(host, label.size + 1, SIZE_MAX), &domain, error))
        return false;
    if (dotted && !domain)
        return true;
    text_append(&account, label);
    text_append_byte(&account, '$');

    bool done = find_folded(store, dotted ? "resolve-name-in-domain" : "resolve-name",
                            text_view(&account), domain, out, error);

    text_clear(&account);
    if (out->state == RESOLVE_ACCOUNT && out->kind != ACCOUNT_COMPUTER)
        *out = (struct resolve_result){0};
    return done;
}

bool resolve_host(struct store *store, struct bytes host, struct resolve_result *out,
                  struct error *error)
{
    struct text key = {0};
    int count = 0;

    host_key(&key, host);

    bool done =
        find_by_key(store, "resolve-host", text_view(&key), 0, out, &count, error) &&
        (count || find_by_key(store, "resolve-host-spn", text_view(&key), 0, out, &count, error));

    text_clear(&key);
    return done && (count || host_is_address(host) || resolve_short_host(store, host, out, error));
}

// Samba's KDC takes the part of a HOST name before its first dot, a port or not, for the name of a
// computer as well, whoever registered the SPN; two accounts are none (DsCrackNameOneName in
// Samba's source4/dsdb/samdb/cracknames.c).
static bool add_samba_label(struct store *store, struct bytes key, struct resolve_owner *out,
                            struct error *error)
{
    struct bytes class, host, rest;
    struct resolve_owner labelled = {0};
    struct text account = {0};

    if (!bytes_split(key, '/', &class, &host) || !bytes_equal(class, BYTES("host")) ||
        bytes_split(host, '/', &host, &rest) || host_is_address(host))
        return true;
    bytes_split(host, '.', &host, &rest);
    text_append(&account, host);
    text_append_byte(&account, '$');

    bool done = find_by_key(store, "resolve-samba-label", text_view(&account), 0, &labelled.account,
                            &labelled.owners, error);

    text_clear(&account);
    if (!done || !labelled.owners)
        return done;
    if (!out->owners) {
        *out = labelled;
        out->matched = "account";
    } else if (labelled.owners > 1 || labelled.account.id != out->account.id) {
        out->account = (struct resolve_result){0};
        out->owners = 2;
    }
    return true;
}

static bool find_owner(struct store *store, const char *statement, struct bytes key,
                       const char *matched, struct resolve_owner *out, struct error *error)
{
    if (!find_by_key(store, statement, key, 0, &out->account, &out->owners, error))
        return false;
    if (out->owners)
        out->matched = matched;
    return add_samba_label(store, key, out, error);
}

// krbtgt/DOMAIN is the ticket-granting service of a domain (RFC 4120 7.3), which registers no SPN.
static bool find_krbtgt(struct store *store, struct bytes domain_name, struct resolve_owner *out,
                        struct error *error)
{
    int64_t domain;

    if (!find_domain(store, domain_name, &domain, error))
        return false;
    if (domain && !find_by_key(store, "resolve-name-in-domain", BYTES("krbtgt"), domain,
                               &out->account, &out->owners, error))
        return false;
    if (out->owners)
        out->matched = "account";
    return true;
}

bool resolve_spn(struct store *store, struct bytes spn_key, struct bytes alias_key,
                 struct resolve_owner *out, struct error *error)
{
    struct spn parts;

    *out = (struct resolve_owner){.matched = ""};
    if (bytes_starts_with_ascii(spn_key, BYTES("krbtgt/")))
        return find_krbtgt(store, bytes_slice(spn_key, sizeof "krbtgt", SIZE_MAX), out, error);
    if (!find_owner(store, "resolve-spn", spn_key, "exact", out, error))
        return false;
    if (out->owners || !alias_key.size)
        return true;
    if (!find_owner(store, "resolve-spn", alias_key, "alias", out, error))
        return false;
    // Samba drops the third part of the name when it replaces the class
    if (out->owners || !spn_parse(alias_key, &parts) || !parts.name.size)
        return true;
    return find_owner(store, "resolve-spn-samba",
                      bytes_slice(alias_key, 0, alias_key.size - parts.name.size - 1), "alias", out,
                      error);
}

bool resolve_principal(struct store *store, const struct account_name *name,
                       struct resolve_owner *out, struct error *error)
{
    static const struct resolve_result no_host;
    struct text key = {0};
    bool done;

    *out = (struct resolve_owner){.matched = ""};
    if (name->syntax == NAME_COMPUTER) {
        name_fold(&key, name->name);
        done = find_by_key(store, "resolve-name", text_view(&key), 0, &out->account, &out->owners,
                           error);
        text_clear(&key);
    } else {
        done = resolve_account(store, name, (struct bytes){0}, &no_host, &out->account, error);
        out->owners = out->account.state == RESOLVE_ACCOUNT;
    }
    if (out->owners)
        out->matched = "account";
    return done;
}

bool resolve_aliases(struct store *store, struct spn_aliases *out, struct error *error)
{
    sqlite3_stmt *query = statement_named(store, "resolve-aliases", error);
    struct text value = {0};
    int step = -1;

    while (query && (step = statement_step(store, query, error)) == 1) {
        text_reset(&value);
        text_append(&value, column_text(query, 1));
        text_append_byte(&value, '=');
        text_append(&value, column_text(query, 0));
        spn_aliases_add(out, text_view(&value));
    }
    text_clear(&value);
    return step == 0;
}

bool resolve_sid_text(struct store *store, int64_t account, struct text *sid, struct error *error)
{
    sqlite3_stmt *query = statement_named(store, "resolve-sid-of", error);

    if (!query)
        return false;
    bind_int64(query, 1, account);

    int step = statement_step(store, query, error);

    if (step != 1)
        return step == 0;
    sid_format(sid, column_blob(query, 0));
    return statement_finish(store, query, error);
}
