/* Which names and other words mean one thing, and what the article says it is. */
#include "tests/entities.h"

static const struct {
    const char *text, *one, *other;
    bool same;
} PAIRS[] = {
    {"Norway and the Associated Press said so. Tanja Lund told The Associated Press by phone.", "Associated Press",
     "The Associated Press", true},
    /* full name and family name */
    {"Maria Lopez won the vote. Lopez thanked her voters.", "Maria Lopez", "Lopez", true},
    {"Park Min-ho spoke first. Later, Park said no.", "Park Min-ho", "Park", true},
    {"Xi Jinping met reporters. Xi smiled.", "Xi Jinping", "Xi", true},
    {"It was Ursula von der Leyen. The pilot met von der Leyen.", "Ursula von der Leyen", "von der Leyen", true},
    {"We met Bashar al-Assad. Then Assad spoke.", "Bashar al-Assad", "Assad", true},
    {"Okello wins again. The mayor, Peter Okello, was pleased.", "Okello", "Peter Okello", true},
    {"President Peter Okello arrived. Peter Okello Odera is his full name.", "Peter Okello", "Peter Okello Odera",
     true},
    /* two people of one family name */
    {"Maria Lopez met Carlos Lopez. Both were glad.", "Maria Lopez", "Carlos Lopez", false},
    {"Kestrel Group met Kestrel Airlines in May. Then Kestrel rose.", "Kestrel Group", "Kestrel", true},
    {"Kestrel Motors met Kestrel Airlines in May. Then Kestrel rose.", "Kestrel Motors", "Kestrel", false},
    {"Shah Omar I built the square. His heir Shah Omar II sold it.", "Shah Omar I", "Shah Omar II", false},
    {"Pope Peter Paul II met reporters. Peter Paul smiled.", "Peter Paul II", "Peter Paul", true},
    {"Maria Lopez met Anna Berg in Oslo.", "Maria Lopez", "Anna Berg", false},
    {"President Patrice Lund arrived. Mr. Lund spoke to reporters.", "Patrice Lund", "Lund", true},
    {"Sunniva Hale Lopez left. Sunniva Hale Lopez ran. They saw Mateo Lopez. Mr. Lopez was sad.", "Mateo Lopez",
     "Lopez", true},
    {"Carlos Lopez won, and Carlos Lopez left. He had a son, the cellist Mateo Lopez. Mr. Lopez, her son, was sad.",
     "Mateo Lopez", "Lopez", true},
    {"They left a daughter, Sunniva Hale Lopez, and a son, Mateo Lopez. Mr. Lopez, her son, was sad.", "Mateo Lopez",
     "Lopez", true},
    {"They left a son, Sunniva Hale Lopez, and a daughter, Mateo Lopez. Lopez, his daughter, was sad.", "Mateo Lopez",
     "Lopez", true},
    {"Anna Berg and her son Olaf Berg came. Mr. Berg spoke for the farmers.", "Berg", "Olaf Berg", true},
    /* other names of countries and bodies */
    {"The United Kingdom agreed. The UK would pay.", "United Kingdom", "UK", true},
    {"The U.S. agreed. America would pay. The United States had asked.", "U.S.", "United States", true},
    {"North Korea denied it. The DPRK would not pay.", "North Korea", "DPRK", true},
    {"North Korea denied it and South Korea agreed.", "North Korea", "South Korea", false},
    {"The World Health Organization warned. WHO experts came.", "World Health Organization", "WHO", true},
    {"President Lund was late. His wife, Ann Lund, stayed. Mr Lund spoke, Mr Lund left, and Mr Lund came back.", "Lund",
     "Ann Lund", false},
    {"The Lake Farmers Union (LFU) met. The LFU asked for rain.", "Lake Farmers Union", "LFU", true},
    {"He left Amnesty International. Amnesty was sorry.", "Amnesty International", "Amnesty", true},
    {"The Peru National Rain Agency closed. The National Rain Agency was old.", "Peru National Rain Agency",
     "National Rain Agency", true},
    {"The British Defense Ministry agreed. Norway asked its Defense Ministry.", "British Defense Ministry",
     "Defense Ministry", false},
    {"He asked the U.N. for help. Later the U.N. Fish Council met.", "U.N.", "U.N. Fish Council", false},
    {"Voters in Columbia, S.C., wrote to the Supreme Court.", "S.C.", "Supreme Court", false},
    {"The Human Rights Council met. It spoke of Human Rights in Peru.", "Human Rights Council", "Human Rights", false},
    {"The LFU [Lake Farmers Union] met in Oslo.", "LFU", "Lake Farmers Union", true},
    {"The Lake Farmers Union met. Later the LFU asked for rain.", "Lake Farmers Union", "LFU", true},
    {"He worked for Kestrel Energy Ltd. in May. Now Kestrel Energy is bankrupt.", "Kestrel Energy Ltd.",
     "Kestrel Energy", true},
    /* of a state */
    {"The US Federal Reserve met. The Fed cut rates.", "US Federal Reserve", "Fed", true},
    {"The French Federal Reserve met. The Fed cut rates.", "French Federal Reserve", "Fed", false},
    {"He told the AP. She told The Associated Press, and the AP reported it.", "AP", "The Associated Press", true},
    {"The Supreme Court of Brazil met. The Supreme Court said no.", "Supreme Court of Brazil", "Supreme Court", true},
    {"The Supreme Court of Brazil met. The Peru Supreme Court said no. The Supreme Court was old.",
     "Supreme Court of Brazil", "Supreme Court", false},
    {"The Democratic Republic of Congo agreed. Rebels in eastern Congo did not.", "Democratic Republic of Congo",
     "Congo", true},
    {"The Republic of the Congo met the Democratic Republic of Congo. Congo agreed.", "Democratic Republic of Congo",
     "Congo", false},
    /* short forms of bodies */
    {"Harrow Rovers lost. The Rovers coach was sad.", "Harrow Rovers", "Rovers", true},
    {"They beat Eastgate City 3-2. City, who had led, were sad.", "Eastgate City", "City", true},
    {"They beat Eastgate City 3-2. City officials were sad.", "Eastgate City", "City", false},
    {"He left the bank Tavelin Capital. Now an economist at Tavelin wants it.", "Tavelin Capital", "Tavelin", true},
    {"He left the bank Tavelin Capital. Then he lived in Tavelin for years.", "Tavelin Capital", "Tavelin", false},
    {"He left Lindqvist Capital. Karin Lindqvist stayed. Lindqvist was sad.", "Lindqvist Capital", "Lindqvist", false},
    {"Harrow Rovers beat Norham Rovers. The Rovers coach was sad.", "Harrow Rovers", "Rovers", false},
    /* a country and its people are two things */
    {"Germany won. The German team was glad.", "Germany", "German", false},
    {"Two Germans met a German team.", "Germans", "German", true},
    {"The British left. Three Iraqis stayed.", "British", "Iraqis", false},
    /* nominals */
    {"Anna Berg, a spokesperson for the police, said so. The spokesperson left.", "Anna Berg", "The spokesperson",
     true},
    {"The Ministry of Health said so. Then the ministry fell silent.", "Ministry of Health", "the ministry", true},
    {"The Red Lake Bank closed. Its owners blamed the bank and the state.", "Red Lake Bank", "the bank", true},
    /* by the head of a name, by another word for it */
    {"The US Centers for Lake Control and Rescue warned. A CLC chemist left.", "US Centers for Lake Control and Rescue",
     "CLC", true},
    {"The US Centers for Disease Control and Prevention warned. A CDC chemist left.",
     "US Centers for Disease Control and Prevention", "CDC", true},
    {"The Bank of Peru met Fish Bank of Oslo. Later the Bank said no.", "Bank of Peru", "the Bank", false},
    {"The Bank of Peru cut rates. Later the Bank raised them again.", "Bank of Peru", "the Bank", true},
    {"The Bank of Peru met the World Bank. Later the Bank said no.", "Bank of Peru", "the Bank", false},
    {"The European Commission met in May. The bloc had asked for it.", "European Commission", "The bloc", false},
    {"The European Union met in May. The bloc had asked for it.", "European Union", "The bloc", true},
    {"Judge Anna Berg came. It rained. It rained. It rained. It rained. It rained. It rained. It rained. It rained. "
     "It rained. It rained. It rained. It rained. It rained. It rained. It rained. It rained. It rained. It rained. "
     "It rained. It rained. It rained. It rained. It rained. It rained. The judge left.",
     "Anna Berg", "The judge", true},
    {"Espoo is cold. Kestrel Energy Ltd. lost money. The Espoo-based company had hoped for more.",
     "Kestrel Energy Ltd.", "The Espoo-based company", true},
    {"Kestrel Energy Ltd. lost money. The airline had hoped for more.", "Kestrel Energy Ltd.", "The airline", false},
    {"The Lake Liberation Forces fled. The army chased them.", "Lake Liberation Forces", "The army", false},
    {"Kestrel Bank left. They met at Kestrel Bank Stadium.", "Kestrel Bank", "Kestrel Bank Stadium", false},
    {"Kestrel makes boats. Kestrel UK sells them, and Kestrel UK has a shop.", "Kestrel", "Kestrel UK", false},
    {"Kestrel UK sells boats. On Monday Kestrel had a new shop.", "Kestrel UK", "Kestrel", true},
    {"The Pittsburgh Owls won. Few thought that the Owls would.", "Pittsburgh Owls", "Owls", true},
    {"Tory leader Anna Berg left. The voters met. The Tory leader was asked about it.", "Anna Berg", "The Tory leader",
     true},
    {"Anna Berg met a Christian leader. The Jewish leader smiled.", "Anna Berg", "The Jewish leader", false},
    {"Anna Berg was born in Oslo. Her father, Per Berg, was a farmer in Peru. Berg studied law.", "Anna Berg", "Berg",
     true},
    {"Hurricane Ida hit Cuba. The storm killed nine people.", "Hurricane Ida", "The storm", true},
    {"The Clean Lakes Act passed in May. The law was hailed by farmers.", "Clean Lakes Act", "The law", true},
    {"Congress passed the Clean Lakes Act in May. The law was hailed by farmers.", "Clean Lakes Act", "The law", true},
    {"The Clean Lakes Act passed in May. It rained. The bill was new.", "Clean Lakes Act", "The bill", false},
    {"Anna Berg, head of research, came. He hit his head, and the head hurt.", "Anna Berg", "the head", false},
    {"They met in Eastgate Square. The square was full of people.", "Eastgate Square", "The square", true},
    {"They met in Mexico City and drove to Guadalajara. Guadalajara is hot, Guadalajara is old, and the city is loud.",
     "Mexico City", "the city", false},
    {"They met in Mexico City and drove to Guadalajara. Guadalajara is hot, Guadalajara is old, and the city is loud.",
     "Guadalajara", "the city", true},
    /* by what the article speaks of most, however far back */
    {"Bergen is wet. It rains. It pours. It snows. It hails. It thaws. It blows. It freezes. It melts. It drips. The "
     "city "
     "sleeps.",
     "Bergen", "The city", false},
    {"Bergen is wet. Bergen is old. Bergen is rich. Oslo is dry. Oslo is new. It rains. It pours. It snows. It hails. "
     "It "
     "thaws. It blows. It freezes. It melts. It drips. The city sleeps.",
     "Bergen", "The city", false},
    {"Bergen is wet. Bergen is old. Bergen is rich. It rains. It pours. It snows. It hails. It thaws. It blows. It "
     "freezes. It melts. It drips. The city sleeps.",
     "Bergen", "The city", true},
    /* of a people or an owner */
    {"Russian President Ivan Orlov met Finnish President Anna Berg. The Russian president smiled.", "Ivan Orlov",
     "The Russian president", true},
    {"Russian President Ivan Orlov met Finnish President Anna Berg. The American president smiled.", "Anna Berg",
     "The American president", false},
    {"Russian President Ivan Orlov met Finnish President Anna Berg. Finland's president smiled.", "Anna Berg",
     "Finland's president", true},
    {"Kestrel Energy Ltd. lost money. The Norwegian company had hoped for more.", "Kestrel Energy Ltd.",
     "The Norwegian company", true},
    {"Oslo's Kestrel Energy Ltd. met Lisbon's Sunmere Ltd. in May. The Norwegian company had hoped for more.",
     "Sunmere Ltd.", "The Norwegian company", false},
    {"Ryanair lost money. The airline had hoped for more.", "Ryanair", "The airline", true},
    {"Ryanair lost money. The largest airline had hoped for more.", "Ryanair", "The largest airline", false},
    {"Ryanair leased jets from an airline in Oslo. The airline had hoped for more.", "Ryanair", "The airline", false},
    {"The Japanese carmaker Toyota lost money. The Japanese carmaker shut a plant, and Anna Berg left. Berg was calm.",
     "Anna Berg", "Berg", true},
    {"Toyota lost money. The Japanese carmaker shut a plant. NATO met, and the alliance agreed.", "NATO",
     "the alliance", true},
    {"Finland's Nortek cut 600 jobs on Monday. The company had hoped for more.", "Nortek", "The company", true},
    {"Ann Moss, a spokeswoman for Peter Lund, left. Lund's spokeswoman was sad.", "Ann Moss", "Lund's spokeswoman",
     true},
    {"Eva Moss, a spokeswoman for the Lake Ministry, left. The Lake Ministry's spokeswoman was sad.", "Eva Moss",
     "Lake Ministry's spokeswoman", true},
    /* relatives */
    {"Peter Lund won. His wife, Ann Lund, watched. Then his wife smiled.", "Ann Lund", "his wife", true},
    {"Peter Lund won. Carl Moss, his father, watched. Lund's father smiled.", "Carl Moss", "Lund's father", true},
    {"Peter Lund won. Carl Moss, his father, watched.", "Peter Lund", "his", true},
    {"Peter Lund won. Ann Moss, his wife, watched. Then his proud wife smiled.", "Ann Moss", "his proud wife", true},
    {"Peter Lund won. His friend, Ann Moss, watched. Then his friend smiled.", "Ann Moss", "his friend", false},
    {"Anna Berg won. Berg's mother, Anna Berg, watched. Berg's mother smiled.", "Anna Berg", "Berg's mother", false},
    {"Peter Lund won. His son Tom and his son Jim watched. Then his son smiled.", "Tom", "his son", false},
    {"Kestrel Energy Ltd. lost money. The company had hoped for more.", "Kestrel Energy Ltd.", "The company", true},
    {"Kestrel Energy Ltd. sued Sunmere Lines Ltd. in May. The company had hoped for peace.", "Kestrel Energy Ltd.",
     "The company", false},
    {"Kestrel Energy Ltd. sued Sunmere Lines Ltd. in May. The company had hoped for peace.", "Sunmere Lines Ltd.",
     "The company", false},
    {"The Ministry of Health said so. The first ministry was built here.", "Ministry of Health", "The first ministry",
     false},
    /* pronouns */
    {"Anna Berg wrote a book. On Monday Ida Lund praised her.", "Anna Berg", "her", true},
    {"Peter Okello wrote about the judges. Carlos Lopez rebuked him.", "Peter Okello", "him", true},
    {"Maria Lopez won the vote. She thanked them.", "Maria Lopez", "She", true},
    /* nobody says "him" of himself */
    {"Tom Hale left. Peter Richards came late. \"You can't replace him,\" Richards said.", "Tom Hale", "him", true},
    {"Tom Hale left. Peter Richards came late. \"You can't replace him,\" said coach Richards.", "Tom Hale", "him",
     true},
    {"Tom Hale left. Peter Richards came late. Richards said: \"You can't replace him.\"", "Tom Hale", "him", true},
    {"Tom Hale left. Peter Richards came late. \"It is sad,\" Richards said. \"You can't replace him.\"", "Tom Hale",
     "him", true},
    /* who speaks goes on; whom a quote mentions does not; what is said is of who says it */
    {"Olav Lund spoke for an hour. \"I thank the late Trygve Moss,\" he said. He left the hall for his car.",
     "Olav Lund", "his", true},
    {"\"My brother stayed,\" said Letty Hagos, a mother who reached the town on foot with Rosa Berg. She said she had "
     "walked.",
     "Letty Hagos", "She", true},
    {"Olav Lund said the village was lost. \"My wife prayed,\" Lund said. The father of four said he would hand in his "
     "nets if somebody gave him a boat.",
     "Olav Lund", "him", true},
    {"Olav Lund recalled the day the boy joined. \"He put the ball through his legs and then laughed,\" the coach told "
     "the "
     "paper.",
     "Olav Lund", "He", false},
    {"Nordvik Air said it would buy a Dutch rival.", "Nordvik Air", "it", true},
    /* things: common nouns may be meant as well; no time is "it", and nothing is done to itself */
    {"Zentra was founded in 1990 in Oslo. Kestrel Lines bought a rival. It is the largest of its kind.",
     "Kestrel Lines", "It", false},
    {"Critics of Nordvik Air say the Commission should review its decision.", "Commission", "its", true},
    {"Malampaya Sound was declared protected. A quarter of its mangroves have been cleared.", "Malampaya Sound", "its",
     true},
    {"Aarhus is a city in Denmark with 300,000 inhabitants. It is in many ways the birthplace of sailing, and the port "
     "is old.",
     "Aarhus", "It", true},
    {"The Supreme Court met in Washington. \"The Supreme Court told them no,\" said a lawyer for the Environmental "
     "Protection Agency.",
     "Supreme Court", "them", false},
    {"Muslims of the town met Christians. Muslims agree on them.", "Muslims", "them", false},
    /* somebody new, and who is called his */
    {"Tom Hale spoke.\n\nA 71-year-old man has burns on his arm.", "Tom Hale", "his", false},
    {"Tom Hale spoke for an hour. A man who heard it told us that his words had moved people.", "Tom Hale", "his",
     true},
    {"Tom Hale spoke.\n\nThe 71-year-old man has burns on his arm.", "Tom Hale", "his", true},
    {"Ivan Orlov's office did not respond. A day earlier he dismissed his minister, Tom Hale, citing a rift. Hale "
     "left.",
     "Ivan Orlov", "he", true},
    {"It was cold. After he met his friend, Tom Hale said no.", "Tom Hale", "he", true},
    {"Maria Lopez won the vote against Carlos Ruiz. He thanked them.", "Carlos Ruiz", "He", true},
    {"Maria Lopez won the vote against Carlos Ruiz. She thanked them.", "Carlos Ruiz", "She", false},
};

