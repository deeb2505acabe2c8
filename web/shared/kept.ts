// What a browser keeps between visits: choices and drafts. A browser that keeps nothing (private windows) is no fault.

const prefix = 'qy.console.';

export function kept(name: string): string | null {
  try {
    return localStorage.getItem(prefix + name);
  } catch {
    return null;
  }
}

export function keep(name: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(prefix + name);
    else localStorage.setItem(prefix + name, value);
  } catch {
    // full or forbidden: it is not kept
  }
}

/** Names of everything kept that begin so. */
export function keptNames(start: string): string[] {
  try {
    return Object.keys(localStorage)
      .filter((name) => name.startsWith(prefix + start))
      .map((name) => name.slice(prefix.length));
  } catch {
    return [];
  }
}
