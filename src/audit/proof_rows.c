// SPDX-License-Identifier: Apache-2.0
// Rows of a proof sheet.
#include "audit/proof_rows.h"

static const char *const columns[] = {"step",     "asked",     "event",   "needs",
                                      "asked_as", "answer",    "code",    "error",
                                      "meaning",  "predicted", "reasons", "agrees"};
static const char *const table_columns[] = {"step",   "asked",     "event", "with",
                                            "answer", "predicted", "agrees"};

enum { COLUMNS = sizeof columns / sizeof *columns };
enum { TABLE_COLUMNS = sizeof table_columns / sizeof *table_columns };

static struct cell text_cell(const char *text)
{
    return text ? (struct cell){.type = CELL_TEXT, .text = bytes_of(text)}
                : (struct cell){.type = CELL_NULL};
}

static void fill_whole(const struct proof_row *row, enum proof proof, struct cell *cells)
{
    const struct cell all[] = {
        text_cell(proof_word(proof)),
        text_cell(row->asked),
        text_cell(row->event),
        text_cell(row->needs),
        text_cell(row->as),
        text_cell(proof_answer_word(row->answer)),
        row->code ? (struct cell){.type = CELL_INTEGER, .integer = row->code} : text_cell(NULL),
        text_cell(kdc_code_name(row->code)),
        text_cell(row->meaning),
        text_cell(row->is_predicted ? state_word(row->ours.state) : NULL),
        text_cell(row->is_predicted ? row->reasons : NULL),
        text_cell(agreement_word(row->agrees)),
    };

    for (size_t i = 0; i < COLUMNS; i++)
        cells[i] = all[i];
}

static const char *word_answer(struct arena *arena, const struct proof_row *row)
{
    const char *answer = proof_answer_word(row->answer);
    const char *before = *answer && row->meaning ? ": " : "";
    const char *meaning = row->meaning ? row->meaning : "";

    if (row->code)
        return arena_printf(arena, "%s: %d %s: %s", answer, row->code, kdc_code_name(row->code),
                            meaning);
    return arena_printf(arena, "%s%s%s", answer, before, meaning);
}

static const char *word_prediction(struct arena *arena, const struct proof_row *row)
{
    const char *state = state_word(row->ours.state);

    if (!row->is_predicted)
        return NULL;
    return *row->reasons ? arena_printf(arena, "%s: %s", state, row->reasons) : state;
}

static void fill_table(struct arena *arena, const struct proof_row *row, enum proof proof,
                       struct cell *cells)
{
    const struct cell all[] = {
        text_cell(proof_word(proof)),
        text_cell(row->asked),
        text_cell(row->event),
        text_cell(row->as || row->planned ? row->as : arena_printf(arena, "needs %s", row->needs)),
        text_cell(word_answer(arena, row)),
        text_cell(word_prediction(arena, row)),
        text_cell(agreement_word(row->agrees)),
    };

    for (size_t i = 0; i < TABLE_COLUMNS; i++)
        cells[i] = all[i];
}

static int next(void *context, struct cell *cells, struct error *error)
{
    struct proof_rows *rows = context;
    struct proof_sheet *sheet = rows->sheet;

    (void)error;
    while (rows->next < proof_count && !sheet->rows[rows->next].applies)
        rows->next++;
    if (rows->next == proof_count)
        return 0;

    enum proof proof = (enum proof)rows->next++;

    if (rows->as_table)
        fill_table(&sheet->arena, &sheet->rows[proof], proof, cells);
    else
        fill_whole(&sheet->rows[proof], proof, cells);
    return 1;
}

void proof_rows_open(struct proof_rows *rows, struct proof_sheet *sheet, bool as_table)
{
    *rows = (struct proof_rows){.sheet = sheet, .as_table = as_table};
    rows->stream = (struct row_stream){
        .context = rows,
        .column_count = as_table ? TABLE_COLUMNS : COLUMNS,
        .columns = as_table ? table_columns : columns,
        .next = next,
    };
}
