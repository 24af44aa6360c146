/** What was opened, in order, and how all of it is closed: in the opposite one, each part once. */

interface Closable {
  close: () => Promise<void>;
}

export interface Opened extends Closable {
  /** Has the part closed before all that was opened earlier. */
  add: <Part extends Closable>(part: Part) => Part;
}

export function createOpened(): Opened {
  const parts: Closable[] = [];
  return {
    add: part => {
      parts.push(part);
      return part;
    },
    close: async () => {
      for (const part of parts.splice(0).reverse()) await part.close();
    },
  };
}
