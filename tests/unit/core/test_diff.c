// SPDX-License-Identifier: Apache-2.0
// What became of a request.
#include "unit/check.h"

#include "core/diff.h"

static struct diff_side side(enum verdict verdict, const char *reason, const char *hop,
                             const char *path)
{
    return (struct diff_side){true, verdict, bytes_of(reason), bytes_of(hop), bytes_of(path)};
}

static void assert_outcome(struct diff_side old, struct diff_side now, enum diff_outcome wanted)
{
    assert_string_equal(diff_outcome_word(diff_outcome_of(&old, &now)), diff_outcome_word(wanted));
}

static void assert_verdicts(enum verdict old, enum verdict now, enum diff_outcome wanted)
{
    assert_outcome(side(old, "a", "", ""), side(now, "a", "", ""), wanted);
}

static void the_three_troubles_are_told_apart(void **state)
{
    (void)state;
    for (int i = 0; i < verdict_count; i++) {
        enum verdict verdict = (enum verdict)i;
        bool fails = verdict <= VERDICT_LIKELY_FAIL, unknown = verdict == VERDICT_UNKNOWN;

        assert_verdicts(VERDICT_WILL_WORK, verdict,
                        fails                          ? DIFF_NEWLY_FAILING
                        : unknown                      ? DIFF_NEWLY_UNKNOWN
                        : verdict == VERDICT_WILL_WORK ? DIFF_NO_REQUEST
                                                       : DIFF_CHANGED_VERDICT);
        assert_verdicts(VERDICT_UNKNOWN, verdict,
                        fails     ? DIFF_NEWLY_FAILING
                        : unknown ? DIFF_NO_REQUEST
                                  : DIFF_NEWLY_WORKING);
        assert_verdicts(VERDICT_LIKELY_FAIL, verdict,
                        verdict == VERDICT_LIKELY_FAIL ? DIFF_NO_REQUEST
                        : fails                        ? DIFF_CHANGED_VERDICT
                        : unknown                      ? DIFF_NEWLY_UNKNOWN
                                                       : DIFF_NEWLY_WORKING);
    }
}

static void one_side_may_lack_the_request(void **state)
{
    const struct diff_side none = {0};

    (void)state;
    assert_outcome(none, side(VERDICT_WILL_FAIL, "a", "", ""), DIFF_NEWLY_FAILING);
    assert_outcome(none, side(VERDICT_UNKNOWN, "a", "", ""), DIFF_NEWLY_UNKNOWN);
    assert_outcome(none, side(VERDICT_NOT_NEEDED, "a", "", ""), DIFF_NEW);
    assert_outcome(side(VERDICT_WILL_FAIL, "a", "", ""), none, DIFF_GONE);
    assert_outcome(side(VERDICT_WILL_WORK, "", "", ""), none, DIFF_GONE);
    assert_outcome(none, none, DIFF_NO_REQUEST);
}

static void reasons_come_before_paths(void **state)
{
    struct diff_side old = side(VERDICT_WILL_FAIL, "a", "first", "rbcd");

    (void)state;
    assert_outcome(old, side(VERDICT_WILL_FAIL, "b", "second", "constrained"), DIFF_CHANGED_REASON);
    assert_outcome(old, side(VERDICT_WILL_FAIL, "a", "second", "rbcd"), DIFF_CHANGED_PATH);
    assert_outcome(old, side(VERDICT_WILL_FAIL, "a", "first", "constrained"), DIFF_CHANGED_PATH);
    assert_outcome(old, old, DIFF_NO_REQUEST);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_three_troubles_are_told_apart),
        cmocka_unit_test(one_side_may_lack_the_request),
        cmocka_unit_test(reasons_come_before_paths),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
