// SPDX-License-Identifier: Apache-2.0
// Finding of one request, or putting of a question, and its judgement.
#include "audit/case_at_hand.h"

#include <string.h>

#include "audit/evaluate.h"
#include "audit/question.h"
#include "base/cleanup.h"
#include "store/shadow.h"

enum { PREFIX_MIN = 6, ID_DIGITS = REQUEST_ID_BYTES - 1, NAMED_HITS = 5 };

static void notice_add(struct case_at_hand *at, const char *text)
{
    vec_push(&at->notices, arena_string(&at->arena, bytes_of(text)));
}

static bool is_hex(struct bytes text)
{
    for (size_t i = 0; i < text.size; i++)
        if (!strchr("0123456789abcdef", text.data[i]))
            return false;
    return true;
}

static void append_hits(struct text *out, const struct explain_hits *hits)
{
    for (size_t i = 0; i < hits->count && i < NAMED_HITS; i++)
        text_printf(out, "%s%s", i ? ", " : "", hits->request_ids[i]);
    if (hits->count > NAMED_HITS)
        text_append_string(out, ", ...");
}

// Somebody may have given the name of an application.
static bool suggest(struct case_at_hand *at, bool is_id, struct error *error)
{
    struct text list CLEANUP(text_clear) = {0};
    struct explain_hits hits;

    if (!explain_of_application(at->store, bytes_of(at->asked), &hits, error))
        return false;
    if (!hits.count)
        return error_set(error, STATUS_USAGE,
                         "%s'%s'%s: 'delegaudit check --all' lists the requests, and --client with "
                         "--server asks about a call that was not imported",
                         is_id ? "no request begins with " : "", at->asked,
                         is_id ? "" : " is no request_id, nor 6 or more of its first digits");
    append_hits(&list, &hits);
    return error_set(error, STATUS_USAGE,
                     "'%s' is no request_id; these are requests of that application: %s", at->asked,
                     list.data);
}

static bool find(struct case_at_hand *at, struct error *error)
{
    struct text prefix CLEANUP(text_clear) = {0};
    struct text list CLEANUP(text_clear) = {0};

    text_append_lower(&prefix, bytes_trim(bytes_of(at->asked)));
    if (prefix.size < PREFIX_MIN || prefix.size > ID_DIGITS || !is_hex(text_view(&prefix)))
        return suggest(at, false, error);
    if (!explain_find(at->store, text_view(&prefix), &at->hit, error))
        return false;
    if (!at->hit.count)
        return suggest(at, true, error);
    append_hits(&list, &at->hit);
    return at->hit.count == 1 ||
           error_set(error, STATUS_USAGE, "'%s' begins more than one request_id: %s", at->asked,
                     list.data);
}

// Before there are twins: the head is about the file.
static bool read_state(struct case_at_hand *at, const char *report, struct error *error)
{
    struct store *store = at->store;

    return snapshot_newest(store, &at->snapshot, error) &&
           explain_read_judgement(store, &at->judgement, error) &&
           store_prepare_facts(store, error) && head_fill(&at->head, store, report, error);
}

static bool is_stale(const struct case_at_hand *at)
{
    return !at->judgement.exists || at->judgement.snapshot != at->snapshot.id ||
           at->judgement.imported_since;
}

static bool judge_stored(struct case_at_hand *at, struct error *error)
{
    struct store *store = at->store;

    return find(at, error) && shadow_derived(store, error) &&
           store_run(store, "evaluate-begin", error) &&
           explain_take(store, at->hit.ids[0], error) &&
           store_run(store, "outcome-find-callers", error) && evaluate_judge(store, error);
}

// Ids of accounts are a snapshot's own: what was stored before the newest one cannot be looked at
// through it, so everything is judged anew.
static bool judge_anew(struct case_at_hand *at, struct error *error)
{
    struct store *store = at->store;

    return shadow_derived(store, error) && evaluate_build(store, at->snapshot.id, error) &&
           find(at, error) && evaluate_judge(store, error);
}

static void append_staleness(struct text *out, const struct case_at_hand *at)
{
    if (!at->judgement.exists)
        text_append_string(out, "No check was run since the newest scan");
    else if (at->judgement.snapshot != at->snapshot.id)
        text_append_string(out, "The newest scan came after the last check");
    else
        text_append_string(out, "The newest import came after the last check");
    text_append_string(out, ": this was judged anew from what is in the database now, and is not "
                            "stored; 'delegaudit check' does that.");
}

// What the reader must know where the answer is not what the last check stored.
static bool compare_with_stored(struct case_at_hand *at, struct error *error)
{
    struct text stored CLEANUP(text_clear) = {0};
    struct text notice CLEANUP(text_clear) = {0};
    bool same = false;

    if (!explain_stored(at->store, at->hit.request_ids[0], &stored, error) ||
        !explain_is_as_stored(at->store, at->hit.request_ids[0], at->hit.ids[0], &same, error))
        return false;
    if (is_stale(at))
        append_staleness(&notice, at);
    else if (!same)
        text_append_string(&notice, "What is stored of this request is not what comes of it now: "
                                    "run 'delegaudit check'.");
    if (notice.size && stored.size)
        text_printf(&notice, " Stored is: %s.", same ? "the same" : stored.data);
    if (notice.size)
        notice_add(at, notice.data);
    return true;
}

static bool judge_request(struct case_at_hand *at, struct error *error)
{
    return (is_stale(at) ? judge_anew(at, error) : judge_stored(at, error)) &&
           compare_with_stored(at, error);
}

static bool put_question(struct case_at_hand *at, const struct delegaudit_question *question,
                         struct error *error)
{
    if (!at->snapshot.id)
        return error_set(error, STATUS_STORE,
                         "there is no snapshot to ask about: run 'delegaudit scan' first");
    notice_add(at, "This call was asked about and not imported: a method call at delegate from "
                   "another machine, of which nothing is known; the program calls as itself, "
                   "and the server runs as the account that has the name.");
    return question_judge(at->store, question, at->snapshot.id, &at->hit, error);
}

bool case_judge(struct case_at_hand *at, const char *report, const char *request,
                const struct delegaudit_question *question, struct error *error)
{
    at->asked = request;
    if (!read_state(at, report, error))
        return false;
    if (question)
        return put_question(at, question, error);
    if (!at->snapshot.id)
        notice_add(at, "There is no snapshot, so nothing of the directory is known: "
                       "run 'delegaudit scan', then 'delegaudit check'.");
    return judge_request(at, error);
}

void case_clear(struct case_at_hand *at)
{
    vec_clear(&at->notices);
    arena_clear(&at->arena);
    head_clear(&at->head);
}