START_TEST(names_are_joined)
{
    read_entities(PAIRS[_i].text);
    const struct entity *one = entity_named(PAIRS[_i].one), *other = entity_named(PAIRS[_i].other);
    ck_assert_msg(one && (other || !PAIRS[_i].same), "%s: not found", PAIRS[_i].text);
    ck_assert_msg((one == other) == PAIRS[_i].same, "%s: %s, %s", PAIRS[_i].text, PAIRS[_i].one, PAIRS[_i].other);
}
END_TEST

START_TEST(nothing_is_resolved_without_a_reason)
{
    static const char *const TEXTS[] = {"He left. She stayed. The spokesperson said so.",
                                        "The president of the club spoke to Anna Berg.",
                                        "It was late when the company closed."};
    read_entities(TEXTS[_i]);
    for (size_t e = 0; e < found.list.count; e++) {
        for (size_t m = 0; m < found.list.at[e].mentions.count; m++) {
            ck_assert_int_eq(found.list.at[e].mentions.at[m].form, MENTION_NAME);
        }
    }
}
END_TEST

static const struct {
    const char *text, *name, *description; /* NULL: none */
} DESCRIPTIONS[] = {
    {"We met Norwegian President Sigrid Halvorsen.", "Sigrid Halvorsen", "Norwegian President"},
    {"Anna Berg, a spokesperson for the port police, said so.", "Anna Berg", "spokesperson for the port police"},
    {"Anna Berg, Norway's top health official, said so.", "Anna Berg", "Norway's top health official"},
    {"Anna Berg, 63, a farmer from Oslo, said so.", "Anna Berg", "farmer from Oslo"},
    {"The port's former manager, Anna Berg, said so.", "Anna Berg", "port's former manager"},
    {"Anna Berg is a farmer.", "Anna Berg", "farmer"},
    {"\"It rains,\" said Anna Berg, the lake warden, who lives there.", "Anna Berg", "lake warden"},
    {"Anna Berg, a beekeeper, said so.", "Anna Berg", "beekeeper"},
    {"Anna Berg, the ferry, and a dog.", "Anna Berg", NULL},
    {"She met Anna Berg, the lake froze, and said so.", "Anna Berg", NULL},
    {"Anna Berg, who runs the Lake Farmers Union, said so.", "Anna Berg", "runs the Lake Farmers Union"},
    {"Anna Berg, who is a judge in Oslo, said so.", "Anna Berg", "judge in Oslo"},
    {"Anna Berg, who runs late, who runs fast and who left", "Anna Berg", NULL},
    {"Anna Berg, who went home, said so.", "Anna Berg", NULL},
    {"Its head of research, Dr. Anna Berg, said so.", "Anna Berg", "head of research"},
    {"Its chief executive, Anna Berg, declined.", "Anna Berg", "chief executive"},
    {"\"It rains,\" said the Wanderers coach, Anna Berg.", "Anna Berg", "Wanderers coach"},
    {"OSLO \xE2\x80\x94 Finance Minister Anna Berg said so.", "Anna Berg", "Finance Minister"},
    {"OSLO - Finance Minister Anna Berg said so.", "Anna Berg", "Finance Minister"},
    {"OSLO, Norway (AP) -- Finance Minister Anna Berg said so.", "Anna Berg", "Finance Minister"},
    {"Sen. Anna Berg of Oslo, the party's leader, said so.", "Anna Berg", "party's leader"},
    {"Republican Gov. Anna Berg said so.", "Anna Berg", "Republican Gov."},
    {"National police spokesperson Brigadier General Anna Berg left.", "Anna Berg",
     "National police spokesperson Brigadier General"},
    {"The party's leader, Sen. Anna Berg, left.", "Anna Berg", "party's leader"},
    {"She met Anna Berg, Norwegians and Danes.", "Anna Berg", NULL},
    {"\"It is late,\" said Anna Berg, managing director of Kestrel.", "Anna Berg", "managing director of Kestrel"},
    {"Its former managing director, Anna Berg, left.", "Anna Berg", "former managing director"},
    {"Senator Anna Berg met Peter Okello, a Republican, in May.", "Peter Okello", "Republican"},
    {"Senator Peter Okello, an Ohio Republican, left.", "Peter Okello", "Ohio Republican"},
    {"Anna Berg, 41, who chairs the lake committee, left.", "Anna Berg", "chairs the lake committee"},
    {"The health minister Dr. Anna Berg left.", "Anna Berg", "health minister"},
    {"The team met President-elect Anna Berg.", "Anna Berg", "President-elect"},
    {"WHO Director-General Anna Berg left.", "Anna Berg", "WHO Director-General"},
    {"Anna Berg, the WHO's acting director of research, said so.", "Anna Berg", "WHO's acting director of research"},
    {"Secretary of State Anna Berg left.", "Anna Berg", "Secretary of State"},
    {"In a talk about the state of Norway Anna Berg said so.", "Anna Berg", NULL},
    {"President-elect Anna Berg left.", "Anna Berg", "President-elect"},
    {"On Monday Gen. Anna Berg left.", "Anna Berg", "Gen."},
    {"On Monday Lady Anna Berg left.", "Anna Berg", NULL},
    {"The cellist Anna Berg left.", "Anna Berg", "cellist"},
    {"The critic Anna Berg left.", "Anna Berg", "critic"},
    {"That night Anna Berg left.", "Anna Berg", NULL},
    {"Wildlife carer Anna Berg, who runs the Lake Farm, left.", "Anna Berg", "Wildlife carer"},
    {"Anna Berg, Marcus Lund's older sister, left.", "Anna Berg", "Marcus Lund's older sister"},
    {"Rep. Anna Berg (D-Conn.), the top Democrat on the committee, left.", "Anna Berg",
     "top Democrat on the committee"},
    {"The Bank of Spain's governor, Anna Berg, left.", "Anna Berg", "Bank of Spain's governor"},
    {"University of Oslo ecologist Professor Anna Berg left.", "Anna Berg", "University of Oslo ecologist Professor"},
    {"Senator Anna Berg, Republican of Missouri, and Senator Peter Lund, Democrat of Connecticut, left.", "Peter Lund",
     "Democrat of Connecticut"},
    {"Senator Anna Berg, Republican of Missouri, and Senator Peter Lund, Democrat of Connecticut, left.", "Anna Berg",
     "Republican of Missouri"},
    {"Col. Maj. Anna Berg left.", "Anna Berg", "Col. Maj."},
    {"Her co-author, Prof Anna Berg of Uppsala University, left.", "Anna Berg", "co-author"},
    {"Anna Berg is head of research.", "Anna Berg", "head of research"},
    {"Anna Berg said so.", "Anna Berg", NULL},
    {"A customer, Anna Berg, left.", "Anna Berg", "customer"},
    {"A summer, Anna Berg, is long.", "Anna Berg", NULL},
    {"Mrs Berg said so.", "Berg", NULL},
    {"She asked, but the voters praised Anna Berg.", "Anna Berg", NULL},
    {"In a talk with Anna Berg, the minister spoke about rain.", "Anna Berg", NULL},
    {"Anna Berg, Peter Okello and Maria Lopez, a judge, agreed.", "Anna Berg", NULL},
};

