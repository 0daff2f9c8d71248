// SPDX-License-Identifier: Apache-2.0
// The inventory: one CSV row an outgoing proxy (docs/client-files.md).
#include "import/inventory.h"

#include "core/name.h"

// I(column's name, required, what its cells hold). Text columns are fields of their own name.
#define INVENTORY_COLUMNS(I)                                                                       \
    I(host, true, HOST)                                                                            \
    I(application, true, TEXT)                                                                     \
    I(process, false, TEXT)                                                                        \
    I(kind, false, WORD)                                                                           \
    I(hosted_by, false, TEXT)                                                                      \
    I(identity, false, ACCOUNT)                                                                    \
    I(callers, false, ACCOUNTS)                                                                    \
    I(level, false, WORD)                                                                          \
    I(complus_level, false, WORD)                                                                  \
    I(dcomcnfg_level, false, WORD)                                                                 \
    I(proxy_level, false, WORD)                                                                    \
    I(activation_level, false, WORD)                                                               \
    I(interface, false, TEXT)                                                                      \
    I(flags, false, WORD)                                                                          \
    I(transport, false, WORD)                                                                      \
    I(authn_service, false, WORD)                                                                  \
    I(authn_level, false, WORD)                                                                    \
    I(cloaking, false, WORD)                                                                       \
    I(server, true, TEXT)                                                                          \
    I(server_identity, false, ACCOUNT)                                                             \
    I(targets, false, TEXT)                                                                        \
    I(server_application, false, TEXT)

#define COLUMN_ENUMERATOR(name, required, holds) COLUMN_##name,
#define COLUMN_ENTRY(name, required, holds) {#name, required},
#define COLUMN_HOLDS(name, required, holds) HOLDS_##holds,

enum column { INVENTORY_COLUMNS(COLUMN_ENUMERATOR) COLUMN_COUNT };
enum holds { HOLDS_TEXT, HOLDS_HOST, HOLDS_ACCOUNT, HOLDS_ACCOUNTS, HOLDS_WORD };

const struct csv_column inventory_columns[] = {INVENTORY_COLUMNS(COLUMN_ENTRY)};
const size_t inventory_column_count = COLUMN_COUNT;
static const enum holds column_holds[] = {INVENTORY_COLUMNS(COLUMN_HOLDS)};

struct inventory {
    struct import_job *job;
    struct csv_table table;
};

// The words of a vocabulary in one literal, without the first where it means "not given".
#define LISTED(enumerator, word, sentence) " " word
#define WORDS(VOCABULARY_WORDS) (&(VOCABULARY_WORDS(LISTED))[1])
#define WORDS_BEHIND(first, VOCABULARY_WORDS) (&(VOCABULARY_WORDS(LISTED))[sizeof(first) + 1])
#define LEVELS WORDS_BEHIND("unknown", LEVEL_WORDS)

static bool set_level(struct bytes word, enum level *out, const char **expected)
{
    *expected = LEVELS;
    return level_from_word(word, out) && *out != LEVEL_UNKNOWN;
}

static bool set_flags(struct inventory_row *row, struct bytes cell, const char **expected)
{
    *expected = WORDS_BEHIND("", FLAG_WORDS);
    row->has_flags = true;
    for (struct bytes rest = cell, item; bytes_next(&rest, ';', &item);) {
        enum flag flag;

        item = bytes_trim(item);
        if (!flag_from_word(item, &flag))
            return false;
        if (item.size)
            row->flags |= 1u << flag;
    }
    return true;
}

static bool set_call_word(struct inventory_row *row, enum column column, struct bytes cell,
                          const char **expected)
{
    switch (column) {
    case COLUMN_transport:
        *expected = WORDS(TRANSPORT_WORDS);
        if (!transport_from_word(cell, &row->transport))
            return false;
        row->transport_word = bytes_of(transport_word(row->transport));
        return true;
    case COLUMN_authn_service:
        *expected = WORDS(AUTHN_SERVICE_WORDS);
        return authn_service_from_word(cell, &row->authn_service);
    case COLUMN_authn_level:
        *expected = WORDS(AUTHN_LEVEL_WORDS);
        return authn_level_from_word(cell, &row->authn_level);
    default:
        *expected = WORDS_BEHIND("", CLOAKING_WORDS);
        return cloaking_from_word(cell, &row->cloaking);
    }
}

static bool set_word(struct inventory_row *row, enum column column, struct bytes cell,
                     const char **expected)
{
    switch (column) {
    case COLUMN_kind:
        *expected = WORDS_BEHIND("", KIND_WORDS);
        return kind_from_word(cell, &row->kind);
    case COLUMN_level:
        return set_level(cell, &row->level, expected);
    case COLUMN_complus_level:
        return set_level(cell, &row->complus_level, expected);
    case COLUMN_dcomcnfg_level:
        return set_level(cell, &row->dcomcnfg_level, expected);
    case COLUMN_proxy_level:
        return set_level(cell, &row->proxy_level, expected);
    case COLUMN_activation_level:
        return set_level(cell, &row->activation_level, expected);
    case COLUMN_flags:
        return set_flags(row, cell, expected);
    default:
        return set_call_word(row, column, cell, expected);
    }
}

