// SPDX-License-Identifier: Apache-2.0
// Identities on their way through processes that cloak.
#include "unit/check.h"

#include "core/chain.h"

// Adds a request whose callers are those of the given numbers, ended by -1.
static void add(struct chain *chain, enum level level, bool carries_caller, const int *callers)
{
    struct chain_request request = {.id = (int64_t)chain->requests.count + 1,
                                    .level = level,
                                    .carries_caller = carries_caller,
                                    .first_caller = (uint32_t)chain->callers.count};

    for (; *callers >= 0; callers++, request.caller_count++)
        vec_push(&chain->callers, (uint32_t)*callers);
    vec_push(&chain->requests, request);
}

static const int nobody[] = {-1};

static void follows_to_the_request_that_loses_it(void **state)
{
    static const enum level levels[] = {LEVEL_DELEGATE, LEVEL_IMPERSONATE, LEVEL_UNKNOWN};
    static const enum arrival arrivals[] = {ARRIVAL_DELEGABLE, ARRIVAL_LOST, ARRIVAL_UNKNOWN};

    (void)state;
    for (size_t i = 0; i < sizeof levels / sizeof *levels; i++) {
        struct chain chain = {0};

        add(&chain, levels[i], false, nobody);
        add(&chain, LEVEL_DELEGATE, true, (const int[]){0, -1});
        add(&chain, LEVEL_DELEGATE, true, (const int[]){1, -1});
        add(&chain, LEVEL_DELEGATE, true, (const int[]){2, -1});
        chain_follow(&chain, 3);
        assert_int_equal(chain.requests.items[3].arrival, arrivals[i]);
        if (arrivals[i] == ARRIVAL_LOST) {
            assert_int_equal(chain.requests.items[3].lost_by, 0);
            assert_int_equal(chain.requests.items[3].lost_at, 1);
            assert_int_equal(chain.requests.items[3].arrival_level, LEVEL_IMPERSONATE);
        }
        chain_clear(&chain);
    }
}

static void ways_that_differ_leave_it_open(void **state)
{
    struct chain chain = {0};

    (void)state;
    add(&chain, LEVEL_DELEGATE, false, nobody);
    add(&chain, LEVEL_IDENTIFY, false, nobody);
    add(&chain, LEVEL_DELEGATE, true, (const int[]){0, 1, -1});
    add(&chain, LEVEL_IMPERSONATE, false, nobody);
    add(&chain, LEVEL_DELEGATE, true, (const int[]){1, 3, -1});
    chain_follow(&chain, 2);
    chain_follow(&chain, 4);
    assert_int_equal(chain.requests.items[2].arrival, ARRIVAL_UNKNOWN);
    assert_int_equal(chain.requests.items[4].arrival, ARRIVAL_LOST);
    assert_int_equal(chain.requests.items[4].arrival_level, LEVEL_IMPERSONATE);
    chain_clear(&chain);
}

// Two processes that call each other as their callers bring nobody's identity by that.
static void a_round_brings_nothing(void **state)
{
    struct chain chain = {0};

    (void)state;
    add(&chain, LEVEL_DELEGATE, true, (const int[]){1, -1});
    add(&chain, LEVEL_DELEGATE, true, (const int[]){0, -1});
    add(&chain, LEVEL_DELEGATE, false, nobody);
    add(&chain, LEVEL_DELEGATE, true, (const int[]){3, 2, -1});
    chain_follow(&chain, 0);
    chain_follow(&chain, 3);
    assert_int_equal(chain.requests.items[0].arrival, ARRIVAL_UNKNOWN);
    assert_int_equal(chain.requests.items[3].arrival, ARRIVAL_DELEGABLE);
    chain_clear(&chain);
}

static void a_chain_without_end_is_not_followed_for_ever(void **state)
{
    struct chain chain = {0};

    (void)state;
    add(&chain, LEVEL_DELEGATE, false, nobody);
    for (int i = 0; i < 100000; i++)
        add(&chain, LEVEL_DELEGATE, true, (const int[]){i, -1});
    chain_follow(&chain, 100000);
    assert_int_equal(chain.requests.items[100000].arrival, ARRIVAL_UNKNOWN);
    assert_int_equal(chain_find(&chain, 50001), 50000);
    assert_int_equal(chain_find(&chain, 200000), UINT32_MAX);
    chain_clear(&chain);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(follows_to_the_request_that_loses_it),
        cmocka_unit_test(ways_that_differ_leave_it_open),
        cmocka_unit_test(a_round_brings_nothing),
        cmocka_unit_test(a_chain_without_end_is_not_followed_for_ever),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