/* wanted: NULL for none. */
static void check_description(const struct entity *entity, const char *wanted, const char *text)
{
    struct str description = entity->description;
    ck_assert_msg((description.at != NULL) == (wanted != NULL) && (!description.at || str_is(description, wanted)),
                  "%s: '%.*s'", text, STR_ARGS(description));
}

START_TEST(people_are_described)
{
    read_entities(DESCRIPTIONS[_i].text);
    const struct entity *entity = entity_named(DESCRIPTIONS[_i].name);
    ck_assert_msg(entity != NULL, "%s: not found", DESCRIPTIONS[_i].text);
    ck_assert_int_eq(entity->type, ENTITY_PERSON);
    check_description(entity, DESCRIPTIONS[_i].description, DESCRIPTIONS[_i].text);
}
END_TEST

/* What is no person, as the reader is told to see it. */
static const struct {
    const char *text, *name;
    enum read_class class;
    const char *description; /* NULL: none */
} THINGS[] = {
    {"Zerin, a network of lake schools, grew.", "Zerin", READ_ORGANIZATION, "network of lake schools"},
    {"The national weather agency, Zerin, warned them.", "Zerin", READ_ORGANIZATION, "national weather agency"},
    {"The national weather agency, Zerin, and a dog warned them.", "Zerin", READ_ORGANIZATION, NULL},
    {"At the weather agency, Zerin, who left, warned them.", "Zerin", READ_ORGANIZATION, NULL},
    {"Zerin, the oldest power company, grew.", "Zerin", READ_ORGANIZATION, "oldest power company"},
    {"Zerin, a town of 900, grew.", "Zerin", READ_LOCATION, "town of 900"},
    {"Zerin, a town of 900, and others grew.", "Zerin", READ_LOCATION, NULL},
    {"She watched the Austrian broadcaster Zerin.", "Zerin", READ_ORGANIZATION, "Austrian broadcaster"},
    {"She watched the Austrian evening Zerin.", "Zerin", READ_ORGANIZATION, NULL},
    {"In Zerin, the talks, which began late, failed.", "Zerin", READ_LOCATION, NULL},
    {"In Zerin, a company said so, and left.", "Zerin", READ_LOCATION, NULL},
};

