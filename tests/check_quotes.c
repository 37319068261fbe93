#include "analysis/base/clock.h"
#include "analysis/quotes/quote.h"
#include "analysis/words/reader.h"
#include "tests/labels.h"
#include "tests/reader.h"
#include "tests/suite.h"

#include <stdio.h>

static struct arena arena;
static struct words words;
static struct entities entities;
static struct quotes quotes;

static void setup(void)
{
    arena_init(&arena, (size_t)1 << 30);
}

static void teardown(void)
{
    arena_finish(&arena);
}

static enum fault read_quotes(struct str text)
{
    enum fault f = read_words(reader(), &arena, text, 0, &words);
    if (!f) {
        f = find_entities(&arena, &words, (struct str){NULL, 0}, 0, &entities);
    }
    return f ? f : find_quotes(&arena, &words, &entities, 0, &quotes);
}

/* A line a quote: "type: span // span < source, cue = name"; "-" for a part that is not there. */
static const char *found_quotes(void)
{
    static char out[1 << 16];
    size_t length = 0;
    out[0] = '\0';
    for (size_t i = 0; i < quotes.list.count; i++) {
        const struct quote *quote = &quotes.list.at[i];
        length +=
            (size_t)snprintf(out + length, sizeof out - length, "%s%s:", i ? "\n" : "", quote_type_name(quote->type));
        for (size_t k = 0; k < quote->spans.count; k++) {
            length += (size_t)snprintf(out + length, sizeof out - length, "%s%.*s", k ? " // " : " ",
                                       STR_ARGS(span_text(words.text, quote->spans.at[k])));
        }
        struct str none = STR("-");
        struct str source = span_empty(quote->source) ? none : span_text(words.text, quote->source);
        struct str cue = span_empty(quote->cue) ? none : span_text(words.text, quote->cue);
        struct str name = quote->source_name.at ? quote->source_name : none;
        length += (size_t)snprintf(out + length, sizeof out - length, " < %.*s, %.*s = %.*s", STR_ARGS(source),
                                   STR_ARGS(cue), STR_ARGS(name));
    }
    return out;
}

static const char *found(const char *text)
{
    ck_assert_int_eq(read_quotes(str_of(text)), OK);
    return found_quotes();
}

