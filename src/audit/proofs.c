// SPDX-License-Identifier: Apache-2.0
// Asking, and what an answer says.
#include "audit/proofs.h"

#include <stddef.h>

#include "base/clock.h"

// Refusals that are about the key or the clock and not about the account (RFC 4120 7.5.9).
static bool is_about_the_key(const struct proof_account *party, const struct kdc_answer *answer)
{
    static const int codes[] = {14, 16, 24, 25, 31, 37, 44, 68};

    if (answer->outcome == KDC_WITHHELD || (party && party->needs_smartcard))
        return true;
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        if (answer->code == codes[i])
            return true;
    return false;
}

static const struct proof_account *party_of(const struct proof_sheet *sheet, const char *account)
{
    const struct proof_account *const parties[] = {&sheet->client, &sheet->server};

    for (size_t i = 0; i < 2; i++)
        if (parties[i]->account && bytes_equal(bytes_of(parties[i]->account), bytes_of(account)))
            return parties[i];
    return NULL;
}

static const char *word_refusal(struct proof_sheet *sheet, const struct kdc_answer *answer,
                                bool elsewhere)
{
    return elsewhere ? arena_printf(&sheet->arena, "%s: %s (%s)", answer->text,
                                    kdc_kind_word(answer->step), answer->account)
                     : arena_string(&sheet->arena, bytes_of(answer->text));
}

// `is_path`: whatever refuses what it needs refuses the path.
static void settle_failure(struct proof_sheet *sheet, struct proof_row *row,
                           const struct kdc_answer *answer, enum kdc_kind kind, bool is_path)
{
    bool elsewhere = answer->step != kind;

    row->code = answer->code;
    row->meaning = word_refusal(sheet, answer, elsewhere);
    if (answer->outcome == KDC_NO_KEY ||
        (answer->step == KDC_TGT && is_about_the_key(party_of(sheet, answer->account), answer)))
        row->answer = PROOF_ANSWER_NOT_PROVABLE;
    else if (elsewhere && !is_path)
        row->answer = PROOF_ANSWER_NOT_REACHED;
    else
        row->answer = answer->outcome == KDC_REFUSED ? PROOF_ANSWER_REFUSED : PROOF_ANSWER_WITHHELD;
}

static bool ask(struct proof_sheet *sheet, enum proof proof, const struct kdc_question *question,
                struct kdc_answer *answer, struct error *error)
{
    struct proof_row *row = &sheet->rows[proof];
    bool is_path = proof == PROOF_S4U2PROXY || proof == PROOF_TRANSITION;

    if (!kdc_ask(sheet->session, question, answer, error))
        return false;
    row->answer = PROOF_ANSWER_GRANTED;
    if (answer->outcome != KDC_GRANTED)
        settle_failure(sheet, row, answer, question->kind, is_path);
    return true;
}

static bool ask_tgts(struct proof_sheet *sheet, struct error *error)
{
    const struct proof_row *rows = sheet->rows;
    struct kdc_question question = {.kind = KDC_TGT, .client = sheet->client.account};

    if (rows[PROOF_CLIENT_TGT].planned &&
        !ask(sheet, PROOF_CLIENT_TGT, &question, &sheet->client_tgt, error))
        return false;
    if (rows[PROOF_CLIENT_TGT].answer == PROOF_ANSWER_GRANTED && !sheet->client_tgt.forwardable) {
        sheet->rows[PROOF_CLIENT_TGT].answer = PROOF_ANSWER_NO_FLAG;
        sheet->rows[PROOF_CLIENT_TGT].meaning = "the TGT is not forwardable";
    }
    question.client = sheet->server.account;
    return !rows[PROOF_SERVER_TGT].planned ||
           ask(sheet, PROOF_SERVER_TGT, &question, &sheet->server_tgt, error);
}