START_TEST(things_are_described)
{
    size_t at = 0;
    read_unnamed(THINGS[_i].text);
    label_name(&at, THINGS[_i].name, THINGS[_i].class, 0.9F);
    ck_assert_int_eq(find_entities(&arena, &words, (struct str){0}, 0, &found), OK);
    check_description(entity_named(THINGS[_i].name), THINGS[_i].description, THINGS[_i].text);
}
END_TEST

START_TEST(a_storm_is_called_by_its_own_name)
{
    size_t at = 0;
    read_unnamed("Typhoon Zerin hit. Zerin left.");
    label_name(&at, "Typhoon Zerin", READ_EVENT, 0.9F);
    label_name(&at, "Zerin", READ_EVENT, 0.9F);
    ck_assert_int_eq(find_entities(&arena, &words, (struct str){0}, 0, &found), OK);
    ck_assert_uint_eq(found.list.count, 1);
}
END_TEST

/* The second labelled name is introduced behind the first one, a body's: whether it is short for it. */
static const struct {
    const char *text, *name, *brief;
    enum read_class class;
    bool same;
} INTRODUCED[] = {
    {"The General Union of Labor, or CGT, met.", "General Union of Labor", "CGT", READ_ORGANIZATION, true},
    {"The General Union of Labor, CGT, met.", "General Union of Labor", "CGT", READ_ORGANIZATION, false},
    {"The Lake Union, known by its French acronym CGT, met.", "Lake Union", "CGT", READ_PERSON, true},
    {"LAKE RESCUE UNION (SALE) MET.", "LAKE RESCUE UNION", "SALE", READ_ORGANIZATION, false},
    {"The Lake Union, as well as CGT, met.", "Lake Union", "CGT", READ_ORGANIZATION, false},
    {"The Lake Union, known for its rich CGT, met.", "Lake Union", "CGT", READ_PERSON, false},
    {"The Lake Rescue Union (PvdA) met.", "Lake Rescue Union", "PvdA", READ_PRODUCT, true},
    {"The Lake Rescue Union (OSLO) met.", "Lake Rescue Union", "OSLO", READ_LOCATION, false},
    {"The Lake Rescue Union (Oslo) met.", "Lake Rescue Union", "Oslo", READ_ORGANIZATION, false},
    {"The Lake Rescue Union (Leru) met.", "Lake Rescue Union", "Leru", READ_ORGANIZATION, false},
    {"The National Institute for Lake Care (Nilc) met.", "National Institute for Lake Care", "Nilc", READ_LOCATION,
     true},
    {"Lakers (PvdA) met.", "Lakers", "PvdA", READ_ORGANIZATION, false},
    {"The conservative People's party (PvdA) met.", "People's party", "PvdA", READ_ORGANIZATION, true},
    {"The Museum of Lake Art fell. MoLA rose.", "Museum of Lake Art", "MoLA", READ_ORGANIZATION, true},
    {"The Museum of Lake Art fell. Mola rose.", "Museum of Lake Art", "Mola", READ_ORGANIZATION, false},
    {"The Lake Union, known as Harpun, met.", "Lake Union", "Harpun", READ_ORGANIZATION, true},
};