static const struct {
    const char *text, *quotes;
} ARTICLES[] = {
    {"The ruling follows the Lake Court, which on Oct. 4 said that it was safe.",
     "indirect: that it was safe < which, said = Lake Court"},
    {"Anna Berg, wearing a dark suit, showed no emotion as she was led away.", ""},
    {"Peter Okello reported it to his manager.", ""},
    /* direct: the attribution behind, before, between */
    {"\"The bridge is safe,\" Maria Lopez said.", "direct: The bridge is safe, < Maria Lopez, said = Maria Lopez"},
    {"Maria Lopez said: \"The bridge is safe.\"", "direct: The bridge is safe. < Maria Lopez, said = Maria Lopez"},
    {"\"The bridge,\" Maria Lopez said, \"is safe for everyone.\"",
     "direct: The bridge, // is safe for everyone. < Maria Lopez, said = Maria Lopez"},
    {"\"The bridge is safe,\" said Maria Lopez, the city's chief engineer. \"We checked it twice.\"",
     "direct: The bridge is safe, // We checked it twice. < Maria Lopez, said = Maria Lopez"},
    {"\"We know that,\" Peter Novak, a lawyer for the port, told a briefing on Monday.",
     "direct: We know that, < Peter Novak, told = Peter Novak"},
    {"\"Will you run?\" asked Anna Berg. \"Maybe,\" Novak replied.",
     "direct: Will you run? < Anna Berg, asked = Anna Berg\ndirect: Maybe, < Novak, replied = Novak"},
    {"\"It was a mistake,\" Novak said on Telegram.", "direct: It was a mistake, < Novak, said = Novak"},
    {"Novak wrote on Twitter: \"See you all in court!\"", "direct: See you all in court! < Novak, wrote = Novak"},
    {"The cause was the cold, her daughter, the novelist Anna Berg, said.",
     "indirect: The cause was the cold < her daughter, the novelist Anna Berg, said = Anna Berg"},
    {"'We were forgotten', say survivors of Valencia floods\n\nTwo people died in Split on Tuesday, police said.",
     "direct: We were forgotten < survivors of Valencia floods, say = survivors of Valencia floods\n"
     "indirect: Two people died in Split on Tuesday < police, said = police"},
    /* marks of every shape */
    {"‘The bridge is safe,’ Maria Lopez said. ‘We don’t doubt it.’",
     "direct: The bridge is safe, // We don’t doubt it. < Maria Lopez, said = Maria Lopez"},
    {"“The bridge is safe,\" Maria Lopez said. \"We don’t doubt it.”",
     "direct: The bridge is safe, // We don’t doubt it. < Maria Lopez, said = Maria Lopez"},
    {"''The bridge is safe,'' Maria Lopez said.", "direct: The bridge is safe, < Maria Lopez, said = Maria Lopez"},
    {"“She told me ‘never again’ and left,” Peter Novak said.",
     "direct: She told me ‘never again’ and left, < Peter Novak, said = Peter Novak"},
    /* paragraphs */
    {"\"We walked for hours.\n\n\"Nobody came to help us.\n\n\"Then the rain stopped,\" Peter Novak said.",
     "direct: We walked for hours. // Nobody came to help us. // Then the rain stopped, < Peter Novak, said = Peter "
     "Novak"},
    {"Novak continued:\n\n\"We will build it. And we will build it well.\"",
     "direct: We will build it. And we will build it well. < Novak, continued = Novak"},
    {"“We won't pay,” Lopez said.\n\n“Ever.”", "direct: We won't pay, // Ever. < Lopez, said = Lopez"},
    {"Anna Berg spoke for an hour.\n\n\"He said we will win and left.\n\nAnna Berg said \"no\" at once.",
     "direct: we will win and left. < He, said = -\nmixed: \"no\" at once < Anna Berg, said = "
     "Anna Berg"},
    /* mixed */
    {"Maria Lopez said the bridge was \"perfectly safe\" for buses.",
     "mixed: the bridge was \"perfectly safe\" for buses < Maria Lopez, said = Maria Lopez"},
    {"The mayor called the delay \"a disgrace\" on Friday.",
     "mixed: the delay \"a disgrace\" < The mayor, called = The mayor"},
    {"He was not there, Lopez said, and \"nobody saw him.\"",
     "mixed: He was not there // and \"nobody saw him.\" < Lopez, said = Lopez"},
    {"Novak called the plan \"a plot,\" a claim that the port denied.",
     "mixed: the plan \"a plot,\" < Novak, called = Novak"},
    {"Novak told radio host Peter Berg on Monday night that the plan was \"a joke.\"",
     "mixed: that the plan was \"a joke.\" < Novak, told = Novak"},
    {"An official called the plan \"a joke.\"", "mixed: the plan \"a joke.\" < An official, called = An official"},
    {"When asked by a reporter whether the rule was new, Novak said, \"You tell me.\"",
     "indirect: whether the rule was new < a reporter, asked = a reporter\n"
     "direct: You tell me. < Novak, said = Novak"},
    {"Lopez called for \"a clean start for all.\"", "direct: a clean start for all. < Lopez, called = Lopez"},
    {"Lopez called the book \"a disgrace to us all.\"",
     "mixed: the book \"a disgrace to us all.\" < Lopez, called = Lopez"},
    /* indirect */
    {"Maria Lopez said on Monday in a statement that the bridge was safe.",
     "indirect: that the bridge was safe < Maria Lopez, said = Maria Lopez"},
    {"Peter Novak told voters this week that \"the work is done and paid for.\"",
     "mixed: that \"the work is done and paid for.\" < Peter Novak, told = Peter Novak"},
    {"Peter Novak said that the harbour would be open by spring.\n\n'All Roads Lead Home.'\n\nThe road is long.",
     "indirect: that the harbour would be open by spring < Peter Novak, said = Peter Novak"},
    {"Maria Lopez told reporters that the bridge was safe.",
     "indirect: that the bridge was safe < Maria Lopez, told = Maria Lopez"},
    {"The bridge will reopen in May, Maria Lopez said on Tuesday.",
     "indirect: The bridge will reopen in May < Maria Lopez, said = Maria Lopez"},
    {"The bridge will reopen in May, according to Maria Lopez.",
     "indirect: The bridge will reopen in May < Maria Lopez, according to = Maria Lopez"},
    {"According to Maria Lopez, the bridge will reopen in May.",
     "indirect: the bridge will reopen in May < Maria Lopez, According to = Maria Lopez"},
    {"The tax, Novak said, would hurt families.", "indirect: The tax // would hurt families < Novak, said = Novak"},
    {"The mayor urged drivers to avoid the bridge.",
     "indirect: drivers to avoid the bridge < The mayor, urged = The mayor"},
    {"Maria Lopez, who has led the office since 2015, warned that trucks could damage the bridge.",
     "indirect: that trucks could damage the bridge < Maria Lopez, warned = Maria Lopez"},
    {"When Lopez said the pier was safe, the crowd laughed.", "indirect: the pier was safe < Lopez, said = Lopez"},
    {"Ruiz's claim that the pier was sold surprised nobody.",
     "indirect: that the pier was sold surprised nobody < Ruiz, claim = Ruiz"},
    {"Novak declined to discuss the sale.", ""},
    {"Novak refused to leave the room and declined to run again.", ""},
    /* several attributions in one sentence */
    {"Novak said he would resign, adding that the party needed \"fresh faces.\"",
     "indirect: he would resign < Novak, said = Novak\n"
     "mixed: that the party needed \"fresh faces.\" < Novak, adding = Novak"},
    {"Officials said the fire had spread, and the agency said that roads were closed.",
     "indirect: the fire had spread < Officials, said = Officials\n"
     "indirect: that roads were closed < the agency, said = the agency"},
    {"Novak reiterated that the pier, built in 1950, was safe, and said it would open in May.",
     "indirect: that the pier, built in 1950, was safe < Novak, reiterated = Novak\n"
     "indirect: it would open in May < Novak, said = Novak"},
    {"He said the report found that the pump had failed.",
     "indirect: the report found that the pump had failed < He, said = -\n"
     "indirect: that the pump had failed < the report, found = the report"},
    /* sources */
    {"Jan Berg said that Peter Novak had lost. \"You know I like Novak,\" he said.",
     "indirect: that Peter Novak had lost < Jan Berg, said = Jan Berg\n"
     "direct: You know I like Novak, < he, said = Jan Berg"},
    {"Jan Berg said that Peter Novak had lost. The crowd laughed at Novak. \"You know I like Novak,\" he said.",
     "indirect: that Peter Novak had lost < Jan Berg, said = Jan Berg\n"
     "direct: You know I like Novak, < he, said = Jan Berg"},
    {"Jan Berg said Peter Novak claimed that the road was lost. He said the road was open.",
     "indirect: Peter Novak claimed that the road was lost < Jan Berg, said = Jan Berg\n"
     "indirect: that the road was lost < Peter Novak, claimed = Peter Novak\n"
     "indirect: the road was open < He, said = Jan Berg"},
    {"The report says that prices fell. It also says that rents rose.",
     "indirect: that prices fell < The report, says = The report\n"
     "indirect: that rents rose < It, says = The report"},
    {"Director of Water Jan Berg said that the lake was low, and Peter Novak knew it. \"It is very low,\" he said.",
     "indirect: that the lake was low, and Peter Novak knew it < Director of Water Jan Berg, said = Jan Berg\n"
     "direct: It is very low, < he, said = Jan Berg"},
    {"Jan Berg left. A spokesman for the port said that the pier was shut. \"We are sorry,\" he said.",
     "indirect: that the pier was shut < A spokesman for the port, said = A spokesman for the port\n"
     "direct: We are sorry, < he, said = A spokesman for the port"},
    {"Novak spoke first, and Novak spoke long. On Sunday Jan Berg said that Novak was wrong. He said the road was "
     "lost.",
     "indirect: that Novak was wrong < Jan Berg, said = Jan Berg\n"
     "indirect: the road was lost < He, said = Jan Berg"},
    {"Maria Lopez runs the bridge office. \"It is safe,\" she said.", "direct: It is safe, < she, said = Maria Lopez"},
    {"\"You never know,\" said one official, who asked not to be named.",
     "direct: You never know, < one official, said = one official"},
    {"Ana Ruiz and Peter Novak said that the talks had failed.",
     "indirect: that the talks had failed < Ana Ruiz and Peter Novak, said = Ana Ruiz and Peter Novak"},
    {"Officials, speaking on condition of anonymity, said the deal was close.",
     "indirect: the deal was close < Officials, said = Officials"},
    {"The letter, signed by Ana Ruiz, says the pier is \"a danger to children.\"",
     "mixed: the pier is \"a danger to children.\" < The letter, says = The letter"},
    {"Asked whether he would run, Novak said he had not decided.",
     "indirect: whether he would run < -, Asked = -\nindirect: he had not decided < Novak, said = Novak"},
    {"Its head of research, Dr. Sunniva Dahl, warned that the ice was thin. \"It is thin,\" she said.",
     "indirect: that the ice was thin < Its head of research, Dr. Sunniva Dahl, warned = Sunniva Dahl\n"
     "direct: It is thin, < she, said = Sunniva Dahl"},
    {"Its chief executive, Karin Lindgren, declined to answer questions about the ship.", ""},
    {"A spokesperson for the agency, Maria Lopez, said it was late.",
     "indirect: it was late < A spokesperson for the agency, Maria Lopez, said = Maria Lopez"},
    {"\"Be ready,\" said the club's coach, Peter Novak. \"Go.\"",
     "direct: Be ready, // Go. < the club's coach, Peter Novak, said = Peter Novak"},
    {"A spokesman for the mayor, Anna Berg, said it was late.",
     "indirect: it was late < A spokesman for the mayor, said = A spokesman for the mayor"},
    {"Mayor Peter Novak, whose Labour Party runs the council, said the sum was small. \"It is,\" he told the "
     "broadcaster "
     "KRN.",
     "indirect: the sum was small < Mayor Peter Novak, said = Peter Novak\n"
     "direct: It is, < he, told = Peter Novak"},
    {"Anna Berg met Peter Novak. \"Leave,\" he told Peter Novak.", "direct: Leave, < he, told = -"},
    {"Peter Novak told Vask Quillon that it was over. \"I am glad,\" he said.",
     "indirect: that it was over < Peter Novak, told = Peter Novak\ndirect: I am glad, < he, said = Peter Novak"},
    {"Ana Ruiz rejected it. \"No,\" he said.", "direct: No, < he, said = -"},
    /* datelines stay outside */
    {"VARDE, Denmark — Two of the piers will stay closed, the port said on Tuesday.",
     "indirect: Two of the piers will stay closed < the port, said = the port"},
    {"ODENSE, Nov. 5 -- The mayor said the bridge was safe.",
     "indirect: the bridge was safe < The mayor, said = The mayor"},
    {"PORT HOPE (AP) - Police said nobody was hurt.", "indirect: nobody was hurt < Police, said = Police"},
    {"Varde (Reuters) – “We will rebuild,” the mayor said.", "direct: We will rebuild, < the mayor, said = the mayor"},
    {"Varde (CNN) Nobody was hurt, police said.", "indirect: Nobody was hurt < police, said = police"},
    {"VARDE — “We will rebuild the pier.”", "direct: We will rebuild the pier. < -, - = -"},
    {"Novak — a friend of the mayor — was late, police said.",
     "indirect: Novak — a friend of the mayor — was late < police, said = police"},
    /* headlines and transcripts */
    {"Novak: Voters Want a New Bridge", "indirect: Voters Want a New Bridge < Novak, : = Novak"},
    {"'No deal,' says Lopez as talks fail", "direct: No deal, < Lopez, says = Lopez"},
    {"NOVAK: I will not run.\n\nHOST: Why not?\n\nNOVAK: He said I am old.\n\nHOST: And?\n\nNOVAK: That is "
     "all.\n\nHOST: Thanks.",
     "indirect: I will not run. < NOVAK, : = NOVAK\nindirect: Why not? < HOST, : = HOST\n"
     "indirect: He said I am old. < NOVAK, : = NOVAK\nindirect: And? < HOST, : = HOST\n"
     "indirect: That is all. < NOVAK, : = NOVAK\nindirect: Thanks. < HOST, : = HOST"},
    /* words in marks are theirs who want or fear it (9 of 15 such with "hope for" are annotated in PolNeAR's train
       part) */
    {"The farmers hope for \"a clean start\" for the port.",
     "mixed: \"a clean start\" for the port < The farmers, hope for = The farmers"},
    /* what is not a quote */
    {"", ""},
    {"The bridge opened in May.", ""},
    {"Tim Berg, nicknamed \"Rocket,\" plays the film \"Night Train\" on a 24\" screen.", ""},
    {"On \"Morning Talk,\" Peter Novak said the plan was dead.",
     "indirect: the plan was dead < Peter Novak, said = Peter Novak"},
    {"The so-called \"smart\" meters cost 200 euros.", ""},
    {"His memoir, \"A Life at Sea,\" was sold with the song \"Blue Water.\"", ""},
    {"The \"yes\" vote won, and \"no\" voters went home.", ""},
    {"They use a method called \"cold rolling,\" and the town is called \"little Prague on the river.\"", ""},
    {"The name reflects a city \"reborn from its ashes.\" Her parents left \"the house of the moon.\"", ""},
    {"The hall was described as \"plain but very large\" and was painted in \"all the colours of May.\"", ""},
    {"Anna Berg wrote the book \"the end of the road.\" Novak, also known as \"the king of the north,\" won.", ""},
    {"By Our Staff\n\nVARDE — Novak won the race.", ""},
    {"Novak thinks the plan is bad and hopes to win.", ""},
    {"The farmers got \"a clean start\" for the port.", ""},
    {"She likes to say no. The reports were late, and the claims rose.", ""},
    {"Exclusive: New Bridge to Open in May", ""},
    /* words in the midst of a sentence are nobody's of the paragraph before */
    {"Kestrel Oil said that its boats were safe.\n\nThe school had joined with the Harbour Times and other papers on "
     "two "
     "stories printed in May that examined \"the firm's view of the boats and the plans for its lakes on the issue of "
     "rain.\" They helped the town.",
     "indirect: that its boats were safe < Kestrel Oil, said = Kestrel Oil\n"
     "direct: the firm's view of the boats and the plans for its lakes on the issue of rain. < -, - = -"},
    {"Anna Berg makes films. One clip, posted in 2012 and entitled \"How To Plant Your Garden In The Rain\" was "
     "viewed 3 million times. Her clip \"How To Avoid Talking To People You Don't Want To Talk To\" won a prize. In "
     "it, she "
     "stated, \"I'm sick of rain.\"",
     "direct: I'm sick of rain. < she, stated = Anna Berg"},
};

