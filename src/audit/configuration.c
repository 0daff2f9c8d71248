// SPDX-License-Identifier: Apache-2.0
// The configuration of a run, looked through for what this program does not have.
#include "audit/configuration.h"

#include <stdlib.h>
#include <string.h>

#include "base/cleanup.h"
#include "base/memory.h"
#include "import/config.h"
#include "import/import.h"
#include "import/place.h"

static bool is_among(const char *(*name)(unsigned index), const char *word)
{
    for (unsigned i = 0; name(i); i++)
        if (strcmp(name(i), word) == 0)
            return true;
    return false;
}

static bool check_word(const struct config *config, const struct config_text *word,
                       const char *(*name)(unsigned index), const char *what, struct error *error)
{
    struct text known CLEANUP(text_clear) = {0};

    if (is_among(name, word->text))
        return true;
    for (unsigned i = 0; name(i); i++)
        text_printf(&known, "%s%s", i ? ", " : "", name(i));
    return place_found(error, (struct place){config->path, word->line, word->column},
                       bytes_of(word->text), "%s: %s", what, known.data);
}

// A scan replaces what the one before had read, so one that followed in the same night would leave
// its own domain alone in the database.
static bool check_directories(const struct config *config, struct error *error)
{
    if (config->directories.count < 2)
        return true;

    const struct config_text *second = &config->directories.items[1].name;

    return place_error(error, (struct place){config->path, second->line, second->column},
                       "section directory %s is the second one, and a run reads one directory",
                       second->text);
}

static bool check(const struct config *config, struct error *error)
{
    for (size_t i = 0; i < config->reports.count; i++) {
        const struct config_report *report = &config->reports.items[i];

        if (!check_word(config, &report->report, delegaudit_report_name, "a report", error) ||
            !check_word(config, &report->format, delegaudit_format_name, "a format", error))
            return false;
    }
    return check_directories(config, error);
}

static void close_config(struct delegaudit_config **config)
{
    delegaudit_config_close(*config);
}

bool delegaudit_config_open(struct delegaudit_config **out, const char *path, struct error *error)
{
    struct delegaudit_config *config CLEANUP(close_config) = memory_calloc(1, sizeof *config);

    if (!import_config_file(path, &config->config, error) || !check(&config->config, error))
        return false;
    *out = STEAL(config);
    return true;
}

void delegaudit_config_close(struct delegaudit_config *config)
{
    if (!config)
        return;
    config_clear(&config->config);
    free(config);
}

const char *delegaudit_config_database(const struct delegaudit_config *config)
{
    return config->config.database.text;
}

const char *delegaudit_config_published(const struct delegaudit_config *config)
{
    return config->config.published.text;
}

unsigned delegaudit_config_threshold(const struct delegaudit_config *config)
{
    return config->config.fail_on;
}

bool delegaudit_config_logs_json(const struct delegaudit_config *config)
{
    return config->config.log == CONFIG_LOG_JSON;
}