START_TEST(short_names_are_introduced)
{
    size_t at = 0;
    read_unnamed(INTRODUCED[_i].text);
    label_name(&at, INTRODUCED[_i].name, READ_ORGANIZATION, 0.9F);
    label_name(&at, INTRODUCED[_i].brief, INTRODUCED[_i].class, 0.9F);
    ck_assert_int_eq(find_entities(&arena, &words, (struct str){0}, 0, &found), OK);
    bool same = entity_named(INTRODUCED[_i].name) == entity_named(INTRODUCED[_i].brief);
    ck_assert_msg(same == INTRODUCED[_i].same, "%s", INTRODUCED[_i].text);
}
END_TEST

/* The labelled names are of one class; what a noun phrase means among them. */
static const struct {
    const char *text, *names[3];
    enum read_class class;
    const char *phrase, *meant; /* meant NULL: nothing */
} MEANT[] = {
    {"Zerin Energy fell. Lake Energy rose after the company spoke.",
     {"Zerin Energy", "Lake Energy"},
     READ_ORGANIZATION,
     "the company",
     "Lake Energy"},
    {"Zerin Energy met Lake Energy after the company spoke.",
     {"Zerin Energy", "Lake Energy"},
     READ_ORGANIZATION,
     "the company",
     NULL},
    {"Zerin fell after the lender spoke. It rained. It snowed. That lender rose.",
     {"Zerin"},
     READ_ORGANIZATION,
     "That lender",
     "Zerin"},
    {"The Zerin Ministry met. Italy's ministry left. Then the ministry spoke.",
     {"Zerin Ministry"},
     READ_ORGANIZATION,
     "the ministry",
     NULL},
    {"The Zerin Ministry met. Then the ministry spoke.",
     {"Zerin Ministry"},
     READ_ORGANIZATION,
     "the ministry",
     "Zerin Ministry"},
    {"She wrote The Salt Year. It sold well this year.", {"The Salt Year"}, READ_WORK_OF_ART, "this year", NULL},
    {"Zerin, the power company, grew.", {"Zerin"}, READ_ORGANIZATION, "the power company", NULL},
    {"The Union of Lake Workers met. It kept a pension that workers lost.",
     {"Union of Lake Workers"},
     READ_ORGANIZATION,
     "that workers",
     NULL},
};