START_TEST(quotes_are_found)
{
    ck_assert_str_eq(found(ARTICLES[_i].text), ARTICLES[_i].quotes);
}
END_TEST

/* What the rules make of parts that the reader gets wrong, whatever reader there is: text, what it sees in text order,
 * what comes out. */
static const struct {
    const char *text;
    struct {
        enum read_part part;
        const char *text;
    } seen[6]; /* in text order */
    const char *quotes;
} MISREAD[] = {
    /* who is told, and a dateline, are none of what is said */
    {"Peter Novak told voters that \"the work is done and paid for.\"",
     {{READ_SOURCE, "Peter Novak"},
      {READ_CUE, "told"},
      {READ_CONTENT, "voters that \"the work is done and paid for.\""}},
     "mixed: that \"the work is done and paid for.\" < Peter Novak, told = Peter Novak"},
    {"VARDE, Denmark \xE2\x80\x94 Two of the piers will stay closed, the port said.",
     {{READ_CONTENT, "VARDE, Denmark \xE2\x80\x94 Two of the piers will stay closed"},
      {READ_SOURCE, "the port"},
      {READ_CUE, "said"}},
     "indirect: Two of the piers will stay closed < the port, said = the port"},
    /* a headline does not go on in the text, nor does what stands without marks in another paragraph */
    {"Novak: The ice is thin\n\nThe ice is thin, Novak said on Sunday.",
     {{READ_SOURCE, "Novak"},
      {READ_CONTENT, "The ice is thin\n\nThe ice is thin"},
      {READ_SOURCE, "Novak"},
      {READ_CUE, "said"}},
     "indirect: The ice is thin < Novak, : = Novak\n"
     "indirect: The ice is thin < Novak, said = Novak"},
    /* what points elsewhere, and a condition, tell nothing; but a turn of a transcript may be one word */
    {"Jan Berg admitted that.", {{READ_SOURCE, "Jan Berg"}, {READ_CUE, "admitted"}, {READ_CONTENT, "that"}}, ""},
    {"Jan Berg said \"this\" on Sunday.",
     {{READ_SOURCE, "Jan Berg"}, {READ_CUE, "said"}, {READ_CONTENT, "\"this\""}},
     "direct: this < Jan Berg, said = Jan Berg"},
    {"Jan Berg asked not to be named.",
     {{READ_SOURCE, "Jan Berg"}, {READ_CUE, "asked"}, {READ_CONTENT, "not to be named"}},
     ""},
    {"Jan Berg found that the hall, built for 30, had admitted at least 40 guests that night.",
     {{READ_SOURCE, "Jan Berg"},
      {READ_CUE, "found"},
      {READ_CONTENT, "that the hall, built for 30, had admitted at least 40 guests that night"}},
     "indirect: that the hall, built for 30, had admitted at least 40 guests that night < Jan Berg, found = Jan Berg"},
    {"BERG: Why\n\nNOVAK: That\n\nBERG: Why\n\nNOVAK: To win\n\nBERG: Why\n\nNOVAK: So",
     {{READ_SOURCE, NULL}},
     "indirect: Why < BERG, : = BERG\nindirect: That < NOVAK, : = NOVAK\nindirect: Why < BERG, : = BERG\n"
     "indirect: To win < NOVAK, : = NOVAK\nindirect: Why < BERG, : = BERG\nindirect: So < NOVAK, : = NOVAK"},
    /* sources of the rules: a name with commas, a study by somebody, a spokesman by phone */
    {"A spokesman for the Ministry of Housing, Communities and Local Roads said that the letters were read.",
     {{READ_CUE, "said"}, {READ_CONTENT, "that the letters were read"}},
     "indirect: that the letters were read < A spokesman for the Ministry of Housing, Communities and Local Roads, "
     "said = A "
     "spokesman for the Ministry of Housing, Communities and Local Roads"},
    {"The ice is thin, according to a 2017 study by the University of Oslo.",
     {{READ_CONTENT, "The ice is thin"}, {READ_CUE, "according to"}},
     "indirect: The ice is thin < a 2017 study by the University of Oslo, according to = a 2017 study by the "
     "University "
     "of Oslo"},
    {"The ice is thin, according to a spokesman by the pier.",
     {{READ_CONTENT, "The ice is thin"}, {READ_CUE, "according to"}},
     "indirect: The ice is thin < a spokesman, according to = a spokesman"},
    {"People marched, according to the march organizer Alliance to Save Our Rivers.",
     {{READ_CONTENT, "People marched"}, {READ_CUE, "according to"}, {READ_SOURCE, "the march organizer Alliance"}},
     "indirect: People marched < the march organizer Alliance to Save Our Rivers, according to = Alliance to Save Our "
     "Rivers"},
    /* what stands behind a noun belongs to it */
    {"Two sources close to the talks told Reuters that the group was split.",
     {{READ_CUE, "told"}, {READ_CONTENT, "that the group was split"}},
     "indirect: that the group was split < Two sources close to the talks, told = Two sources close to the talks"},
    {"A study published in July found that the ice was thin.",
     {{READ_SOURCE, "A study published in July"}, {READ_CUE, "found"}, {READ_CONTENT, "that the ice was thin"}},
     "indirect: that the ice was thin < A study published in July, found = A study published in July"},
    {"The ice is thin, according to a tally by the Lake Council.",
     {{READ_CONTENT, "The ice is thin"}, {READ_CUE, "according to"}},
     "indirect: The ice is thin < a tally by the Lake Council, according to = a tally by the Lake Council"},
    {"\"We made it,\" said Kestrel's co-founder and chief executive, Anna Berg, at a fair.",
     {{READ_CONTENT, "\"We made it,\""}, {READ_CUE, "said"}},
     "direct: We made it, < Kestrel's co-founder and chief executive, Anna Berg, said = Anna Berg"},
    {"Damage could exceed 10 million pounds ($13 million), the port said.",
     {{READ_CONTENT, "Damage could exceed 10 million pounds ($13 million"},
      {READ_SOURCE, "the port"},
      {READ_CUE, "said"}},
     "indirect: Damage could exceed 10 million pounds ($13 million) < the port, said = the port"},
    {"The cause was the cold, her daughter, the novelist Anna Berg, said.",
     {{READ_CONTENT, "The cause was the cold"}, {READ_CUE, "said"}},
     "indirect: The cause was the cold < her daughter, the novelist Anna Berg, said = Anna Berg"},
    {"\"I ran,\" Holm told the warden, according to the file.",
     {{READ_CONTENT, "\"I ran,\" Holm told the warden"}, {READ_CUE, "according to"}, {READ_SOURCE, "the file"}},
     "direct: I ran, < Holm, told = Holm"},
    {"Drivers are tired, according to a survey of 800 hauliers that had a margin of error.",
     {{READ_CONTENT, "Drivers are tired"},
      {READ_CUE, "according to"},
      {READ_SOURCE, "a survey of 800 hauliers"},
      {READ_CONTENT, "that had a margin of error"}},
     "indirect: Drivers are tired < a survey of 800 hauliers, according to = a survey of 800 hauliers"},
    {"Drivers are tired, according to a survey of 800 registered hauliers.",
     {{READ_CONTENT, "Drivers are tired"}, {READ_CUE, "according to"}},
     "indirect: Drivers are tired < a survey of 800 registered hauliers, according to = a survey of 800 registered "
     "hauliers"},
    {"The lake bank has cut its rate again, but warned that the ice was thin.",
     {{READ_CONTENT, "The lake bank has cut its rate again"},
      {READ_CUE, "warned"},
      {READ_CONTENT, "that the ice was thin"}},
     "indirect: that the ice was thin < The lake bank, warned = The lake bank"},
    {"One Democrat familiar with the vote said that the ice was thin.",
     {{READ_CUE, "said"}, {READ_CONTENT, "that the ice was thin"}},
     "indirect: that the ice was thin < One Democrat familiar with the vote, said = One Democrat familiar with the "
     "vote"},
    {"The prime minister and Chancellor Anna Berg said that the ice was thin.",
     {{READ_CUE, "said"}, {READ_CONTENT, "that the ice was thin"}},
     "indirect: that the ice was thin < The prime minister and Chancellor Anna Berg, said = Anna Berg"},
    {"Sen. Jan Berg, the independent who chairs the Health, Education, Labor and Pensions Committee, said that the ice "
     "was "
     "thin.",
     {{READ_CUE, "said"}, {READ_CONTENT, "that the ice was thin"}},
     "indirect: that the ice was thin < Sen. Jan Berg, said = Jan Berg"},
    {"The road is shut, according to Kestrel, whose head Jan Berg called the delay \"a disgrace\".",
     {{READ_CONTENT, "The road is shut"},
      {READ_CUE, "according to"},
      {READ_SOURCE, "Kestrel"},
      {READ_CONTENT, "the delay \"a disgrace\""}},
     "indirect: The road is shut < Kestrel, according to = Kestrel\n"
     "mixed: the delay \"a disgrace\" < whose head Jan Berg, called = Jan Berg"},
    /* nobody says nothing, nor does who declined to; a house number is no "no" */
    {"No one else said that the ice was thin.",
     {{READ_SOURCE, "No one else"}, {READ_CUE, "said"}, {READ_CONTENT, "that the ice was thin"}},
     ""},
    {"No 10 said that the ice was thin.",
     {{READ_SOURCE, "No 10"}, {READ_CUE, "said"}, {READ_CONTENT, "that the ice was thin"}},
     "indirect: that the ice was thin < No 10, said = No 10"},
    {"The route has claimed at least 30 lives.",
     {{READ_SOURCE, "The route"}, {READ_CUE, "claimed"}, {READ_CONTENT, "at least 30 lives"}},
     ""},
    {"Peter Novak praised the minister Jan Berg.",
     {{READ_SOURCE, "Peter Novak"}, {READ_CUE, "praised"}, {READ_CONTENT, "the minister Jan Berg"}},
     ""},
    {"Jan Berg conceded defeat on Friday after a long night.",
     {{READ_SOURCE, "Jan Berg"}, {READ_CUE, "conceded"}, {READ_CONTENT, "defeat on Friday after a long night"}},
     ""},
    {"The paper said so, citing three sources.",
     {{READ_SOURCE, "The paper"}, {READ_CUE, "citing"}, {READ_CONTENT, "three sources"}},
     ""},
    {"Jan Berg was quoted by the state radio as saying that the ice was thin.",
     {{READ_SOURCE, "the state radio"}, {READ_CUE, "saying"}, {READ_CONTENT, "that the ice was thin"}},
     "indirect: that the ice was thin < Jan Berg, saying = Jan Berg"},
    {"Jan Berg declined to say how thin the ice was.",
     {{READ_SOURCE, "Jan Berg"}, {READ_CUE, "declined"}, {READ_CONTENT, "to say how thin the ice was"}},
     ""},
    /* between marks that are both there everything is said; who is told is not */
    {"Peter Berg said: \"I was late. But Mike asked me to stay for a year.\"",
     {{READ_SOURCE, "Peter Berg"},
      {READ_CUE, "said"},
      {READ_CONTENT, "I was late"},
      {READ_CUE, "asked"},
      {READ_CONTENT, "me to stay for a year"}},
     "direct: I was late. But Mike asked me to stay for a year. < Peter Berg, said = Peter Berg"},
    {"Jan Berg told her she had no future.",
     {{READ_SOURCE, "Jan Berg"}, {READ_CUE, "told"}, {READ_CONTENT, "her she had no future"}},
     "indirect: she had no future < Jan Berg, told = Jan Berg"},
    {"The farmers behind the plan say that it is safe.",
     {{READ_CUE, "say"}, {READ_CONTENT, "that it is safe"}},
     "indirect: that it is safe < The farmers behind the plan, say = The farmers behind the plan"},
    {"Kestrel last week said the ice was thin.",
     {{READ_SOURCE, "Kestrel last week"}, {READ_CUE, "said"}, {READ_CONTENT, "the ice was thin"}},
     "indirect: the ice was thin < Kestrel, said = Kestrel"},
    {"In coming months Mr Berg says the ice will be thin.",
     {{READ_CUE, "says"}, {READ_CONTENT, "the ice will be thin"}},
     "indirect: the ice will be thin < Mr Berg, says = Berg"},
    {"Anna Berg told the BBC progress had been made.",
     {{READ_SOURCE, "Anna Berg"}, {READ_CUE, "told"}, {READ_CONTENT, "the BBC progress had been made"}},
     "indirect: progress had been made < Anna Berg, told = Anna Berg"},
    /* a long title under no verb of speech */
    {"Peter Berg enjoyed \"How To Avoid Talking To People You Don't Want To Talk To\" on Monday.",
     {{READ_SOURCE, "Peter Berg"},
      {READ_CUE, "enjoyed"},
      {READ_CONTENT, "\"How To Avoid Talking To People You Don't Want To Talk To\""}},
     ""},
    /* no verb of another paragraph has words in the midst of a sentence, and no question what stands before it */
    {"In it, Anna Berg stated, \"I'm sick of rain.\"\n\nPeter Lund, of the University of Oslo, studies \"the best ways "
     "in which fish fight the cold\".",
     {{READ_SOURCE, "Anna Berg"},
      {READ_CUE, "stated"},
      {READ_CONTENT, "\"I'm sick of rain.\""},
      {READ_CONTENT, "\"the best ways in which fish fight the cold\""}},
     "direct: I'm sick of rain. < Anna Berg, stated = Anna Berg"},
    {"Jan Berg said that the ice was thin. The rules let farmers name a second candidate by May.",
     {{READ_SOURCE, "Jan Berg"},
      {READ_CUE, "said"},
      {READ_CONTENT, "that the ice was thin"},
      {READ_CONTENT, "a second candidate by May"}},
     "indirect: that the ice was thin < Jan Berg, said = Jan Berg"},
    {"\"The future is only rain, and it will sink boats.\"\n\nMr. Lund, do you think the harbour will be saved?",
     {{READ_CONTENT, "\"The future is only rain, and it will sink boats.\""},
      {READ_SOURCE, "you"},
      {READ_CUE, "think"}},
     "direct: The future is only rain, and it will sink boats. < -, - = -"},
    /* a headline is not what the text reports, a source is not what it says */
    {"Two held after the robbery\n\nA man handed over his ring, police have said.",
     {{READ_CONTENT, "Two held after the robbery"},
      {READ_CONTENT, "A man handed over his ring"},
      {READ_SOURCE, "police"},
      {READ_CUE, "said"}},
     "indirect: A man handed over his ring < police, said = police"},
    {"'We heard a bang': two dead in Varde\n\nThe road was shut on Sunday.",
     {{READ_SOURCE, NULL}},
     "direct: We heard a bang < -, - = -"},
    {"The woman's son, who was not named, told Reuters that she was ill.",
     {{READ_CONTENT, "The woman's son, who was not named"}, {READ_CUE, "told"}, {READ_CONTENT, "that she was ill"}},
     "indirect: that she was ill < The woman's son, told = The woman's son"},
    {"One nurse, who asked to stay out, said: \"It is cold.\"",
     {{READ_SOURCE, "who"}, {READ_CUE, "said"}, {READ_CONTENT, "\"It is cold.\""}},
     "direct: It is cold. < One nurse, said = One nurse"},
    /* whom others go on from */
    {"Jan Berg said: \"It is cold. It is late.\" He added that the ice was thin.",
     {{READ_SOURCE, "Jan Berg"},
      {READ_CUE, "said"},
      {READ_CONTENT, "\"It is cold. It is late.\""},
      {READ_SOURCE, "He"},
      {READ_CUE, "added"},
      {READ_CONTENT, "that the ice was thin"}},
     "direct: It is cold. It is late. < Jan Berg, said = Jan Berg\n"
     "indirect: that the ice was thin < He, added = Jan Berg"},
    {"Jan Berg beat Peter Novak on Sunday. \"I am tired,\" the 36-year-old said.",
     {{READ_CONTENT, "\"I am tired,\""}, {READ_SOURCE, "the 36-year-old"}, {READ_CUE, "said"}},
     "direct: I am tired, < the 36-year-old, said = Jan Berg"},
    {"Jan Berg beat Peter Novak on Sunday. \"I am tired,\" the Spaniard said.",
     {{READ_CONTENT, "\"I am tired,\""}, {READ_SOURCE, "the Spaniard"}, {READ_CUE, "said"}},
     "direct: I am tired, < the Spaniard, said = Jan Berg"},
    {"Jan Berg beat Peter Novak on Sunday. \"We are tired,\" the Green Party said.",
     {{READ_CONTENT, "\"We are tired,\""}, {READ_SOURCE, "the Green Party"}, {READ_CUE, "said"}},
     "direct: We are tired, < the Green Party, said = Green Party"},
    {"Peter Berg saw the road. Jan Novak was late. The road, he said, was shut.",
     {{READ_CONTENT, "The road"}, {READ_SOURCE, "he"}, {READ_CUE, "said"}, {READ_CONTENT, "was shut"}},
     "indirect: The road // was shut < he, said = Jan Novak"},
    {"My teacher, Jan Berg, told me: \"Learn to wait.\" So I waited.",
     {{READ_SOURCE, "My teacher, Jan Berg"},
      {READ_CUE, "told"},
      {READ_CONTENT, "\"Learn to wait.\""},
      {READ_CONTENT, "So I waited"}},
     "direct: Learn to wait. < My teacher, Jan Berg, told = Jan Berg"},
    {"The road was shut on Sunday.\n\nMUMBAI: Two piers will stay closed, the port said.",
     {{READ_CONTENT, "MUMBAI: Two piers will stay closed"}, {READ_SOURCE, "the port"}, {READ_CUE, "said"}},
     "indirect: Two piers will stay closed < the port, said = the port"},
    {"Chief Executive Peter Berg met the firm in 2026. Berg left on Monday.\n\nAnalysts called it "
     "clean. Jan "
     "Novak, a portfolio manager at fund house Union Investment, a shareholder, struck a more cautious note. The share "
     "price, he said, \"already assumes that nothing goes wrong\".",
     {{READ_CONTENT, "The share price"},
      {READ_SOURCE, "he"},
      {READ_CUE, "said"},
      {READ_CONTENT, "\"already assumes that nothing goes wrong\""}},
     "mixed: The share price // already assumes that nothing goes wrong < he, said = Jan Novak"},
    {"Varde and Lake MP Jan Berg said that the ice was thin.",
     {{READ_SOURCE, "Varde and Lake MP Jan Berg"}, {READ_CUE, "said"}, {READ_CONTENT, "that the ice was thin"}},
     "indirect: that the ice was thin < Varde and Lake MP Jan Berg, said = Jan Berg"},
    /* "it said" of the body that the words begin with */
    {"The Lake Institute will show two of them, it said.",
     {{READ_CONTENT, "The Lake Institute will show two of them"}, {READ_SOURCE, "it"}, {READ_CUE, "said"}},
     "indirect: The Lake Institute will show two of them < it, said = Lake Institute"},
    /* a preposition speaks for nobody */
    {"Despite the rain, he claimed that the ice was thin.",
     {{READ_SOURCE, "Despite"}, {READ_CUE, "claimed"}, {READ_CONTENT, "that the ice was thin"}},
     "indirect: that the ice was thin < he, claimed = -"},
};

