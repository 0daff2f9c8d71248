// SPDX-License-Identifier: Apache-2.0
// Ways through trusts: what reaches how far, and what is only not known.
#include "unit/check.h"

#include <stdio.h>

#include "core/route.h"

enum { DOWN = -1 }; // a number that the server did not send

static struct optional sent(int64_t value)
{
    return (struct optional){value != DOWN, value == DOWN ? 0 : value};
}

// Domains are numbered from 0; each is a forest of its own and was read whole.
static void domains(struct route_map *map, size_t count)
{
    for (size_t i = 0; i < count; i++)
        vec_push(&map->domains, (struct route_domain){(int64_t)i + 1, (unsigned)i + 1, true, true});
}

static void trust(struct route_map *map, size_t from, size_t to, int64_t direction, int64_t type,
                  int64_t attributes)
{
    vec_push(&map->trusts, (struct route_trust){(int64_t)map->trusts.count, from, to,
                                                sent(direction), sent(type), sent(attributes)});
}

// "found 0 2", "none" or "unread"; static.
static const char *say(const struct route_map *map, size_t from, size_t to)
{
    static const char *const words[] = {"found", "none", "unread"};
    static char told[64];
    struct route route = {0};
    int size;

    route_find(map, from, to, &route);
    size = snprintf(told, sizeof told, "%s", words[route.state]);
    for (size_t i = 0; i < route.steps.count; i++)
        size += snprintf(told + size, sizeof told - (size_t)size, " %zu", route.steps.items[i]);
    vec_clear(&route.steps);
    return told;
}

#define MAP struct route_map map __attribute__((cleanup(route_map_clear))) = {0}

static void trusts_inside_a_forest_reach_on_by_the_shortest_way(void **state)
{
    MAP;

    (void)state;
    domains(&map, 4);
    trust(&map, 0, 1, 3, 2, 0x20);
    trust(&map, 1, 2, 3, 2, 0x20);
    trust(&map, 2, 3, 3, 2, 0x20);
    trust(&map, 0, 2, 3, 2, 0x20);
    route_join_forests(&map);
    assert_string_equal(say(&map, 0, 1), "found 0");
    assert_string_equal(say(&map, 0, 3), "found 3 2");
    // Nobody holds an object for the way back, and a forest trusts itself all the same.
    assert_string_equal(say(&map, 3, 0), "unread");
}

static void direction_is_seen_from_the_users(void **state)
{
    static const struct {
        int64_t direction;
        const char *way;
    } cases[] = {{0, "none"}, {1, "found 0"}, {2, "none"}, {3, "found 0"}, {DOWN, "unread"}};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        MAP;

        domains(&map, 2);
        trust(&map, 0, 1, cases[i].direction, 2, 0x8);
        assert_string_equal(say(&map, 0, 1), cases[i].way);
    }
}

static void only_a_domain_of_active_directory_will_do(void **state)
{
    static const struct {
        int64_t type;
        const char *way;
    } cases[] = {{1, "none"}, {2, "found 0"}, {3, "none"},
                 {4, "none"}, {5, "none"},    {DOWN, "found 0"}};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        MAP;

        domains(&map, 2);
        trust(&map, 0, 1, 3, cases[i].type, 0x8);
        assert_string_equal(say(&map, 0, 1), cases[i].way);
    }
}