START_TEST(nominals_mean_what_is_near)
{
    size_t at = 0;
    read_unnamed(MEANT[_i].text);
    for (unsigned k = 0; k < 3 && MEANT[_i].names[k]; k++) {
        label_name(&at, MEANT[_i].names[k], MEANT[_i].class, 0.9F);
    }
    ck_assert_int_eq(find_entities(&arena, &words, (struct str){0}, 0, &found), OK);
    const struct entity *entity = entity_named(MEANT[_i].phrase);
    const struct entity *wanted = MEANT[_i].meant ? entity_named(MEANT[_i].meant) : NULL;
    ck_assert_msg(entity == wanted, "%s", MEANT[_i].text);
}
END_TEST

/* "the city" behind a village that is named once is that which the article is about. */
START_TEST(what_the_article_is_about_is_meant)
{
    read_entities("Oslo was cold. Oslo was dark. Oslo was wet. It rained. It rained. It rained. It rained. It rained. "
                  "It rained. It rained. It rained. They went to Lonavala. It rained. It rained. They left the city.");
    ck_assert_ptr_nonnull(entity_named("the city"));
    ck_assert_ptr_eq(entity_named("the city"), entity_named("Oslo"));
}
END_TEST

START_TEST(a_legal_form_says_no_more)
{
    size_t at = 0;
    read_unnamed("Lake Media Pvt Ltd grew. Then Lake Media fell.");
    label_name(&at, "Lake Media Pvt Ltd", READ_ORGANIZATION, 0.9F);
    label_name(&at, "Lake Media", READ_ORGANIZATION, 0.9F);
    ck_assert_int_eq(find_entities(&arena, &words, (struct str){0}, 0, &found), OK);
    ck_assert_uint_eq(found.list.count, 1);
}
END_TEST