static void read_misread(int i, float score)
{
    ck_assert_int_eq(read_words(reader(), &arena, str_of(MISREAD[i].text), 0, &words), OK);
    for (unsigned k = 0; k < MODEL_PARTS; k++) {
        memset(words.labels.part[k], 0, words.token_count);
    }
    size_t at = 0;
    for (unsigned k = 0; k < 6 && MISREAD[i].seen[k].text; k++) {
        unsigned part = MISREAD[i].seen[k].part;
        label_text(&words, words.labels.part[part], words.labels.part_score[part], &at, MISREAD[i].seen[k].text, 1,
                   score);
    }
    ck_assert_int_eq(find_entities(&arena, &words, (struct str){NULL, 0}, 0, &entities), OK);
    ck_assert_int_eq(find_quotes(&arena, &words, &entities, 0, &quotes), OK);
}

START_TEST(parts_that_are_misread_are_mended)
{
    read_misread(_i, 0.95F);
    ck_assert_str_eq(found_quotes(), MISREAD[_i].quotes);
}
END_TEST

/* However unsure the reader is, two of three such quotes are right; however sure, some are not. */
START_TEST(confidence_is_how_often_quotes_are_right)
{
    for (int i = 0; i < (int)ROWS(MISREAD); i++) {
        read_misread(i, 0.3F);
        for (size_t k = 0; k < quotes.list.count; k++) {
            bool indirect = quotes.list.at[k].type == QUOTE_INDIRECT;
            ck_assert_double_ge(quotes.list.at[k].confidence, indirect ? 0.63 : 0);
            ck_assert_double_le(quotes.list.at[k].confidence, 0.98);
        }
    }
}
END_TEST

