/** Time zones as people name them: the names of the IANA database that Node knows. It never takes an offset for a zone. */

/** Whether Node knows a zone of this name, in any case of letters; `+02:00` is none, for summer time would make it wrong. */
export function isZone(name: string): boolean {
  if (!/^[a-z]/i.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** Every zone there is, by the name that Node prefers. */
export function zones(): readonly string[] {
  return Intl.supportedValuesOf('timeZone');
}
