// SPDX-License-Identifier: Apache-2.0
// The rule catalogue as rows.
#include <string.h>

#include "audit/head.h"
#include "audit/output.h"
#include "audit/rulebook.h"
#include "delegaudit.h"

static const char *const columns[] = {
    "id",      "reason",         "scope",  "order",      "blocks", "effect",
    "hop",     "title",          "why",    "remedy",     "risk",   "references",
    "example", "cloaked_remedy", "unread", "powershell", "samba"};
static const char *const narrow_columns[] = {"id", "reason", "scope", "effect", "title"};

struct listing {
    const struct rulebook *rulebook;
    const char *only; // an id or a reason; NULL: all
    size_t at;
    bool narrow;
    struct text blocks; // scratch
};

static struct cell text_cell(const char *text)
{
    return (struct cell){.type = CELL_TEXT, .text = bytes_of(text ? text : "")};
}

static const char *word_blocks(struct listing *listing, unsigned blocks)
{
    text_reset(&listing->blocks);
    rule_append_blocks(&listing->blocks, blocks);
    return listing->blocks.data ? listing->blocks.data : "";
}

static bool is_meant(const struct rule *rule, const char *only)
{
    struct bytes word = bytes_of(only);

    return !only || bytes_equal_ascii(bytes_of(rule->id), word) ||
           bytes_equal_ascii(bytes_of(rule->reason), word);
}

static const struct rule *take_rule(struct listing *listing)
{
    while (listing->at < listing->rulebook->rules.count) {
        const struct rule *rule = &listing->rulebook->rules.items[listing->at++];

        if (is_meant(rule, listing->only))
            return rule;
    }
    return NULL;
}

static int next_rule(void *context, struct cell *cells, struct error *error)
{
    struct listing *listing = context;

    const struct rule *rule = take_rule(listing);

    (void)error;
    if (!rule)
        return 0;

    if (listing->narrow) {
        cells[0] = text_cell(rule->id);
        cells[1] = text_cell(rule->reason);
        cells[2] = text_cell(scope_word(rule->scope));
        cells[3] = text_cell(effect_word(rule->effect));
        cells[4] = text_cell(rule->title);
        return 1;
    }

    const struct cell row[] = {
        text_cell(rule->id),
        text_cell(rule->reason),
        text_cell(scope_word(rule->scope)),
        {.type = CELL_INTEGER, .integer = rule->order},
        text_cell(word_blocks(listing, rule->blocks)),
        text_cell(effect_word(rule->effect)),
        text_cell(hop_word(rule->hop)),
        text_cell(rule->title),
        text_cell(rule->why),
        text_cell(rule->remedy),
        text_cell(rule->risk),
        text_cell(rule->references),
        text_cell(rule->example),
        text_cell(rule->cloaked_remedy),
        text_cell(rule->unread),
        text_cell(rule->powershell),
        text_cell(rule->samba),
    };

    memcpy(cells, row, sizeof row);
    return 1;
}

static bool any_is_meant(const struct rulebook *rulebook, const char *only)
{
    struct listing listing = {.rulebook = rulebook, .only = only};

    return take_rule(&listing) != NULL;
}

static bool render_listing(const struct rulebook *rulebook, const char *only,
                           const struct delegaudit_output *output, struct error *error)
{
    struct listing listing = {.rulebook = rulebook,
                              .only = only,
                              .narrow = !only && strcmp(output->format, "table") == 0};
    struct row_stream rows = {&listing, sizeof columns / sizeof *columns, columns, next_rule};
    struct head head = {0};

    if (listing.narrow) {
        rows.columns = narrow_columns;
        rows.column_count = sizeof narrow_columns / sizeof *narrow_columns;
    }

    bool done = head_fill(&head, NULL, "rules", error) &&
                output_render(output, &head.report, &rows, NULL, error);

    head_clear(&head);
    text_clear(&listing.blocks);
    return done;
}

bool delegaudit_rules(const char *only, const struct delegaudit_output *output, struct error *error)
{
    struct rulebook rulebook = {0};
    bool done = rulebook_load(&rulebook, error);

    if (done && !any_is_meant(&rulebook, only))
        done = error_set(error, STATUS_USAGE,
                         "rules: %s is no rule's id and no reason: 'delegaudit "
                         "rules' lists both",
                         only);
    done = done && render_listing(&rulebook, only, output, error);

    rulebook_clear(&rulebook);
    return done;
}
