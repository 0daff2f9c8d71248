// SPDX-License-Identifier: Apache-2.0
// Rows of suppressions.
#include "import/suppressions.h"

#include "base/clock.h"

enum column {
    COLUMN_REQUEST_ID,
    COLUMN_RULE,
    COLUMN_CLIENT,
    COLUMN_SERVER,
    COLUMN_TARGET,
    COLUMN_REASON,
    COLUMN_OWNER,
    COLUMN_EXPIRES,
    COLUMN_COUNT
};

static const struct csv_column columns[] = {
    [COLUMN_REQUEST_ID] = {"request_id", false},
    [COLUMN_RULE] = {"rule", false},
    [COLUMN_CLIENT] = {"client", false},
    [COLUMN_SERVER] = {"server", false},
    [COLUMN_TARGET] = {"target", false},
    [COLUMN_REASON] = {"reason", true},
    [COLUMN_OWNER] = {"owner", true},
    [COLUMN_EXPIRES] = {"expires", true},
};

// A row without either would hold everything back.
static bool check_subject(const struct csv_table *table, struct error *error)
{
    struct bytes request = table->cells[COLUMN_REQUEST_ID], rule = table->cells[COLUMN_RULE];

    if (!request.size && !rule.size)
        return place_error(error, csv_table_place(table, COLUMN_REASON),
                           "found neither a request_id nor a rule, expected one of them at least");
    return !request.size || suppression_is_request(request) ||
           csv_table_refuse(table, COLUMN_REQUEST_ID, "6 to 32 hex digits", error);
}

static bool take_row(void *context, const struct csv_table *table, struct error *error)
{
    const struct suppression_table *suppressions = context;
    struct suppression row = {
        .line = table->line,
        .request_id = table->cells[COLUMN_REQUEST_ID],
        .rule = table->cells[COLUMN_RULE],
        .client = table->cells[COLUMN_CLIENT],
        .server = table->cells[COLUMN_SERVER],
        .target = table->cells[COLUMN_TARGET],
        .reason = table->cells[COLUMN_REASON],
        .owner = table->cells[COLUMN_OWNER],
    };
    int64_t first;

    if (!check_subject(table, error))
        return false;
    if (!clock_from_iso(table->cells[COLUMN_EXPIRES], &first, &row.expires))
        return csv_table_refuse(table, COLUMN_EXPIRES, "a date such as 2027-01-31", error);
    return suppressions->visit(suppressions->context, &row, error) ||
           place_wrap(error,
                      csv_table_place(table, row.rule.size ? COLUMN_RULE : COLUMN_REQUEST_ID));
}

void suppression_table_begin(struct suppression_table *table, const char *file,
                             import_suppression_fn *visit, void *context)
{
    *table = (struct suppression_table){.table = {.file = file,
                                                  .columns = columns,
                                                  .column_count = COLUMN_COUNT,
                                                  .context = table,
                                                  .row = take_row},
                                        .visit = visit,
                                        .context = context};
}