// The account that asks for what anybody may ask: the first that has a TGT by now.
static const char *choose(struct proof_sheet *sheet, struct proof_row *row)
{
    bool has_client = sheet->rows[PROOF_CLIENT_TGT].answer == PROOF_ANSWER_GRANTED ||
                      sheet->rows[PROOF_CLIENT_TGT].answer == PROOF_ANSWER_NO_FLAG;

    row->as_client = has_client;
    if (has_client) {
        row->as = sheet->client.shown;
        return sheet->client.account;
    }
    if (sheet->ticket_of)
        return row->as = sheet->ticket_of;
    row->as = sheet->server.shown;
    return sheet->rows[PROOF_SERVER_TGT].answer == PROOF_ANSWER_GRANTED ? sheet->server.account
                                                                        : NULL;
}

static void settle_unreached(struct proof_row *row)
{
    row->answer = PROOF_ANSWER_NOT_REACHED;
    row->meaning = "nobody whose key was given gets a TGT";
}

static void settle_flag(struct proof_sheet *sheet, const struct kdc_answer *ticket)
{
    const struct proof_row *row = &sheet->rows[PROOF_SERVER_TICKET];
    struct proof_row *flag = &sheet->rows[PROOF_OK_AS_DELEGATE];

    if (!flag->planned)
        return;
    flag->as = row->as;
    flag->as_client = row->as_client;
    flag->answer = PROOF_ANSWER_GRANTED;
    if (row->answer != PROOF_ANSWER_GRANTED) {
        flag->answer = PROOF_ANSWER_NOT_REACHED;
        flag->meaning = "there is no ticket";
    } else if (!ticket->ok_as_delegate) {
        flag->answer = PROOF_ANSWER_NO_FLAG;
        flag->meaning = "the ticket is not OK-AS-DELEGATE";
    }
}

static bool ask_server_ticket(struct proof_sheet *sheet, struct error *error)
{
    struct proof_row *row = &sheet->rows[PROOF_SERVER_TICKET];
    struct kdc_question question = {.kind = KDC_TICKET, .service = sheet->server.asked};
    struct kdc_answer answer;

    if (!row->planned)
        return true;
    question.client = choose(sheet, row);
    if (!question.client) {
        settle_unreached(row);
        answer = (struct kdc_answer){0};
    } else if (!ask(sheet, PROOF_SERVER_TICKET, &question, &answer, error)) {
        return false;
    }
    settle_flag(sheet, &answer);
    return true;
}

static bool ask_forwarded(struct proof_sheet *sheet, struct error *error)
{
    struct kdc_question question = {.kind = KDC_FORWARDED, .client = sheet->client.account};
    struct kdc_answer answer;

    return !sheet->rows[PROOF_FORWARDED_TGT].planned ||
           ask(sheet, PROOF_FORWARDED_TGT, &question, &answer, error);
}

// With the forwarded TGT; without one the target's name is asked about all the same.
static bool ask_target_ticket(struct proof_sheet *sheet, struct error *error)
{
    struct proof_row *row = &sheet->rows[PROOF_TARGET_TICKET];
    bool forwarded = sheet->rows[PROOF_FORWARDED_TGT].answer == PROOF_ANSWER_GRANTED;
    struct kdc_question question = {.kind = forwarded ? KDC_FORWARDED_TICKET : KDC_TICKET,
                                    .target = sheet->target.asked,
                                    .service = sheet->target.asked};
    struct kdc_answer answer;

    if (!row->applies || !row->planned)
        return true;
    question.client = choose(sheet, row);
    if (!forwarded)
        row->asked = arena_printf(&sheet->arena, "a ticket to %s", sheet->target.asked);
    if (!question.client) {
        settle_unreached(row);
        return true;
    }
    return ask(sheet, PROOF_TARGET_TICKET, &question, &answer, error);
}

static bool ask_s4u(struct proof_sheet *sheet, enum proof proof, enum kdc_kind kind,
                    struct error *error)
{
    struct proof_row *row = &sheet->rows[proof];
    struct kdc_question question = {.kind = kind,
                                    .client = sheet->client.account,
                                    .server = sheet->server.account,
                                    .service = sheet->server.asked,
                                    .target = sheet->target.asked};
    struct kdc_answer answer;

    if (!row->applies || !row->planned)
        return true;
    if (!ask(sheet, proof, &question, &answer, error))
        return false;
    if (kind == KDC_S4U2SELF && row->answer == PROOF_ANSWER_GRANTED && !answer.forwardable) {
        row->answer = PROOF_ANSWER_NO_FLAG;
        row->meaning = "the ticket is not forwardable";
    }
    return true;
}

