// SPDX-License-Identifier: Apache-2.0
// The KDC's own answers beside what was predicted of one request.
#include <stdio.h>
#include <string.h>

#include "audit/case_at_hand.h"
#include "audit/judge.h"
#include "audit/output.h"
#include "audit/proof_rows.h"
#include "audit/session.h"
#include "base/cleanup.h"
#include "core/host.h"
#include "store/proof.h"
#include "store/snapshots.h"

struct verifying {
    struct store *store;
    const struct delegaudit_verify_options *options;
    struct case_at_hand at;
    struct rulebook rulebook;
    struct condition_index conditions;
    VEC(struct finding) findings;
    struct store_snapshot snapshot;
    int64_t domain;
    struct text dns_name, realm, kdc;
    struct kdc_session *kdc_session;
    struct proof_sheet sheet;
};

static void clear(struct verifying *verifying)
{
    kdc_close(verifying->kdc_session);
    arena_clear(&verifying->sheet.arena);
    vec_clear(&verifying->findings);
    conditions_clear(&verifying->conditions);
    rulebook_clear(&verifying->rulebook);
    text_clear(&verifying->dns_name);
    text_clear(&verifying->realm);
    text_clear(&verifying->kdc);
    case_clear(&verifying->at);
}

static bool keep_findings(void *context, const struct outcome_case *one,
                          const struct verdict_result *result, struct error *error)
{
    struct verifying *verifying = context;

    (void)result;
    (void)error;
    for (size_t i = 0; i < one->facts.finding_count; i++)
        vec_push(&verifying->findings, one->facts.findings[i]);
    return true;
}

static bool predict(struct verifying *verifying, struct error *error)
{
    const struct delegaudit_verify_options *options = verifying->options;
    struct store *store = verifying->store;
    int64_t request;

    if (!case_judge(&verifying->at, "verify", options->request, options->question, error))
        return false;
    if (!verifying->at.snapshot.id)
        return error_set(error, STATUS_STORE,
                         "there is no snapshot to verify: run 'delegaudit scan' first");
    request = verifying->at.hit.ids[0];
    return rulebook_load(&verifying->rulebook, error) &&
           conditions_load(&verifying->conditions, store, &verifying->rulebook, error) &&
           judge_one_request(store, &verifying->rulebook, &verifying->conditions, request,
                             keep_findings, verifying, error) &&
           store_newest_snapshot(store, &verifying->snapshot, error) &&
           proof_find_domain(store, request, &verifying->domain, &verifying->dns_name, error);
}

// ---- the KDC ------------------------------------------------------------------------------------

// The host of a URI; empty where the text is none.
static struct bytes host_of_uri(struct bytes uri)
{
    size_t colon = bytes_find(uri, ':');
    struct bytes rest = colon == SIZE_MAX ? (struct bytes){0} : bytes_slice(uri, colon, SIZE_MAX);

    if (!bytes_starts_with_ascii(rest, BYTES("://")))
        return (struct bytes){0};
    rest = bytes_slice(rest, 3, SIZE_MAX);
    bytes_split(rest, '/', &rest, &(struct bytes){0});
    if (rest.size && rest.data[0] == '[')
        return bytes_slice(rest, 0, bytes_find(rest, ']') + 1);
    bytes_split(rest, ':', &rest, &(struct bytes){0});
    return rest;
}

static bool lies_in(struct bytes host, struct bytes domain)
{
    return host.size > domain.size && bytes_ends_with_ascii(host, domain) &&
           host.data[host.size - domain.size - 1] == '.';
}

// The one that was named, else the controller that was scanned if it is of that domain; else none,
// which leaves it to krb5.conf.
static void find_kdc(struct verifying *verifying)
{
    struct bytes uri_host = host_of_uri(bytes_of(verifying->snapshot.source));
    struct bytes dc = bytes_of(verifying->snapshot.dc);

    if (verifying->options->kdc)
        text_append_string(&verifying->kdc, verifying->options->kdc);
    else if (!lies_in(dc, text_view(&verifying->dns_name)))
        return;
    else
        text_append(&verifying->kdc, host_is_address(uri_host) ? uri_host : dc);
}

static bool open_session(struct verifying *verifying, struct error *error)
{
    const struct delegaudit_verify_options *options = verifying->options;

    if (!verifying->domain || !verifying->dns_name.size)
        return error_set(error, STATUS_USAGE,
                         "neither the client nor the server is an account of the snapshot, so "
                         "there is no KDC to ask");
    find_kdc(verifying);
    for (size_t i = 0; i < verifying->dns_name.size; i++) {
        char c = verifying->dns_name.data[i];

        text_append_byte(&verifying->realm, c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c);
    }
    return kdc_open(&verifying->kdc_session,
                    &(struct kdc_options){
                        .realm = verifying->realm.data,
                        .kdc = verifying->kdc.size ? verifying->kdc.data : NULL,
                        .keytabs = options->keytabs,
                        .keytab_count = options->keytab_count,
                        .ccache = options->ccache,
                        .default_ccache = true,
                        .timeout_seconds = options->timeout_seconds,
                    },
                    error);
}

// ---- the parties --------------------------------------------------------------------------------

// As the credential cache spells it, where it is the same account.
static const char *spell(struct proof_sheet *sheet, struct bytes account)
{
    if (sheet->ticket_of && bytes_equal_ascii(bytes_of(sheet->ticket_of), account))
        return sheet->ticket_of;
    return arena_string(&sheet->arena, account);
}

