// Files that the platform hands out under a password told by another way: opened here, so that what is in them is
// nowhere but on this computer. The format is src/crypto/include/crypto/handed_file.h's. The library comes when it is
// needed.

export class HandedFileError extends Error {
  constructor(readonly reason: 'not_one' | 'password' | 'cut') {
    super(reason);
  }
}

const library = () => import('sm-crypto-v2');
type Library = Awaited<ReturnType<typeof library>>;

const mark = [0x51, 0x59, 0x4f, 0x31, 0, 0]; // "QYO1", and no key of a keyring
const headerBytes = 22;
const lengthBytes = 4;
const ivBytes = 16;
const macBytes = 32;
const endBytes = lengthBytes + 8 + 32 + macBytes;
const pieceMax = 64 * 1024;
const info = 'qiongyuan handed file 1';

const ascii = (text: string): Uint8Array => Uint8Array.from(text, (one) => one.charCodeAt(0));

/** As people write it: case, hyphens and spaces do not matter; O is 0, I and L are 1. */
const digitsOf = (password: string): Uint8Array =>
  ascii(password.toUpperCase().replace(/[-\s]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1'));

function joined(...parts: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function eightBytes(value: number): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value));
  return bytes;
}

const hexOf = (bytes: Uint8Array): string => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** The next of a big-endian counter. */
function addOne(counter: Uint8Array): void {
  for (let i = counter.length - 1; i >= 0; --i) {
    counter[i] = (counter[i]! + 1) % 256;
    if (counter[i] !== 0) return;
  }
}

/** SM4-CTR: what the library lacks, over its blocks. */
function counted({ sm4 }: Library, key: Uint8Array, iv: Uint8Array, data: Uint8Array): Uint8Array {
  const blocks = new Uint8Array(Math.ceil(data.length / ivBytes) * ivBytes);
  const counter = iv.slice();
  for (let at = 0; at < blocks.length; at += ivBytes) {
    blocks.set(counter, at);
    addOne(counter);
  }
  const stream = sm4.encrypt(blocks, key, { padding: 'none', output: 'array' });
  return data.map((byte, at) => byte ^ stream[at]!);
}

/** The content. Throws HandedFileError. */
export async function openHandedFile(file: Uint8Array, password: string): Promise<Uint8Array> {
  const lib = await library();
  const material = lib.hkdf(digitsOf(password), undefined, ascii(info), ivBytes + macBytes);
  const key = material.slice(0, ivBytes);
  const macKey = material.slice(ivBytes);
  const macOf = (...parts: Uint8Array[]): string => lib.sm3(joined(...parts), { key: macKey, mode: 'hmac' });

  if (file.length < headerBytes || mark.some((byte, at) => file[at] !== byte)) throw new HandedFileError('not_one');
  const header = file.subarray(0, headerBytes);
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const pieces: Uint8Array[] = [];
  let size = 0;
  for (let at = headerBytes; ; ) {
    if (file.length < at + lengthBytes) throw new HandedFileError('cut');
    const length = view.getUint32(at);
    if (length > pieceMax) throw new HandedFileError('password');
    const whole = length === 0 ? endBytes : lengthBytes + ivBytes + length + macBytes;
    if (file.length < at + whole) throw new HandedFileError('cut');
    const covered = file.subarray(at, at + whole - macBytes);
    const mac = hexOf(file.subarray(at + whole - macBytes, at + whole));
    if (length === 0) {
      const right = macOf(ascii('end'), header, covered) === mac && file.length === at + whole;
      const told = hexOf(covered.subarray(lengthBytes));
      const plain = joined(...pieces);
      if (!right || told !== hexOf(eightBytes(size)) + lib.sm3(plain)) throw new HandedFileError('password');
      return plain;
    }
    if (macOf(ascii('piece'), header, eightBytes(size), covered) !== mac) throw new HandedFileError('password');
    const iv = covered.subarray(lengthBytes, lengthBytes + ivBytes);
    pieces.push(counted(lib, key, iv, covered.subarray(lengthBytes + ivBytes)));
    size += length;
    at += whole;
  }
}