/* Every span lies within the text, parts are in order and quotes too. */
static void check_shape(void)
{
    uint32_t start = 0;
    for (size_t i = 0; i < quotes.list.count; i++) {
        const struct quote *quote = &quotes.list.at[i];
        ck_assert_uint_gt(quote->spans.count, 0);
        ck_assert_uint_ge(quote->spans.at[0].start, start);
        start = quote->spans.at[0].start;
        for (size_t k = 0; k < quote->spans.count; k++) {
            struct span span = quote->spans.at[k];
            ck_assert(span.start < span.end && span.end <= words.text.len);
            ck_assert(k == 0 || span.start >= quote->spans.at[k - 1].end);
        }
        ck_assert(quote->type == QUOTE_INDIRECT ? quote->verbatim.count == 0 : quote->verbatim.count > 0);
        ck_assert(quote->confidence > 0 && quote->confidence <= 1);
        ck_assert_int_lt(quote->source_entity, (int)entities.list.count);
    }
}

static const char *const HOSTILE[] = {
    "\"",
    "“a ",
    "he said ",
    "\"a,\" he said ",
    "Bob said that ",
    "said ",
    "according to ",
    "Bob: x\n\n",
    "\"a\n\n",
    "X, a Y, said ",
    "said \"Fox News,\" ",
    "claim that ",
    "and said, ",
    "'a s' ",
    "Bob (x) and ",
    "of the a of ",
    "VARDE — he said\n",
};

