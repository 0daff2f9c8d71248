// SPDX-License-Identifier: Apache-2.0
// An explanation as one JSON object.
#include "render/explanation_format.h"
#include "render/json.h"

static void put(struct rendering *rendering, const char *text)
{
    buffer_put(rendering->buffer, bytes_of(text));
}

static void put_flag(struct rendering *rendering, const char *name, bool flag)
{
    put(rendering, ",");
    json_string(rendering, bytes_of(name));
    put(rendering, flag ? ":true" : ":false");
}

static void put_further(struct rendering *rendering, const char *name, const char *value)
{
    put(rendering, ",");
    json_member(rendering, name, value);
}

static void put_request(struct rendering *rendering, const struct explanation *explanation)
{
    put(rendering, ",\n\"request\":{");
    for (size_t i = 0; i < explanation->column_count; i++) {
        put(rendering, i ? "," : "");
        json_string(rendering, bytes_of(explanation->columns[i]));
        put(rendering, ":");
        if (explanation->is_question && explanation_is_recorded(explanation->columns[i]))
            put(rendering, "null");
        else
            json_cell(rendering, &explanation->request[i]);
    }
    put(rendering, "}");
}

static void put_remedy(struct rendering *rendering, const struct explained_remedy *remedy)
{
    put(rendering, "{");
    json_member(rendering, "text", remedy->text);
    put_further(rendering, "powershell", remedy->powershell);
    put_further(rendering, "samba", remedy->samba);
    put_further(rendering, "hint", remedy->hint);
    put_further(rendering, "risk", remedy->risk);
    put(rendering, "}");
}

static void put_next(struct rendering *rendering, const struct explained_condition *condition)
{
    put(rendering, ",\"next\":");
    if (!condition->next_if) {
        put(rendering, "null");
        return;
    }
    put(rendering, "{");
    json_member(rendering, "if", condition->next_if);
    put_further(rendering, "verdict", condition->next_verdict);
    put_further(rendering, "reason", condition->next_reason);
    put_further(rendering, "title", condition->next_title);
    put_flag(rendering, "changes_nothing", condition->changes_nothing);
    put(rendering, "}");
}

static void put_condition(struct rendering *rendering, const struct explained_condition *condition)
{
    put(rendering, "\n  {");
    json_member(rendering, "reason", condition->reason);
    put_further(rendering, "rule", condition->rule);
    put_further(rendering, "title", condition->title);
    put_further(rendering, "bearing", bearing_word(condition->bearing));
    put_flag(rendering, "decides", condition->decides);
    put_flag(rendering, "is_reason", condition->is_reason);
    put_further(rendering, "effect", effect_word(condition->effect));
    put_further(rendering, "blocks", condition->blocks);
    put_further(rendering, "object", condition->object);
    put_further(rendering, "evidence", condition->evidence);
    put_further(rendering, "why", condition->why);
    put_further(rendering, "references", condition->references);
    put(rendering, ",\"remedy\":");
    put_remedy(rendering, &condition->remedy);
    put_next(rendering, condition);
    put(rendering, "}");
}

static void put_step(struct rendering *rendering, const struct explained_step *step)
{
    put(rendering, "{");
    json_member(rendering, "id", step->id);
    put_further(rendering, "title", step->title);
    put_further(rendering, "bearing", bearing_word(step->bearing));
    put(rendering, ",\"facts\":[");
    for (size_t i = 0; i < step->fact_count; i++) {
        put(rendering, i ? ",\n  {" : "\n  {");
        json_member(rendering, "looked_up", step->facts[i].looked_up);
        put_further(rendering, "value", step->facts[i].value);
        put_further(rendering, "source", step->facts[i].source);
        put(rendering, "}");
    }
    put(rendering, "],\"conditions\":[");
    for (size_t i = 0; i < step->condition_count; i++) {
        put(rendering, i ? "," : "");
        put_condition(rendering, &step->conditions[i]);
    }
    put(rendering, "]}");
}

void explanation_put_json(struct rendering *rendering, const struct explanation *explanation)
{
    put(rendering, "{");
    json_head(rendering);
    put(rendering, ",\n\"notices\":[");
    for (size_t i = 0; i < explanation->notice_count; i++) {
        put(rendering, i ? "," : "");
        json_string(rendering, bytes_of(explanation->notices[i]));
    }
    put(rendering, "]");
    put_request(rendering, explanation);
    put(rendering, ",\n\"lowering\":");
    if (explanation->lowering)
        put_remedy(rendering, explanation->lowering);
    else
        put(rendering, "null");
    put(rendering, ",\n\"steps\":[");
    for (size_t i = 0; i < explanation->step_count; i++) {
        put(rendering, i ? ",\n" : "\n");
        put_step(rendering, &explanation->steps[i]);
    }
    put(rendering, "\n]}\n");
}
