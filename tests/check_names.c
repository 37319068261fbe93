/* Which spans are names, and of what kind. */
#include "tests/entities.h"

/* "PERSON Ann Lee; LOCATION Oslo" in text order. */
static const char *found_names(void)
{
    static char out[4096];
    size_t length = 0;
    out[0] = '\0';
    for (uint32_t i = 0; i < words.token_count; i++) {
        int32_t e = found.at_token[i];
        for (size_t m = 0; e >= 0 && m < found.list.at[e].mentions.count; m++) {
            const struct mention *mention = &found.list.at[e].mentions.at[m];
            if (mention->first == i && mention->form == MENTION_NAME) {
                length += (size_t)snprintf(out + length, sizeof out - length, "%s%s %.*s", length ? "; " : "",
                                           entity_type_name(found.list.at[e].type),
                                           STR_ARGS(span_text(words.text, mention->span)));
            }
        }
    }
    return out;
}

static const char *names_of(const char *text)
{
    read_entities(text);
    return found_names();
}

static const struct {
    const char *text, *names;
} NAMES[] = {
    {"", ""},
    {"The weather was fine and nobody said anything.", ""},
    {"However, it rained. The farmers were glad. Nothing else happened.", ""},
    {"The minister spoke on Tuesday, 4 March.", ""},
    /* titles, possessives and "the" stay outside */
    {"The reporters met Norwegian President Sigrid Halvorsen in Oslo.",
     "NORP Norwegian; PERSON Sigrid Halvorsen; LOCATION Oslo"},
    {"A letter from Mrs. Adeyemi reached Dr Carlos Fuentes in Lagos.",
     "PERSON Adeyemi; PERSON Carlos Fuentes; LOCATION Lagos"},
    {"The crowd cheered as Portugal's Prime Minister arrived in the United States.",
     "LOCATION Portugal; LOCATION United States"},
    /* people of many cultures */
    {"We spoke to Park Min-ho and to Nguyen Van Hai about it.", "PERSON Park Min-ho; PERSON Nguyen Van Hai"},
    {"It was said by Ursula von der Leyen in Brussels.", "PERSON Ursula von der Leyen; LOCATION Brussels"},
    {"It was Mohammed bin Rashid who asked Layla al-Hashimi.", "PERSON Mohammed bin Rashid; PERSON Layla al-Hashimi"},
    {"It was Sens. Carla Ruiz (D-Ohio) who left \xE2\x80\x94 Kenya was far.",
     "PERSON Carla Ruiz; LOCATION Ohio; LOCATION Kenya"},
    /* bodies by their heads */
    {"She worked for the Ministry of Health and for the World Bank.",
     "ORGANIZATION Ministry of Health; ORGANIZATION World Bank"},
    {"He studied at the University of Nairobi before he joined Kestrel Energy Ltd.",
     "ORGANIZATION University of Nairobi; ORGANIZATION Kestrel Energy Ltd."},
    {"He was at the helm of the European Union (EU) and of NATO.",
     "ORGANIZATION European Union; ORGANIZATION EU; ORGANIZATION NATO"},
    /* lists of tasks belong to the body's name; other names do not */
    {"She wrote to the Ministry of Sport, Culture and Fisheries in May.",
     "ORGANIZATION Ministry of Sport, Culture and Fisheries"},
    {"The Department for Trade, Energy & Transport closed.", "ORGANIZATION Department for Trade, Energy & Transport"},
    {"The Ministry of Health, Oslo and Bergen agreed.",
     "ORGANIZATION Ministry of Health; LOCATION Oslo; LOCATION Bergen"},
    {"The Ministry of Finance, Parliament and others agreed.",
     "ORGANIZATION Ministry of Finance; ORGANIZATION Parliament"},
    /* legal forms and initials belong to a company's name */
    {"A court fined Sunmere Lines AS and then Lake Palms Sdn Bhd.",
     "ORGANIZATION Sunmere Lines AS; ORGANIZATION Lake Palms Sdn Bhd"},
    {"They bought Rimfall GmbH and Lars Moe ASA.", "ORGANIZATION Rimfall GmbH; ORGANIZATION Lars Moe ASA"},
    {"He joined K. B. Lindahl & Sons in May.", "ORGANIZATION K. B. Lindahl & Sons"},
    /* the noun before a name says what it is */
    {"He told the newspaper Fjordposten so.", "ORGANIZATION Fjordposten"},
    {"She works for the weekly Hallandsbladet. Hallandsbladet is old.",
     "ORGANIZATION Hallandsbladet; ORGANIZATION Hallandsbladet"},
    {"The union leader, Brem de Witt, read a letter.", "PERSON Brem de Witt"},
    {"The main owner, Bank de Zerin, was sad.", "ORGANIZATION Bank de Zerin"},
    {"The company Smith founded grew.", "PERSON Smith"},
    {"It was the company Anna Berg wanted.", "PERSON Anna Berg"},
    {"It is the party Norway needs.", "LOCATION Norway"},
    /* a headline's capitals tell nothing */
    {"Gulls Stun Town 3-2 With Two Goals in Borrowed Time\n\nHarrow Rovers beat Eastgate Town 3-2 on Sunday.",
     "ORGANIZATION Town; ORGANIZATION Harrow Rovers; ORGANIZATION Eastgate Town"},
    {"Lindqvist Tells France That Winter Storms Grow Worse\n\nIn May, Karin Lindqvist spoke in Oslo about it.",
     "PERSON Lindqvist; LOCATION France; PERSON Karin Lindqvist; LOCATION Oslo"},
    /* places */
    {"Floods hit villages along the Mekong River in Cambodia and Laos.",
     "LOCATION Mekong River; LOCATION Cambodia; LOCATION Laos"},
    {"They flew from Geneva, Switzerland, to South Korea.",
     "LOCATION Geneva; LOCATION Switzerland; LOCATION South Korea"},
    /* nationalities are no places */
    {"Most Egyptians and some Iranian officials agreed with the Muslim leaders.",
     "NORP Egyptians; NORP Iranian; NORP Muslim"},
    {"She flew to malaysia to see how people farm.", "LOCATION malaysia"},
    {"Experts from the WHO and who else came. It was late for us in the US.", "ORGANIZATION WHO; LOCATION US"},
    /* edges: sentences, brackets, prefixes, scores, days, initials, numbers */
    {"We met at the Harbour Museum\n\nVisitors came from Oslo.", "FACILITY Harbour Museum; LOCATION Oslo"},
    {"Port of Sunmere Shuts Two Gates After Storm\n\nThe Port of Sunmere was closed on Monday.",
     "FACILITY Port of Sunmere; FACILITY Port of Sunmere"},
    {"A pan-African bank opened in Peru.", "NORP African; LOCATION Peru"},
    {"The administration took an aggressively pro-Israel stance, and anti-American marches began.",
     "LOCATION Israel; NORP American"},
    {"They met Sir John Berg KC, Jane Lund MP and Peter Okello PhD.",
     "PERSON John Berg; PERSON Jane Lund; PERSON Peter Okello"},
    {"The states signed the Free Lake Trade Agreement (LATRA). They say that LATRA has worked.",
     "MISC Free Lake Trade Agreement; MISC LATRA; MISC LATRA"},
    {"A petition by the rights organisation \"Odhikar\" was heard. Odhikar's lawyer left.",
     "ORGANIZATION Odhikar; ORGANIZATION Odhikar"},
    {"She joined the Oslo Hockey Club of the Fjord Hockey League (FHL) in May.",
     "ORGANIZATION Oslo Hockey Club; ORGANIZATION Fjord Hockey League; ORGANIZATION FHL"},
    {"She joined the Union of Oslo Hockey Leagues (UOHL) in May.",
     "ORGANIZATION Union of Oslo Hockey Leagues; ORGANIZATION UOHL"},
    {"She left with her daughter, Virginia, in May. Virginia was ten.", "PERSON Virginia; PERSON Virginia"},
    {"Members met KP Bhishikar in Nagpur, but not PM Modi.", "PERSON KP Bhishikar; LOCATION Nagpur; PERSON Modi"},
    {"They check GPS satellites and CCTV footage, and a DNA test followed.", ""},
    {"They won Saturday's Six Nations match. The Freedom of Information Act came into force.",
     "EVENT Six Nations; MISC Freedom of Information Act"},
    {"An employee of Calvin Klein said that he had lost money. Calvin Klein's profit fell 3%.",
     "ORGANIZATION Calvin Klein; ORGANIZATION Calvin Klein"},
    {"Mr Klein smiled. Calvin Klein's profit fell 3%.", "PERSON Klein; PERSON Calvin Klein"},
    {"The NGOs Provea and Lake Watch wrote it.", "ORGANIZATION Provea; ORGANIZATION Lake Watch"},
    {"In Frankfurt the Dax gained 1%, and the Cac 40 fell.", "LOCATION Frankfurt; MISC Dax; MISC Cac 40"},
    {"The FTSE 250 gained ground on Monday.", "MISC FTSE 250"},
    {"A pan-Arab newspaper opened in Peru.", "NORP Arab; LOCATION Peru"},
    {"The All-China Youth Federation met in Oslo.", "ORGANIZATION All-China Youth Federation; LOCATION Oslo"},
    {"The painter A. G. Moreno moved to Lisbon.", "PERSON A. G. Moreno; LOCATION Lisbon"},
    /* names of one article agree */
    {"The chief harbour officer (CHO) left. The CHO met Ann Lee in Oslo.", "PERSON Ann Lee; LOCATION Oslo"},
    {"The tropical storm Marta hit Cuba. Marta killed two people.", "EVENT Marta; LOCATION Cuba; EVENT Marta"},
    {"Hurricane Olga came near Florida.", "EVENT Hurricane Olga; LOCATION Florida"},
    /* a sentence's first word is a name only when it is known or seen elsewhere */
    {"Workers left. Yesterday they came back. Moscow said no.", "LOCATION Moscow"},
};