static bool is_negative(enum proof_answer answer)
{
    return answer == PROOF_ANSWER_REFUSED || answer == PROOF_ANSWER_NO_FLAG ||
           answer == PROOF_ANSWER_WITHHELD;
}

// The path is refused where a part of it is, and granted where all of it is, to the client itself.
static void settle_unconstrained(struct proof_sheet *sheet)
{
    struct proof_row *row = &sheet->rows[PROOF_UNCONSTRAINED];
    bool whole = true;

    if (!row->planned)
        return;
    for (int proof = 0; proof < PROOF_UNCONSTRAINED; proof++) {
        const struct proof_row *part = &sheet->rows[proof];

        if (!part->applies)
            continue;
        if (is_negative(part->answer)) {
            row->answer = PROOF_ANSWER_REFUSED;
            row->code = part->code;
            row->meaning = arena_printf(&sheet->arena, "%s: %s", proof_word((enum proof)proof),
                                        part->meaning ? part->meaning : "refused");
            return;
        }
        whole = whole && part->answer == PROOF_ANSWER_GRANTED && part->as_client;
    }
    row->answer = whole ? PROOF_ANSWER_GRANTED : PROOF_ANSWER_NOT_PROVABLE;
    if (whole)
        row->meaning = NULL;
    else if (!row->meaning)
        row->meaning = "not every part of it was proved";
}

// The ticket of a credential cache tells what its account was when it was issued, and whether the
// program that got it asked for a forwardable one: what it lacks may be no fault of the account.
static const char *excuse(struct proof_sheet *sheet, const struct kdc_answer *tgt)
{
    char issued[CLOCK_ISO_BYTES];

    if (!tgt->cached || (tgt->forwardable && tgt->authtime >= sheet->scanned))
        return NULL;
    return arena_printf(&sheet->arena, "not compared: the TGT of %s, of %s, %s", tgt->account,
                        clock_format_iso(tgt->authtime, issued),
                        tgt->forwardable ? "is older than the scan" : "is not forwardable");
}

static void compare(struct proof_sheet *sheet, enum proof proof)
{
    struct proof_row *row = &sheet->rows[proof];
    bool of_client = proof == PROOF_CLIENT_TGT || proof == PROOF_FORWARDED_TGT ||
                     proof == PROOF_UNCONSTRAINED || proof == PROOF_S4U2PROXY ||
                     (proof == PROOF_TARGET_TICKET && row->as_client);
    bool of_server = proof == PROOF_SERVER_TGT || proof >= PROOF_UNCONSTRAINED;
    const char *why = of_client ? excuse(sheet, &sheet->client_tgt) : NULL;

    if (!why && of_server)
        why = excuse(sheet, &sheet->server_tgt);
    row->ours = proof_predict(proof, row->as_client, sheet->findings, sheet->finding_count);
    if (row->is_predicted)
        row->agrees = proof_compare(row->ours, row->answer);
    if (row->agrees != AGREEMENT_NO || !why)
        return;
    row->agrees = AGREEMENT_NONE;
    row->meaning = row->meaning ? arena_printf(&sheet->arena, "%s; %s", row->meaning, why) : why;
}

bool proofs_ask(struct proof_sheet *sheet, struct error *error)
{
    if (!ask_tgts(sheet, error) || !ask_server_ticket(sheet, error) ||
        !ask_forwarded(sheet, error) || !ask_target_ticket(sheet, error) ||
        !ask_s4u(sheet, PROOF_S4U2PROXY, KDC_PROXY, error) ||
        !ask_s4u(sheet, PROOF_S4U2SELF, KDC_S4U2SELF, error) ||
        !ask_s4u(sheet, PROOF_TRANSITION, KDC_PROXY_SELF, error))
        return false;
    settle_unconstrained(sheet);
    for (int proof = 0; proof < proof_count; proof++) {
        struct proof_row *row = &sheet->rows[proof];

        if (row->answer == PROOF_ANSWER_NONE)
            row->answer = PROOF_ANSWER_NOT_PROVABLE;
        compare(sheet, (enum proof)proof);
    }
    return true;
}
