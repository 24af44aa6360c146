/** Invented stories for pages: what an article of these says, line by line. A line that begins with `# ` is a heading, with `- ` an item. */

export interface Story {
  title: string;
  byline: string;
  /** ISO 8601 date. */
  day: string;
  lines: string[];
}

export const STORIES = {
  ferries: {
    title: 'Ferry line across the sound to reopen in April',
    byline: 'Ada Quill',
    day: '2026-01-06',
    lines: [
      'The harbour board of Port Ellery said on Tuesday that 14 ferries will sail across the sound again from April, two years after the line was closed.',
      '“We have waited long enough, and so have the islands,” said Tomas Brask, who chairs the board. “The boats are sound and the crews are trained.”',
      'The line was closed in March 2024 after cracks were found in the hulls of three of the oldest boats. Repairs took longer than planned and cost 41 million crowns, nearly twice the first estimate.',
      'Tickets will cost 12 crowns each way, two more than before. Residents of the outer islands will travel free in the first month, the board said.',
      'Shopkeepers on Harrow Isle welcomed the news. Several had moved to the mainland over the past winter, when supply boats came only once a week.',
      'A spokeswoman for the seamen’s union said that it had not yet been shown the new timetable, and that crews would not sail more than ten hours a day.',
      'The first boat is to leave the new pier at 6:30 a.m. on 2 April, weather permitting.',
    ],
  },
  dam: {
    title: 'Engineers warned of seepage at the upper dam a year before it was drained',
    byline: 'Ivo Marsten',
    day: '2026-01-05',
    lines: [
      'Engineers warned the water company in writing of seepage at the upper dam in the Velm valley more than a year before it was drained in a hurry last month, documents seen by this newspaper show.',
      'In a letter of 11 November 2024, two inspectors wrote that water was coming through the eastern wall “at a rate that can no longer be called normal”, and asked for the level to be lowered by four metres.',
      '# What the company did',
      'The company lowered the level by one metre. In its answer, dated three weeks later, it said that a deeper cut would endanger the supply of 90,000 households.',
      'Asked about the letters on Monday, a spokesman said that the company had “acted on the best advice it had at the time” and would not comment further while the inquiry is under way.',
      '# What happens next',
      'The inquiry, led by the retired judge Hanne Orlo, is to hear its first witnesses on 19 January. It may ask for documents, but it cannot compel anyone to speak.',
      'Some 3,200 people who had to leave their homes below the dam have been told that they may return by the end of the month.',
    ],
  },
  strike: {
    title: 'Dockers vote to end nine-week strike',
    byline: 'Lena Voss and Piet Arnold',
    day: '2026-01-04',
    lines: [
      'Dockers at the eastern terminals voted on Sunday to accept a pay offer and end a strike that has kept cranes still for nine weeks.',
      'Of 2,870 members who voted, 61 per cent were in favour, the union said. Work is to resume with the early shift on Wednesday.',
      'Under the agreement wages rise by 9 per cent over two years. The employers withdrew a plan to let machines unload at night without crews.',
      '“Nobody got all they wanted,” said the union’s secretary, Marit Holm. “But nobody will be replaced while asleep.”',
      'The port authority expects the backlog of some 60 ships to be cleared within a month. Fruit importers put their losses at 85 million crowns.',
      'A smaller union that represents the crane drivers has called the offer an insult and will hold a ballot of its own on Friday.',
    ],
  },
  storm: {
    title: 'What we know about the storm that cut off the northern coast',
    byline: 'Newsroom staff',
    day: '2026-01-07',
    lines: [
      'A storm that came in from the north on Tuesday evening has cut off much of the coast between Cape Sorrel and the Lindey estuary. This is what is known so far.',
      '# The damage',
      '- Some 48,000 households were without power at noon on Wednesday, down from 110,000 in the night.',
      '- The coastal railway is closed for at least three days; a bridge near Tarn has been moved by the water.',
      '- Two lifeboat stations reported gusts of more than 150 kilometres an hour, the most since 1987.',
      '# The people',
      'Four people were taken to hospital in Lindey, none of them badly hurt. A fisherman who had been missing since Tuesday walked into a police station on Wednesday morning.',
      '# The forecast',
      'The weather service expects the wind to ease on Thursday. Rivers may still rise until the weekend, it said, because the ground cannot take in more water.',
    ],
  },
  museum: {
    title: 'Town museum returns bronze bell after 120 years',
    byline: 'Rosa Fenn',
    day: '2025-12-30',
    lines: [
      'The town museum of Aldery has given a bronze bell back to the mountain village from which it was taken in 1905.',
      'Four villagers carried it to a waiting lorry on Monday while a brass band played. The bell weighs 210 kilograms and is older than the village church.',
      'A surveyor had taken it down “for safe keeping” when the church was rebuilt. His family gave it to the museum in 1931, with a letter that nobody read for eighty years.',
      'The letter was found by Jon Teller, a pupil who was writing an essay about bells. He wrote to the mayor of the village, who wrote to the museum.',
      '“We could have argued about the law for years,” the director of the museum, Edda Klim, said. “It seemed simpler to ask whose bell it is.”',
      'It will ring for the first time on New Year’s Eve.',
    ],
  },
  budget: {
    title: 'City budget: where the money goes in 2026',
    byline: 'Karl Odden',
    day: '2025-12-18',
    lines: [
      'The council of Merrow passed its budget for 2026 late on Wednesday by 31 votes to 24, after eleven hours of debate and two adjournments.',
      'Spending rises by 3.4 per cent to 2.1 billion crowns. The largest part goes to schools, which get more than in any year since the reform of 2011.',
      'Purpose | 2025 | 2026',
      'Schools | 610 million | 655 million',
      'Roads and bridges | 290 million | 268 million',
      'Care of the old | 405 million | 430 million',
      'The opposition criticised the cut for roads. “We will pay for this winter for ten winters,” said its leader, Sunniva Brekke, in the closing debate.',
      'The mayor replied that a third of the cut was for a bridge that had been finished early. Fees for nurseries and rubbish stay as they are.',
    ],
  },
  german: {
    title: 'Neue Brücke über die Velm wird im Herbst gesperrt',
    byline: 'Jana Holt',
    day: '2026-01-03',
    lines: [
      'Die neue Brücke über die Velm wird im Herbst für sechs Wochen gesperrt. Das hat die Stadtverwaltung am Samstag mitgeteilt.',
      'Grund sind Risse in den Lagern, die bei einer Prüfung im Dezember gefunden wurden. Die Brücke war erst vor vier Jahren für den Verkehr freigegeben worden.',
      '„Es besteht keine Gefahr für die Menschen, die täglich über die Brücke fahren“, sagte der Leiter des Bauamts. Die Arbeiten könnten aber nicht bis zum nächsten Jahr warten.',
      'Für Fußgänger und Radfahrer soll es eine Fähre geben. Wie viel sie kostet und wer sie bezahlt, ist noch nicht entschieden.',
    ],
  },
} satisfies Record<string, Story>;

/** A story's text as it is to be read from a page: its title, then its lines without the marks of headings. */
export function textOfStory({ title, lines }: Story): string {
  return [title, ...lines.map(line => line.replace(/^# /, ''))].join('\n');
}