START_TEST(names_are_found_and_typed)
{
    ck_assert_str_eq(names_of(NAMES[_i].text), NAMES[_i].names);
}
END_TEST

/* What the rules make of names that the reader gets wrong, whatever reader there is: text, what it sees, what comes
 * out. */
static const struct {
    const char *text;
    struct {
        const char *name;
        enum read_class class;
        float score;
    } seen[5];
    const char *names;
} MISREAD[] = {
    /* short forms of names of three words and more, whatever else is said of them; of two words, only their letters */
    {"They visited the Amber Waters (QRST) in May.",
     {{"Amber Waters", READ_MISC, 0.9F}, {"QRST", READ_ORGANIZATION, 0.9F}},
     "MISC Amber Waters; ORGANIZATION QRST"},
    {"The Lake Rain Accord (QRST) holds. Shares in QRST rose.",
     {{"Lake Rain Accord", READ_MISC, 0.9F}, {"QRST", READ_MISC, 0.6F}, {"QRST", READ_MISC, 0.6F}},
     "MISC Lake Rain Accord; MISC QRST; MISC QRST"},
    /* words of kinship before the subject of another clause */
    {"They met her brother, Virginia voters said.", {{"Virginia", READ_LOCATION, 0.9F}}, "LOCATION Virginia"},
    /* technical words, days, kinds, initials */
    {"Each NFT is a unique copy.", {{"NFT", READ_ORGANIZATION, 0.6F}}, ""},
    {"They won Saturday's Zerin Cup.", {{"Saturday's Zerin Cup", READ_EVENT, 0.9F}}, "EVENT Zerin Cup"},
    {"The NGO Zerin wrote to the NGO Affairs Bureau.",
     {{"NGO Zerin", READ_ORGANIZATION, 0.9F}, {"NGO Affairs Bureau", READ_ORGANIZATION, 0.9F}},
     "ORGANIZATION Zerin; ORGANIZATION NGO Affairs Bureau"},
    {"They met KP Zerin, and then PM Lund left.",
     {{"Zerin", READ_PERSON, 0.9F}, {"Lund", READ_PERSON, 0.9F}},
     "PERSON KP Zerin; PERSON Lund"},
    /* who is called by a body's name is none of the people */
    {"Merrill Lynch lost the case. The court spoke of Merrill, and Merrill paid.",
     {{"Merrill Lynch", READ_PERSON, 0.6F}, {"Merrill", READ_ORGANIZATION, 0.6F}, {"Merrill", READ_ORGANIZATION, 0.6F}},
     "ORGANIZATION Merrill Lynch; ORGANIZATION Merrill; ORGANIZATION Merrill"},
    /* headlines: the longer name that the prose knows, and no verb */
    {"Port of Sunmere Shuts Two Gates\n\nThe Port of Sunmere was closed.",
     {{"Sunmere Shuts", READ_LOCATION, 0.8F}, {"Port of Sunmere", READ_FACILITY, 0.9F}},
     "FACILITY Port of Sunmere; FACILITY Port of Sunmere"},
    {"Zerin Shuts Two Gates After Storm\n\nThe town of Zerin was quiet.",
     {{"Zerin Shuts", READ_LOCATION, 0.8F}, {"Zerin", READ_LOCATION, 0.9F}},
     "LOCATION Zerin; LOCATION Zerin"},
    /* remarks and kinds stay outside; a body's own head does not */
    {"He asked the nonpartisan Commission on Debates.",
     {{"nonpartisan Commission on Debates", READ_ORGANIZATION, 0.9F}},
     "ORGANIZATION Commission on Debates"},
    {"They left the Zerin province on foot.", {{"Zerin province", READ_LOCATION, 0.9F}}, "LOCATION Zerin"},
    {"He asked the Zerin thinktank.", {{"Zerin thinktank", READ_ORGANIZATION, 0.9F}}, "ORGANIZATION Zerin"},
    {"They pay for Zerin+ now.", {{"Zerin", READ_ORGANIZATION, 0.9F}}, "ORGANIZATION Zerin+"},
    {"They pay for Zerin +5.", {{"Zerin", READ_ORGANIZATION, 0.9F}}, "ORGANIZATION Zerin"},
    /* a full name beside the family's */
    {"The lawyer Duma Zerin won. Then Zerin smiled.",
     {{"Duma Zerin", READ_ORGANIZATION, 0.6F}, {"Zerin", READ_PERSON, 0.6F}},
     "PERSON Duma Zerin; PERSON Zerin"},
    {"The lawyer Duma Zerin won. Then Lund smiled.",
     {{"Duma Zerin", READ_ORGANIZATION, 0.6F}, {"Lund", READ_PERSON, 0.6F}},
     "ORGANIZATION Duma Zerin; PERSON Lund"},
    /* datelines, with their state */
    {"The mayor left.\n\nZERIN, Ohio (AP) - It rained.",
     {{"ZERIN", READ_ORGANIZATION, 0.9F}, {"Ohio", READ_LOCATION, 0.9F}},
     "LOCATION ZERIN; LOCATION Ohio"},
    {"The mayor left.\n\nZERIN, Ohio said, must pay.",
     {{"ZERIN", READ_ORGANIZATION, 0.9F}, {"Ohio", READ_LOCATION, 0.9F}},
     "ORGANIZATION ZERIN; LOCATION Ohio"},
    /* storms, ships and ladies */
    {"Super Typhoon Zerin hit. Zerin was strong.",
     {{"Super Typhoon Zerin", READ_LOCATION, 0.6F}, {"Zerin", READ_PERSON, 0.6F}},
     "EVENT Super Typhoon Zerin; EVENT Zerin"},
    {"Another storm, Zerin, will come.", {{"Zerin", READ_PERSON, 0.8F}}, "EVENT Zerin"},
    {"They asked the Zerin Hurricane Center.",
     {{"Zerin Hurricane Center", READ_ORGANIZATION, 0.9F}},
     "ORGANIZATION Zerin Hurricane Center"},
    {"He bought a yacht, the Zerin, in May.", {{"Zerin", READ_PERSON, 0.8F}}, "PRODUCT Zerin"},
    {"He met his aunt, the Zerin heir, in May.", {{"Zerin", READ_PERSON, 0.8F}}, "PERSON Zerin"},
    {"We asked Ms. Zerin about it.", {{"Zerin", READ_LOCATION, 0.9F}}, "PERSON Zerin"},
    /* firms, by what is only said of them */
    {"Shares in Zerin fell.", {{"Zerin", READ_PERSON, 0.6F}}, "ORGANIZATION Zerin"},
    {"The lives of Zerin fell apart.", {{"Zerin", READ_PERSON, 0.6F}}, "PERSON Zerin"},
    {"He met Zerin's new chief executive.", {{"Zerin", READ_PERSON, 0.6F}}, "ORGANIZATION Zerin"},
    {"He met Zerin's new neighbour.", {{"Zerin", READ_PERSON, 0.6F}}, "PERSON Zerin"},
    {"A Zerin spokeswoman left.", {{"Zerin", READ_PERSON, 0.6F}}, "ORGANIZATION Zerin"},
    {"Zerin, the biggest hinge maker, grew.", {{"Zerin", READ_PERSON, 0.6F}}, "ORGANIZATION Zerin"},
    {"Zerin, the ambulance service, grew.", {{"Zerin", READ_PERSON, 0.6F}}, "ORGANIZATION Zerin"},
    {"Zerin, the smallest player, grew.", {{"Zerin", READ_PERSON, 0.6F}}, "PERSON Zerin"},
    {"Shares in Zerin fell.", {{"Zerin", READ_PERSON, 0.95F}}, "PERSON Zerin"},
    {"Shares in Zerin fell.", {{"Zerin", READ_PERSON, 0.87F}}, "PERSON Zerin"},
    {"Shares in Zerin fell. Zerin smiled.",
     {{"Zerin", READ_PERSON, 0.6F}, {"Zerin", READ_PERSON, 0.95F}},
     "PERSON Zerin; PERSON Zerin"},
    {"Ana Zerin left. Shares in Zerin fell.",
     {{"Ana Zerin", READ_PERSON, 0.9F}, {"Zerin", READ_PERSON, 0.6F}},
     "PERSON Ana Zerin; PERSON Zerin"},
    {"Zerin Health Care fell. Then Zerin rose.",
     {{"Zerin Health Care", READ_ORGANIZATION, 0.9F}, {"Zerin", READ_PERSON, 0.6F}},
     "ORGANIZATION Zerin Health Care; ORGANIZATION Zerin"},
    {"Zerin's Health Fund fell. Then Zerin rose.",
     {{"Zerin's Health Fund", READ_ORGANIZATION, 0.9F}, {"Zerin", READ_PERSON, 0.6F}},
     "ORGANIZATION Zerin's Health Fund; PERSON Zerin"},
    {"Zerin Health Care fell. They live in Zerin.",
     {{"Zerin Health Care", READ_ORGANIZATION, 0.9F}, {"Zerin", READ_LOCATION, 0.6F}},
     "ORGANIZATION Zerin Health Care; LOCATION Zerin"},
    {"He asked the Zerin defence ministry.",
     {{"Zerin defence ministry", READ_ORGANIZATION, 0.9F}},
     "ORGANIZATION Zerin defence ministry"},
    /* two places, and one with a comma */
    {"They flew from Geneva, Switzerland, home.",
     {{"Geneva, Switzerland", READ_LOCATION, 0.9F}},
     "LOCATION Geneva; LOCATION Switzerland"},
    {"They met in Washington, D.C., again.",
     {{"Washington", READ_LOCATION, 0.9F}, {"D.C.", READ_LOCATION, 0.9F}},
     "LOCATION Washington, D.C."},
    /* one of a people */
    {"The 49-year-old Swede left.", {{"Swede", READ_PERSON, 0.9F}}, "NORP Swede"},
    {"Her friend Swede left.", {{"Swede", READ_PERSON, 0.9F}}, "PERSON Swede"},
    /* a person, a town in a state, and a ship */
    {"It came from Henderson, Nev., in May.",
     {{"Henderson", READ_PERSON, 0.99F}, {"Nev.", READ_LOCATION, 0.9F}},
     "LOCATION Henderson; LOCATION Nev."},
    {"It came from Batumi, Nev., in May.",
     {{"Batumi", READ_PERSON, 0.99F}, {"Nev.", READ_LOCATION, 0.9F}},
     "PERSON Batumi; LOCATION Nev."},
    {"It came from Henderson, Nevada native, in May.",
     {{"Henderson", READ_PERSON, 0.99F}, {"Nevada", READ_LOCATION, 0.9F}},
     "PERSON Henderson; LOCATION Nevada"},
    {"The Peter Lund, which sank, was old.", {{"Peter Lund", READ_PERSON, 0.99F}}, "PRODUCT Peter Lund"},
    {"The Peter Lund who sank was old.", {{"Peter Lund", READ_PERSON, 0.99F}}, "PERSON Peter Lund"},
    {"He asked a Zerin District Judge.", {{"Zerin District", READ_LOCATION, 0.9F}}, "LOCATION Zerin"},
    {"He asked a Zerin District farmer.", {{"Zerin District", READ_LOCATION, 0.9F}}, "LOCATION Zerin District"},
    /* kinds */
    {"Water rose behind the Zerin Dam.", {{"Zerin Dam", READ_LOCATION, 0.9F}}, "FACILITY Zerin Dam"},
    {"They saw the Zerin Way at night.", {{"Zerin Way", READ_EVENT, 0.4F}}, "MISC Zerin Way"},
    {"They saw the Zerin Way at night.", {{"Zerin Way", READ_EVENT, 0.6F}}, "EVENT Zerin Way"},
    /* cut into pieces, or two */
    {"Astrid (Zerin) Halvorsen left.",
     {{"Astrid", READ_PERSON, 0.9F}, {"Zerin) Halvorsen", READ_PERSON, 0.6F}},
     "PERSON Astrid (Zerin) Halvorsen"},
    {"Astrid (Norwegian) Halvorsen left.",
     {{"Astrid", READ_PERSON, 0.9F}, {"Halvorsen", READ_PERSON, 0.6F}},
     "PERSON Astrid; PERSON Halvorsen"},
    {"The lawyer left Zerin, Lund & Moss in May.",
     {{"Zerin", READ_PERSON, 0.9F}, {"Lund & Moss", READ_ORGANIZATION, 0.6F}},
     "ORGANIZATION Zerin, Lund & Moss"},
    {"The baker left Zerin, Lund & Moss in May.",
     {{"Zerin", READ_LOCATION, 0.9F}, {"Lund & Moss", READ_ORGANIZATION, 0.6F}},
     "LOCATION Zerin; ORGANIZATION Lund & Moss"},
    {"He left Goldsmiths, University of London, in May.",
     {{"Goldsmiths", READ_ORGANIZATION, 0.9F}, {"University of London", READ_ORGANIZATION, 0.9F}},
     "ORGANIZATION Goldsmiths, University of London"},
    {"He left Zerin, University of London, in May.",
     {{"Zerin", READ_ORGANIZATION, 0.9F}, {"University of London", READ_ORGANIZATION, 0.9F}},
     "ORGANIZATION Zerin; ORGANIZATION University of London"},
    {"It rained when the Africa Lake Union (Africa CDC) met farmers. Then Africa CDC left them.",
     {{"Africa Lake Union", READ_ORGANIZATION, 0.9F},
      {"Africa", READ_LOCATION, 0.9F},
      {"CDC", READ_ORGANIZATION, 0.9F},
      {"Africa", READ_LOCATION, 0.9F},
      {"CDC", READ_ORGANIZATION, 0.9F}},
     "ORGANIZATION Africa Lake Union; ORGANIZATION Africa CDC; ORGANIZATION Africa CDC"},
    {"The Lake Union (Africa CDC) met.",
     {{"Lake Union", READ_ORGANIZATION, 0.9F}, {"Africa", READ_LOCATION, 0.9F}, {"CDC", READ_ORGANIZATION, 0.9F}},
     "ORGANIZATION Lake Union; LOCATION Africa; ORGANIZATION CDC"},
    {"We met Germ\xC3\xA1n Zerin.",
     {{"Germ\xC3\xA1n", READ_NORP, 0.9F}, {"Zerin", READ_PERSON, 0.9F}},
     "PERSON Germ\xC3\xA1n Zerin"},
    {"An Ohio Republican left.", {{"Ohio Republican", READ_ORGANIZATION, 0.9F}}, "LOCATION Ohio; NORP Republican"},
    {"A Zerin Republican left.", {{"Zerin Republican", READ_ORGANIZATION, 0.9F}}, "ORGANIZATION Zerin Republican"},
    {"A Democrat of Ohio left.", {{"Democrat of Ohio", READ_ORGANIZATION, 0.9F}}, "NORP Democrat; LOCATION Ohio"},
    /* firms in 's, and people who have something */
    {"She left Moody's in May.", {{"Moody", READ_PERSON, 0.9F}}, "ORGANIZATION Moody's"},
    {"She left Christie's, too.", {{"Christie", READ_PERSON, 0.9F}}, "ORGANIZATION Christie's"},
    {"She left Lloyd's of London, too.",
     {{"Lloyd", READ_PERSON, 0.9F}, {"London", READ_LOCATION, 0.9F}},
     "ORGANIZATION Lloyd's of London"},
    {"She left Christie's house.", {{"Christie", READ_PERSON, 0.9F}}, "PERSON Christie"},
    {"She left Zerin's, too.", {{"Zerin", READ_PERSON, 0.9F}}, "PERSON Zerin"},
    {"She met Ann Moody at Moody's house.",
     {{"Ann Moody", READ_PERSON, 0.9F}, {"Moody", READ_PERSON, 0.9F}},
     "PERSON Ann Moody; PERSON Moody"},
    /* what is no part of a name, no name, or one of another kind */
    {"They won nine seats and Zerin 16.", {{"Zerin 16", READ_ORGANIZATION, 0.9F}}, "ORGANIZATION Zerin"},
    {"They drove nine miles and Zerin 16.", {{"Zerin 16", READ_ORGANIZATION, 0.9F}}, "ORGANIZATION Zerin 16"},
    {"Bond was set at $900.", {{"Bond", READ_PERSON, 0.9F}}, ""},
    {"Bond was glad.", {{"Bond", READ_PERSON, 0.9F}}, "PERSON Bond"},
    {"They left the town of Zerin Cross again.", {{"Zerin Cross", READ_ORGANIZATION, 0.9F}}, "LOCATION Zerin Cross"},
    {"They left the hall of Zerin Cross again.",
     {{"Zerin Cross", READ_ORGANIZATION, 0.9F}},
     "ORGANIZATION Zerin Cross"},
    {"They met at COP29 again.", {{"COP29", READ_ORGANIZATION, 0.9F}}, "EVENT COP29"},
    {"They met at COP2B again.", {{"COP2B", READ_ORGANIZATION, 0.9F}}, "ORGANIZATION COP2B"},
    {"He fought in the second world war.", {{NULL, READ_MISC, 0}}, "EVENT second world war"},
    {"They left eastern Congo.", {{"eastern Congo", READ_LOCATION, 0.9F}}, "LOCATION Congo"},
    {"They left East Timor.", {{"East Timor", READ_LOCATION, 0.9F}}, "LOCATION East Timor"},
    /* a noun speaks for every place of the name */
    {"The newspaper Zerin won. Then Zerin fell.",
     {{"Zerin", READ_ORGANIZATION, 0.5F}, {"Zerin", READ_PERSON, 0.9F}},
     "ORGANIZATION Zerin; ORGANIZATION Zerin"},
    {"The winner Zerin won. Then Zerin fell.",
     {{"Zerin", READ_ORGANIZATION, 0.5F}, {"Zerin", READ_PERSON, 0.9F}},
     "PERSON Zerin; PERSON Zerin"},
    /* left out by the reader: a text that is a name elsewhere, and what a list knows */
    {"We saw Zerin Hall at noon. Then Zerin Hall fell.",
     {{"Zerin Hall", READ_FACILITY, 0.9F}},
     "FACILITY Zerin Hall; FACILITY Zerin Hall"},
    {"We asked the WHO again.", {{NULL, READ_MISC, 0}}, "ORGANIZATION WHO"},
    {"Nobody knew why Oslo said no.", {{"Oslo", READ_PERSON, 0.6F}}, "LOCATION Oslo"},
};

