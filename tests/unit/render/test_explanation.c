// SPDX-License-Identifier: Apache-2.0
// Explanations: harmless on a terminal, within its width, the same in JSON, ended by a failure.
#include "fixture.h"

#include "render/explanation.h"

static const char *const columns[] = {"request_id", "verdict", "path_rbcd", "remedy"};
static const struct cell request[] = {
    {.type = CELL_TEXT, .text = {"abc", 3}},
    {.type = CELL_TEXT, .text = {"will-fail", 9}},
    {.type = CELL_TEXT, .text = {"closed", 6}},
    {.type = CELL_NULL},
};
static const struct explained_fact facts[] = {
    {"flag", "yes", "CN=a: b"},
    {"nothing", NULL, ""},
};
static const struct explained_condition conditions[] = {{
    .rule = "R1",
    .reason = "a-reason",
    .title = "Title",
    .why = "Why.",
    .object = "",
    .evidence = "\x1B[2J",
    .references = "MS-X",
    .blocks = "all",
    .effect = EFFECT_FAILS,
    .bearing = BEARING_STOP,
    .decides = true,
    .is_reason = true,
    .remedy = {.text = "Do.", .powershell = "Do-It 'a\"b'", .risk = "Much."},
    .next_if = "mended alone",
    .next_verdict = "will-work",
    .next_reason = "",
}};
static const struct explained_step steps[] = {
    {"S01", "First?", BEARING_PASS, facts, 2, NULL, 0},
    {"S02", "Second?", BEARING_STOP, NULL, 0, conditions, 1},
};
static const char *const notices[] = {"Note."};
static const struct explained_remedy lowering = {.text = "Lower.", .samba = "x"};

static struct explanation explanation(void)
{
    return (struct explanation){
        .columns = columns,
        .request = request,
        .column_count = 4,
        .notices = notices,
        .notice_count = 1,
        .lowering = &lowering,
        .steps = steps,
        .step_count = 2,
    };
}

struct sink {
    struct text text;
    size_t limit; // bytes after which writing fails; 0: never
};

static bool keep(void *context, struct bytes bytes, struct error *error)
{
    struct sink *sink = context;

    text_append(&sink->text, bytes);
    return !sink->limit || sink->text.size < sink->limit ||
           error_set(error, STATUS_SYSTEM, "disk is full");
}

static bool render(const char *format, const struct explanation *what,
                   struct render_options options, struct sink *sink, struct error *error)
{
    const struct head_fact fact = {"tool", "x\x1B[1m"};
    const struct report_head head = {"explain", &fact, 1};
    const struct writer writer = {sink, keep};

    return render_explanation(format, &head, what, &options, &writer, error);
}

static void expect(const char *format, const struct explanation *what,
                   struct render_options options, const char *expected)
{
    struct sink sink = {0};
    struct error error = {0};

    assert_true(render(format, what, options, &sink, &error));
    assert_string_equal(sink.text.data, expected);
    text_clear(&sink.text);
}

static void text_is_laid_out_and_harmless(void **state)
{
    struct explanation what = explanation();

    (void)state;
    expect("text", &what, (struct render_options){0},
           "tool: x\\x1b[1m\n"
           "\n"
           "Note.\n"
           "\n"
           "request_id        abc\n"
           "verdict           will-fail\n"
           "\n"
           "lower the level   Lower.\n"
           "samba-tool\n"
           "  x\n"
           "\n"
           "S01  pass  First?\n"
           "      flag: yes  [CN=a: b]\n"
           "      nothing: (nothing)\n"
           "\n"
           "S02  stop  Second?\n"
           "    > stop  a-reason (R1): Title\n"
           "        why         Why.\n"
           "        see         MS-X\n"
           "        evidence    \\x1b[2J\n"
           "        blocks      all\n"
           "        remedy      Do.\n"
           "        PowerShell\n"
           "          Do-It 'a\"b'\n"
           "        risk        Much.\n"
           "        next        mended alone: will-work\n");
}

