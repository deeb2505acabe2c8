// What of a product may be changed, and what of it was.
export interface Editable {
  name_en: string;
  category: string;
  gtin: string;
  allergens: string[];
}

/** The members that differ, as product.save takes them. */
export function changedMembers(was: Editable, now: Editable): Partial<Editable> {
  const changed = (Object.keys(now) as (keyof Editable)[]).filter((name) => String(was[name]) !== String(now[name]));
  return Object.fromEntries(changed.map((name) => [name, now[name]]));
}

export interface Difference {
  name: keyof Editable;
  was: string;
  mine: string;
  theirs: string;
  /** Both changed it, and not alike: sending mine undoes theirs. */
  clash: boolean;
}

/** What I or they changed since I began. */
export function threeWay(was: Editable, mine: Editable, theirs: Editable): Difference[] {
  return (Object.keys(was) as (keyof Editable)[])
    .map((name) => {
      const [a, b, c] = [String(was[name]), String(mine[name]), String(theirs[name])];
      return { name, was: a, mine: b, theirs: c, clash: a !== b && a !== c && b !== c };
    })
    .filter((one) => one.was !== one.mine || one.was !== one.theirs);
}
