// SPDX-License-Identifier: Apache-2.0
// A request for the fold, built condition by condition, and what the fold said of it as text.
#ifndef UNIT_CORE_FOLD_H
#define UNIT_CORE_FOLD_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/verdict.h"
#include "sql_rules.h"

enum {
    U = 1 << PATH_UNCONSTRAINED,
    C = 1 << PATH_CONSTRAINED,
    R = 1 << PATH_RBCD,
    TC = 1 << PATH_TRANSITION_CONSTRAINED,
    TR = 1 << PATH_TRANSITION_RBCD,
    EVERY = U | C | R | TC | TR,
    FOLD_CONDITIONS = 100,
};

struct fold {
    struct arena arena;
    struct rule own[fold_rule_count]; // of sql/rules: the conditions that the fold makes itself
    const struct rule *rulebook[fold_rule_count];
    struct rule rules[FOLD_CONDITIONS]; // of this request
    struct finding findings[FOLD_CONDITIONS];
    struct request_facts facts;
    struct verdict_result result;
};

static inline void fold_load(struct fold *fold, enum fold_rule which)
{
    struct bytes id = bytes_of(fold_rule_id(which));
    struct error error = {0};

    for (size_t i = 0; i < sql_rules_count; i++) {
        struct bytes text = {sql_rules[i].text, sql_rules[i].size};

        if (bytes_starts_with_ascii(bytes_of(sql_rules[i].name), id) &&
            rule_parse(&fold->own[which], sql_rules[i].name, text, &fold->arena, &error)) {
            fold->rulebook[which] = &fold->own[which];
            return;
        }
    }
    fprintf(stderr, "%s: %s\n", fold_rule_id(which), error.message);
    abort();
}

// A remote call at delegate with a target on a third machine and no condition at all, from a host
// whose policy is off. Owned: fold_drop.
static inline struct fold *fold_new(void)
{
    struct fold *fold = calloc(1, sizeof *fold);

    if (!fold)
        abort();
    for (int i = 0; i < fold_rule_count; i++)
        fold_load(fold, (enum fold_rule)i);
    fold->facts = (struct request_facts){
        .level = LEVEL_DELEGATE,
        .config_reason = "",
        .transport = TRANSPORT_COM,
        .locality = LOCALITY_REMOTE,
        .target_locality = LOCALITY_REMOTE,
        .has_target = true,
        .caller = LOCALITY_REMOTE,
        .caller_level = LEVEL_DELEGATE,
        .ignore_delegation_failure = ANSWER_NO,
        .findings = fold->findings,
    };
    return fold;
}

static inline void fold_drop(struct fold **fold)
{
    arena_clear(&(*fold)->arena);
    free(*fold);
    *fold = NULL;
}

#define FOLD struct fold *fold __attribute__((cleanup(fold_drop))) = fold_new()

// Adds a condition, of hop first where it blocks the unconstrained path and second otherwise; with
// IDF the first call passes it. The caller may change the rule.
static inline struct rule *fold_add(struct fold *fold, int order, const char *reason, int blocks,
                                    enum effect effect)
{
    size_t at = fold->facts.finding_count++;

    fold->rules[at] = (struct rule){
        .id = "R000",
        .reason = reason,
        .order = order,
        .blocks = (unsigned)blocks,
        .effect = effect,
        .hop = blocks & U ? HOP_FIRST : HOP_SECOND,
        .passes_with_idf = true,
    };
    fold->findings[at] = (struct finding){.rule = &fold->rules[at], .object = "", .evidence = ""};
    return &fold->rules[at];
}

// The same about the account of a cloaking process in the middle.
static inline void fold_add_middle(struct fold *fold, int order, const char *reason,
                                   enum effect effect)
{
    fold_add(fold, order, reason, U, effect);
    fold->findings[fold->facts.finding_count - 1].of_process = true;
}

// The server is trusted for constrained delegation at most: the usual way to close the first path.
static inline void fold_not_trusted(struct fold *fold)
{
    fold_add(fold, 500, "server-not-trusted", U, EFFECT_FAILS);
}

static inline void fold_not_listed(struct fold *fold)
{
    fold_add(fold, 700, "server-list-empty", C | TC, EFFECT_FAILS);
    fold_add(fold, 720, "target-rbcd-absent", R | TR, EFFECT_FAILS);
}

static inline void fold_idf_on(struct fold *fold)
{
    fold->facts.ignore_delegation_failure = ANSWER_YES;
}

// "VERDICT PATH HOP: REASON; FURTHER; ...", a dash for what is empty; held by the fold.
static inline const char *fold_say(struct fold *fold)
{
    struct verdict_result *result = &fold->result;
    struct text told = {0};

    verdict_fold(&fold->facts, fold->rulebook, result);
    text_printf(&told, "%s %s %s:", verdict_word(result->verdict),
                result->path ? path_word(result->path) : "-",
                result->hop ? hop_word(result->hop) : "-");
    for (size_t i = 0; i < result->reason_count; i++) {
        text_append_string(&told, i ? "; " : " ");
        if (!i && result->config_reason[0])
            text_append_string(&told, result->config_reason);
        else
            finding_append_reason(&told, &result->reasons[i]);
    }

    const char *kept = arena_string(&fold->arena, text_view(&told));

    text_clear(&told);
    return kept;
}

#define assert_says(expected) assert_string_equal(fold_say(fold), expected)

#endif