static bool is_account(struct bytes cell)
{
    return name_parse(cell).syntax != NAME_INVALID;
}

static bool are_accounts(struct bytes cell)
{
    for (struct bytes rest = cell, item; bytes_next(&rest, ';', &item);)
        if (bytes_trim(item).size && !is_account(item))
            return false;
    return true;
}

// A host, or every computer of a group.
static bool is_host(struct bytes cell)
{
    static const struct bytes group = {"@group:", 7};

    if (cell.data[0] != '@')
        return true;
    return bytes_starts_with_ascii(cell, group) &&
           bytes_trim(bytes_slice(cell, group.size, SIZE_MAX)).size;
}

static bool check_text(enum column column, struct bytes cell, const char **expected)
{
    *expected = "an account (DOMAIN\\name, name@domain, a SID, name$, SYSTEM, NetworkService or "
                "LocalService)";
    switch (column_holds[column]) {
    case HOLDS_HOST:
        *expected = "a host or @group:NAME";
        return is_host(cell);
    case HOLDS_ACCOUNT:
        return is_account(cell);
    case HOLDS_ACCOUNTS:
        return are_accounts(cell);
    default:
        return true;
    }
}

static bool set_cell(struct inventory_row *row, enum column column, struct bytes cell,
                     const char **expected)
{
    if (!cell.size)
        return true;
    return column_holds[column] == HOLDS_WORD ? set_word(row, column, cell, expected)
                                              : check_text(column, cell, expected);
}

static bool refuse(const struct inventory_cells *row, enum column column, const char *expected,
                   struct error *error)
{
    return place_found(error, row->place(row->source, column), row->cells[column],
                       "%s in column '%s'", expected, inventory_columns[column].name);
}

static bool read_cells(struct inventory_row *out, const struct inventory_cells *row,
                       struct error *error)
{
    for (enum column column = 0; column < COLUMN_COUNT; column++) {
        const char *expected = NULL;

        if (inventory_columns[column].required && !row->cells[column].size)
            return refuse(row, column, "a value", error);
        if (!set_cell(out, column, row->cells[column], &expected))
            return refuse(row, column, expected, error);
    }
    return true;
}

bool inventory_take(struct import_job *job, const struct inventory_cells *cells,
                    struct error *error)
{
    struct inventory_row row = {
        .line = cells->line,
        .host = cells->cells[COLUMN_host],
        .application = cells->cells[COLUMN_application],
        .process = cells->cells[COLUMN_process],
        .hosted_by = cells->cells[COLUMN_hosted_by],
        .identity = cells->cells[COLUMN_identity],
        .callers = cells->cells[COLUMN_callers],
        .interface = cells->cells[COLUMN_interface],
        .server = cells->cells[COLUMN_server],
        .server_identity = cells->cells[COLUMN_server_identity],
        .targets = cells->cells[COLUMN_targets],
        .server_application = cells->cells[COLUMN_server_application],
        .transport = TRANSPORT_COM,
    };

    if (!read_cells(&row, cells, error))
        return false;
    if (!job->sink->inventory(job->sink->context, &row, error))
        return place_wrap(error, cells->place(cells->source, COLUMN_host));
    job->records++;
    return true;
}

static struct place place_of(const void *source, size_t column)
{
    return csv_table_place(source, column);
}

static bool take_row(void *context, const struct csv_table *table, struct error *error)
{
    struct inventory *inventory = context;
    struct inventory_cells row = {table->cells, table->line, table, place_of};

    return inventory_take(inventory->job, &row, error);
}

static unsigned sniff(struct bytes first_line)
{
    return csv_table_columns_named(first_line, inventory_columns, COLUMN_COUNT);
}

static void *begin(struct import_job *job)
{
    struct inventory *inventory = memory_calloc(1, sizeof *inventory);

    *inventory = (struct inventory){.job = job,
                                    .table = {.file = job->file,
                                              .columns = inventory_columns,
                                              .column_count = COLUMN_COUNT,
                                              .context = inventory,
                                              .row = take_row}};
    return inventory;
}

static bool take_line(void *parser, const struct line *line, struct error *error)
{
    return csv_table_line(&((struct inventory *)parser)->table, line, error);
}

static bool finish(void *parser, struct error *error)
{
    return csv_table_finish(&((struct inventory *)parser)->table, error);
}

static void end(void *parser)
{
    csv_table_clear(&((struct inventory *)parser)->table);
    free(parser);
}

const struct import_format inventory_format = {
    .name = "inventory",
    .expects = "an inventory (a CSV header with host,application,server)",
    .sniff = sniff,
    .begin = begin,
    .line = take_line,
    .finish = finish,
    .end = end,
};
