// Finds codes in pictures. WebAssembly is what is tested and what all phones have; where it does not start, the browser's
// own detector does it, if there is one.
import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url';

export type Decoder = (image: ImageData) => Promise<string | null>;

interface Detector {
  detect(image: ImageData): Promise<{ rawValue: string }[]>;
}
type DetectorClass = new (options: { formats: string[] }) => Detector;

async function wasmDecoder(): Promise<Decoder> {
  const { prepareZXingModule, readBarcodes } = await import('zxing-wasm/reader');
  await prepareZXingModule({ overrides: { locateFile: () => wasmUrl }, fireImmediately: true });
  return async (image) => {
    const found = await readBarcodes(image, { formats: ['QRCode', 'DataMatrix'], tryHarder: true, maxNumberOfSymbols: 1 });
    return found[0]?.text || null;
  };
}

function browserDecoder(): Decoder | null {
  const made = (window as { BarcodeDetector?: DetectorClass }).BarcodeDetector;
  if (!made) return null;
  const detector = new made({ formats: ['qr_code', 'data_matrix'] });
  return async (image) => (await detector.detect(image))[0]?.rawValue || null;
}

let ready: Promise<Decoder> | null = null;

/** Throws when this phone can do neither: codes are typed then. */
export function decoder(): Promise<Decoder> {
  ready ??= wasmDecoder().catch((fault: unknown) => {
    const other = browserDecoder();
    if (other) return other;
    ready = null; // a file may have been missing for want of a network
    throw fault;
  });
  return ready;
}
