// SPDX-License-Identifier: Apache-2.0
// Tables of options before getopt_long, which knows GNU's conventions.
#include "cli/options.h"

#include <getopt.h>
#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/cleanup.h"
#include "base/memory.h"
#include "cli/nearest.h"

// getopt_long reports row n of a table as FIRST_ROW + n, beyond every letter.
enum { FIRST_ROW = 256, OPTIONS_MAX = 32, USAGE_COLUMN = 30 };

static const struct option_spec help_option =
    OPTION("help", 'h', NULL, OPTION_FLAG, help, "print this and do nothing else");

// A table in the two forms that getopt_long wants; the help option is its last row.
struct parser {
    const struct option_spec *rows[OPTIONS_MAX];
    const char *names[OPTIONS_MAX];
    struct option longs[OPTIONS_MAX + 1];
    char shorts[2 * OPTIONS_MAX + 2];
    size_t count;
};

static void add_row(struct parser *parser, const struct option_spec *row)
{
    char *shorts = parser->shorts + strlen(parser->shorts);

    parser->rows[parser->count] = row;
    parser->names[parser->count] = row->name;
    parser->longs[parser->count] =
        (struct option){.name = row->name,
                        .has_arg = row->value ? required_argument : no_argument,
                        .val = FIRST_ROW + (int)parser->count};
    parser->count++;
    if (row->letter) {
        *shorts++ = row->letter;
        if (row->value)
            *shorts++ = ':';
    }
}

static void prepare(struct parser *parser, const struct option_spec *options)
{
    *parser = (struct parser){.shorts = ":"}; // a missing value is told from an unknown option
    for (; options->name && parser->count < OPTIONS_MAX - 1; options++)
        add_row(parser, options);
    add_row(parser, &help_option);
}

static const struct option_spec *find_row(const struct parser *parser, int value)
{
    if (value >= FIRST_ROW)
        return parser->rows[value - FIRST_ROW];
    for (size_t i = 0; i < parser->count; i++)
        if (parser->rows[i]->letter && parser->rows[i]->letter == value)
            return parser->rows[i];
    return NULL;
}

static bool set_number(unsigned *out, const char *name, const char *value, struct error *error)
{
    int64_t number;

    if (!bytes_to_int64(bytes_of(value), &number) || number < 1 || number > INT_MAX)
        return error_set(error, STATUS_USAGE, "option '--%s': '%s' is no number from 1 to %d", name,
                         value, INT_MAX);
    *out = (unsigned)number;
    return true;
}

static void append(struct word_list *list, const char *value)
{
    list->items = memory_resize(list->items, list->count + 1, sizeof *list->items);
    list->items[list->count++] = value;
}

static bool set_value(struct arguments *out, const struct option_spec *row, const char *value,
                      struct error *error)
{
    char *field = (char *)out + row->field;

    if (row->value && !*value)
        return error_set(error, STATUS_USAGE, "option '--%s' has an empty value", row->name);
    switch (row->kind) {
    case OPTION_FLAG:
        *(bool *)field = true;
        return true;
    case OPTION_TEXT:
        *(const char **)(void *)field = value;
        return true;
    case OPTION_NUMBER:
        return set_number((unsigned *)(void *)field, row->name, value, error);
    case OPTION_LIST:
        append((struct word_list *)(void *)field, value);
        return true;
    }
    return false;
}

static bool refuse_long(const struct parser *parser, const char *word, struct error *error)
{
    char *name CLEANUP(cleanup_free) = memory_copy_string(word + strspn(word, "-"));

    name[strcspn(name, "=")] = '\0';

    const char *near = nearest_word(name, parser->names, parser->count);

    if (near)
        return error_set(error, STATUS_USAGE, "option '--%s' is unknown: did you mean '--%s'?",
                         name, near);
    return error_set(error, STATUS_USAGE, "option '--%s' is unknown", name);
}

// getopt_long leaves what was wrong in `optopt`, or the word itself before `optind`.
static bool refuse(const struct parser *parser, int result, char **argv, struct error *error)
{
    const struct option_spec *row = optopt ? find_row(parser, optopt) : NULL;

    if (result == ':' && row)
        return error_set(error, STATUS_USAGE, "option '--%s' needs a value: %s", row->name,
                         row->value);
    if (row)
        return error_set(error, STATUS_USAGE, "option '--%s' takes no value", row->name);
    if (optopt)
        return error_set(error, STATUS_USAGE, "option '-%c' is unknown", optopt);
    return refuse_long(parser, argv[optind - 1], error);
}

bool options_parse(struct arguments *out, const struct option_spec *options, int argc, char **argv,
                   struct error *error)
{
    struct arguments arguments CLEANUP(options_clear) = {.verb = argv[0]};
    struct parser parser;
    int result;

    prepare(&parser, options);
    opterr = 0;
    optind = 0; // starts afresh (getopt(3), NOTES)
    while ((result = getopt_long(argc, argv, parser.shorts, parser.longs, NULL)) != -1) {
        if (result == '?' || result == ':')
            return refuse(&parser, result, argv, error);
        if (!set_value(&arguments, find_row(&parser, result), optarg, error))
            return false;
    }
    arguments.operands = (const char *const *)argv + optind;
    arguments.operand_count = (size_t)(argc - optind);
    *out = arguments;
    arguments = (struct arguments){0};
    return true;
}

void options_clear(struct arguments *arguments)
{
    free(arguments->ldif_files.items);
    free(arguments->settings.items);
    free(arguments->groups.items);
    free(arguments->account_files.items);
    free(arguments->keytabs.items);
    *arguments = (struct arguments){0};
}

static void append_usage(struct text *out, const struct option_spec *row)
{
    size_t start = out->size;

    if (row->letter)
        text_printf(out, "  -%c, --%s", row->letter, row->name);
    else
        text_printf(out, "      --%s", row->name);
    if (row->value)
        text_printf(out, " %s", row->value);

    size_t used = out->size - start;

    text_printf(out, "%*s%s\n", used < USAGE_COLUMN ? (int)(USAGE_COLUMN - used) : 2, "",
                row->help);
}

void options_usage(struct text *out, const struct option_spec *options)
{
    for (; options->name; options++)
        append_usage(out, options);
    append_usage(out, &help_option);
}
