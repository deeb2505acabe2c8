// What the page before has just saved, for the next page to say once.
let saved = '';

export function tellSaved(text: string): void {
  saved = text;
}

export function takeSaved(): string {
  const text = saved;
  saved = '';
  return text;
}
