/** General English words of saying. Lists only; `speech.ts` decides. */

/** Finite forms: what stands before them says what stands after them. */
export const SAYS = new Set(
  'said says say told tells added adds wrote writes stressed stresses noted notes note warned warns explained explains stated argued argues insisted insists announced announces confirmed confirms claimed claims declared declares reiterated reiterates emphasised emphasized emphasises emphasizes underlined underlines underscored acknowledged acknowledges admitted admits asserted asserts alleged alleges mentioned mentions replied replies responded commented remarked observed recalled revealed suggested suggests predicted tweeted posted shared cautioned cautions pledged vowed promised asked asks urged urges demanded described describes called welcomed welcomes hailed hails praised denied denies rejected condemned dismissed expressed reported reaffirmed concluded proposed proposes hinted joked quipped testified indicated'.split(
    ' ',
  ),
);

/** The verbs among them that tell words without quotation marks; the others speak only with a quote beside them. */
export const TELLS = new Set(
  'said says say told tells added adds wrote stressed stresses noted notes note warned warns explained explains stated argued argues insisted insists announced announces confirmed confirms claimed claims declared declares reiterated reiterates emphasised emphasized emphasises emphasizes underlined underlines underscored acknowledged acknowledges admitted admits asserted asserts alleged alleges mentioned mentions replied commented remarked recalled revealed suggested suggests predicted tweeted posted shared cautioned cautions vowed promised indicated denied denies reaffirmed concluded testified expressed'.split(
    ' ',
  ),
);

/** Forms that go on with the same speaker: "..., adding that ...". */
export const SAYING = new Set(
  'saying adding noting stressing warning cautioning insisting arguing indicating clarifying explaining claiming writing stating suggesting telling emphasising emphasizing calling asking expressing confirming'.split(
    ' ',
  ),
);

/** Words that may stand between a speaker and the verb. */
export const BETWEEN = new Set(
  'also then later again repeatedly previously earlier has had have is was explicitly publicly openly clearly reportedly further once now recently long already still even simply only'.split(
    ' ',
  ),
);

export const PRONOUNS = new Set(['he', 'she', 'they', 'it', 'i', 'we']);

/** Titles and offices, lower case; kept out of names, and a sign that a person follows. */
export const TITLES = new Set(
  'mr mrs ms miss mx dr prof professor sir dame lord lady president vice prime minister chancellor premier chairman chairwoman chair chief secretary general gen admiral colonel col captain capt major lieutenant lt sergeant commander ambassador envoy special deputy foreign defence defense finance interior senator sen congressman congresswoman representative rep governor gov mayor king queen prince princess emperor pope bishop archbishop cardinal judge justice attorney spokesman spokeswoman spokesperson adviser advisor director ceo founder leader head former acting senior high commissioner officer staff state national security of for and the analyst economist editor reporter correspondent author actor coach doctor reverend father sister brother saint st sheikh sultan ayatollah rabbi imam'.split(
    ' ',
  ),
);
