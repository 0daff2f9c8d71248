// SPDX-License-Identifier: Apache-2.0
// Names for remedies and commands.
#include "audit/parties.h"

#include "base/cleanup.h"
#include "core/lowering.h"
#include "store/explain.h"

struct loading {
    struct parties *parties;
    struct arena *arena;
};

static struct command_account copy_account(struct arena *arena, const struct explain_party *party)
{
    struct command_account account = {
        .dn = arena_copy(arena, party->dn),
        .sam = arena_copy(arena, party->sam),
        .domain = arena_copy(arena, party->domain),
    };

    account_kind_from_word(party->kind, &account.kind);
    guard_from_word(party->guard, &account.guard);
    return account;
}

static void keep_party(void *context, const struct explain_party *party)
{
    struct loading *loading = context;
    struct command_names *names = &loading->parties->commands;
    struct bytes spn = arena_copy(loading->arena, party->spn);
    const struct {
        struct bytes role;
        struct command_account *account;
        struct bytes *spn;
    } roles[] = {
        {BYTES("client"), &names->client, NULL},
        {BYTES("server"), &names->server_account, &names->server_spn},
        {BYTES("unowned"), NULL, &names->unowned_spn},
        {BYTES("process"), &loading->parties->process, NULL},
        {BYTES("target"), &names->target_account, &names->target_spn},
        {BYTES("owner"), &names->spn_owner, &names->registered_spn},
    };

    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        if (bytes_equal(roles[i].role, party->role)) {
            if (roles[i].account)
                *roles[i].account = copy_account(loading->arena, party);
            if (roles[i].spn)
                *roles[i].spn = spn;
        }
}

static bool load_name(struct store *store, int64_t account, struct arena *arena, struct bytes *out,
                      struct error *error)
{
    struct text name CLEANUP(text_clear) = {0};

    if (account && !outcome_account_name(store, account, &name, error))
        return false;
    *out = arena_copy(arena, text_view(&name));
    return true;
}

bool parties_load(struct parties *out, struct store *store, const struct outcome_case *one,
                  struct arena *arena, struct error *error)
{
    struct loading loading = {out, arena};

    *out = (struct parties){
        .remedies =
            {
                .server = arena_copy(arena, one->server_text),
                .target = arena_copy(arena, one->target_text),
                .host = arena_copy(arena, one->client_host),
                .application = arena_copy(arena, one->application),
                .cloaked = one->facts.cloaked,
            },
    };
    if (!load_name(store, one->client, arena, &out->remedies.client, error) ||
        !load_name(store, one->server, arena, &out->remedies.server_account, error) ||
        !load_name(store, one->process, arena, &out->process_account_name, error) ||
        !explain_each_party(store, one->id, keep_party, &loading, error))
        return false;
    if (!out->remedies.client.size)
        out->remedies.client = arena_copy(arena, one->client_name);
    out->commands.host = out->remedies.host;
    out->commands.application = out->remedies.application;
    return true;
}

// NULL where the command cannot be made; `*hint` tells where that is for an unsafe name.
static const char *make_command(enum shell shell, const char *template,
                                const struct command_names *names, const char **hint,
                                struct arena *arena)
{
    struct text line CLEANUP(text_clear) = {0};

    if (!template)
        return NULL;
    switch (command_line_append(&line, shell, template, names)) {
    case COMMAND_MADE:
        return arena_string(arena, text_view(&line));
    case COMMAND_UNSAFE_NAME:
        *hint = "a name in the command would not arrive as it is, so none is printed";
        break;
    case COMMAND_GUARDED:
        *hint = "it is for somebody who knows what it would mean, so none is printed";
        break;
    case COMMAND_LACKS_NAME:
        break;
    }
    return NULL;
}

static const char *word(struct arena *arena, const struct rule *rule,
                        const struct remedy_names *names)
{
    struct text text CLEANUP(text_clear) = {0};

    remedy_append(&text, rule, names);
    return arena_string(arena, text_view(&text));
}

// What the remedy would mean for an account with a guard, before the rule's own risk.
static const char *word_risk(const struct rule *rule, const struct command_names *names,
                             struct arena *arena)
{
    const char *templates[] = {rule->powershell, rule->samba};
    enum guard gravest = GUARD_NONE;

    for (size_t i = 0; i < sizeof templates / sizeof *templates; i++)
        if (templates[i] && command_line_guard(templates[i], names) > gravest)
            gravest = command_line_guard(templates[i], names);
    if (gravest == GUARD_NONE)
        return rule->risk;
    return rule->risk ? arena_printf(arena, "%s %s", guard_sentence(gravest), rule->risk)
                      : guard_sentence(gravest);
}

// A remedy for cloaked callers is about the account in the middle: so are its commands.
static bool fits_commands(const struct parties *parties, const struct finding *finding,
                          const struct rule *rule)
{
    return !parties->remedies.cloaked || !rule->cloaked_remedy || finding->of_process;
}

struct explained_remedy parties_word_remedy(const struct parties *parties,
                                            const struct finding *finding, const struct rule *rule,
                                            struct arena *arena)
{
    struct command_names commands = parties->commands;
    struct remedy_names names = parties->remedies;
    struct explained_remedy remedy = {.risk = rule->risk};

    names.object = bytes_of(finding->object);
    if (finding->of_process) {
        names.server_account = parties->process_account_name;
        commands.server_account = parties->process;
        // What the process asks for is not what it is asked by.
        commands.server_spn = commands.unowned_spn = commands.registered_spn = (struct bytes){0};
        commands.target_spn = parties->commands.server_spn;
        commands.target_account = parties->commands.server_account;
    }
    remedy.text = word(arena, rule, &names);
    if (!fits_commands(parties, finding, rule))
        return remedy;
    remedy.risk = word_risk(rule, &commands, arena);
    remedy.powershell =
        make_command(SHELL_POWERSHELL, rule->powershell, &commands, &remedy.hint, arena);
    remedy.samba = make_command(SHELL_SH, rule->samba, &commands, &remedy.hint, arena);
    return remedy;
}

bool parties_word_lowering(const struct parties *parties, enum level_source source,
                           struct explained_remedy *out, struct arena *arena)
{
    const struct lowering *lowering = lowering_of(source);

    if (!lowering || parties->remedies.cloaked)
        return false;

    const struct rule rule = {.remedy = lowering->remedy};

    *out = (struct explained_remedy){.text = word(arena, &rule, &parties->remedies),
                                     .risk = lowering->risk};
    out->powershell =
        make_command(SHELL_POWERSHELL, lowering->powershell, &parties->commands, &out->hint, arena);
    return true;
}