static void json_has_the_same(void **state)
{
    struct explanation what = explanation();

    (void)state;
    what.is_question = true;
    expect(
        "json", &what, (struct render_options){.colour = true, .width = 10},
        "{\"tool\":\"delegaudit\",\"version\":\"" DELEGAUDIT_VERSION
        "\",\"layout\":1,\"report\":\"explain\",\"head\":{\"tool\":\"x\\u001b[1m\"},\n"
        "\"notices\":[\"Note.\"],\n"
        "\"request\":{\"request_id\":null,\"verdict\":\"will-fail\",\"path_rbcd\":\"closed\","
        "\"remedy\":null},\n"
        "\"lowering\":{\"text\":\"Lower.\",\"powershell\":null,\"samba\":\"x\",\"hint\":null,"
        "\"risk\":null},\n"
        "\"steps\":[\n"
        "{\"id\":\"S01\",\"title\":\"First?\",\"bearing\":\"pass\",\"facts\":[\n"
        "  {\"looked_up\":\"flag\",\"value\":\"yes\",\"source\":\"CN=a: b\"},\n"
        "  {\"looked_up\":\"nothing\",\"value\":null,\"source\":\"\"}],\"conditions\":[]},\n"
        "{\"id\":\"S02\",\"title\":\"Second?\",\"bearing\":\"stop\",\"facts\":[],\"conditions\":[\n"
        "  {\"reason\":\"a-reason\",\"rule\":\"R1\",\"title\":\"Title\",\"bearing\":\"stop\","
        "\"decides\":true,\"is_reason\":true,\"effect\":\"fails\",\"blocks\":\"all\","
        "\"object\":\"\",\"evidence\":\"\\u001b[2J\",\"why\":\"Why.\",\"references\":\"MS-X\","
        "\"remedy\":{\"text\":\"Do.\",\"powershell\":\"Do-It 'a\\\"b'\",\"samba\":null,"
        "\"hint\":null,\"risk\":\"Much.\"},"
        "\"next\":{\"if\":\"mended alone\",\"verdict\":\"will-work\",\"reason\":\"\","
        "\"title\":null,\"changes_nothing\":false}}]}\n"
        "]}\n");
}

static void paragraphs_wrap_and_commands_do_not(void **state)
{
    static const char words[] = "word word word word word word word word word word word word word";
    static const struct explained_fact one = {words, words, words};
    static const struct explained_remedy remedy = {.text = words, .samba = words};
    static const struct explained_step step = {"S01", words, BEARING_PASS, &one, 1, NULL, 0};
    struct explanation what = {.lowering = &remedy, .steps = &step, .step_count = 1};
    struct sink sink = {0};
    struct error error = {0};

    (void)state;
    for (unsigned width = 44; width < 120; width += 19) {
        text_reset(&sink.text);
        assert_true(render("text", &what, (struct render_options){.width = width}, &sink, &error));
        for (struct bytes rest = text_view(&sink.text), line; bytes_next(&rest, '\n', &line);) {
            bool command = bytes_equal(bytes_trim(line), bytes_of(words));

            assert_true(line.size <= width || command);
            assert_true(!line.size || line.data[line.size - 1] != ' ');
        }
        assert_non_null(strstr(sink.text.data, words));
    }
    text_clear(&sink.text);
}

static void colour_is_only_where_it_may_be(void **state)
{
    struct explanation what = explanation();
    struct sink sink = {0};
    struct error error = {0};

    (void)state;
    assert_true(render("text", &what, (struct render_options){.colour = true}, &sink, &error));
    assert_non_null(strstr(sink.text.data, "verdict           \x1B[31mwill-fail\x1B[0m\n"));
    assert_non_null(strstr(sink.text.data, "S02  \x1B[31mstop\x1B[0m  Second?\n"));
    text_clear(&sink.text);
}

static void a_failing_writer_ends_it(void **state)
{
    struct explanation what = explanation();

    (void)state;
    for (unsigned i = 0; render_explanation_format_name(i); i++) {
        struct sink sink = {.limit = 1};
        struct error error = {0};

        assert_false(render(render_explanation_format_name(i), &what, (struct render_options){0},
                            &sink, &error));
        assert_string_equal(error.message, "disk is full");
        text_clear(&sink.text);
    }
}

static void an_unknown_format_names_the_known_ones(void **state)
{
    struct explanation what = explanation();
    struct sink sink = {0};
    struct error error = {0};

    (void)state;
    assert_false(render("table", &what, (struct render_options){0}, &sink, &error));
    assert_int_equal(error.status, STATUS_USAGE);
    assert_non_null(strstr(error.message, "text, json"));
    assert_null(sink.text.data);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_is_laid_out_and_harmless),
        cmocka_unit_test(json_has_the_same),
        cmocka_unit_test(paragraphs_wrap_and_commands_do_not),
        cmocka_unit_test(colour_is_only_where_it_may_be),
        cmocka_unit_test(a_failing_writer_ends_it),
        cmocka_unit_test(an_unknown_format_names_the_known_ones),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
