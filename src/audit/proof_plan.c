// SPDX-License-Identifier: Apache-2.0
// Which requests there are for a question, and whose keys they need.
#include <string.h>

#include "audit/proofs.h"
#include "base/cleanup.h"

enum { BY_CLIENT = 1, BY_SERVER = 2, BY_ANYBODY = 4 };

static const struct {
    unsigned needs;
    bool needs_target;
    const char *event; // MS event ids 4768 (a TGT by AS-REQ) and 4769 (a ticket by TGS-REQ)
} steps[] = {
    [PROOF_CLIENT_TGT] = {BY_CLIENT, false, "4768"},
    [PROOF_SERVER_TGT] = {BY_SERVER, false, "4768"},
    [PROOF_SERVER_TICKET] = {BY_ANYBODY, false, "4769"},
    [PROOF_OK_AS_DELEGATE] = {BY_ANYBODY, false, ""},
    [PROOF_FORWARDED_TGT] = {BY_CLIENT, false, "4769"},
    [PROOF_TARGET_TICKET] = {BY_ANYBODY, true, "4769"},
    [PROOF_UNCONSTRAINED] = {BY_CLIENT | BY_SERVER, false, ""},
    [PROOF_S4U2PROXY] = {BY_CLIENT | BY_SERVER, true, "4769"},
    [PROOF_S4U2SELF] = {BY_SERVER, false, "4769"},
    [PROOF_TRANSITION] = {BY_SERVER, true, "4769"},
};

static bool has_key(const struct proof_sheet *sheet, const struct proof_account *party)
{
    return party->account && !party->why_not && kdc_has_key(sheet->session, party->account);
}

static void word_tickets(struct proof_sheet *sheet)
{
    const char *client = sheet->client.shown, *server = sheet->server.shown;
    struct proof_row *rows = sheet->rows;
    struct arena *arena = &sheet->arena;

    rows[PROOF_CLIENT_TGT].asked = arena_printf(arena, "a TGT for %s, forwardable", client);
    rows[PROOF_SERVER_TGT].asked = arena_printf(arena, "a TGT for %s", server);
    rows[PROOF_SERVER_TICKET].asked =
        arena_printf(arena, "a ticket to %s", *sheet->server.asked ? sheet->server.asked : server);
    rows[PROOF_OK_AS_DELEGATE].asked = "OK-AS-DELEGATE in that ticket";
    rows[PROOF_FORWARDED_TGT].asked = arena_printf(arena, "a forwarded TGT for %s", client);
    rows[PROOF_UNCONSTRAINED].asked = "all of the above: the unconstrained path";
    rows[PROOF_S4U2SELF].asked =
        arena_printf(arena, "S4U2Self: a forwardable ticket for %s to %s", client, server);
}

static void word_target(struct proof_sheet *sheet)
{
    const char *client = sheet->client.shown, *server = sheet->server.shown,
               *target = sheet->target.asked;
    struct proof_row *rows = sheet->rows;
    struct arena *arena = &sheet->arena;

    if (!target)
        return;
    rows[PROOF_TARGET_TICKET].asked =
        arena_printf(arena, "a ticket to %s%s", target,
                     rows[PROOF_FORWARDED_TGT].planned ? " with the forwarded TGT" : "");
    rows[PROOF_S4U2PROXY].asked =
        arena_printf(arena, "S4U2Proxy of %s to %s with the ticket of %s", server, target, client);
    rows[PROOF_TRANSITION].asked =
        arena_printf(arena, "S4U2Proxy of %s to %s with the ticket of S4U2Self", server, target);
}

static const char *word_needs(struct proof_sheet *sheet, unsigned needs)
{
    if (needs == BY_ANYBODY)
        return "anybody";
    if (needs == (BY_CLIENT | BY_SERVER))
        return arena_printf(&sheet->arena, "%s and %s", sheet->client.shown, sheet->server.shown);
    return needs == BY_CLIENT ? sheet->client.shown : sheet->server.shown;
}

// Whose ticket will do for what anybody may ask.
static void plan_anybody(struct proof_sheet *sheet, struct proof_row *row)
{
    row->as_client = has_key(sheet, &sheet->client);
    if (row->as_client)
        row->as = sheet->client.shown;
    else if (sheet->ticket_of)
        row->as = sheet->ticket_of;
    else if (has_key(sheet, &sheet->server))
        row->as = sheet->server.shown;
    row->planned = row->as != NULL;
}

