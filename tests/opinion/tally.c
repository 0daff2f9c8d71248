// SPDX-License-Identifier: Apache-2.0
// Counts of turns, reasons, verdicts and path states.
#include "tally.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "worlds.h"

static size_t reason_number(const char *reason)
{
    size_t number = 0;

    while (reason_name(number) && strcmp(reason_name(number), reason) != 0)
        number++;
    return number;
}

void tally_world(struct tally *tally, const struct world *world)
{
    size_t made = 0;

    for (size_t i = 0; turn_name(i); i++)
        if (world->turned[i]) {
            tally->turns[i]++;
            made++;
        }
    tally->pairs += made > 1;
}

void tally_row(struct tally *tally, const struct opinion *opinion)
{
    tally->verdicts[opinion->verdict]++;
    for (enum path path = PATH_UNCONSTRAINED; path < path_count; path++)
        if (path == PATH_UNCONSTRAINED || opinion->has_target)
            tally->states[path][opinion->states[path]]++;
    for (size_t i = 0; i < opinion->findings.count; i++) {
        const struct finding *one = &opinion->findings.items[i];

        tally->reasons[reason_number(one->reason)][one->effect]++;
        tally->middle += one->of_middle;
    }
    if (opinion->reason_count > 0) {
        size_t number = reason_number(opinion->reasons[0].reason);

        if (reason_name(number))
            tally->first[number]++;
    }
}

static bool count_is(const char *what, const char *name, uint64_t count)
{
    printf("  %-12s %-30s %8" PRIu64 "%s\n", what, name, count, count ? "" : "  NEVER");
    return count > 0;
}

static bool reasons_are_full(const struct tally *tally)
{
    bool full = true;

    for (size_t i = 0; reason_name(i); i++) {
        uint64_t sum = tally->first[i]; // of a gate: it is a reason and no condition

        for (size_t j = 0; j < effect_count; j++)
            sum += tally->reasons[i][j];
        full = count_is("condition", reason_name(i), sum) && full;
        printf("  %-12s %-30s %8" PRIu64 " (fails %" PRIu64 ", likely %" PRIu64 ", unknown %" PRIu64
               ", assumed %" PRIu64 ")\n",
               "  as first", "", tally->first[i], tally->reasons[i][EFFECT_FAILS],
               tally->reasons[i][EFFECT_LIKELY], tally->reasons[i][EFFECT_UNKNOWN],
               tally->reasons[i][EFFECT_ASSUMED]);
    }
    return full;
}

bool tally_is_full(const struct tally *tally)
{
    bool full = reasons_are_full(tally);
    char name[64];

    for (size_t i = 0; turn_name(i); i++)
        full = count_is("turn", turn_name(i), tally->turns[i]) && full;
    for (enum verdict verdict = VERDICT_WILL_FAIL; verdict < verdict_count; verdict++)
        full = count_is("verdict", verdict_word(verdict), tally->verdicts[verdict]) && full;
    for (enum path path = PATH_UNCONSTRAINED; path < path_count; path++)
        for (enum state state = STATE_CLOSED; state < state_count; state++) {
            snprintf(name, sizeof name, "%s %s", path_word(path), state_word(state));
            full = count_is("path", name, tally->states[path][state]) && full;
        }
    printf("  worlds with two turns or more: %" PRIu64 "\n", tally->pairs);
    return full;
}