/* A megabyte of each: the time stays in proportion (a quadratic step would take minutes), and so does what is found. */
START_TEST(hostile_text_stays_linear)
{
    enum { SIZE = 1 << 20, SECONDS = 30 };
    size_t unit = strlen(HOSTILE[_i]), length = SIZE / unit * unit;
    char *text = malloc(SIZE);
    ck_assert_ptr_nonnull(text);
    for (size_t at = 0; at < length; at += unit) {
        memcpy(text + at, HOSTILE[_i], unit);
    }
    ck_assert_int_eq(read_randomly(&arena, (struct str){text, length}, &words), OK);
    entities = (struct entities){.at_token = ARENA_NEW(&arena, int32_t, words.token_count + 1)};
    ck_assert_ptr_nonnull(entities.at_token);
    for (uint32_t i = 0; i < words.token_count; i++) {
        entities.at_token[i] = NO_ENTITY;
    }
    uint64_t before = clock_now();
    ck_assert_int_eq(find_quotes(&arena, &words, &entities, 0, &quotes), OK);
    ck_assert_uint_lt((clock_now() - before) / 1000000000, SECONDS);
    check_shape();
    size_t said = 0;
    for (size_t i = 0; i < quotes.list.count; i++) {
        said += quotes.list.at[i].spans.at[quotes.list.at[i].spans.count - 1].end - quotes.list.at[i].spans.at[0].start;
    }
    ck_assert_uint_le(said, 8 * length);
    free(text);
}
END_TEST

