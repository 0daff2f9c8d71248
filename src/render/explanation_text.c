// SPDX-License-Identifier: Apache-2.0
// An explanation as text that fits a terminal.
#include <string.h>

#include "base/cleanup.h"
#include "render/explanation_format.h"
#include "render/terminal.h"

enum {
    NAME_COLUMNS = 18, // names of the request's columns, and of what stands under a condition
    FACT_INDENT = 6,
    CONDITION_INDENT = 6,
    DETAIL_INDENT = 8,
    DETAIL_COLUMNS = 12,
    LEGIBLE_COLUMNS = 24, // no paragraph gets narrower
};

static void put_blanks(struct rendering *rendering, size_t count)
{
    while (count--)
        buffer_byte(rendering->buffer, ' ');
}

// A paragraph whose first line begins in column `used`, every further one in column `indent`.
static void put_paragraph(struct rendering *rendering, size_t used, size_t indent, const char *text)
{
    struct text harmless CLEANUP(text_clear) = {0};
    struct text wrapped CLEANUP(text_clear) = {0};
    size_t width = rendering->options->width;
    size_t room = width > indent + LEGIBLE_COLUMNS ? width - indent : LEGIBLE_COLUMNS;
    bool first = true;

    put_blanks(rendering, used < indent ? indent - used : 0);
    text_append(&harmless, (struct bytes){0});
    terminal_append(&harmless, buffer_valid_utf8(bytes_of(text), &rendering->scratch));
    terminal_wrap(&wrapped, harmless.data, width ? room : SIZE_MAX);
    for (struct bytes rest = text_view(&wrapped), line; bytes_next(&rest, '\n', &line);) {
        if (!first)
            put_blanks(rendering, indent);
        while (line.size && line.data[line.size - 1] == ' ')
            line.size--;
        buffer_put(rendering->buffer, line);
        buffer_byte(rendering->buffer, '\n');
        first = false;
    }
    if (first)
        buffer_byte(rendering->buffer, '\n');
}

// "NAME  TEXT" with the text in a column of its own.
static void put_named(struct rendering *rendering, size_t indent, size_t columns, const char *name,
                      const char *text)
{
    size_t used = indent + strlen(name);

    if (!text || !*text)
        return;
    put_blanks(rendering, indent);
    buffer_put(rendering->buffer, bytes_of(name));
    put_paragraph(rendering, used, indent + columns, text);
}

static const char *colour_of_bearing(enum bearing bearing)
{
    switch (bearing) {
    case BEARING_STOP:
        return "\x1B[31m";
    case BEARING_LIKELY_STOP:
    case BEARING_DOUBT:
        return "\x1B[33m";
    case BEARING_UNKNOWN:
        return "\x1B[35m";
    case BEARING_PASS:
    case BEARING_ASSUMED:
        return "\x1B[32m";
    default:
        return NULL;
    }
}

static const char *colour_of_verdict(const char *word)
{
    static const char *const colours[verdict_count] = {
        [VERDICT_WILL_FAIL] = "\x1B[31m", [VERDICT_LIKELY_FAIL] = "\x1B[33m",
        [VERDICT_UNKNOWN] = "\x1B[35m",   [VERDICT_LIKELY_WORK] = "\x1B[32m",
        [VERDICT_WILL_WORK] = "\x1B[32m",
    };
    enum verdict verdict;

    return verdict_from_word(bytes_of(word), &verdict) ? colours[verdict] : NULL;
}

static void put_word(struct rendering *rendering, const char *word, const char *colour)
{
    if (!rendering->options->colour)
        colour = NULL;
    if (colour)
        buffer_put(rendering->buffer, bytes_of(colour));
    buffer_put(rendering->buffer, bytes_of(word));
    if (colour)
        buffer_put(rendering->buffer, BYTES("\x1B[0m"));
}

static void put_head(struct rendering *rendering)
{
    struct text line CLEANUP(text_clear) = {0};

    for (size_t i = 0; i < rendering->head->fact_count; i++) {
        const struct head_fact *fact = &rendering->head->facts[i];

        text_reset(&line);
        text_printf(&line, "%s: %s", fact->name, fact->value);
        put_paragraph(rendering, 0, 0, line.data);
    }
}

// The evidence stands with the conditions; the paths' states in the last step.
static bool is_told_elsewhere(const char *column, bool is_question)
{
    return strcmp(column, "evidence") == 0 ||
           bytes_starts_with_ascii(bytes_of(column), BYTES("path_")) ||
           (is_question && explanation_is_recorded(column));
}

static void put_request(struct rendering *rendering, const struct explanation *explanation)
{
    for (size_t i = 0; i < explanation->column_count; i++) {
        const char *name = explanation->columns[i];
        const struct cell *cell = &explanation->request[i];

        if (cell->type != CELL_TEXT || !cell->text.size ||
            is_told_elsewhere(name, explanation->is_question))
            continue;
        if (strcmp(name, "verdict") == 0) {
            buffer_put(rendering->buffer, bytes_of(name));
            put_blanks(rendering, NAME_COLUMNS - strlen(name));
            put_word(rendering, cell->text.data, colour_of_verdict(cell->text.data));
            buffer_byte(rendering->buffer, '\n');
        } else {
            put_named(rendering, 0, NAME_COLUMNS, name, cell->text.data);
        }
    }
}

