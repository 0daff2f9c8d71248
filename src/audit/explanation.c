// SPDX-License-Identifier: Apache-2.0
// Steps, their facts and their conditions.
#include "audit/explanation.h"

#include "audit/judge.h"
#include "audit/parties.h"
#include "audit/request_row.h"
#include "base/cleanup.h"
#include "core/bearing.h"
#include "core/mend.h"
#include "core/step.h"
#include "sql_steps.h"
#include "store/explain.h"

// One request on its way to an explanation.
struct telling {
    struct explanation_book *book;
    struct store *store;
    const struct outcome_case *one;
    const struct verdict_result *result;
    struct parties parties;
    struct bearing_list bearings;
    VEC(struct explained_fact) facts;           // of the step at hand
    VEC(struct explained_condition) conditions; // likewise
    bool decided;                               // a former step has the reason of the verdict
};

void explanation_notice(struct explanation_book *book, const char *text)
{
    vec_push(&book->notices, arena_string(&book->arena, bytes_of(text)));
}

static const char *reason_of(struct arena *arena, const struct finding *finding)
{
    struct text reason CLEANUP(text_clear) = {0};

    finding_append_reason(&reason, finding);
    return arena_string(arena, text_view(&reason));
}

// The configuration's own word where it decided.
static const char *first_reason(struct arena *arena, const struct verdict_result *result)
{
    if (result->config_reason[0])
        return arena_string(arena, bytes_of(result->config_reason));
    return result->reason_count ? reason_of(arena, &result->reasons[0]) : "";
}

// What mend_fold takes for mended.
static const char *word_mended(const struct telling *telling, const struct bearing_item *item)
{
    if (item->finding.rule == telling->book->rulebook.fold[FOLD_LEVEL_UNKNOWN])
        return "if it is delegate";
    if (item->bearing == BEARING_DOUBT)
        return "if this turns out well";
    if (item->bearing == BEARING_UNKNOWN)
        return "if this is read and no obstacle";
    return item->bearing == BEARING_ASSUMED ? "if this is so" : "mended alone";
}

static void tell_next(struct telling *telling, const struct bearing_item *item,
                      struct explained_condition *out)
{
    struct arena *arena = &telling->book->arena;
    struct verdict_result next;

    if (!mend_fold(&telling->one->facts, telling->book->rulebook.fold, &item->finding, &next))
        return;
    out->next_if = word_mended(telling, item);
    out->next_verdict = verdict_word(next.verdict);
    out->next_reason = first_reason(arena, &next);
    out->next_title = next.reason_count ? next.reasons[0].rule->title : NULL;
    out->changes_nothing =
        next.verdict == telling->result->verdict &&
        bytes_equal(bytes_of(out->next_reason), bytes_of(first_reason(arena, telling->result)));
}

static const char *word_blocks(struct telling *telling, const struct finding *finding)
{
    struct text blocks CLEANUP(text_clear) = {0};

    // What stops the account in the middle stops every way on.
    if (finding->of_process)
        return "all";
    rule_append_blocks(&blocks, finding->rule->blocks);
    return arena_string(&telling->book->arena, text_view(&blocks));
}

// Which of the configuration's reasons decided has a rule of its own, for its words.
static const struct rule *rule_to_tell(const struct telling *telling,
                                       const struct bearing_item *item)
{
    const char *reason = telling->result->config_reason;
    const struct rule *configured =
        item->decides && *reason ? rulebook_of_reason(&telling->book->rulebook, bytes_of(reason))
                                 : NULL;

    return configured ? configured : item->finding.rule;
}

static void tell_condition(struct telling *telling, const struct bearing_item *item)
{
    struct arena *arena = &telling->book->arena;
    const struct finding *finding = &item->finding;
    const struct rule *rule = rule_to_tell(telling, item);
    struct explained_condition condition = {
        .rule = rule->id,
        .reason = item->decides ? first_reason(arena, telling->result) : reason_of(arena, finding),
        .title = rule->title,
        .why = rule->why,
        .references = rule->references,
        // Those of the fold are borrowed from the request that is being read.
        .object = arena_string(arena, bytes_of(finding->object)),
        .evidence = arena_string(arena, bytes_of(finding->evidence)),
        .blocks = word_blocks(telling, finding),
        .effect = finding->rule->effect,
        .bearing = item->bearing,
        .decides = item->decides,
        .is_reason = item->is_reason,
        .remedy = parties_word_remedy(&telling->parties, finding, rule, arena),
    };

    if (item->is_reason)
        tell_next(telling, item, &condition);
    vec_push(&telling->conditions, condition);
}

static void keep_fact(void *context, struct bytes looked_up, const struct bytes *value,
                      struct bytes source)
{
    struct telling *telling = context;
    struct arena *arena = &telling->book->arena;

    vec_push(&telling->facts, (struct explained_fact){arena_string(arena, looked_up),
                                                      value ? arena_string(arena, *value) : NULL,
                                                      arena_string(arena, source)});
}

static bool is_asked(const struct telling *telling, const struct step *step)
{
    unsigned asked = telling->result->asked;

    if (!asked)
        return !telling->decided;
    if (telling->one->facts.locality == LOCALITY_LOCAL)
        return step->of_middle;
    return !step->paths || step->paths & asked;
}

