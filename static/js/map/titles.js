// What proposals are called, asked of the site for those that are looked at, and remembered.

const AT_ONCE = 60;

/** Answers titles by id. address: where they are asked for. */
export class Titles {
  constructor(address) {
    this.address = address;
    this.known = new Map();
  }

  /** id -> { id, title, language, district, supports }, of these ids; those that are not public any more are missing. */
  async of(ids) {
    const missing = ids.filter((id) => !this.known.has(id));
    for (let start = 0; start < missing.length; start += AT_ONCE) {
      const asked = missing.slice(start, start + AT_ONCE);
      const answer = await fetch(`${this.address}?ids=${asked}`);
      if (!answer.ok) break;
      const { proposals } = await answer.json();
      proposals.forEach((proposal) => this.known.set(proposal.id, proposal));
    }
    return new Map(ids.filter((id) => this.known.has(id)).map((id) => [id, this.known.get(id)]));
  }
}