static void read_misread(int i)
{
    size_t at = 0;
    read_unnamed(MISREAD[i].text);
    for (unsigned k = 0; k < 5 && MISREAD[i].seen[k].name; k++) {
        label_name(&at, MISREAD[i].seen[k].name, MISREAD[i].seen[k].class, MISREAD[i].seen[k].score);
    }
    ck_assert_int_eq(find_entities(&arena, &words, (struct str){0}, 0, &found), OK);
}

START_TEST(names_that_are_misread_are_mended)
{
    read_misread(_i);
    ck_assert_str_eq(found_names(), MISREAD[_i].names);
}
END_TEST

/* One place is most likely a body, one a location; both may well be a person. */
START_TEST(places_of_a_name_vote_with_their_odds)
{
    static const struct {
        float person;
        const char *names;
    } ODDS[] = {{0.4F, "PERSON Zerin; PERSON Zerin"}, {0.1F, "ORGANIZATION Zerin; ORGANIZATION Zerin"}};
    for (size_t i = 0; i < sizeof ODDS / sizeof *ODDS; i++) {
        size_t at = 0;
        read_unnamed("They saw Zerin there. Then Zerin left.");
        label_name(&at, "Zerin", READ_ORGANIZATION, 0.5F);
        label_name(&at, "Zerin", READ_LOCATION, 0.45F);
        float *odds = words.labels.name_odds = ARENA_NEW(&arena, float, (size_t)words.token_count *MODEL_NAMES);
        for (uint32_t t = 0; t < words.token_count; t++, odds += MODEL_NAMES) {
            if (words.labels.name[t]) {
                odds[READ_PERSON] = ODDS[i].person;
                odds[(words.labels.name[t] - 1) / 2] = words.labels.name_score[t];
            }
        }
        ck_assert_int_eq(find_entities(&arena, &words, (struct str){0}, 0, &found), OK);
        ck_assert_str_eq(found_names(), ODDS[i].names);
    }
}
END_TEST