static enum bearing bearing_of_verdict(enum verdict verdict)
{
    static const enum bearing bearings[] = {
        [VERDICT_WILL_FAIL] = BEARING_STOP,        [VERDICT_LIKELY_FAIL] = BEARING_LIKELY_STOP,
        [VERDICT_UNKNOWN] = BEARING_UNKNOWN,       [VERDICT_LIKELY_WORK] = BEARING_ASSUMED,
        [VERDICT_WILL_WORK] = BEARING_PASS,        [VERDICT_NOT_NEEDED] = BEARING_SETTLED,
        [VERDICT_NOT_REQUESTED] = BEARING_SETTLED,
    };

    return bearings[verdict];
}

// The gravest of its conditions; the step without orders tells the verdict.
static enum bearing weigh_step(const struct telling *telling, const struct step *step)
{
    enum bearing gravest = BEARING_PASS;

    if (!step->order_count)
        return bearing_of_verdict(telling->result->verdict);
    for (size_t i = 0; i < telling->conditions.count; i++) {
        enum bearing bearing = telling->conditions.items[i].bearing;

        if (bearing != BEARING_NOT_ASKED && bearing > gravest)
            gravest = bearing;
    }
    return gravest == BEARING_PASS && !is_asked(telling, step) ? BEARING_NOT_ASKED : gravest;
}

// Returns: a copy in the arena.
static const void *keep(struct arena *arena, const void *items, size_t size)
{
    void *copy = arena_alloc(arena, size);

    if (size)
        memcpy(copy, items, size);
    return copy;
}

static bool tell_step(struct telling *telling, const struct step *step, struct explained_step *out,
                      struct error *error)
{
    struct arena *arena = &telling->book->arena;

    telling->facts.count = telling->conditions.count = 0;
    if (!explain_each_fact(telling->store, step->sql, telling->one->id, keep_fact, telling, error))
        return error_wrap(error, "step %s", step->id);
    for (size_t i = 0; i < telling->bearings.count; i++)
        if (step_has_order(step, telling->bearings.items[i].finding.rule->order))
            tell_condition(telling, &telling->bearings.items[i]);
    *out = (struct explained_step){
        .id = step->id,
        .title = step->title,
        .bearing = weigh_step(telling, step),
        .facts =
            keep(arena, telling->facts.items, telling->facts.count * sizeof(struct explained_fact)),
        .fact_count = telling->facts.count,
        .conditions = keep(arena, telling->conditions.items,
                           telling->conditions.count * sizeof(struct explained_condition)),
        .condition_count = telling->conditions.count,
    };
    for (size_t i = 0; i < telling->conditions.count; i++)
        telling->decided |= telling->conditions.items[i].decides;
    return true;
}

static bool tell_steps(struct telling *telling, struct error *error)
{
    struct arena *arena = &telling->book->arena;
    struct explained_step *steps = arena_alloc(arena, sql_steps_count * sizeof *steps);

    for (size_t i = 0; i < sql_steps_count; i++) {
        struct step step;

        if (!step_parse(&step, sql_steps[i].name,
                        (struct bytes){sql_steps[i].text, sql_steps[i].size}, arena, error) ||
            !tell_step(telling, &step, &steps[i], error))
            return false;
    }
    telling->book->explanation.steps = steps;
    telling->book->explanation.step_count = sql_steps_count;
    return true;
}

// Lowering the level is the remedy of least privilege of whatever delegate-level call fails.
static void tell_lowering(struct telling *telling)
{
    struct arena *arena = &telling->book->arena;
    enum level_source source = LEVEL_SOURCE_NONE;
    struct explained_remedy *lowering = arena_alloc(arena, sizeof *lowering);

    level_source_from_word(telling->one->level_source, &source);
    if (telling->result->verdict <= VERDICT_UNKNOWN && telling->result->asked &&
        parties_word_lowering(&telling->parties, source, lowering, arena))
        telling->book->explanation.lowering = lowering;
}

static bool tell(void *context, const struct outcome_case *one, const struct verdict_result *result,
                 struct error *error)
{
    struct telling *telling = context;

    telling->one = one;
    telling->result = result;
    bearing_weigh(&telling->bearings, &one->facts, telling->book->rulebook.fold, result);
    if (!parties_load(&telling->parties, telling->store, one, &telling->book->arena, error))
        return false;
    tell_lowering(telling);
    return tell_steps(telling, error);
}

bool explanation_fill(struct explanation_book *book, struct store *store, int64_t request,
                      const char *request_id, struct error *error)
{
    struct telling telling = {.book = book, .store = store};
    bool done = rulebook_load(&book->rulebook, error) &&
                conditions_load(&book->conditions, store, &book->rulebook, error) &&
                judge_one_request(store, &book->rulebook, &book->conditions, request, tell,
                                  &telling, error) &&
                request_row_load(&book->explanation, store, request_id, &book->arena, error);

    vec_clear(&telling.facts);
    vec_clear(&telling.conditions);
    book->explanation.notices = book->notices.items;
    book->explanation.notice_count = book->notices.count;
    return done;
}

void explanation_clear(struct explanation_book *book)
{
    vec_clear(&book->notices);
    conditions_clear(&book->conditions);
    rulebook_clear(&book->rulebook);
    arena_clear(&book->arena);
}
