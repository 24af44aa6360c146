/**
 * What people are by profession, and what ministers minister to: one person is told as one of them. A line holds words for one; what a
 * person may be beside a profession (mediator, owner, chairman, witness) is left out. General English; never a word of a story.
 */
export const PROFESSIONS: readonly (readonly string[])[] = `
judge magistrate
prosecutor
lawyer solicitor barrister attorney
general colonel major brigadier lieutenant sergeant
admiral commodore
bishop archbishop cardinal priest pastor vicar imam rabbi monk nun
inspector superintendent detective constable
doctor physician surgeon
nurse midwife
geologist seismologist volcanologist
epidemiologist virologist
biologist zoologist botanist
astronomer astrophysicist
economist
historian
archaeologist
architect
electrician
plumber
carpenter
farmer
fisherman
baker
butcher
brewer
teacher headteacher headmaster headmistress
journalist reporter
novelist poet writer
painter sculptor
singer soprano tenor
actor actress
pianist violinist
pilot
astronaut cosmonaut
firefighter fireman
mechanic
butler
referee umpire
linesman
goalkeeper
foreman
engineer
striker forward
defender
midfielder
curator
banker
accountant
police
pharmacist
veterinarian
hairdresser
`
  .trim()
  .split('\n')
  .map(line => line.split(' '));

export const PORTFOLIOS: ReadonlySet<string> = new Set(
  `interior home transport finance foreign defence defense justice health education energy environment trade economy economics labour labor
  culture science agriculture housing tourism fisheries sports research treasury industry climate water`.split(/\s+/),
);
