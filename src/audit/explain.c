// SPDX-License-Identifier: Apache-2.0
// Explanations of stored requests and of questions, on a database that is only read.
#include "audit/case_at_hand.h"
#include "audit/explanation.h"
#include "audit/output.h"
#include "audit/session.h"
#include "render/explanation.h"

static bool explain(struct delegaudit *session, const char *request,
                    const struct delegaudit_question *question,
                    const struct delegaudit_output *output, struct error *error)
{
    struct case_at_hand at = {.store = session->store};
    struct explanation_book book = {.explanation.is_question = question != NULL};
    bool done;

    if (!store_begin_reading(session->store, error))
        return false;
    done = case_judge(&at, "explain", request, question, error);
    for (size_t i = 0; i < at.notices.count; i++)
        explanation_notice(&book, at.notices.items[i]);
    done = done &&
           explanation_fill(&book, session->store, at.hit.ids[0], at.hit.request_ids[0], error) &&
           output_render_explanation(output, &at.head.report, &book.explanation, error);
    explanation_clear(&book);
    case_clear(&at);
    store_rollback(session->store);
    return done;
}

bool delegaudit_explain(struct delegaudit *session, const char *request,
                        const struct delegaudit_output *output, struct error *error)
{
    return explain(session, request, NULL, output, error);
}

bool delegaudit_explain_question(struct delegaudit *session,
                                 const struct delegaudit_question *question,
                                 const struct delegaudit_output *output, struct error *error)
{
    return explain(session, NULL, question, output, error);
}

const char *delegaudit_explain_format_name(unsigned index)
{
    return render_explanation_format_name(index);
}