/* The reader is too sure of itself: 0.99 is right 90 times of 100, 0.5 43 times. */
START_TEST(confidence_is_what_it_says)
{
    static const struct {
        float score;
        double confidence;
    } SCORES[] = {{0.99F, 0.9}, {0.9F, 0.71}, {0.5F, 0.43}, {0.0F, 0.02}, {1.0F, 0.97}};
    for (size_t i = 0; i < sizeof SCORES / sizeof *SCORES; i++) {
        size_t at = 0;
        read_unnamed("They saw Zerin at night.");
        label_name(&at, "Zerin", READ_LOCATION, SCORES[i].score);
        ck_assert_int_eq(find_entities(&arena, &words, (struct str){0}, 0, &found), OK);
        ck_assert_double_eq_tol(entity_named("Zerin")->confidence, SCORES[i].confidence, 0.001);
    }
}
END_TEST

START_TEST(mentions_agree_with_at_token)
{
    read_entities("Ann Lee of Oslo met Kim Jong-su. Lee said the Ministry of Fish had written to her. Kim left Oslo.");
    ck_assert_uint_gt(found.list.count, 3);
    for (size_t e = 0; e < found.list.count; e++) {
        const struct entity *entity = &found.list.at[e];
        ck_assert_uint_ge(entity->mentions.count, 1);
        ck_assert(entity->confidence >= 0 && entity->confidence <= 1);
        for (size_t m = 0; m < entity->mentions.count; m++) {
            const struct mention *mention = &entity->mentions.at[m];
            ck_assert(m == 0 || entity->mentions.at[m - 1].end <= mention->first);
            ck_assert_int_eq(entity_of(&found, mention->first, mention->end), (int)e);
            ck_assert_uint_eq(mention->span.start, words.tokens[mention->first].span.start);
        }
    }
    ck_assert_int_eq(entity_of(&found, 2, 3), NO_ENTITY); /* "of" */
}
END_TEST

