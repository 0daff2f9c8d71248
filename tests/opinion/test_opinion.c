// SPDX-License-Identifier: Apache-2.0
// Compares the second opinion with rules and fold over random worlds.
//   test_opinion [--first SEED] [--count N]   a run; the default is what the suite does, long ones
//                                             take other seeds
//   test_opinion --seed SEED                  one world alone, printed with both verdicts
#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "compare.h"
#include "tally.h"
#include "worlds.h"

enum { DEFAULT_COUNT = 10000, SHOWN = 5 };

struct run {
    const struct world *worlds;
    size_t count;
    bool verbose;
    uint64_t rows, differing;
    struct tally tally;
};

// The request that a row is about: applications are called "w<slot>r<number>".
static const struct world_request *find_request(const struct run *run, struct bytes application,
                                                const struct world **world)
{
    for (size_t i = 0; i < run->count; i++)
        for (size_t j = 0; j < run->worlds[i].request_count; j++)
            if (bytes_equal(application, bytes_of(run->worlds[i].requests[j].application))) {
                *world = &run->worlds[i];
                return &run->worlds[i].requests[j];
            }
    return NULL;
}

// The account that a principal's row names; empty where it has none.
static void principal_name(const struct world *world, const struct world_request *request,
                           struct principal principal, char out[32])
{
    const struct world_account *account;
    int number = principal.party;

    if (number == PARTY_SYSTEM || number == PARTY_NETWORK_SERVICE)
        number = (int)world->hosts[request->host].account;
    out[0] = '\0';
    if (number < 0)
        return;
    account = &world->accounts[number];
    snprintf(out, 32, "%s%s", account->name, account->kind == ACCOUNT_USER ? "" : "$");
}

static bool find_principal(const struct world *world, const struct world_request *request,
                           const struct feed_row *row, struct principal *out)
{
    struct principal principals[PRINCIPALS];
    size_t count = opinion_principals(world, request, principals);
    char name[32];

    for (size_t i = 0; i < count; i++) {
        principal_name(world, request, principals[i], name);
        if (principals[i].cloaked == row->cloaked && bytes_equal(bytes_of(name), row->client)) {
            *out = principals[i];
            return true;
        }
    }
    return false;
}

static void print_bytes(const char *what, struct bytes bytes)
{
    printf(" %s=%.*s", what, (int)bytes.size, bytes.size ? bytes.data : "");
}

static void print_row(const struct feed_row *row)
{
    printf("product:");
    print_bytes("application", row->application);
    print_bytes("client", row->client);
    printf(" cloaked=%d", row->cloaked);
    print_bytes("verdict", row->verdict);
    print_bytes("reason", row->reason);
    print_bytes("hop", row->hop);
    print_bytes("path", row->path);
    print_bytes("further", row->further);
    printf("\n        ");
    print_bytes("unconstrained", row->unconstrained);
    print_bytes("constrained", row->constrained);
    print_bytes("rbcd", row->rbcd);
    print_bytes("transition", row->transition);
    putchar('\n');
}

static void print_opinion(const struct opinion *opinion)
{
    char buffer[REASON_BYTES];

    printf("opinion: verdict=%s path=%s reasons:", verdict_word(opinion->verdict),
           path_word(opinion->path));
    for (size_t i = 0; i < opinion->reason_count; i++)
        printf(" %s", finding_word(&opinion->reasons[i], buffer));
    printf("\n         unconstrained=%s constrained=%s rbcd=%s transition=%s\n",
           state_word(opinion->states[PATH_UNCONSTRAINED]),
           state_word(opinion->states[PATH_CONSTRAINED]), state_word(opinion->states[PATH_RBCD]),
           state_word(transition_state(opinion)));
    for (size_t i = 0; i < opinion->findings.count; i++) {
        const struct finding *one = &opinion->findings.items[i];

        printf("         %s %s", effect_word(one->effect), finding_word(one, buffer));
        for (enum path path = PATH_UNCONSTRAINED; path < path_count; path++)
            if (one->ways & 1u << path)
                printf(" %s", path_word(path));
        putchar('\n');
    }
}

