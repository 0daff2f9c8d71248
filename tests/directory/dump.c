// SPDX-License-Identifier: Apache-2.0
// Reads a directory through src/directory and prints what a sink gets, in a stable text form.
#include <getopt.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "directory/directory.h"

struct output {
    bool null; // nothing but the coverage is printed
    uint64_t bags, values;
};

enum option_code {
    OPT_AUTH = 1,
    OPT_DN,
    OPT_PASSWORD,
    OPT_CA,
    OPT_STARTTLS,
    OPT_PAGE,
    OPT_TIME,
    OPT_NULL
};

static const struct option options_known[] = {
    {"auth", required_argument, NULL, OPT_AUTH},
    {"bind-dn", required_argument, NULL, OPT_DN},
    {"bind-password-file", required_argument, NULL, OPT_PASSWORD},
    {"ca-file", required_argument, NULL, OPT_CA},
    {"starttls", no_argument, NULL, OPT_STARTTLS},
    {"page-size", required_argument, NULL, OPT_PAGE},
    {"timeout", required_argument, NULL, OPT_TIME},
    {"null", no_argument, NULL, OPT_NULL},
    {0},
};

static const char *const status_words[] = {
    [STATUS_OK] = "ok",
    [STATUS_USAGE] = "usage",
    [STATUS_CONFIG] = "config",
    [STATUS_CREDENTIALS] = "credentials",
    [STATUS_DIRECTORY] = "directory",
    [STATUS_FORMAT] = "format",
    [STATUS_STORE] = "store",
    [STATUS_SYSTEM] = "system",
    [STATUS_INTERNAL] = "internal",
};

// Bytes that are no printable ASCII come as \xx.
static void print_bytes(struct bytes bytes)
{
    for (size_t i = 0; i < bytes.size; i++) {
        unsigned char c = (unsigned char)bytes.data[i];

        if (c >= ' ' && c < 0x7f && c != '\\')
            putchar(c);
        else
            printf("\\%02x", c);
    }
}

static void print_values(const char *name, const struct attr_values *values)
{
    for (size_t i = 0; i < values->count; i++) {
        printf("  %s: ", name);
        print_bytes(values->items[i]);
        putchar('\n');
    }
    if (values->truncated)
        printf("  %s (truncated)\n", name);
}

static bool print_object(void *context, const struct attrs *object, struct error *error)
{
    struct output *output = context;

    (void)error;
    output->bags++;
    for (int i = 0; i < ATTR_COUNT; i++)
        output->values += object->values[i].count;
    if (output->null)
        return true;
    printf("%s ", object->continues ? "continues" : "object");
    print_bytes(object->dn);
    putchar('\n');
    for (int i = 0; i < ATTR_COUNT; i++)
        print_values(attr_name((enum attr)i), &object->values[i]);
    return true;
}

static bool print_coverage(void *context, const struct coverage *coverage, struct error *error)
{
    (void)context;
    (void)error;
    printf("coverage ");
    print_bytes(coverage->context);
    printf("\n  asked: ");
    print_bytes(coverage->asked);
    printf("\n  received: %" PRIu64 "\n  whole: %s\n", coverage->received,
           coverage->whole ? "yes" : "no");
    if (!coverage->whole) {
        printf("  shortfall: ");
        print_bytes(coverage->shortfall);
        putchar('\n');
    }
    return true;
}

static void print_progress(void *context, uint64_t received, struct bytes naming_context)
{
    (void)context;
    printf("progress %" PRIu64 " ", received);
    print_bytes(naming_context);
    putchar('\n');
}

static int print_error(const struct error *error)
{
    printf("error %s %d\n  %s\n", status_words[error->status], error->native, error->message);
    return 1;
}

static enum dir_auth auth_of(const char *word)
{
    if (strcmp(word, "simple") == 0)
        return DIR_AUTH_SIMPLE;
    return strcmp(word, "external") == 0 ? DIR_AUTH_EXTERNAL : DIR_AUTH_KERBEROS;
}

static bool parse(int argc, char **argv, struct dir_options *options, struct output *output)
{
    int option;

    while ((option = getopt_long(argc, argv, "", options_known, NULL)) != -1)
        switch (option) {
        case OPT_AUTH:
            options->auth = auth_of(optarg);
            break;
        case OPT_DN:
            options->bind_dn = optarg;
            break;
        case OPT_PASSWORD:
            options->bind_password_file = optarg;
            break;
        case OPT_CA:
            options->ca_file = optarg;
            break;
        case OPT_STARTTLS:
            options->starttls = true;
            break;
        case OPT_PAGE:
            options->page_size = (unsigned)strtoul(optarg, NULL, 10);
            break;
        case OPT_TIME:
            options->timeout_seconds = (unsigned)strtoul(optarg, NULL, 10);
            break;
        case OPT_NULL:
            output->null = true;
            break;
        default:
            return false;
        }
    options->uri = argv[optind];
    return optind + 1 == argc;
}

// A signal that interrupts system calls, as a program that shows progress has it.
static void ignore(int number)
{
    (void)number;
}

int main(int argc, char **argv)
{
    struct dir_options options = {0};
    struct output output = {0};
    struct dir_connection *connection = NULL;
    struct error error = {0};

    if (!parse(argc, argv, &options, &output)) {
        fprintf(stderr, "usage: dump [OPTION...] URI\n");
        return 64;
    }
    sigaction(SIGUSR1, &(struct sigaction){.sa_handler = ignore}, NULL);
    if (!dir_open(&connection, &options, &error))
        return print_error(&error);

    struct sink sink = {&output, print_object, print_coverage};
    struct dir_progress progress = {NULL, print_progress};
    bool done = dir_collect(connection, &sink, &progress, &error);

    dir_close(connection);
    printf("bags %" PRIu64 " values %" PRIu64 "\n", output.bags, output.values);
    return done ? 0 : print_error(&error);
}
