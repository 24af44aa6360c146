/** Nouns that tell what kind of thing a capitalised name is, by its last word; lower case, general English. */

export const ORGANISATION_NOUNS = new Set(
  'agency alliance army association assembly authority bank board bureau cabinet club coalition commission committee company congress corporation corps council court department directorate federation force forces foundation group guard headquarters inc institute league ltd marines ministry navy network newspaper office organisation organization parliament party police senate service society squad squadron union university command college school church hospital museum times post news guardian'.split(
    ' ',
  ),
);

export const PLACE_NOUNS = new Set(
  'airport avenue bay beach cape fort gulf mount bridge canal castle city coast county desert district hill hills house island islands lake mountain mountains ocean palace park peninsula port province region river road sea square station strait street town valley village'.split(
    ' ',
  ),
);

export const THING_NOUNS = new Set(
  'accord accords act agreement award bill charter championship conference convention crisis cup day declaration exercise festival framework games initiative law memorandum pact plan prize process programme program project protocol report resolution summit system treaty war week'.split(
    ' ',
  ),
);