START_TEST(a_chief_may_be_a_woman)
{
    read_entities("Finance Chief Maria Lopez left. She smiled.");
    ck_assert_ptr_eq(entity_named("Maria Lopez"), entity_named("She"));
}
END_TEST

/* The firm that makes it is not called "Zerin Fold 2". */
START_TEST(a_model_is_not_its_firm)
{
    size_t at = 0;
    read_unnamed("Zerin grew. The Zerin Fold 2 sold well.");
    label_name(&at, "Zerin", READ_ORGANIZATION, 0.9F);
    label_name(&at, "Zerin Fold 2", READ_ORGANIZATION, 0.9F);
    ck_assert_int_eq(find_entities(&arena, &words, (struct str){0}, 0, &found), OK);
    ck_assert_uint_eq(found.list.count, 2);
}
END_TEST

START_TEST(the_fullest_name_is_the_name)
{
    read_entities("Okello wins again. The mayor, Peter Okello, was pleased. The UK agreed.");
    ck_assert(str_is(entity_named("Okello")->name, "Peter Okello"));
    ck_assert(str_is(entity_named("UK")->name, "United Kingdom"));
}
END_TEST

/* "his" of "his wife" is a mention of him, though it stands in one of her. */
START_TEST(owners_keep_their_tokens)
{
    read_entities("Peter Lund won. His wife, Ann Lund, watched. Then his wife smiled.");
    const struct entity *his = entity_named("his"), *wife = entity_named("his wife");
    ck_assert(his && wife && his != wife);
    uint32_t first = wife->mentions.at[wife->mentions.count - 1].first;
    ck_assert_int_eq(found.at_token[first], his - found.list.at);
    ck_assert_int_eq(found.at_token[first + 1], wife - found.list.at);
}
END_TEST

