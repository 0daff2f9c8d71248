// SPDX-License-Identifier: Apache-2.0
// Configuration files of .NET: processModel of system.web in machine.config, the COM security of
// ASP.NET's own worker process. Whoever runs under IIS 6 or later ignores most of it.
#include <expat.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "import/format.h"
#include "import/numbers.h"
#include "import/place.h"

struct config {
    struct import_job *job;
    XML_Parser parser;         // owned
    unsigned depth, web_depth; // of elements; of system.web, 0 outside
    bool has_model, failed;
    struct error *error;
};

static struct place here(const struct config *config)
{
    return (struct place){config->job->file, (unsigned)XML_GetCurrentLineNumber(config->parser),
                          (unsigned)XML_GetCurrentColumnNumber(config->parser) + 1};
}

static bool stop(struct config *config)
{
    config->failed = true;
    XML_StopParser(config->parser, XML_FALSE);
    return false;
}

// The section's own names and numbers: delegate is 2 here, and 4 is impersonate.
static enum stated_level level_of(struct bytes value)
{
    static const struct {
        const char *word;
        enum stated_level level;
    } words[] = {{"Default", STATED_LEVEL_DEFAULT},
                 {"Anonymous", STATED_LEVEL_ANONYMOUS},
                 {"Identify", STATED_LEVEL_IDENTIFY},
                 {"Impersonate", STATED_LEVEL_IMPERSONATE},
                 {"Delegate", STATED_LEVEL_DELEGATE}};
    enum stated_level level = STATED_LEVEL_INVALID;
    int64_t number;

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (bytes_equal_ascii(value, bytes_of(words[i].word)))
            return words[i].level;
    if (bytes_to_int64(value, &number) && number >= 0 && number <= UINT32_MAX)
        numbers_aspnet_level((uint32_t)number, &level);
    return level;
}

static enum stated_authn authn_of(struct bytes value)
{
    static const struct {
        const char *word;
        enum stated_authn level;
    } words[] = {{"None", STATED_AUTHN_NONE},         {"Call", STATED_AUTHN_CALL},
                 {"Connect", STATED_AUTHN_CONNECT},   {"Default", STATED_AUTHN_DEFAULT},
                 {"Pkt", STATED_AUTHN_PACKET},        {"PktIntegrity", STATED_AUTHN_INTEGRITY},
                 {"PktPrivacy", STATED_AUTHN_PRIVACY}};
    enum stated_authn level = STATED_AUTHN_INVALID;
    int64_t number;

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (bytes_equal_ascii(value, bytes_of(words[i].word)))
            return words[i].level;
    if (bytes_to_int64(value, &number) && number >= 0 && number <= UINT32_MAX)
        numbers_aspnet_authn((uint32_t)number, &level);
    return level;
}

static void read_attribute(struct application_fact *fact, const char *name, struct bytes value,
                           struct text *remark)
{
    if (strcmp(name, "comImpersonationLevel") == 0) {
        fact->level = level_of(value);
        if (fact->level == STATED_LEVEL_INVALID)
            text_printf(remark, "%scomImpersonationLevel is no level", remark->size ? "; " : "");
    } else if (strcmp(name, "comAuthenticationLevel") == 0) {
        fact->authn_level = authn_of(value);
        if (fact->authn_level == STATED_AUTHN_INVALID)
            text_printf(remark, "%scomAuthenticationLevel is no level", remark->size ? "; " : "");
    } else if (strcmp(name, "userName") == 0) {
        // "machine" is the local account ASPNET. The password beside it is not looked at.
        fact->run_as = RUN_AS_ACCOUNT;
        fact->account =
            bytes_equal_ascii(value, BYTES("machine")) ? BYTES(".\\ASPNET") : bytes_trim(value);
    } else if (strcmp(name, "enable") == 0) {
        if (bytes_equal_ascii(value, BYTES("true")))
            fact->enabled = ANSWER_YES;
        else if (bytes_equal_ascii(value, BYTES("false")))
            fact->enabled = ANSWER_NO;
    }
}

