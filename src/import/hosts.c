// SPDX-License-Identifier: Apache-2.0
// Host facts: one CSV row a host (docs/client-files.md).
#include "base/arena.h"
#include "base/map.h"
#include "import/csv_table.h"
#include "import/format.h"

enum column {
    COLUMN_HOST,
    COLUMN_MACHINE_LEVEL,
    COLUMN_IGNORE_DELEGATION_FAILURE,
    COLUMN_ENABLE_DCOM,
    COLUMN_CREDENTIAL_GUARD,
    COLUMN_DOMAIN_JOINED,
    COLUMN_SCRIPTING_LEVEL,
    COLUMN_COMPLUS_DEFAULT_LEVEL,
    COLUMN_COUNT
};

static const struct csv_column columns[] = {
    [COLUMN_HOST] = {"host", true},
    [COLUMN_MACHINE_LEVEL] = {"machine_level", false},
    [COLUMN_IGNORE_DELEGATION_FAILURE] = {"ignore_delegation_failure", false},
    [COLUMN_ENABLE_DCOM] = {"enable_dcom", false},
    [COLUMN_CREDENTIAL_GUARD] = {"credential_guard", false},
    [COLUMN_DOMAIN_JOINED] = {"domain_joined", false},
    [COLUMN_SCRIPTING_LEVEL] = {"scripting_level", false},
    [COLUMN_COMPLUS_DEFAULT_LEVEL] = {"complus_default_level", false},
};

// What a host's first row said, for the comparison with a further one.
struct seen {
    unsigned line;
    enum machine_level levels[COLUMN_COUNT];
    enum answer answers[COLUMN_COUNT];
};

struct hosts {
    struct import_job *job;
    struct csv_table table;
    struct map by_name; // lower-case name to index in `seen`
    VEC(struct seen) seen;
    struct arena names;
};

// The words that only an export or a check may say are no cells.
static bool set_machine_level(struct bytes cell, enum machine_level *out)
{
    return !cell.size || (machine_level_from_word(cell, out) && *out != MACHINE_LEVEL_INVALID &&
                          *out != MACHINE_LEVEL_CONTRADICTORY);
}

static bool is_level_column(size_t column)
{
    return column == COLUMN_MACHINE_LEVEL || column >= COLUMN_SCRIPTING_LEVEL;
}

static bool set_answer(struct bytes cell, enum answer *out)
{
    return !cell.size || (answer_from_word(cell, out) && *out != ANSWER_UNKNOWN);
}

static bool read_facts(const struct csv_table *table, struct seen *seen, struct error *error)
{
    if (table->cells[COLUMN_HOST].data[0] == '@')
        return csv_table_refuse(table, COLUMN_HOST, "a host", error);
    for (size_t i = COLUMN_MACHINE_LEVEL; i < COLUMN_COUNT; i++) {
        if (is_level_column(i) && !set_machine_level(table->cells[i], &seen->levels[i]))
            return csv_table_refuse(table, i, "anonymous identify impersonate delegate unset",
                                    error);
        if (!is_level_column(i) && !set_answer(table->cells[i], &seen->answers[i]))
            return csv_table_refuse(table, i, "yes or no", error);
    }
    return true;
}

static bool says_the_same(const struct seen *a, const struct seen *b)
{
    for (size_t i = 0; i < COLUMN_COUNT; i++)
        if (a->answers[i] != b->answers[i] || a->levels[i] != b->levels[i])
            return false;
    return true;
}

// True in `*added` for a host that is new; an error for one whose earlier row said otherwise.
static bool remember(struct hosts *hosts, const struct seen *seen, bool *added, struct error *error)
{
    struct bytes host = hosts->table.cells[COLUMN_HOST];
    struct text key = {0};

    text_append_lower(&key, host);

    struct bytes name = arena_copy(&hosts->names, text_view(&key));
    uint32_t index = *map_put(&hosts->by_name, name, (uint32_t)hosts->seen.count, added);

    text_clear(&key);
    if (*added)
        vec_push(&hosts->seen, *seen);
    else if (!says_the_same(&hosts->seen.items[index], seen))
        return place_error(error, csv_table_place(&hosts->table, COLUMN_HOST),
                           "found host '%s' with other values than on line %u, expected one row "
                           "for each host",
                           name.data, hosts->seen.items[index].line);
    return true;
}

static bool take_row(void *context, const struct csv_table *table, struct error *error)
{
    struct hosts *hosts = context;
    const struct client_sink *sink = hosts->job->sink;
    struct seen seen = {.line = table->line};
    bool added;

    if (!read_facts(table, &seen, error) || !remember(hosts, &seen, &added, error))
        return false;
    if (!added)
        return true;

    struct host_facts facts = {
        .line = table->line,
        .host = table->cells[COLUMN_HOST],
        .machine_level = seen.levels[COLUMN_MACHINE_LEVEL],
        .ignore_delegation_failure = seen.answers[COLUMN_IGNORE_DELEGATION_FAILURE],
        .enable_dcom = seen.answers[COLUMN_ENABLE_DCOM],
        .credential_guard = seen.answers[COLUMN_CREDENTIAL_GUARD],
        .domain_joined = seen.answers[COLUMN_DOMAIN_JOINED],
        .scripting_level = seen.levels[COLUMN_SCRIPTING_LEVEL],
        .complus_default_level = seen.levels[COLUMN_COMPLUS_DEFAULT_LEVEL],
    };

    if (!sink->host(sink->context, &facts, error))
        return place_wrap(error, csv_table_place(table, COLUMN_HOST));
    hosts->job->records++;
    return true;
}

static unsigned sniff(struct bytes first_line)
{
    return csv_table_columns_named(first_line, columns, COLUMN_COUNT);
}

static void *begin(struct import_job *job)
{
    struct hosts *hosts = memory_calloc(1, sizeof *hosts);

    *hosts = (struct hosts){.job = job,
                            .table = {.file = job->file,
                                      .columns = columns,
                                      .column_count = COLUMN_COUNT,
                                      .context = hosts,
                                      .row = take_row}};
    return hosts;
}

static bool take_line(void *parser, const struct line *line, struct error *error)
{
    return csv_table_line(&((struct hosts *)parser)->table, line, error);
}

static bool finish(void *parser, struct error *error)
{
    return csv_table_finish(&((struct hosts *)parser)->table, error);
}

static void end(void *parser)
{
    struct hosts *hosts = parser;

    csv_table_clear(&hosts->table);
    map_clear(&hosts->by_name);
    vec_clear(&hosts->seen);
    arena_clear(&hosts->names);
    free(hosts);
}

const struct import_format hosts_format = {
    .name = "hosts",
    .expects = "host facts (a CSV header with host,machine_level)",
    .sniff = sniff,
    .begin = begin,
    .line = take_line,
    .finish = finish,
    .end = end,
};