static void a_trust_without_transitivity_ends_at_the_neighbour(void **state)
{
    static const struct {
        int64_t attributes;
        const char *one, *two;
    } cases[] = {
        {0x0, "found 0", "none"},      {0x1, "found 0", "none"}, {0x4, "found 0", "none"},
        {0x8, "found 0", "found 0 1"}, {0x9, "found 0", "none"}, {0x28, "found 0", "found 0 1"},
        {DOWN, "found 0", "unread"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        MAP;

        domains(&map, 3);
        trust(&map, 0, 1, 3, 2, cases[i].attributes);
        trust(&map, 1, 2, 3, 2, 0x20);
        assert_string_equal(say(&map, 0, 1), cases[i].one);
        assert_string_equal(say(&map, 0, 2), cases[i].two);
    }
}

static void one_forest_trust_is_crossed_and_no_second_one(void **state)
{
    MAP;

    (void)state;
    domains(&map, 5);
    trust(&map, 0, 1, 3, 2, 0x20); // a child and its root
    trust(&map, 1, 2, 3, 2, 0x8);  // two roots
    trust(&map, 2, 3, 3, 2, 0x20); // the other's child
    trust(&map, 2, 4, 3, 2, 0x8);  // a third forest
    assert_string_equal(say(&map, 0, 3), "found 0 1 2");
    assert_string_equal(say(&map, 1, 4), "none");
    assert_string_equal(say(&map, 0, 4), "none");
    assert_string_equal(say(&map, 2, 4), "found 3");
}

static void an_external_trust_serves_the_domain_that_has_it(void **state)
{
    MAP;

    (void)state;
    domains(&map, 3);
    trust(&map, 0, 1, 3, 2, 0x20);
    trust(&map, 1, 2, 3, 2, 0x4);
    assert_string_equal(say(&map, 1, 2), "found 1");
    assert_string_equal(say(&map, 0, 2), "none");
}

static void what_was_not_read_may_hold_a_way(void **state)
{
    MAP;

    (void)state;
    domains(&map, 3);
    trust(&map, 0, 1, 3, 2, 0x8);
    assert_string_equal(say(&map, 0, 2), "none");
    map.domains.items[1].whole = false;
    assert_string_equal(say(&map, 0, 2), "unread");
    map.domains.items[1].whole = true;
    map.domains.items[2].whole = false; // not on the way
    assert_string_equal(say(&map, 0, 2), "none");
    trust(&map, 0, ROUTE_NOWHERE, 3, 2, 0x4);
    assert_string_equal(say(&map, 0, 2), "none");
    trust(&map, 0, ROUTE_NOWHERE, 3, 2, 0x8);
    assert_string_equal(say(&map, 0, 2), "unread");
}

static void circles_end(void **state)
{
    MAP;

    (void)state;
    domains(&map, 4);
    for (size_t from = 0; from < 3; from++)
        for (size_t to = 0; to < 3; to++)
            if (from != to)
                trust(&map, from, to, 3, 2, 0x20);
    assert_string_equal(say(&map, 0, 3), "none");
}

static void joined_domains_have_one_forest(void **state)
{
    MAP;

    (void)state;
    domains(&map, 4);
    map.domains.items[2].forest_known = false;
    trust(&map, 0, 1, 3, 2, 0x20);
    trust(&map, 2, 1, 1, 2, 0x20);
    trust(&map, 1, 3, 3, 2, 0x8);
    trust(&map, 1, ROUTE_NOWHERE, 3, 2, 0x20);
    trust(&map, 1, 3, 3, 2, DOWN);
    route_join_forests(&map);
    assert_int_equal(map.domains.items[0].forest, map.domains.items[1].forest);
    assert_int_equal(map.domains.items[0].forest, map.domains.items[2].forest);
    assert_true(map.domains.items[2].forest_known);
    assert_int_not_equal(map.domains.items[0].forest, map.domains.items[3].forest);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(trusts_inside_a_forest_reach_on_by_the_shortest_way),
        cmocka_unit_test(direction_is_seen_from_the_users),
        cmocka_unit_test(only_a_domain_of_active_directory_will_do),
        cmocka_unit_test(a_trust_without_transitivity_ends_at_the_neighbour),
        cmocka_unit_test(one_forest_trust_is_crossed_and_no_second_one),
        cmocka_unit_test(an_external_trust_serves_the_domain_that_has_it),
        cmocka_unit_test(what_was_not_read_may_hold_a_way),
        cmocka_unit_test(circles_end),
        cmocka_unit_test(joined_domains_have_one_forest),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
