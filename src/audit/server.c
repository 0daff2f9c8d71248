// SPDX-License-Identifier: Apache-2.0
// The account behind a server's name.
#include "audit/server.h"

#include "audit/levels.h"

static struct party_place place_of(const struct name_entry *name)
{
    return (struct party_place){name->host, name->computer};
}

static void append(struct text *evidence, const struct setting *setting)
{
    if (evidence->size)
        text_append_string(evidence, " | ");
    setting_append(evidence, setting);
}

static bool is_at_identify(const struct application_found *found)
{
    for (size_t i = 0; i < found->fact_count; i++)
        if (found->facts[i]->fact.appid_flags & 1u << APPID_FLAG_AT_IDENTIFY)
            return true;
    return false;
}

// What two sources say of one server: the same account, or nobody knows which.
static void compare(struct server_answer *out, const struct resolve_result *other)
{
    if (out->account.state == other->state && out->account.id == other->id)
        return;
    out->is_contradictory = true;
    out->account = (struct resolve_result){0};
}

// The application that runs the server, by the exports of its host. Where they do not know it, or
// not who runs it, nothing is stated.
static bool ask_exports(const struct server_finder *finder, const struct server_question *question,
                        struct server_answer *out, struct text *evidence, struct error *error)
{
    const struct party_place place = place_of(question->name);
    int64_t host = hosts_lookup(finder->hosts, place.host, place.computer.id);
    struct application_found found;
    struct application_identity identity;
    struct resolve_result account = {0};
    bool was_stated = out->is_stated;

    applications_find(finder->applications, host, question->row->server_application, KIND_NONE,
                      &found);
    if (found.count > 1) {
        append(evidence, &found.first);
        append(evidence, &found.second);
        out->is_contradictory = out->is_stated = true;
        out->account = (struct resolve_result){0};
        return true;
    }
    out->at_identify = is_at_identify(&found);
    application_identity(finder->applications, host, &found, &identity);
    if (!identity.run_as)
        return true;
    append(evidence, &identity.setting);
    if (identity.is_contradictory) {
        append(evidence, &identity.rival);
        out->is_contradictory = out->is_stated = true;
        out->account = (struct resolve_result){0};
        return true;
    }
    // An account that the inventory names stands where the export says "whoever is there".
    if (identity.run_as != RUN_AS_ACCOUNT) {
        out->is_stated = true;
        return true;
    }
    if (!party_resolve_server(finder->parties, identity.account, &place, identity.setting.source,
                              &account, error))
        return false;
    out->is_stated = true;
    if (was_stated)
        compare(out, &account);
    else
        out->account = account;
    return true;
}

bool server_find(const struct server_finder *finder, const struct server_question *question,
                 struct server_answer *out, struct text *evidence, struct error *error)
{
    const struct name_entry *name = question->name;
    const struct party_place place = place_of(name);
    struct bytes stated = bytes_trim(question->row->server_identity);
    bool is_call = question->call == CALL_CALL;

    *out = (struct server_answer){0};
    text_reset(evidence);
    if (stated.size && is_call) {
        const struct setting setting = {question->source, BYTES("server_identity"), stated};

        out->is_stated = true;
        if (!party_resolve_server(finder->parties, stated, &place, question->source, &out->account,
                                  error))
            return false;
        if (question->row->server_application.size)
            append(evidence, &setting);
    }
    if (question->row->server_application.size &&
        !ask_exports(finder, question, out, evidence, error))
        return false;
    if (out->is_stated && is_call)
        return true;
    // RPCSS answers activation requests: the protocol says so, nothing is assumed.
    out->account = name->owner.owners == 1   ? name->owner.account
                   : name->owner.owners == 0 ? name->computer
                                             : (struct resolve_result){0};
    out->is_assumed = is_call;
    out->is_stated = out->is_contradictory = false;
    if (!is_call)
        text_reset(evidence);
    return true;
}