static const char *missing(struct proof_sheet *sheet, const struct proof_account *party)
{
    return party->why_not
               ? party->why_not
               : arena_printf(&sheet->arena, "no key and no ticket of %s was given", party->shown);
}

static void plan_parties(struct proof_sheet *sheet, struct proof_row *row, unsigned needs)
{
    bool client = !(needs & BY_CLIENT) || has_key(sheet, &sheet->client);
    bool server = !(needs & BY_SERVER) || has_key(sheet, &sheet->server);

    row->planned = client && server;
    row->as_client = true;
    if (row->planned)
        row->as = needs & BY_SERVER ? sheet->server.shown : sheet->client.shown;
    else
        row->meaning = missing(sheet, client ? &sheet->server : &sheet->client);
}

// What stands in the way whatever keys there are.
static const char *obstacle(const struct proof_sheet *sheet, enum proof proof)
{
    bool to_server =
        proof == PROOF_SERVER_TICKET || proof == PROOF_OK_AS_DELEGATE || proof == PROOF_S4U2PROXY;

    if (to_server && !*sheet->server.asked)
        return "there is no name to ask a ticket for";
    if ((proof == PROOF_OK_AS_DELEGATE || proof == PROOF_UNCONSTRAINED) &&
        proof_is_misaddressed(sheet->findings, sheet->finding_count))
        return "that ticket is for another account than the server's";
    if (proof >= PROOF_S4U2SELF && sheet->client.why_not)
        return sheet->client.why_not;
    return steps[proof].needs_target ? sheet->target.why_not : NULL;
}

// Nothing is said of an account that is not there.
static bool is_predicted(const struct proof_sheet *sheet, enum proof proof)
{
    bool of_server = steps[proof].needs & BY_SERVER || proof == PROOF_OK_AS_DELEGATE;
    bool of_client = steps[proof].needs & BY_CLIENT || proof >= PROOF_S4U2SELF;

    return (!of_server || sheet->server.account) && (!of_client || sheet->client.account);
}

static void plan(struct proof_sheet *sheet, enum proof proof)
{
    struct proof_row *row = &sheet->rows[proof];
    const char *why_not = obstacle(sheet, proof);

    row->applies = !steps[proof].needs_target || sheet->target.asked;
    row->event = steps[proof].event;
    row->needs = word_needs(sheet, steps[proof].needs);
    row->answer = PROOF_ANSWER_NONE;
    row->is_predicted = is_predicted(sheet, proof);
    if (steps[proof].needs == BY_ANYBODY)
        plan_anybody(sheet, row);
    else
        plan_parties(sheet, row, steps[proof].needs);
    if (why_not) {
        row->planned = false;
        row->meaning = why_not;
    }
    if (row->planned)
        return;
    row->as = NULL;
    if (!row->meaning)
        row->meaning = "no key and no ticket of anybody was given";
}

// The path may be disproved by a part of it, so it is looked at whatever keys there are.
static void plan_path(struct proof_sheet *sheet)
{
    struct proof_row *row = &sheet->rows[PROOF_UNCONSTRAINED];

    row->as = NULL;
    if (obstacle(sheet, PROOF_UNCONSTRAINED))
        return;
    for (int proof = 0; proof < PROOF_UNCONSTRAINED; proof++)
        row->planned |= sheet->rows[proof].applies && sheet->rows[proof].planned;
}

static void predict(struct proof_sheet *sheet, enum proof proof)
{
    struct text reasons CLEANUP(text_clear) = {0};
    struct proof_row *row = &sheet->rows[proof];

    row->ours = proof_predict(proof, row->as_client, sheet->findings, sheet->finding_count);
    proof_append_reasons(&reasons, proof, row->as_client, sheet->findings, sheet->finding_count);
    row->reasons = arena_string(&sheet->arena, text_view(&reasons));
}

// A TGT of the credential cache is there already.
static void drop_event(struct proof_sheet *sheet, enum proof proof, const struct proof_account *of)
{
    struct proof_row *row = &sheet->rows[proof];

    if (row->planned && sheet->ticket_of && strcmp(sheet->ticket_of, of->account) == 0)
        row->event = "";
}

void proofs_plan(struct proof_sheet *sheet)
{
    for (int proof = 0; proof < proof_count; proof++) {
        plan(sheet, (enum proof)proof);
        predict(sheet, (enum proof)proof);
    }
    plan_path(sheet);
    drop_event(sheet, PROOF_CLIENT_TGT, &sheet->client);
    drop_event(sheet, PROOF_SERVER_TGT, &sheet->server);
    word_tickets(sheet);
    word_target(sheet);
}
