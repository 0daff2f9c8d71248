// SPDX-License-Identifier: Apache-2.0
// Numbers, dates and "last" to snapshots.
#include "audit/span.h"

#include <string.h>

#include "base/clock.h"
#include "base/text.h"

enum { DIGITS_MAX = 18 };

static bool is_number(const char *word, int64_t *out)
{
    size_t size = strlen(word);

    if (!size || size > DIGITS_MAX || strspn(word, "0123456789") != size)
        return false;
    *out = 0;
    for (const char *digit = word; *digit; digit++)
        *out = *out * 10 + *digit - '0';
    return true;
}

static void note_passed(const struct span_words *words, const struct store_snapshot *found,
                        int64_t newest)
{
    struct text text = {0};

    if (found->id && newest != found->id) {
        text_printf(&text,
                    "snapshot %lld is newer and not whole, so snapshot %lld is compared: only "
                    "whole ones are",
                    (long long)newest, (long long)found->id);
        words->note(words->note_context, text.data);
    }
    text_clear(&text);
}

static bool find_numbered(struct store *store, int64_t id, struct store_snapshot *out,
                          struct error *error)
{
    if (!store_snapshot_numbered(store, id, out, error))
        return false;
    if (!out->id)
        return error_set(error, STATUS_USAGE,
                         "there is no snapshot %lld: 'delegaudit snapshots' lists them",
                         (long long)id);
    return out->whole || error_set(error, STATUS_USAGE,
                                   "snapshot %lld is not whole: what it lacks would look like a "
                                   "change, so only whole ones are compared ('delegaudit "
                                   "snapshots' lists them)",
                                   (long long)id);
}

static bool find_newest(struct store *store, const struct span_words *words, int64_t below,
                        int64_t by, struct store_snapshot *out, struct error *error)
{
    int64_t newest;

    if (!store_newest_whole(store, below, by, out, &newest, error))
        return false;
    note_passed(words, out, newest);
    return true;
}

static bool find(struct store *store, const struct span_words *words, const char *word,
                 struct store_snapshot *out, struct error *error)
{
    int64_t number, first, last;

    if (is_number(word, &number))
        return find_numbered(store, number, out, error);
    if (strcmp(word, "last") == 0)
        last = INT64_MAX;
    else if (!clock_from_iso(bytes_of(word), &first, &last))
        return error_set(error, STATUS_USAGE,
                         "'%s' names no snapshot: expected its number, a date such as 2026-11-20 "
                         "or 2026-11-20T04:00, or last",
                         word);
    return find_newest(store, words, INT64_MAX, last, out, error) &&
           (out->id || error_set(error, STATUS_USAGE,
                                 "%s: no whole snapshot had finished by then: 'delegaudit "
                                 "snapshots' lists them",
                                 word));
}

static bool find_default(struct store *store, const struct span_words *words, int64_t below,
                         struct store_snapshot *out, struct error *error)
{
    return find_newest(store, words, below, INT64_MAX, out, error) &&
           (out->id || error_set(error, STATUS_CONFIG,
                                 "two whole snapshots are needed, and there is %s: run 'delegaudit "
                                 "scan' again",
                                 below == INT64_MAX ? "none" : "one"));
}

bool span_find(struct span *out, struct store *store, const struct span_words *words,
               struct error *error)
{
    if (!(words->to ? find(store, words, words->to, &out->later, error)
                    : find_default(store, words, INT64_MAX, &out->later, error)) ||
        !(words->from ? find(store, words, words->from, &out->earlier, error)
                      : find_default(store, words, out->later.id, &out->earlier, error)))
        return false;
    if (out->earlier.id == out->later.id)
        return error_set(error, STATUS_USAGE, "FROM and TO are both snapshot %lld",
                         (long long)out->later.id);
    return out->earlier.id < out->later.id ||
           error_set(error, STATUS_USAGE,
                     "FROM is snapshot %lld and newer than TO, snapshot %lld: turn them round",
                     (long long)out->earlier.id, (long long)out->later.id);
}