START_TEST(every_allocation_may_fail)
{
    static const char TEXT[] =
        "Ann Lee, a spokesperson for the European Union (EU), met Kim Jong-su in Paris, Texas. She left.";
    for (size_t n = 1;; n++) {
        arena_reset(&arena);
        arena.fuse = 0;
        ck_assert_int_eq(read_words(reader(), &arena, STR(TEXT), 0, &words), OK);
        arena.fuse = n;
        enum fault f = find_entities(&arena, &words, STR("Ann Lee"), 0, &found);
        if (arena.fuse && f == OK) {
            break;
        }
        ck_assert_int_eq(f, FAULT_NO_MEMORY);
        ck_assert_uint_lt(n, 2000);
    }
    arena.fuse = 0;
}
END_TEST

START_TEST(the_deadline_is_kept)
{
    ck_assert_int_eq(read_words(reader(), &arena, STR("Ann Lee met Kim Jong-su in Paris."), 0, &words), OK);
    ck_assert_int_eq(find_entities(&arena, &words, (struct str){0}, 1, &found), FAULT_TOO_SLOW);
}
END_TEST

/* A megabyte of different capitalised names, and of one bracket after another: answered in seconds also under
 * valgrind's and the sanitizers' brakes, which only linear time can be. */
static const char *const PARTS[][3] = {
    {"Ab", " Cd", " "}, {"Xy", " (AB", ") "}, {"Lee ", " Kim-", " and "}, {"THE ", "Q OF B", ", "}};