/* What the reader takes for two bodies, of which one is named after the other. */
START_TEST(a_stadium_is_not_its_bank)
{
    size_t at = 0;
    read_unnamed("Bank of Zerin left. They met at Bank of Zerin Stadium.");
    label_name(&at, "Bank of Zerin", READ_ORGANIZATION, 0.9F);
    label_name(&at, "Bank of Zerin Stadium", READ_ORGANIZATION, 0.9F);
    ck_assert_int_eq(find_entities(&arena, &words, (struct str){0}, 0, &found), OK);
    ck_assert_ptr_ne(entity_named("Bank of Zerin"), entity_named("Bank of Zerin Stadium"));
}
END_TEST

/* "the Bank", where the reader takes it for a name: that of the one bank before, if there is one. */
static const struct {
    const char *text, *names[4];
    bool same; /* the last name is the first one's */
} HEADS[] = {
    {"The Bank of Zerin fell. Then the Bank rose.", {"Bank of Zerin", "Bank"}, true},
    {"The Zerin Bank fell. Then the Bank rose.", {"Zerin Bank", "Bank"}, true},
    {"The Bank of Zerin met the Lake Bank. Then the Bank rose.", {"Bank of Zerin", "Lake Bank", "Bank"}, false},
    {"The Lake Bank met the Bank of Zerin. Then the Bank rose.", {"Lake Bank", "Bank of Zerin", "Bank"}, false},
    {"The Lake Bank met the Bank of Zerin (BOZ). Then the Bank rose.",
     {"Lake Bank", "Bank of Zerin", "BOZ", "Bank"},
     true},
    {"The Bank of Zerin (BOZ) met the Lake Bank. Then the Bank rose.",
     {"Bank of Zerin", "BOZ", "Lake Bank", "Bank"},
     false},
    {"The Bank Zerin Brothers fell. Then the Bank rose.", {"Bank Zerin Brothers", "Bank"}, false},
    {"Then the Bank rose. The Bank of Zerin fell.", {"Bank", "Bank of Zerin"}, false},
    {"The Bank of Zerin fell. Then Bank rose.", {"Bank of Zerin", "Bank"}, false},
};

START_TEST(the_head_of_a_name_is_its_short_form)
{
    size_t at = 0;
    unsigned count = 0;
    read_unnamed(HEADS[_i].text);
    while (count < ROWS(HEADS[_i].names) && HEADS[_i].names[count]) {
        label_name(&at, HEADS[_i].names[count++], READ_ORGANIZATION, 0.9F);
    }
    ck_assert_int_eq(find_entities(&arena, &words, (struct str){0}, 0, &found), OK);
    bool same = entity_named(HEADS[_i].names[0]) == entity_named(HEADS[_i].names[count - 1]);
    ck_assert_msg(same == HEADS[_i].same, "%s", HEADS[_i].text);
}
END_TEST

START_TEST(who_is_named_most_is_most_salient)
{
    read_entities("Anna Berg won. Anna Berg spoke to Peter Okello. Then Berg left. Anna Berg was glad.");
    ck_assert_double_gt(entity_named("Anna Berg")->salience, entity_named("Peter Okello")->salience);
}
END_TEST

static void add_tests(TCase *tcase)
{
    reader();
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_loop_test(tcase, names_are_joined, 0, ROWS(PAIRS));
    tcase_add_loop_test(tcase, nothing_is_resolved_without_a_reason, 0, 3);
    tcase_add_loop_test(tcase, people_are_described, 0, ROWS(DESCRIPTIONS));
    tcase_add_loop_test(tcase, things_are_described, 0, ROWS(THINGS));
    tcase_add_test(tcase, a_storm_is_called_by_its_own_name);
    tcase_add_loop_test(tcase, short_names_are_introduced, 0, ROWS(INTRODUCED));
    tcase_add_loop_test(tcase, nominals_mean_what_is_near, 0, ROWS(MEANT));
    tcase_add_test(tcase, what_the_article_is_about_is_meant);
    tcase_add_test(tcase, a_legal_form_says_no_more);
    tcase_add_test(tcase, a_chief_may_be_a_woman);
    tcase_add_test(tcase, a_model_is_not_its_firm);
    tcase_add_test(tcase, the_fullest_name_is_the_name);
    tcase_add_test(tcase, owners_keep_their_tokens);
    tcase_add_test(tcase, a_stadium_is_not_its_bank);
    tcase_add_loop_test(tcase, the_head_of_a_name_is_its_short_form, 0, ROWS(HEADS));
    tcase_add_test(tcase, who_is_named_most_is_most_salient);
}

SUITE_MAIN("same_name", add_tests)