static bool deliver(struct config *config, const char **attributes)
{
    const struct client_sink *sink = config->job->sink;
    struct place place = here(config);
    struct covered_part covered = {place.line, config->job->host, PART_PROCESS_MODEL, {0}};
    struct text remark = {0};
    struct application_fact fact = {
        .line = place.line,
        .host = config->job->host,
        .part = PART_PROCESS_MODEL,
        .source = FACT_SOURCE_CONFIG,
        .name = BYTES("ASP.NET"),
        .exe = BYTES("aspnet_wp.exe"),
        .kind = KIND_EXE,
        .level = STATED_LEVEL_UNSET,
        .authn_level = STATED_AUTHN_UNSET,
        .key = BYTES("system.web/processModel"),
    };

    for (size_t i = 0; attributes[i]; i += 2)
        read_attribute(&fact, attributes[i], bytes_of(attributes[i + 1]), &remark);
    fact.remark = text_view(&remark);

    bool kept = sink->part(sink->context, &covered, config->error) &&
                sink->application(sink->context, &fact, config->error);

    text_clear(&remark);
    config->job->records += kept;
    return kept || place_wrap(config->error, place);
}

static bool take_model(struct config *config, const char **attributes)
{
    if (config->has_model)
        return place_error(config->error, here(config),
                           "found a second processModel, expected one");
    config->has_model = true;
    if (!config->job->host.size)
        return place_error(config->error, here(config),
                           "found no host in the names of the file and its directory, expected "
                           "HOST-machine.config: give it with --host");
    return deliver(config, attributes);
}

static void begin_element(void *context, const char *name, const char **attributes)
{
    struct config *config = context;

    config->depth++;
    if (config->failed)
        return;
    if (strcmp(name, "system.web") == 0 && !config->web_depth)
        config->web_depth = config->depth;
    else if (strcmp(name, "processModel") == 0 && config->web_depth &&
             config->depth == config->web_depth + 1 && !take_model(config, attributes))
        stop(config);
}

static void end_element(void *context, const char *name)
{
    struct config *config = context;

    (void)name;
    if (config->depth == config->web_depth)
        config->web_depth = 0;
    config->depth--;
}

// Entities are declared in one; nothing here needs them.
static void refuse_doctype(void *context, const char *name, const char *system_id,
                           const char *public_id, int has_internal)
{
    struct config *config = context;

    (void)name;
    (void)system_id;
    (void)public_id;
    (void)has_internal;
    place_error(config->error, here(config),
                "found a document type declaration, expected a configuration file of .NET");
    stop(config);
}

static bool parse(struct config *config, struct bytes text, bool is_last, struct error *error)
{
    config->error = error;

    enum XML_Status status =
        XML_Parse(config->parser, text.size ? text.data : "", (int)text.size, is_last);

    config->error = NULL;
    if (config->failed)
        return false;
    return status == XML_STATUS_OK ||
           place_error(error, here(config), "found no XML (%s), expected a configuration file",
                       XML_ErrorString(XML_GetErrorCode(config->parser)));
}

static bool begin_parser(struct config *config, bool utf16)
{
    // What was UTF-16 comes as UTF-8, whatever the declaration says.
    config->parser = XML_ParserCreate(utf16 ? "UTF-8" : NULL);
    if (!config->parser)
        memory_exhausted();
    XML_SetUserData(config->parser, config);
    XML_SetElementHandler(config->parser, begin_element, end_element);
    XML_SetStartDoctypeDeclHandler(config->parser, refuse_doctype);
    return true;
}

static bool take_line(void *parser, const struct line *line, struct error *error)
{
    struct config *config = parser;

    if (!config->parser) {
        begin_parser(config, line->utf16);
        // expat counts from the first line that it gets.
        for (unsigned i = 1; i < line->number; i++)
            if (!parse(config, BYTES("\n"), false, error))
                return false;
    }
    return parse(config, line->text, false, error);
}

static bool finish(void *parser, struct error *error)
{
    struct config *config = parser;

    if (!parse(config, (struct bytes){0}, true, error))
        return false;
    if (config->has_model)
        return true;
    config->job->is_foreign = true;
    return place_error(error, (struct place){config->job->file, 1, 1},
                       "found no system.web/processModel, expected a machine.config that has one");
}

static void *begin(struct import_job *job)
{
    struct config *config = memory_calloc(1, sizeof *config);

    config->job = job;
    return config;
}

static void end(void *parser)
{
    struct config *config = parser;

    if (config->parser)
        XML_ParserFree(config->parser);
    free(config);
}

static unsigned sniff(struct bytes first_line)
{
    struct bytes line = bytes_trim(first_line);

    return bytes_starts_with_ascii(line, BYTES("<?xml")) ||
                   bytes_starts_with_ascii(line, BYTES("<configuration"))
               ? UINT32_MAX
               : 0;
}

const struct import_format config_format = {
    .name = "machine.config",
    .expects = "a machine.config",
    .sniff = sniff,
    .begin = begin,
    .line = take_line,
    .finish = finish,
    .end = end,
};
