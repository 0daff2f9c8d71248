// SPDX-License-Identifier: Apache-2.0
// Suppressions: which finding each row of the file holds back, which expired, which match nothing.
#include "audit/suppressions.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/vec.h"
#include "import/import.h"
#include "store/suppressions.h"

struct held {
    struct bytes request_id;
    size_t by; // index of the suppression
};

struct suppressions {
    struct rulebook rulebook;
    struct arena arena;
    int64_t now;
    VEC(struct suppression) rows;
    VEC(uint64_t) findings; // one for each row
    VEC(struct held) held;
};

static struct bytes copy(struct suppressions *all, struct bytes text)
{
    return arena_copy(&all->arena, text);
}

static bool is_rule(const struct rulebook *rulebook, struct bytes word)
{
    struct bytes process = BYTES("process-");

    if (rulebook_find(rulebook, word) || rulebook_of_reason(rulebook, word))
        return true;
    // What is found of the process in the middle: server-not-trusted is process-not-trusted there.
    return bytes_starts_with_ascii(word, process);
}

static bool take_row(void *context, const struct suppression *row, struct error *error)
{
    struct suppressions *all = context;
    struct suppression kept = *row;

    if (row->rule.size && !is_rule(&all->rulebook, row->rule))
        return error_set(error, STATUS_FORMAT,
                         "found '%.*s', expected the id of a rule or a reason ('delegaudit rules' "
                         "lists them) in column 'rule'",
                         (int)row->rule.size, row->rule.data);
    kept.request_id = copy(all, row->request_id);
    kept.rule = copy(all, row->rule);
    kept.client = copy(all, row->client);
    kept.server = copy(all, row->server);
    kept.target = copy(all, row->target);
    kept.reason = copy(all, row->reason);
    kept.owner = copy(all, row->owner);
    vec_push(&all->rows, kept);
    vec_push(&all->findings, 0);
    return true;
}

static bool is_expired(const struct suppressions *all, size_t row)
{
    return all->rows.items[row].expires < all->now;
}

// The first row that still holds counts. Where none does, the finding came back for every one that
// did.
static void compare(void *context, const struct suppression_finding *finding)
{
    struct suppressions *all = context;
    size_t holds = SIZE_MAX;

    for (size_t i = 0; i < all->rows.count && holds == SIZE_MAX; i++)
        if (!is_expired(all, i) && suppression_matches(&all->rows.items[i], finding))
            holds = i;
    if (holds != SIZE_MAX) {
        all->findings.items[holds]++;
        vec_push(&all->held, (struct held){copy(all, finding->request_id), holds});
        return;
    }
    for (size_t i = 0; i < all->rows.count; i++)
        all->findings.items[i] +=
            is_expired(all, i) && suppression_matches(&all->rows.items[i], finding);
}

static bool store_all(const struct suppressions *all, struct store *store, const char *file,
                      struct error *error)
{
    for (size_t i = 0; i < all->rows.count; i++)
        if (!suppressions_add(store, (int64_t)i + 1, file, &all->rows.items[i], is_expired(all, i),
                              all->findings.items[i], error))
            return false;
    for (size_t i = 0; i < all->held.count; i++)
        if (!suppressions_hold(store, all->held.items[i].request_id,
                               (int64_t)all->held.items[i].by + 1, error))
            return false;
    return true;
}

static void tell(const struct suppressions *all, const struct delegaudit_check_options *options)
{
    struct text note = {0};

    for (size_t i = 0; options->note && i < all->rows.count; i++) {
        const struct suppression *row = &all->rows.items[i];
        unsigned long long findings = all->findings.items[i];
        char expires[CLOCK_ISO_BYTES];

        text_reset(&note);
        text_printf(&note, "%s:%u: suppression ", options->suppressions, row->line);
        if (is_expired(all, i))
            text_printf(&note, "of %.*s expired on %.10s: %llu findings are back",
                        (int)row->owner.size, row->owner.data,
                        clock_format_iso(row->expires, expires), findings);
        else if (!findings)
            text_append_string(&note, "matches no finding");
        else
            continue;
        options->note(options->note_context, note.data);
    }
    text_clear(&note);
}

static bool apply(struct suppressions *all, struct store *store,
                  const struct delegaudit_check_options *options, struct error *error)
{
    if (!rulebook_load(&all->rulebook, error) ||
        !import_suppression_file(options->suppressions, take_row, all, error) ||
        !suppressions_each_finding(store, compare, all, error) ||
        !store_all(all, store, options->suppressions, error))
        return false;
    tell(all, options);
    return true;
}

bool suppressions_apply(struct store *store, const struct delegaudit_check_options *options,
                        struct error *error)
{
    struct suppressions all = {.now = clock_now()};

    if (!suppressions_empty(store, error))
        return false;
    if (!options || !options->suppressions)
        return true;

    bool done = apply(&all, store, options, error);

    rulebook_clear(&all.rulebook);
    vec_clear(&all.rows);
    vec_clear(&all.findings);
    vec_clear(&all.held);
    arena_clear(&all.arena);
    return done;
}