static void keep_party(void *context, const struct proof_party *party)
{
    struct verifying *verifying = context;
    struct proof_sheet *sheet = &verifying->sheet;
    struct arena *arena = &sheet->arena;
    struct proof_account *out = &sheet->target;
    bool is_target = bytes_equal(party->role, BYTES("target"));
    bool is_known = party->account.size > 0;

    if (!is_target)
        out = bytes_equal(party->role, BYTES("client")) ? &sheet->client : &sheet->server;
    *out = (struct proof_account){
        .account = is_known ? spell(sheet, party->account) : NULL,
        .shown = arena_string(arena, party->shown),
        .asked = arena_string(arena, party->asked),
        .needs_smartcard = party->needs_smartcard,
    };
    if (is_known && party->domain != verifying->domain)
        out->why_not = arena_printf(arena, "%s is not of %s, whose KDC is asked", out->shown,
                                    verifying->dns_name.data);
    else if (!is_known && !is_target)
        out->why_not = arena_printf(arena, "%s is no account of the snapshot", out->shown);
}

static bool plan(struct verifying *verifying, struct error *error)
{
    struct proof_sheet *sheet = &verifying->sheet;
    const char *why_not;

    sheet->session = verifying->kdc_session;
    sheet->scanned = verifying->snapshot.started;
    sheet->findings = verifying->findings.items;
    sheet->finding_count = verifying->findings.count;
    sheet->ticket_of = kdc_ccache_account(verifying->kdc_session, &why_not);
    if (!proof_each_party(verifying->store, verifying->at.hit.ids[0], keep_party, verifying, error))
        return false;
    proofs_plan(sheet);
    if (verifying->options->list)
        return true;
    for (int proof = 0; proof < proof_count; proof++)
        if (sheet->rows[proof].applies && sheet->rows[proof].planned)
            return true;
    return error_set(error, STATUS_CREDENTIALS,
                     "nothing can be asked without a ticket or a key (%s): run kinit, or give "
                     "--keytab or --ccache",
                     why_not ? why_not : "none was given that is of use here");
}

// ---- the answers --------------------------------------------------------------------------------

static void note(const struct verifying *verifying, const char *text)
{
    verifying->options->note(verifying->options->note_context, text);
}

// What is going to be sent, before it is.
static void announce(struct verifying *verifying)
{
    struct arena *arena = &verifying->sheet.arena;

    for (size_t i = 0; i < verifying->at.notices.count; i++)
        if (!verifying->options->question)
            note(verifying, verifying->at.notices.items[i]);
    note(verifying,
         arena_printf(arena,
                      "asking the KDC %s for %s; the domain controller logs each request (events "
                      "4768 and 4769)",
                      verifying->kdc.size ? verifying->kdc.data : "that krb5.conf or DNS names",
                      verifying->realm.data));
    for (int proof = 0; proof < proof_count; proof++) {
        const struct proof_row *row = &verifying->sheet.rows[proof];

        if (row->applies && row->planned && *row->event)
            note(verifying, arena_printf(arena, "%s: %s, by %s", row->event, row->asked, row->as));
    }
}

static bool ask(struct verifying *verifying, struct error *error)
{
    struct error former;

    if (verifying->options->list)
        return true;
    announce(verifying);
    if (proofs_ask(&verifying->sheet, error))
        return true;
    if (error->status == STATUS_DIRECTORY && !verifying->options->kdc) {
        former = *error;
        error_set(error, former.status, "%s: name one that answers with --kdc HOST",
                  former.message);
    }
    return false;
}

static void count(const struct verifying *verifying, struct delegaudit_verify_result *result)
{
    *result = (struct delegaudit_verify_result){0};
    for (int proof = 0; proof < proof_count; proof++) {
        const struct proof_row *row = &verifying->sheet.rows[proof];

        if (!row->applies)
            continue;
        result->agreed += row->agrees == AGREEMENT_YES;
        result->differ += row->agrees == AGREEMENT_NO;
        result->undecided += row->agrees == AGREEMENT_UNDECIDED;
        result->not_proved += row->agrees == AGREEMENT_NONE;
    }
    snprintf(result->snapshot, sizeof result->snapshot, "%s", verifying->at.snapshot.title);
}

static bool answer(struct verifying *verifying, const struct delegaudit_output *output,
                   struct delegaudit_verify_result *result, struct error *error)
{
    struct proof_rows rows;

    if (!predict(verifying, error) || !open_session(verifying, error) || !plan(verifying, error) ||
        !ask(verifying, error))
        return false;
    count(verifying, result);
    head_add(&verifying->at.head, "asked_kdc", text_view(&verifying->kdc));
    head_add(&verifying->at.head, "realm", text_view(&verifying->realm));
    proof_rows_open(&rows, &verifying->sheet, strcmp(output->format, "table") == 0);
    return output_render(output, &verifying->at.head.report, &rows.stream, NULL, error);
}

bool delegaudit_verify(struct delegaudit *session, const struct delegaudit_verify_options *options,
                       const struct delegaudit_output *output,
                       struct delegaudit_verify_result *result, struct error *error)
{
    struct verifying verifying CLEANUP(clear) = {
        .store = session->store, .options = options, .at = {.store = session->store}};

    if (!store_begin_reading(session->store, error))
        return false;

    bool done = answer(&verifying, output, result, error);

    store_rollback(session->store);
    return done;
}
