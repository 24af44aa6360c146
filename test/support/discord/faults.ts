/** What goes wrong, as a plan: each fault is met by the next requests that fit it, and then forgotten. */

export type Fault =
  /** 429; `after` in seconds. `global`: for the whole application. */
  | { kind: 'rate-limit'; after: number; global?: boolean }
  | { kind: 'status'; status: number; code?: number; message?: string }
  /** The connection is cut; `accepted`: after the request was carried out. */
  | { kind: 'cut'; accepted?: boolean }
  /** Nothing is answered; `accepted`: though the request was carried out. */
  | { kind: 'silence'; accepted?: boolean };

export interface FaultPlan {
  fault: Fault;
  method?: string;
  /** Of the path without `/api/v10`; every path unless given. */
  path?: RegExp;
  /** Requests that meet it; 1 unless given. */
  times?: number;
}

export class Faults {
  #plans: (FaultPlan & { left: number })[] = [];

  plan(plan: FaultPlan): void {
    this.#plans.push({ ...plan, left: plan.times ?? 1 });
  }

  /** The fault that this request meets. */
  take(method: string, path: string): Fault | null {
    const found = this.#plans.find(
      plan => plan.left > 0 && (plan.method ?? method) === method && (plan.path?.test(path) ?? true),
    );
    if (!found) return null;
    found.left -= 1;
    return found.fault;
  }

  /** What nobody met yet nobody will. */
  clear(): void {
    this.#plans = [];
  }

  /** How many planned faults nobody met: a test that ends with some tested nothing. */
  get left(): number {
    return this.#plans.reduce((sum, plan) => sum + plan.left, 0);
  }
}
