// What a report is about, by id ("e1", "q2", "f3"), and the elements of the page that stand for each.

const KINDS = { e: 'entity', q: 'quote', f: 'figure' };

export class Things {
  #things = new Map();

  constructor(report) {
    for (const value of [...(report.entities ?? []), ...(report.quotes ?? []), ...(report.figures ?? [])]) {
      this.#things.set(value.id, { id: value.id, kind: KINDS[value.id[0]], value, elements: [] });
    }
  }

  /** { id, kind, value, elements: [{ element, role }] }; undefined for an unknown id. */
  get(id) {
    return this.#things.get(id);
  }

  /** Notes that the element stands for the thing: role is the kind of its mark, "label" or "entry". */
  add(id, element, role) {
    this.#things.get(id).elements.push({ element, role });
  }

  /** Elements of a thing in the given roles, in the order of the page. */
  elements(id, ...roles) {
    const all = this.#things.get(id)?.elements ?? [];
    return all.filter(({ role }) => roles.length === 0 || roles.includes(role)).map(({ element }) => element);
  }

  /** The things that belong together with one: a quote and its speaker, a figure and its claimant. */
  related(id) {
    const value = this.#things.get(id)?.value;
    return [id, value?.speaker?.entity, value?.claimed_by?.entity].filter((other) => this.#things.has(other));
  }
}