static bool take_row(void *context, const struct feed_row *row, struct error *error)
{
    struct run *run = context;
    const struct world *world;
    const struct world_request *request = find_request(run, row->application, &world);
    struct principal principal;
    struct opinion opinion;
    char difference[256] = "";

    if (!request || !find_principal(world, request, row, &principal))
        return error_set(error, STATUS_INTERNAL,
                         "batch of seed %" PRIu64 ": %.*s: no such request or client '%.*s'",
                         run->worlds[0].seed, (int)row->application.size, row->application.data,
                         (int)row->client.size, row->client.size ? row->client.data : "");
    opinion_judge(world, request, principal, &opinion);
    run->rows++;
    tally_row(&run->tally, &opinion);

    bool same = compare_row(&opinion, row, difference);

    run->differing += !same;
    if (!run->verbose && (same || run->differing > SHOWN))
        return true;
    if (!same)
        printf("-- seed %" PRIu64 ": %s\n", world->seed, difference);
    print_row(row);
    print_opinion(&opinion);
    if (!run->verbose)
        world_print(stdout, world);
    return true;
}

static uint64_t rows_expected(const struct world *worlds, size_t count)
{
    struct principal principals[PRINCIPALS];
    uint64_t rows = 0;

    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < worlds[i].request_count; j++)
            rows += opinion_principals(&worlds[i], &worlds[i].requests[j], principals);
    return rows;
}

// A database of its own, as a scan and a check by two programs would have it.
static bool judge(struct run *run, struct error *error)
{
    struct feed *feed;

    if (!feed_open(&feed, error))
        return false;

    bool done = feed_judge(feed, run->worlds, run->count, take_row, run, error);

    feed_close(feed);
    return done;
}

static bool judge_batch(struct run *run, struct error *error)
{
    uint64_t before = run->rows, expected = rows_expected(run->worlds, run->count);

    for (size_t i = 0; i < run->count; i++)
        tally_world(&run->tally, &run->worlds[i]);
    if (!judge(run, error))
        return false;
    return run->rows - before == expected ||
           error_set(error, STATUS_INTERNAL,
                     "batch of seed %" PRIu64 ": %" PRIu64 " rows, expected %" PRIu64,
                     run->worlds[0].seed, run->rows - before, expected);
}

static bool run_seeds(struct run *run, uint64_t first, uint64_t count, struct error *error)
{
    static struct world worlds[WORLD_BATCH];
    bool done = true;

    run->worlds = worlds;
    for (uint64_t seed = first; done && seed < first + count;) {
        // Up to the end of the batch, since its worlds share a forest.
        run->count = 0;
        do
            world_make(&worlds[run->count++], seed++);
        while (seed < first + count && seed % WORLD_BATCH != 0);
        done = judge_batch(run, error);
    }
    return done;
}

static bool parse(int argc, char **argv, uint64_t *first, uint64_t *count, bool *one)
{
    static const struct option options[] = {
        {"first", required_argument, NULL, 'f'},
        {"count", required_argument, NULL, 'c'},
        {"seed", required_argument, NULL, 's'},
        {0},
    };
    int option;

    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1)
        switch (option) {
        case 'f':
            *first = strtoull(optarg, NULL, 10);
            break;
        case 'c':
            *count = strtoull(optarg, NULL, 10);
            break;
        case 's':
            *first = strtoull(optarg, NULL, 10);
            *count = 1;
            *one = true;
            break;
        default:
            return false;
        }
    return optind == argc;
}

int main(int argc, char **argv)
{
    struct run run = {0};
    struct error error = {0};
    uint64_t first = 0, count = DEFAULT_COUNT;

    if (!parse(argc, argv, &first, &count, &run.verbose)) {
        fprintf(stderr, "usage: test_opinion [--first SEED] [--count N] | --seed SEED\n");
        return 64;
    }
    if (!run_seeds(&run, first, count, &error)) {
        fprintf(stderr, "%s\n", error.message);
        return 1;
    }
    if (run.verbose)
        world_print(stdout, run.worlds);
    printf("%" PRIu64 " worlds, %" PRIu64 " rows, %" PRIu64 " differ\n", count, run.rows,
           run.differing);
    if (run.differing)
        return 1;
    return count < DEFAULT_COUNT || tally_is_full(&run.tally) ? 0 : 1;
}
