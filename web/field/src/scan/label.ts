// What a label says: a trace code in any printed form, a lot number, or a driver's shipment link.

/** The secret of a shipment link, else null. */
export function shipmentSecret(text: string): string | null {
  return /^https?:\/\/[^/]+\/s\/([\w-]{20,100})\/?(?:[?#].*)?$/.exec(text.trim())?.[1] ?? null;
}

/** The twenty digits in what was scanned or typed, when they are there; the text itself otherwise: the platform may know
    it as a lot number or as another system's code. */
export function labelText(text: string): string {
  const plain = text.trim();
  const path = /^https?:\/\/[^/]+(\/[^?#]*)/.exec(plain)?.[1] ?? plain;
  const named = /\/t\/([^/]+)/.exec(path)?.[1] ?? /\/21\/([^/]+)/.exec(path)?.[1] ?? elementSerial(plain) ?? plain;
  const digits = decodeURIComponent(named).normalize('NFKC').replace(/[\s-]/g, '');
  return /^\d{20}$/.test(digits) ? digits : named;
}

/** The serial of GS1 element strings: (01)…(10)…(21)CODE, or the same with separators instead of brackets. */
function elementSerial(text: string): string | null {
  return /\(21\)([^(]+)/.exec(text)?.[1] ?? /^\u001d?01\d{14}(?:10[^\u001d]{1,20}\u001d)?21(\d{20})/.exec(text)?.[1] ?? null;
}

/** As people read it on the label: in groups of four. */
export function shownLabel(text: string): string {
  return /^\d{20}$/.test(text) ? text.replace(/\d{4}(?=\d)/g, '$& ') : text;
}