static void put_fact(struct rendering *rendering, const struct explained_fact *fact)
{
    struct text line CLEANUP(text_clear) = {0};

    text_printf(&line, "%s: %s", fact->looked_up, fact->value ? fact->value : "(nothing)");
    if (fact->source && *fact->source)
        text_printf(&line, "  [%s]", fact->source);
    put_blanks(rendering, FACT_INDENT);
    put_paragraph(rendering, FACT_INDENT + 2, FACT_INDENT + 2, line.data);
}

// A command stays in one line, however long, so that it can be copied.
static void put_command(struct rendering *rendering, size_t indent, const char *name,
                        const char *line)
{
    if (!line)
        return;
    put_blanks(rendering, indent);
    buffer_put(rendering->buffer, bytes_of(name));
    buffer_byte(rendering->buffer, '\n');
    put_blanks(rendering, indent + 2);
    buffer_put(rendering->buffer, bytes_of(line));
    buffer_byte(rendering->buffer, '\n');
}

static void put_remedy(struct rendering *rendering, size_t indent, size_t columns, const char *name,
                       const struct explained_remedy *remedy)
{
    put_named(rendering, indent, columns, name, remedy->text);
    put_command(rendering, indent, "PowerShell", remedy->powershell);
    put_command(rendering, indent, "samba-tool", remedy->samba);
    put_named(rendering, indent, columns, "command", remedy->hint);
    put_named(rendering, indent, columns, "risk", remedy->risk);
}

static void put_next(struct rendering *rendering, const struct explained_condition *condition)
{
    struct text line CLEANUP(text_clear) = {0};

    if (!condition->next_if)
        return;
    text_printf(&line, "%s: %s%s", condition->next_if,
                condition->changes_nothing ? "nothing changes, " : "", condition->next_verdict);
    if (*condition->next_reason)
        text_printf(&line, ", %s", condition->next_reason);
    if (condition->next_title)
        text_printf(&line, " (%s)", condition->next_title);
    put_named(rendering, DETAIL_INDENT, DETAIL_COLUMNS, "next", line.data);
}

static void put_condition(struct rendering *rendering, const struct explained_condition *condition)
{
    const char *bearing = bearing_word(condition->bearing);
    struct text title CLEANUP(text_clear) = {0};

    put_blanks(rendering, CONDITION_INDENT - 2);
    buffer_put(rendering->buffer, bytes_of(condition->decides ? "> " : "- "));
    put_word(rendering, bearing, colour_of_bearing(condition->bearing));
    text_printf(&title, "%s (%s): %s", condition->reason, condition->rule, condition->title);
    buffer_put(rendering->buffer, BYTES("  "));
    put_paragraph(rendering, CONDITION_INDENT + strlen(bearing) + 2,
                  CONDITION_INDENT + strlen(bearing) + 2, title.data);
    put_named(rendering, DETAIL_INDENT, DETAIL_COLUMNS, "about", condition->object);
    put_named(rendering, DETAIL_INDENT, DETAIL_COLUMNS, "why", condition->why);
    put_named(rendering, DETAIL_INDENT, DETAIL_COLUMNS, "see", condition->references);
    put_named(rendering, DETAIL_INDENT, DETAIL_COLUMNS, "evidence", condition->evidence);
    put_named(rendering, DETAIL_INDENT, DETAIL_COLUMNS, "blocks", condition->blocks);
    put_remedy(rendering, DETAIL_INDENT, DETAIL_COLUMNS, "remedy", &condition->remedy);
    put_next(rendering, condition);
}

static void put_step(struct rendering *rendering, const struct explained_step *step)
{
    const char *bearing = bearing_word(step->bearing);
    size_t used = strlen(step->id) + 2 + strlen(bearing) + 2;

    buffer_byte(rendering->buffer, '\n');
    buffer_put(rendering->buffer, bytes_of(step->id));
    buffer_put(rendering->buffer, BYTES("  "));
    put_word(rendering, bearing, colour_of_bearing(step->bearing));
    buffer_put(rendering->buffer, BYTES("  "));
    put_paragraph(rendering, used, used, step->title);
    for (size_t i = 0; i < step->fact_count; i++)
        put_fact(rendering, &step->facts[i]);
    for (size_t i = 0; i < step->condition_count; i++)
        put_condition(rendering, &step->conditions[i]);
}

void explanation_put_text(struct rendering *rendering, const struct explanation *explanation)
{
    struct terminal_locale locale CLEANUP(terminal_leave_utf8) = terminal_enter_utf8();

    (void)locale;
    put_head(rendering);
    buffer_byte(rendering->buffer, '\n');
    for (size_t i = 0; i < explanation->notice_count; i++) {
        put_paragraph(rendering, 0, 0, explanation->notices[i]);
        buffer_byte(rendering->buffer, '\n');
    }
    put_request(rendering, explanation);
    if (explanation->lowering) {
        buffer_byte(rendering->buffer, '\n');
        put_remedy(rendering, 0, NAME_COLUMNS, "lower the level", explanation->lowering);
    }
    for (size_t i = 0; i < explanation->step_count; i++)
        put_step(rendering, &explanation->steps[i]);
}