static const char *const SAMPLE =
    "Novak: We Will Build\n\n\"The bridge,\" Maria Lopez said, \"is 'safe' for all.\"\n\n"
    "She added that it was closed, according to the port.\n\n\"It is.\n\n\"It was,\" he said.";

START_TEST(every_failing_allocation_is_a_fault)
{
    ck_assert_int_eq(read_quotes(str_of(SAMPLE)), OK);
    size_t expected = quotes.list.count;
    enum fault f = FAULT_NO_MEMORY;
    for (size_t n = 1; f && n < 1000; n++) {
        arena.fuse = n;
        f = find_quotes(&arena, &words, &entities, 0, &quotes);
        ck_assert(f == OK || f == FAULT_NO_MEMORY);
    }
    ck_assert_int_eq(f, OK);
    ck_assert_uint_eq(quotes.list.count, expected);
}
END_TEST

START_TEST(a_passed_deadline_is_a_fault)
{
    ck_assert_int_eq(read_quotes(str_of(SAMPLE)), OK);
    ck_assert_int_eq(find_quotes(&arena, &words, &entities, 1, &quotes), FAULT_TOO_SLOW);
}
END_TEST

static void add_tests(TCase *tcase)
{
    reader();
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_loop_test(tcase, quotes_are_found, 0, ROWS(ARTICLES));
    tcase_add_test(tcase, confidence_is_how_often_quotes_are_right);
    tcase_add_loop_test(tcase, parts_that_are_misread_are_mended, 0, ROWS(MISREAD));
    tcase_add_loop_test(tcase, hostile_text_stays_linear, 0, ROWS(HOSTILE));
    tcase_add_test(tcase, every_failing_allocation_is_a_fault);
    tcase_add_test(tcase, a_passed_deadline_is_a_fault);
}

SUITE_MAIN("quotes", add_tests)
