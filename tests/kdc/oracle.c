// SPDX-License-Identifier: Apache-2.0
// Asks a KDC what standard input says: oracle REALM KDC KEYTAB [SECONDS], the limit for one reply.
//
// A line in is KIND CLIENT SERVER SERVICE TARGET, separated by tabs, empty where the kind does not
// speak of it. A line out is OUTCOME STEP ACCOUNT CODE FLAGS TEXT, FLAGS of F (forwardable) and O
// (OK-AS-DELEGATE).
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/cleanup.h"
#include "kdc/kdc.h"

static const char *const outcomes[] = {
    [KDC_GRANTED] = "granted",
    [KDC_REFUSED] = "refused",
    [KDC_NO_KEY] = "no-key",
    [KDC_WITHHELD] = "withheld",
};

static int fail(const char *message)
{
    fprintf(stderr, "oracle: %s\n", message);
    return 1;
}

static bool parse(char *line, struct kdc_question *question)
{
    const char *fields[5] = {0};

    line[strcspn(line, "\n")] = '\0';
    for (size_t i = 0; i < 5; i++)
        if (!(fields[i] = strsep(&line, "\t")))
            return false;
    question->client = fields[1];
    question->server = fields[2];
    question->service = fields[3];
    question->target = fields[4];
    return kdc_kind_from_word(fields[0], &question->kind);
}

static bool answer(struct kdc_session *session, char *line, struct error *error)
{
    struct kdc_question question;
    struct kdc_answer answer;

    if (!parse(line, &question))
        return error_set(error, STATUS_FORMAT, "expected KIND CLIENT SERVER SERVICE TARGET");
    if (!kdc_ask(session, &question, &answer, error))
        return false;
    printf("%s\t%s\t%s\t%d\t%s%s\t%s\n", outcomes[answer.outcome], kdc_kind_word(answer.step),
           answer.account, answer.code, answer.forwardable ? "F" : "",
           answer.ok_as_delegate ? "O" : "", answer.text);
    return true;
}

static void close_session(struct kdc_session **session)
{
    kdc_close(*session);
}

int main(int argc, char **argv)
{
    CLEANUP(close_session) struct kdc_session *session = NULL;
    CLEANUP(cleanup_free) char *line = NULL;
    struct error error = {0};
    size_t capacity = 0;

    if (argc != 4 && argc != 5)
        return fail("usage: oracle REALM KDC KEYTAB [SECONDS]");
    if (!kdc_open(&session,
                  &(struct kdc_options){.realm = argv[1],
                                        .kdc = argv[2],
                                        .keytabs = (const char *[]){argv[3]},
                                        .keytab_count = 1,
                                        .timeout_seconds = argc == 5 ? (unsigned)atoi(argv[4]) : 0},
                  &error))
        return fail(error.message);
    setvbuf(stdout, NULL, _IOLBF, 0);
    while (getline(&line, &capacity, stdin) > 0)
        if (!answer(session, line, &error))
            return fail(error.message);
    return fflush(stdout) == 0 ? 0 : fail("cannot write");
}