START_TEST(hostile_articles_are_answered)
{
    enum { SIZE = 1000000 };
    char *text = malloc(SIZE + 64);
    size_t length = 0;
    ck_assert_ptr_nonnull(text);
    for (unsigned n = 0; length < (_i == 2 ? SIZE / 4 : SIZE); n++) {
        const char *const *parts = PARTS[_i];
        length += (size_t)snprintf(text + length, 64, "%s%x%s%x%s", parts[0], n, parts[1], n % 97, parts[2]);
    }
    ck_assert_int_eq(read_randomly(&arena, (struct str){text, length}, &words), OK);
    ck_assert_int_eq(find_entities(&arena, &words, (struct str){0}, 0, &found), OK);
    free(text);
}
END_TEST

static void add_tests(TCase *tcase)
{
    reader();
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_loop_test(tcase, names_are_found_and_typed, 0, ROWS(NAMES));
    tcase_add_loop_test(tcase, names_that_are_misread_are_mended, 0, ROWS(MISREAD));
    tcase_add_test(tcase, places_of_a_name_vote_with_their_odds);
    tcase_add_test(tcase, confidence_is_what_it_says);
    tcase_add_test(tcase, mentions_agree_with_at_token);
    tcase_add_test(tcase, every_allocation_may_fail);
    tcase_add_test(tcase, the_deadline_is_kept);
    tcase_add_loop_test(tcase, hostile_articles_are_answered, 0, ROWS(PARTS));
}

SUITE_MAIN("names", add_tests)
